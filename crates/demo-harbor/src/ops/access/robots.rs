//! Robot accounts.

use serde_json::{Value, json};

use super::robot_body::{Sent, check_namespaces, check_types, sent};
use super::robot_permissions::{PROJECT, SYSTEM};
use crate::chance;
use crate::http::call::{Call, Failure, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, Term, passes, sort, terms};
use crate::identity::Identity;
use crate::json::{Fields, Time, time};
use crate::ops::note;
use crate::permission::{self, is_system_admin, may, refusal, require_sign_in, require_system};
use crate::world::{Robot, RobotAccess, World};

/// What stands before the name in a full one.
const PREFIX: &str = "robot$";

fn view(robot: &Robot) -> Value {
    let pair = |access: &RobotAccess| {
        Fields::new()
            .put("resource", access.resource.as_str())
            .put("action", access.action.as_str())
            .put_unless_zero("effect", access.effect.as_str())
            .done()
    };
    let grants = robot.grants.iter().map(|grant| {
        let access: Vec<Value> = grant.access.iter().map(pair).collect();
        json!({"kind": grant.kind, "namespace": grant.namespace, "access": access})
    });
    Fields::new()
        .put("id", robot.id)
        .put("name", robot.full_name.as_str())
        .put_unless_zero("description", robot.description.as_str())
        .put("level", robot.level.as_str())
        .put("duration", robot.duration)
        .put("disable", robot.disabled)
        .put("editable", robot.editable)
        .put("expires_at", robot.expires_at)
        .put(
            "creator_type",
            if robot.made_by_robot {
                "robot"
            } else {
                "local"
            },
        )
        .put("creator_ref", robot.creator)
        .put_list("permissions", grants.collect())
        .put("creation_time", time(robot.created))
        .put("update_time", time(robot.updated))
        .done()
}

fn column<'a>(robot: &'a Robot, key: &str) -> Option<Column<'a>> {
    Some(match key {
        "id" | "ID" => Column::Number(robot.id),
        // As it is stored: without the prefix, with the project.
        "name" | "Name" => Column::Text(stored_name(robot)),
        "duration" | "Duration" => Column::Number(robot.duration),
        // The column's name; the field's own is none.
        "expiresat" | "ExpiresAt" => Column::Number(robot.expires_at),
        "disabled" | "Disabled" => Column::Flag(robot.disabled),
        "creation_time" => Column::Time(Some(robot.created)),
        "update_time" => Column::Time(Some(robot.updated)),
        _ => return None,
    })
}

fn stored_name(robot: &Robot) -> &str {
    robot
        .full_name
        .strip_prefix(PREFIX)
        .unwrap_or(&robot.full_name)
}

/// Requires the right to do something with robots of a project, or of the system for project 0.
fn require(world: &World, call: &Call, project: i64, action: &str) -> Result<(), Failure> {
    if project == 0 {
        return require_system(world, call, "robot", action);
    }
    let allowed = world.project(project);
    match allowed.filter(|project| may(world, call.identity, project, "robot", action)) {
        Some(_) => Ok(()),
        None => Err(refusal(call.identity)),
    }
}

/// `GET /permissions`: what robots can be given.
pub(crate) fn permissions(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = match call.identity {
        Identity::User(id) => id,
        Identity::Robot(_) => {
            return Err(Failure::forbidden(
                "forbidden: only admins(system and project) can access permissions",
            ));
        }
        Identity::Anonymous => {
            return Err(Failure {
                message: String::new(),
                ..Failure::unauthorized()
            });
        }
    };
    let admin = is_system_admin(world, call.identity);
    if !admin
        && !world
            .projects
            .iter()
            .any(|project| world.roles_in(project, id).contains(&1))
    {
        return Err(Failure::forbidden(
            "forbidden: only admins(system and project) can access permissions",
        ));
    }
    let list = |table: &str| -> Value {
        let pairs = table
            .split_whitespace()
            .filter_map(|pair| pair.split_once(':'));
        pairs
            .map(|(resource, action)| json!({"resource": resource, "action": action}))
            .collect()
    };
    let system = if admin { list(SYSTEM) } else { Value::Null };
    Ok(Reply::json(
        json!({"project": list(PROJECT), "system": system}),
    ))
}

/// `GET /robots`: those of the system unless `q` names a project.
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let mut terms = terms(call)?;
    let exact = |wanted: &str| {
        terms.iter().find_map(|(key, term)| match term {
            Term::Exact(value) if key == wanted => Some(value.clone()),
            _ => None,
        })
    };
    require_sign_in(call)?;
    // Other spellings of the two are no keys, and ignored.
    let level = exact("Level").unwrap_or_else(|| "system".to_owned());
    let project = match level.as_str() {
        "project" => exact("ProjectID")
            .and_then(|id| id.parse().ok())
            .ok_or_else(|| {
                Failure::bad_request(
                    "bad request must with project ID when to query project robots",
                )
            })?,
        "system" => 0,
        _ => return Err(Failure::bad_request("bad request error level input")),
    };
    require(world, call, project, "list")?;
    terms.retain(|(key, _)| key != "Level" && key != "ProjectID");
    let of = |robot: &&Robot| robot.project_id == project;
    let passing = world
        .robots
        .iter()
        .filter(of)
        .filter(|row| passes(&terms, |key| column(row, key)));
    let mut rows: Vec<&Robot> = passing.collect();
    sort(&mut rows, call.asked("sort"), "name", |row, key| {
        column(row, key)
    });
    Ok(page.reply(call, rows, view))
}

/// Seconds since 1970; the longest duration ends in a year that no calendar here reaches.
fn expiry(from: Time, days: i64) -> i64 {
    const DAY: i64 = 24 * 60 * 60;
    if days < 0 {
        -1
    } else {
        from.timestamp().saturating_add(days.saturating_mul(DAY))
    }
}

/// `POST /robots`: a secret that is sent is ignored, and so is `disable`.
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("robot", "RobotCreate")?;
    let sent = sent(&body, None)?;
    let (project, prefix) = if sent.level == "project" {
        let name = &sent.grants[0].namespace;
        let project = permission::find(world, call, name, true)?;
        (project.id, format!("{name}+"))
    } else {
        (0, String::new())
    };
    require(world, call, project, "create")?;
    let (creator, made_by_robot) = match call.identity {
        Identity::User(id) => (id, false),
        Identity::Robot(id) => (id, true),
        Identity::Anonymous => (0, false),
    };
    if made_by_robot {
        check_scope(world, creator, &sent)?;
    }
    check_namespaces(world, &sent)?;
    let own = format!("{prefix}{}", sent.name);
    if own.len() > 255 || sent.description.chars().count() > 1024 {
        return Err(Failure::internal());
    }
    let full_name = format!("{PREFIX}{own}");
    if world
        .robots
        .iter()
        .any(|robot| robot.full_name == full_name)
    {
        return Err(Failure::conflict(format!(
            "robot account {project}:{own} already exists"
        )));
    }
    let (id, at) = (world.next_id("robot"), world.now());
    let (secret, expires_at) = (new_secret(), expiry(at, sent.duration));
    world.robots.push(Robot {
        id,
        full_name: full_name.clone(),
        secret: secret.clone(),
        description: sent.description,
        level: sent.level,
        duration: sent.duration,
        disabled: false,
        expires_at,
        project_id: project,
        creator,
        made_by_robot,
        editable: true,
        grants: sent.grants,
        created: at,
        updated: at,
    });
    note(world, call, "create", "robot", &full_name, project);
    let answer = json!({"id": id, "name": full_name, "secret": secret, "creation_time": time(at), "expires_at": expires_at});
    Ok(Reply {
        status: 201,
        ..Reply::json(answer)
    }
    .with("location", format!("/api/v2.0/robots/{id}")))
}

/// A robot gives what it has itself, and no more.
fn check_scope(world: &World, creator: i64, sent: &Sent) -> Result<(), Failure> {
    let Some(creator) = world.robots.iter().find(|robot| robot.id == creator) else {
        return Err(Failure::unauthorized());
    };
    let is_within = sent.grants.iter().all(|grant| {
        let of = |namespace: &str| {
            let mut own = creator.grants.iter();
            own.find(|own| own.kind == grant.kind && own.namespace == namespace)
        };
        let own = of(&grant.namespace).or_else(|| of("*"));
        own.is_some_and(|own| {
            grant
                .access
                .iter()
                .all(|access| own.access.contains(access))
        })
    });
    if is_within {
        return Ok(());
    }
    Err(Failure::denied(format!(
        "permission scope is invalid. It must be equal to or more restrictive than the creator robot's permissions: {}",
        creator.full_name
    )))
}

fn new_secret() -> String {
    // Upper case, lower case and a digit are all in it for sure.
    format!("Aa1{}", &chance::hex(16)[3..])
}

fn missing(id: i64) -> Failure {
    Failure::not_found(format!("robot {id} not found"))
}

/// The robot that the path names, for somebody who is signed in.
fn found<'w>(world: &'w World, call: &Call) -> Result<&'w Robot, Failure> {
    require_sign_in(call)?;
    let id = call.number("robot_id")?;
    let robot = world.robots.iter().find(|robot| robot.id == id);
    robot.ok_or_else(|| missing(id))
}

fn find<'w>(world: &'w mut World, call: &Call, action: &str) -> Result<&'w mut Robot, Failure> {
    let (id, project) = {
        let robot = found(world, call)?;
        (robot.id, robot.project_id)
    };
    require(world, call, project, action)?;
    let robot = world.robots.iter_mut().find(|robot| robot.id == id);
    robot.ok_or_else(|| missing(id))
}

/// `GET /robots/{id}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    Ok(Reply::json(view(find(world, call, "read")?)))
}

/// `PUT /robots/{id}`: the whole robot, with the name and level it has. What is left out is emptied,
/// `disable` too; only the duration stays.
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("robot", "Robot")?;
    let now = world.now();
    let known = found(world, call)?;
    if !known.editable {
        return Err(Failure::denied("editing of legacy robot is not allowed"));
    }
    let sent = sent(&body, Some(known.duration))?;
    let project = known.project_id;
    if project != 0 {
        let name = &sent.grants[0].namespace;
        if permission::find(world, call, name, true)?.id != project {
            return Err(Failure::bad_request(
                "cannot update the project id of robot",
            ));
        }
    }
    require(world, call, project, "update")?;
    if known.full_name != sent.name || known.level != sent.level {
        return Err(Failure::bad_request(
            "cannot update the level or name of robot",
        ));
    }
    check_namespaces(world, &sent)?;
    if sent.description.chars().count() > 1024 {
        return Err(Failure::internal());
    }
    let robot = find(world, call, "update")?;
    if robot.duration != sent.duration {
        robot.expires_at = expiry(robot.created, sent.duration);
    }
    robot.duration = sent.duration;
    robot.grants = sent.grants;
    robot.disabled = sent.disable;
    robot.description = sent.description;
    robot.updated = now;
    Ok(Reply::empty(200))
}

/// `PATCH /robots/{id}`: a new secret, of one's own or made by the server.
pub(crate) fn refresh(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("robotSec", "RobotSec")?;
    check_types(&body, "robotSec", "RobotSec")?;
    let robot = find(world, call, "update")?;
    let secret = body["secret"].as_str().unwrap_or_default();
    if secret.is_empty() {
        robot.secret = new_secret();
        return Ok(Reply::json(json!({"secret": robot.secret})));
    }
    let has = |kind: fn(&u8) -> bool| secret.bytes().any(|byte| kind(&byte));
    let good = (8..=128).contains(&secret.len())
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_digit);
    if !good {
        return Err(Failure::bad_request(
            "the secret must be 8-128, inclusively, characters long with at least 1 uppercase letter, 1 lowercase letter and 1 number",
        ));
    }
    secret.clone_into(&mut robot.secret);
    Ok(Reply::json(json!({})))
}

/// `DELETE /robots/{id}`
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let robot = find(world, call, "delete")?;
    let (id, name, project) = (robot.id, robot.full_name.clone(), robot.project_id);
    world.robots.retain(|robot| robot.id != id);
    note(world, call, "delete", "robot", &name, project);
    Ok(Reply::empty(200))
}
