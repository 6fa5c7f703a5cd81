//! Members of a project.

use serde_json::{Value, json};

use crate::http::call::{Call, Failure, Kind, Reply};
use crate::http::page::Page;
use crate::ops::note;
use crate::permission::{require_project, role_name};
use crate::world::{Member, World};

fn is_role(role: i64) -> bool {
    (1..=5).contains(&role)
}

/// A member with a role that there is none of is in no list, though its row stays.
fn is_seen(member: &&Member) -> bool {
    is_role(member.role)
}

fn view(project: i64, member: &Member) -> Value {
    json!({
        "id": member.id,
        "project_id": project,
        "entity_id": member.entity_id,
        "entity_name": member.entity_name,
        "entity_type": if member.group { "g" } else { "u" },
        "role_id": member.role,
        "role_name": role_name(member.role),
    })
}

/// `GET …/members`: `entityname` must be equal, and the total doesn't mind it.
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let project = require_project(world, call, "member", "list")?;
    let total = project.members.iter().filter(is_seen).count();
    let mut rows: Vec<&Member> = project
        .members
        .iter()
        .filter(is_seen)
        .filter(|member| {
            call.asked("entityname")
                .is_none_or(|name| member.entity_name == name)
        })
        .collect();
    rows.sort_by(|a, b| a.entity_name.cmp(&b.entity_name));
    Ok(
        page.reply_with_total(call, page.cut(rows), total, |member| {
            view(project.id, member)
        }),
    )
}

/// `GET …/members/{mid}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = call.number("mid")?;
    let project = require_project(world, call, "member", "read")?;
    let mut seen = project.members.iter().filter(is_seen);
    let member = seen.find(|member| member.id == id);
    member
        .map(|member| Reply::json(view(project.id, member)))
        .ok_or_else(|| {
            Failure::not_found(format!(
                "the project member is not found, project id {}, member id {id}",
                project.id
            ))
        })
}

/// `POST …/members`
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object_of(
        "projectMember",
        "ProjectMember",
        &[("role_id", Kind::Integer)],
    )?;
    let project_id = require_project(world, call, "member", "create")?.id;
    let role = body["role_id"].as_i64().unwrap_or(0);
    let user = &body["member_user"];
    let group = &body["member_group"];
    let is_new = user["user_id"].is_null() && group["id"].is_null();
    if let Some(name) = user["username"].as_str().filter(|_| is_new) {
        world.onboard_from_directory(name);
    }
    let found = if let Some(id) = user["user_id"].as_i64() {
        let unknown = || Failure::bad_request(format!("user with ID {id} not found"));
        world.user(id).ok_or_else(unknown)?
    } else if let Some(id) = group["id"].as_i64() {
        let group = world.groups.iter().find(|group| group.id == id);
        let Some(name) = group.map(|group| group.name.clone()) else {
            return Err(Failure::not_found(format!("user group {id} not found")));
        };
        return add_group(world, call, project_id, id, &name, role);
    } else if let Some(name) = user["username"].as_str() {
        let unknown = || Failure::not_found(format!("user {name} is not found"));
        world.user_named(name).ok_or_else(unknown)?
    } else if group.is_object() {
        let text = |name: &str| group[name].as_str().filter(|text| !text.is_empty());
        return create_group_member(
            world,
            call,
            project_id,
            (text("ldap_group_dn"), text("group_name")),
            role,
        );
    } else {
        return Err(Failure::bad_request(
            "at least one of member_user or member_group must be provided",
        ));
    };
    let (user, name) = (found.id, found.name.clone());
    let project = world.project(project_id);
    if project.is_some_and(|project| !project.roles_of(user).is_empty()) {
        return Err(Failure::conflict(
            "The project member specified already exist",
        ));
    }
    if !is_role(role) {
        return Err(Failure::bad_request(format!("invalid role id: {role}")));
    }
    let id = world.add_member(project_id, user, role);
    note(world, call, "create", "member", &name, project_id);
    Ok(Reply::created(format!(
        "{}/{id}",
        call.path.trim_end_matches('/')
    )))
}

/// A group of the directory or the provider as a member; it is made where it is new.
fn create_group_member(
    world: &mut World,
    call: &Call,
    project_id: i64,
    (dn, name): (Option<&str>, Option<&str>),
    role: i64,
) -> Result<Reply, Failure> {
    if !is_role(role) {
        return Err(Failure::bad_request(format!("invalid role id: {role}")));
    }
    let (group, name) = match (dn, name) {
        (Some(dn), name) if world.is_by_directory() => {
            let group = world.directory_group(dn, name).ok_or_else(|| {
                Failure::not_found(format!("LDAP Group DN is not found: DN:{dn}"))
            })?;
            (group.id, group.name.clone())
        }
        (None, Some(name)) if world.by_provider() => (world.oidc_group(name), name.to_owned()),
        // Nobody knows groups where people sign in by Harbor's own database.
        (dn, name) => {
            let name = dn.or(name).unwrap_or_default();
            return Err(Failure::not_found(format!(
                "{name} not found: not supported"
            )));
        }
    };
    add_group(world, call, project_id, group, &name, role)
}

fn add_group(
    world: &mut World,
    call: &Call,
    project_id: i64,
    group: i64,
    name: &str,
    role: i64,
) -> Result<Reply, Failure> {
    if !is_role(role) {
        return Err(Failure::bad_request(format!("invalid role id: {role}")));
    }
    let id = world.next_id("member");
    let Some(project) = world.project_mut(project_id) else {
        return Err(Failure::internal());
    };
    let same = |member: &Member| member.group && member.entity_id == group;
    if project.members.iter().any(same) {
        return Err(Failure::conflict(
            "The project member specified already exist",
        ));
    }
    project.members.push(Member {
        id,
        entity_id: group,
        entity_name: name.to_owned(),
        group: true,
        role,
    });
    note(world, call, "create", "member", name, project_id);
    Ok(Reply::created(format!(
        "{}/{id}",
        call.path.trim_end_matches('/')
    )))
}

/// `PUT …/members/{mid}`: a role that there is none of makes the member vanish, and another one brings
/// it back; a member that isn't there is no error.
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = call.number("mid")?;
    let body = call.object_of("role", "RoleRequest", &[("role_id", Kind::Integer)])?;
    let project = require_project(world, call, "member", "update")?.id;
    let role = body["role_id"].as_i64().unwrap_or(0);
    if let Some(project) = world.project_mut(project)
        && let Some(member) = project.members.iter_mut().find(|member| member.id == id)
    {
        member.role = role;
    }
    Ok(Reply::empty(200))
}

/// `DELETE …/members/{mid}`: one that is gone is no error.
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = call.number("mid")?;
    let project = require_project(world, call, "member", "delete")?.id;
    remove(world, project, id)
}

fn remove(world: &mut World, project: i64, id: i64) -> Result<Reply, Failure> {
    if let Some(project) = world.project_mut(project) {
        project.members.retain(|member| member.id != id);
    }
    Ok(Reply::empty(200))
}
