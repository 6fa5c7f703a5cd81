//! Robot accounts.

use serde_json::{Value, json};

use super::note;
use super::robot_permissions::{PROJECT, SYSTEM};
use crate::call::{Call, Failure, Reply};
use crate::chance;
use crate::identity::Identity;
use crate::json::{Fields, Time, time};
use crate::page::Page;
use crate::permission::{self, is_system_admin, may, refusal, require_sign_in, require_system};
use crate::query::{Column, Term, passes, sort, terms};
use crate::world::{Robot, RobotGrant, World};

fn view(robot: &Robot) -> Value {
    let pair =
        |(resource, action): &(String, String)| json!({"resource": resource, "action": action});
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
        .put("editable", true)
        .put("expires_at", robot.expires_at)
        .put("creator_type", "local")
        .put("creator_ref", robot.creator)
        .put_list("permissions", grants.collect())
        .put("creation_time", time(robot.created))
        .put("update_time", time(robot.updated))
        .done()
}

fn column<'a>(robot: &'a Robot, key: &str) -> Option<Column<'a>> {
    Some(match key {
        "id" | "ID" => Column::Number(robot.id),
        // The name without what the server puts in front of it.
        "name" | "Name" => Column::Text(
            robot
                .full_name
                .rsplit(['$', '+'])
                .next()
                .unwrap_or_default(),
        ),
        "level" | "Level" => Column::Text(&robot.level),
        "project_id" | "ProjectID" => Column::Number(robot.project_id),
        "disabled" | "Disabled" => Column::Flag(robot.disabled),
        "creation_time" => Column::Time(Some(robot.created)),
        "update_time" => Column::Time(Some(robot.updated)),
        _ => return None,
    })
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
    let Identity::User(id) = call.identity else {
        return Err(Failure {
            message: String::new(),
            ..Failure::unauthorized()
        });
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
    let level = exact("Level").unwrap_or_else(|| "system".to_owned());
    let project = match level.as_str() {
        "project" => exact("ProjectID")
            .and_then(|id| id.parse().ok())
            .ok_or_else(|| {
                Failure::bad_request(
                    "bad request must with project ID when to query project robots",
                )
            })?,
        _ => 0,
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

struct Sent {
    name: String,
    level: String,
    duration: i64,
    grants: Vec<RobotGrant>,
}

/// Checks what was sent, before the right to send it.
fn sent(body: &Value, new: bool) -> Result<Sent, Failure> {
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let (name, level) = (text("name"), text("level"));
    let group = |group: &str| {
        !group.is_empty()
            && group
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    if new && !name.split(['.', '_', '-']).all(group) {
        return Err(Failure::bad_request(
            "robot name is not in lower case or contains illegal characters",
        ));
    }
    if level != "project" && level != "system" {
        return Err(Failure::bad_request(format!(
            "bad request error level input: {level}"
        )));
    }
    let duration = body["duration"].as_i64().unwrap_or(0);
    if duration != -1 && !(1..i64::from(i32::MAX)).contains(&duration) {
        return Err(Failure::bad_request(format!(
            "bad request error duration input: {duration}, duration must be either -1(Never) or a positive integer"
        )));
    }
    let grants: Vec<RobotGrant> = body["permissions"]
        .as_array()
        .into_iter()
        .flatten()
        .map(grant)
        .collect();
    if grants.is_empty() {
        return Err(Failure::bad_request("bad request empty permission"));
    }
    if level == "project" && (grants.len() > 1 || grants[0].kind != "project") {
        return Err(Failure::bad_request("bad request permission"));
    }
    for grant in &grants {
        let known = if grant.kind == "system" {
            SYSTEM
        } else {
            PROJECT
        };
        for (resource, action) in &grant.access {
            if !known
                .split_whitespace()
                .any(|pair| pair == format!("{resource}:{action}"))
            {
                return Err(Failure::bad_request(format!(
                    "bad request permission: {resource}:{action}"
                )));
            }
        }
    }
    Ok(Sent {
        name,
        level,
        duration,
        grants,
    })
}

fn grant(value: &Value) -> RobotGrant {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let pairs = value["access"].as_array().into_iter().flatten();
    RobotGrant {
        kind: text(&value["kind"]),
        namespace: text(&value["namespace"]),
        access: pairs
            .map(|pair| (text(&pair["resource"]), text(&pair["action"])))
            .collect(),
    }
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

/// `POST /robots`: a secret that is sent is ignored; the server makes one.
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("robot", "RobotCreate")?;
    let sent = sent(&body, true)?;
    let (project, prefix) = if sent.level == "project" {
        let name = &sent.grants[0].namespace;
        let project = permission::find(world, call, name, true)?;
        (project.id, format!("{name}+"))
    } else {
        (0, String::new())
    };
    require(world, call, project, "create")?;
    if sent.name.len() > 255 {
        return Err(Failure::internal());
    }
    let own = format!("{prefix}{}", sent.name);
    let full_name = format!("robot${own}");
    if world
        .robots
        .iter()
        .any(|robot| robot.full_name == full_name)
    {
        return Err(Failure::conflict(format!(
            "robot account {project}:{own} already exists"
        )));
    }
    let creator = match call.identity {
        Identity::User(id) | Identity::Robot(id) => id,
        Identity::Anonymous => 0,
    };
    let (id, at) = (world.next_id("robot"), world.now());
    let (secret, expires_at) = (new_secret(), expiry(at, sent.duration));
    world.robots.push(Robot {
        id,
        full_name: full_name.clone(),
        secret: secret.clone(),
        description: body["description"].as_str().unwrap_or_default().to_owned(),
        level: sent.level,
        duration: sent.duration,
        disabled: body["disable"].as_bool().unwrap_or(false),
        expires_at,
        project_id: project,
        creator,
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

fn new_secret() -> String {
    // Upper case, lower case and a digit are all in it for sure.
    format!("Aa1{}", &chance::hex(16)[3..])
}

fn find<'w>(world: &'w mut World, call: &Call, action: &str) -> Result<&'w mut Robot, Failure> {
    require_sign_in(call)?;
    let id = call.number("robot_id")?;
    let missing = || Failure::not_found(format!("robot {id} not found"));
    let robot = world
        .robots
        .iter()
        .find(|robot| robot.id == id)
        .ok_or_else(missing)?;
    require(world, call, robot.project_id, action)?;
    world
        .robots
        .iter_mut()
        .find(|robot| robot.id == id)
        .ok_or_else(missing)
}

/// `GET /robots/{id}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    Ok(Reply::json(view(find(world, call, "read")?)))
}

/// `PUT /robots/{id}`: the whole robot, with the name and level it has.
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("robot", "Robot")?;
    let sent = sent(&body, false)?;
    let now = world.now();
    let robot = find(world, call, "update")?;
    if robot.full_name != sent.name || robot.level != sent.level {
        return Err(Failure::bad_request(
            "cannot update the level or name of robot",
        ));
    }
    if robot.duration != sent.duration {
        robot.expires_at = expiry(robot.created, sent.duration);
    }
    robot.duration = sent.duration;
    robot.grants = sent.grants;
    robot.disabled = body["disable"].as_bool().unwrap_or(false);
    robot.description = body["description"].as_str().unwrap_or_default().to_owned();
    robot.updated = now;
    Ok(Reply::empty(200))
}

/// `PATCH /robots/{id}`: a new secret, of one's own or made by the server.
pub(crate) fn refresh(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("robotSec", "RobotSec")?;
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
