//! Groups of people.

use serde_json::{Value, json};

use crate::http::call::{Call, Failure, Reply};
use crate::http::page::Page;
use crate::permission::{require_sign_in, require_system};
use crate::world::{Group, World};

fn view(group: &Group) -> Value {
    let mut view = json!({"id": group.id, "group_name": group.name, "group_type": group.kind});
    if !group.dn.is_empty() {
        view["ldap_group_dn"] = group.dn.as_str().into();
    }
    view
}

/// `GET /usergroups`
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_system(world, call, "user-group", "list")?;
    let named = |group: &&Group| {
        call.asked("group_name")
            .is_none_or(|part| group.name.contains(part))
    };
    Ok(page.reply(call, world.groups.iter().filter(named).collect(), view))
}

/// `GET /usergroups/search`
pub(crate) fn search(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let Some(part) = call.asked("groupname").filter(|part| !part.is_empty()) else {
        return Err(Failure::invalid("groupname in query is required"));
    };
    require_sign_in(call)?;
    let rows = world
        .groups
        .iter()
        .filter(|group| group.name.contains(part))
        .collect();
    Ok(page.reply(call, rows, view))
}

/// `POST /usergroups`
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("usergroup", "UserGroup")?;
    require_system(world, call, "user-group", "create")?;
    let mut name = body["group_name"].as_str().unwrap_or_default().to_owned();
    let kind = body["group_type"].as_i64().unwrap_or(3);
    let dn = body["ldap_group_dn"].as_str().unwrap_or_default();
    let by_directory = world.is_by_directory();
    if kind == 1 && by_directory {
        let known = world.directory.groups.iter().find(|group| group.dn == dn);
        let Some(known) = known else {
            return Err(Failure::not_found(format!(
                "LDAP Group DN is not found: DN:{dn}"
            )));
        };
        if name.is_empty() {
            name.clone_from(&known.name);
        }
    }
    let dn = if kind == 1 {
        dn.to_owned()
    } else {
        String::new()
    };
    if name.is_empty() {
        // Harbor says nothing here.
        return Ok(Reply::empty(400));
    }
    if world.groups.iter().any(|group| group.name == name) {
        return Err(Failure::conflict(format!(
            "duplicate user group, group name:{name}, group type: {kind}, ldap group DN: "
        )));
    }
    if kind == 1 && !by_directory {
        return Err(Failure::bad_request(format!(
            "the group type {kind} does not fit the auth mode"
        )));
    }
    let id = world.next_id("group");
    world.groups.push(Group { id, name, kind, dn });
    Ok(Reply::created(format!("/api/v2.0/usergroups/{id}")))
}

fn find<'w>(world: &'w mut World, call: &Call, action: &str) -> Result<&'w mut Group, Failure> {
    let id = call.number("group_id")?;
    require_system(world, call, "user-group", action)?;
    let missing = || Failure::not_found(format!("the user group with id {id} is not found"));
    world
        .groups
        .iter_mut()
        .find(|group| group.id == id)
        .ok_or_else(missing)
}

/// `GET /usergroups/{id}`: without its id.
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let group = find(world, call, "read")?;
    Ok(Reply::json(
        json!({"group_name": group.name, "group_type": group.kind}),
    ))
}

/// `PUT /usergroups/{id}`: only the name changes.
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("usergroup", "UserGroup")?;
    let group = find(world, call, "update")?;
    if let Some(name) = body["group_name"].as_str() {
        name.clone_into(&mut group.name);
    }
    Ok(Reply::empty(200))
}

/// `DELETE /usergroups/{id}`
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = find(world, call, "delete")?.id;
    world.groups.retain(|group| group.id != id);
    Ok(Reply::empty(200))
}
