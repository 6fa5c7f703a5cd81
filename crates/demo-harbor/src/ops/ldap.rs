//! The directory: trying its settings, and finding people and groups in it.

use serde_json::{Value, json};

use super::outside::answers;
use crate::http::call::{Call, Failure, Reply};
use crate::permission::require_system;
use crate::world::{DirectoryGroup, DirectoryUser, World};

/// `POST /ldap/ping`: 200 for failures too, and an error without a body. A password that is not sent
/// is the one that is kept.
pub(crate) fn ping(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "configuration", "update")?;
    if call.body.is_empty() {
        return Err(Failure::internal());
    }
    let body = call.object("ldapconf", "LdapConf")?;
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let sent = text("ldap_search_password");
    let kept = world.secrets.get("ldap_search_password");
    let password = match sent.is_empty() {
        true => kept.cloned().unwrap_or_default(),
        false => sent,
    };
    let said = |words: &str| Reply::json(json!({"message": words}));
    if password.is_empty() {
        return Ok(said("error: empty password"));
    }
    if !answers(&text("ldap_url")) {
        return Ok(said(
            "error: LDAP Result Code 200 \"Network Error\": dial tcp: connect: connection refused",
        ));
    }
    if password != world.directory.password {
        return Ok(said("error: LDAP Result Code 49 \"Invalid Credentials\": "));
    }
    Ok(Reply::json(json!({"success": true, "message": ""})))
}

/// Fails without settings, as Harbor does.
fn require_directory(world: &World) -> Result<(), Failure> {
    let url = world.setting("ldap_url").as_str().unwrap_or_default();
    match url.is_empty() || !answers(url) {
        true => Err(Failure::internal()),
        false => Ok(()),
    }
}

/// `GET /ldap/users/search`: whose user names contain a text; everybody without one.
pub(crate) fn users(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "ldap-user", "list")?;
    require_directory(world)?;
    let part = call.asked("username").unwrap_or_default();
    let found = world.directory.users.iter();
    let found = found.filter(|user| user.name.contains(part)).map(view_user);
    Ok(Reply::json(Value::Array(found.collect())))
}

fn view_user(user: &DirectoryUser) -> Value {
    json!({"username": user.name, "realname": user.full_name, "email": user.email})
}

/// `POST /ldap/users/import`: 404 with a list of those that are not there or are users already; the
/// others are users all the same.
pub(crate) fn import(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("uid_list", "LdapImportUsers")?;
    require_system(world, call, "ldap-user", "create")?;
    require_directory(world)?;
    let wanted = body["ldap_uid_list"].as_array().into_iter().flatten();
    let mut failed = Vec::new();
    for uid in wanted.filter_map(Value::as_str) {
        let found = world.directory.users.iter().find(|user| user.name == uid);
        let Some(user) = found.cloned() else {
            failed.push(json!({"uid": uid, "error": "unknown_user"}));
            continue;
        };
        if world.user_named(uid).is_some() {
            failed.push(json!({"uid": uid, "error": "duplicate_user"}));
            continue;
        }
        world.add_from_directory(&user);
    }
    match failed.is_empty() {
        true => Ok(Reply::empty(200)),
        false => Ok(Reply {
            status: 404,
            ..Reply::json(Value::Array(failed))
        }),
    }
}

/// `GET /ldap/groups/search`: by name or by distinguished name; neither is an error.
pub(crate) fn groups(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "ldap-user", "list")?;
    let name = call.asked("groupname").filter(|name| !name.is_empty());
    let dn = call.asked("groupdn").filter(|dn| !dn.is_empty());
    if name.is_none() && dn.is_none() {
        return Err(Failure::bad_request(
            "LDAP group name or DN must be provided",
        ));
    }
    require_directory(world)?;
    let found = world.directory.groups.iter().filter(|group| {
        let is_named = name.is_none_or(|name| group.name.contains(name));
        is_named && dn.is_none_or(|dn| group.dn == dn)
    });
    Ok(Reply::json(Value::Array(found.map(view_group).collect())))
}

fn view_group(group: &DirectoryGroup) -> Value {
    json!({"group_name": group.name, "group_type": 1, "ldap_group_dn": group.dn})
}
