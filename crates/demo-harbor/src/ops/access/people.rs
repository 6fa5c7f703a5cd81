//! People with accounts.

use serde_json::{Value, json};

use crate::chance;
use crate::http::call::{Call, Failure, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, passes, sort, terms};
use crate::identity::Identity;
use crate::json::{Fields, time};
use crate::ops::{name_of, note};
use crate::permission::{self, is_system_admin, require_sign_in, require_system, require_user};
use crate::world::{User, World};

fn view(user: &User) -> Value {
    fields(user).done()
}

/// With the CLI secret and the rest of what ties them to a provider.
fn view_with_account(user: &User) -> Value {
    let meta = user.account.as_ref().map(|account| {
        json!({
            "id": account.id,
            "user_id": user.id,
            "subiss": format!("{}{}", account.subject, account.issuer),
            "secret": account.secret,
            "creation_time": time(account.created),
            "update_time": time(account.updated),
        })
    });
    fields(user).put_unless_zero("oidc_user_meta", meta).done()
}

fn fields(user: &User) -> Fields {
    Fields::new()
        .put("user_id", user.id)
        .put("username", user.name.as_str())
        .put_unless_zero("email", user.email.as_str())
        .put_unless_zero("realname", user.realname.as_str())
        .put_unless_zero("comment", user.comment.as_str())
        .put("sysadmin_flag", user.sysadmin)
        .put("admin_role_in_auth", false)
        .put("creation_time", time(user.created))
        .put("update_time", time(user.updated))
}

fn column<'a>(user: &'a User, key: &str) -> Option<Column<'a>> {
    Some(match key {
        "username" | "Username" => Column::Text(&user.name),
        "email" | "Email" => Column::Text(&user.email),
        "realname" => Column::Text(&user.realname),
        "user_id" => Column::Number(user.id),
        "sysadmin_flag" => Column::Flag(user.sysadmin),
        "creation_time" => Column::Time(Some(user.created)),
        "update_time" => Column::Time(Some(user.updated)),
        _ => return None,
    })
}

/// `GET /users/current`
pub(crate) fn current(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let user = require_user(world, call)?;
    let mut view = view_with_account(user);
    // Of oneself only: it comes with the sign-in, not with the account.
    let admin = user.account.as_ref().is_some_and(|account| account.admin);
    view["admin_role_in_auth"] = admin.into();
    Ok(Reply::json(view))
}

/// `GET /users/current/permissions`
pub(crate) fn permissions(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_sign_in(call)?;
    let scope = call.asked("scope").unwrap_or_default();
    let relative = call.asked_flag("relative", false);
    let project = scope
        .strip_prefix("/project/")
        .and_then(|id| id.parse().ok())
        .and_then(|id| world.project(id));
    let list = project.map(|project| permission::of(world, call.identity, project));
    let list = list
        .unwrap_or_default()
        .into_iter()
        .map(|(resource, action)| {
            let resource = match (relative, resource) {
                (true, resource) => resource.to_owned(),
                (false, ".") => scope.to_owned(),
                (false, resource) => format!("{scope}/{resource}"),
            };
            json!({"resource": resource, "action": action})
        });
    Ok(Reply::json(Value::Array(list.collect())))
}

/// `GET /users/search`: always the first page, whose number is told as if it were the one asked for.
pub(crate) fn search(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let Some(part) = call.asked("username").filter(|part| !part.is_empty()) else {
        return Err(Failure::invalid("username in query is required"));
    };
    require_sign_in(call)?;
    let part = part.to_lowercase();
    let mut rows: Vec<&User> = world
        .users
        .iter()
        .filter(|user| user.id != 1 && user.name.to_lowercase().contains(&part))
        .collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    let total = rows.len();
    let view = |user: &User| json!({"user_id": user.id, "username": user.name});
    Ok(page.reply_with_total(call, page.first().cut(rows), total, view))
}

/// `GET /users`; the first administrator is never in it.
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_system(world, call, "user", "list")?;
    let terms = terms(call)?;
    let like = |text: &str, name: &str| {
        call.asked(name)
            .is_none_or(|part| text.to_lowercase().contains(&part.to_lowercase()))
    };
    let mut rows: Vec<&User> = world
        .users
        .iter()
        .filter(|user| user.id != 1 && like(&user.name, "username") && like(&user.email, "email"))
        .filter(|user| passes(&terms, |key| column(user, key)))
        .collect();
    sort(&mut rows, call.asked("sort"), "username", |user, key| {
        column(user, key)
    });
    Ok(page.reply(call, rows, view))
}

fn find<'w>(world: &'w mut World, call: &Call) -> Result<&'w mut User, Failure> {
    let id = call.number("user_id")?;
    let missing = || Failure::not_found(format!("user {id} not found"));
    world
        .users
        .iter_mut()
        .find(|user| user.id == id)
        .ok_or_else(missing)
}

/// Requires a system administrator or the person the path names.
fn require_self(world: &World, call: &Call) -> Result<bool, Failure> {
    let own = call.identity == Identity::User(call.number("user_id")?);
    if !own {
        require_system(world, call, "user", "update")?;
    }
    Ok(own)
}

fn check_password(password: &str) -> Result<(), Failure> {
    let has = |kind: fn(&char) -> bool| password.chars().any(|c| kind(&c));
    let good = (8..=128).contains(&password.len())
        && has(char::is_ascii_uppercase)
        && has(char::is_ascii_lowercase)
        && has(char::is_ascii_digit);
    if good {
        return Ok(());
    }
    Err(Failure::bad_request(
        "the password or secret must be 8-128, inclusively, characters long with at least 1 uppercase letter, 1 lowercase letter and 1 number",
    ))
}

fn check_full_name(name: &str) -> Result<(), Failure> {
    if name.is_empty() || name.len() > 255 {
        return Err(Failure::bad_request("realname with illegal length"));
    }
    if name.contains(',') {
        return Err(Failure::bad_request("realname contains illegal characters"));
    }
    Ok(())
}

/// `POST /users`
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("userReq", "UserCreationReq")?;
    if world.by_provider() {
        return Err(Failure::forbidden(
            "creating local user is not allowed under auth mode: oidc_auth",
        ));
    }
    require_system(world, call, "user", "create")?;
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let (name, email) = (text("username"), text("email"));
    check_password(&text("password"))?;
    if name.is_empty() || name.len() > 255 {
        // One of the few refusals that the audit log knows.
        let who = name_of(world, call);
        world.write_refusal(&who, "create", "user", &name);
        return Err(Failure::bad_request("username with illegal length"));
    }
    if name.contains([',', '"', '~', '#', '%', '$']) {
        return Err(Failure::bad_request("username contains illegal characters"));
    }
    check_full_name(&text("realname"))?;
    if !email.contains('@') || !email.contains('.') {
        return Err(Failure::bad_request("email with illegal format"));
    }
    if world
        .users
        .iter()
        .any(|user| user.name == name || user.email == email)
    {
        return Err(Failure::conflict(format!(
            "user {name} or email {email} already exists"
        )));
    }
    let at = world.now();
    let id = world.add_user(
        &name,
        &text("realname"),
        &text("password"),
        &text("comment"),
        at,
    );
    if let Some(user) = world.users.iter_mut().find(|user| user.id == id) {
        user.email = email;
    }
    note(world, call, "create", "user", &name, 0);
    Ok(Reply::created(format!("/api/v2.0/users/{id}")))
}

/// `GET /users/{user_id}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_self(world, call)?;
    let admin = is_system_admin(world, call.identity);
    let user = find(world, call)?;
    Ok(Reply::json(match admin {
        true => view_with_account(user),
        false => view(user),
    }))
}

/// `PUT /users/{user_id}`
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("profile", "UserProfile")?;
    require_self(world, call)?;
    let now = world.now();
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    check_full_name(&text("realname"))?;
    let id = call.number("user_id")?;
    let is_taken = |user: &User| user.id != id && user.email == text("email");
    if !text("email").is_empty() && world.users.iter().any(is_taken) {
        return Err(Failure::internal());
    }
    let user = find(world, call)?;
    user.email = text("email");
    user.realname = text("realname");
    user.comment = text("comment");
    user.updated = now;
    Ok(Reply::empty(200))
}

/// `DELETE /users/{user_id}`
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "user", "delete")?;
    let id = call.number("user_id")?;
    if id == 1 || call.identity == Identity::User(id) {
        return Err(Failure::forbidden(format!(
            "User with ID {id} cannot be deleted"
        )));
    }
    let name = find(world, call)?.name.clone();
    world.users.retain(|user| user.id != id);
    for project in &mut world.projects {
        project
            .members
            .retain(|member| member.group || member.entity_id != id);
    }
    note(world, call, "delete", "user", &name, 0);
    Ok(Reply::empty(200))
}

/// `PUT /users/{user_id}/sysadmin`
pub(crate) fn set_system_admin(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("sysadmin_flag", "UserSysAdminFlag")?;
    require_system(world, call, "user", "update")?;
    find(world, call)?.sysadmin = body["sysadmin_flag"].as_bool().unwrap_or(false);
    Ok(Reply::empty(200))
}

/// `PUT /users/{user_id}/password`
pub(crate) fn set_password(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("password", "PasswordReq")?;
    let own = require_self(world, call)?;
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let user = find(world, call)?;
    if own && user.password != text("old_password") {
        return Err(Failure::forbidden("Current password is incorrect"));
    }
    check_password(&text("new_password"))?;
    if user.password == text("new_password") {
        return Err(Failure::bad_request(
            "the new password can't be same as the old one",
        ));
    }
    user.password = text("new_password");
    Ok(Reply::empty(200))
}

/// `PUT /users/{user_id}/cli_secret`: only where people sign in through OIDC.
pub(crate) fn set_cli_secret(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("secret", "OIDCCliSecretReq")?;
    require_self(world, call)?;
    if !world.by_provider() {
        return Err(Failure::precondition(
            "unable to update CLI secret under authmode: db_auth",
        ));
    }
    let secret = match body["secret"].as_str().unwrap_or_default() {
        "" => chance::letters(32),
        secret => {
            check_password(secret)?;
            secret.to_owned()
        }
    };
    let (id, now) = (call.number("user_id")?, world.now());
    let missing = || Failure::not_found(format!("oidc info for user {id} not found"));
    let account = find(world, call)?.account.as_mut().ok_or_else(missing)?;
    account.secret = secret;
    account.updated = now;
    Ok(Reply::empty(200))
}
