//! The audit log: today's, and the former one, which stays empty.

use serde_json::{Value, json};

use crate::http::call::{Call, Failure, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, passes, sort, terms};
use crate::identity::Identity;
use crate::json::time;
use crate::permission::{is_system_admin, may, refusal, require_project};
use crate::world::{Audit, World};

const EVENTS: &[&str] = &[
    "create_artifact",
    "delete_artifact",
    "pull_artifact",
    "create_project",
    "delete_project",
    "delete_repository",
    "login_user",
    "logout_user",
    "create_user",
    "delete_user",
    "update_user",
    "create_robot",
    "delete_robot",
    "update_configuration",
    "create_member",
    "delete_member",
    "update_member",
    "update_project",
];

fn view(line: &Audit) -> Value {
    json!({
        "id": line.id,
        "op_time": time(line.at),
        "operation": line.operation,
        "operation_description": line.description,
        "operation_result": line.is_done,
        "resource": line.resource,
        "resource_type": line.resource_type,
        "username": line.username,
    })
}

fn column<'a>(line: &'a Audit, key: &str) -> Option<Column<'a>> {
    Some(match key {
        "id" => Column::Number(line.id),
        "op_time" | "OpTime" => Column::Time(Some(line.at)),
        "operation" | "Operation" => Column::Text(&line.operation),
        "resource" | "Resource" => Column::Text(&line.resource),
        "resource_type" | "ResourceType" => Column::Text(&line.resource_type),
        "username" | "Username" => Column::Text(&line.username),
        "op_result" | "OpResult" => Column::Flag(line.is_done),
        "project_id" | "ProjectID" => Column::Number(line.project_id),
        _ => return None,
    })
}

fn reply(call: &Call, page: Page, rows: Vec<&Audit>) -> Result<Reply, Failure> {
    let terms = terms(call)?;
    let mut rows: Vec<&Audit> = rows
        .into_iter()
        .filter(|line| passes(&terms, |key| column(line, key)))
        .collect();
    sort(
        &mut rows,
        call.asked("sort"),
        "-op_time,-id",
        |line, key| column(line, key),
    );
    Ok(page.reply(call, rows, view))
}

/// Harbor's 401 is without words here.
fn require_sign_in(call: &Call) -> Result<(), Failure> {
    match call.identity {
        Identity::Anonymous => Err(Failure {
            message: String::new(),
            ..Failure::unauthorized()
        }),
        _ => Ok(()),
    }
}

/// `GET /auditlog-exts`: all lines for a system administrator, else those of one's own projects.
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_sign_in(call)?;
    let admin = is_system_admin(world, call.identity);
    let own: Vec<i64> = world
        .projects
        .iter()
        .filter(|project| may(world, call.identity, project, "log", "list"))
        .map(|project| project.id)
        .collect();
    let seen = |line: &&Audit| admin || own.contains(&line.project_id);
    reply(call, page, world.audit.iter().filter(seen).collect())
}

/// `GET /auditlog-exts/events`
pub(crate) fn events(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_sign_in(call)?;
    if !is_system_admin(world, call.identity) {
        return Err(refusal(call.identity));
    }
    let events = EVENTS
        .iter()
        .map(|event| json!({"event_type": event}))
        .collect();
    Ok(Reply::json(Value::Array(events)))
}

/// `GET /projects/{name}/auditlog-exts`
pub(crate) fn of_project(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let id = require_project(world, call, "log", "list")?.id;
    reply(
        call,
        page,
        world
            .audit
            .iter()
            .filter(|line| line.project_id == id)
            .collect(),
    )
}

/// `GET /audit-logs`
pub(crate) fn old(_: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_sign_in(call)?;
    reply(call, page, Vec::new())
}

/// `GET /projects/{name}/logs`
pub(crate) fn old_of_project(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_project(world, call, "log", "list")?;
    reply(call, page, Vec::new())
}
