//! Webhook policies of a project.

mod deliveries;

pub(crate) use deliveries::{executions, jobs, log, send, tasks};

use chrono::DateTime;
use serde_json::{Map, Value, json};

use self::deliveries::is_under_way;
use crate::http::call::{Call, Failure, Reply};
use crate::http::page::Page;
use crate::json::{time, time_or_never};
use crate::permission::require_project;
use crate::world::{Webhook, World};

const EVENTS: &[&str] = &[
    "PUSH_ARTIFACT",
    "PULL_ARTIFACT",
    "DELETE_ARTIFACT",
    "QUOTA_EXCEED",
    "QUOTA_WARNING",
    "SCANNING_FAILED",
    "SCANNING_STOPPED",
    "SCANNING_COMPLETED",
    "REPLICATION",
    "TAG_RETENTION",
];

fn view(hook: &Webhook) -> Value {
    let mut fields = hook.content.clone();
    fields.insert("id".to_owned(), hook.id.into());
    fields.insert("project_id".to_owned(), hook.project_id.into());
    fields.insert("creation_time".to_owned(), time_or_never(hook.created));
    fields.insert("update_time".to_owned(), time(hook.updated));
    Value::Object(fields)
}

/// `GET …/webhook/events`
pub(crate) fn events(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_project(world, call, "notification-policy", "read")?;
    Ok(Reply::json(json!({
        "event_type": EVENTS,
        "notify_type": ["http", "slack"],
        "payload_formats": [{"formats": ["Default", "CloudEvents"], "notify_type": "http"}],
    })))
}

/// `GET …/webhook/policies`
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let id = require_project(world, call, "notification-policy", "list")?.id;
    let rows = world
        .webhooks
        .iter()
        .filter(|hook| hook.project_id == id)
        .collect();
    Ok(page.reply(call, rows, view))
}

/// The policy sent, without empty texts: Harbor leaves those out.
fn sent(call: &Call) -> Result<(String, Map<String, Value>), Failure> {
    let body = call.object("policy", "WebhookPolicy")?;
    let name = body["name"].as_str().unwrap_or_default().to_owned();
    let mut content = body.as_object().cloned().unwrap_or_default();
    content.retain(|_, value| *value != "");
    Ok((name, content))
}

fn check(name: &str, content: &Map<String, Value>) -> Result<(), Failure> {
    let list = |field: &str| {
        content
            .get(field)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    let events = list("event_types");
    if events.is_empty() {
        return Err(Failure::bad_request("empty event type"));
    }
    let unknown = events
        .iter()
        .filter_map(Value::as_str)
        .find(|event| !EVENTS.contains(event));
    if let Some(event) = unknown {
        return Err(Failure::bad_request(format!(
            "unsupported event type {event}"
        )));
    }
    let targets = list("targets");
    if targets.is_empty() {
        return Err(Failure::bad_request(format!(
            "empty notification target with policy {name}"
        )));
    }
    targets.iter().try_for_each(check_target)
}

fn check_target(target: &Value) -> Result<(), Failure> {
    let text = |field: &str| target[field].as_str().unwrap_or_default();
    let address = text("address");
    // A host is not asked for.
    if !address.starts_with("http://") && !address.starts_with("https://") {
        return Err(Failure::bad_request(format!("invalid address {address}")));
    }
    let (kind, format) = (text("type"), text("payload_format"));
    match kind {
        "slack" if !format.is_empty() => Err(Failure::bad_request(
            "a payload format can't be set for slack",
        )),
        "slack" => Ok(()),
        "http" if matches!(format, "" | "Default" | "CloudEvents") => Ok(()),
        "http" => Err(Failure::bad_request(format!(
            "unsupported payload format {format}"
        ))),
        _ => Err(Failure::bad_request(format!("unsupported type {kind}"))),
    }
}

/// Without a format a web address gets the default one.
fn with_formats(mut content: Map<String, Value>) -> Map<String, Value> {
    let targets = content.get_mut("targets").and_then(Value::as_array_mut);
    for target in targets.into_iter().flatten() {
        if target["type"] == "http" && target["payload_format"].as_str().is_none_or(str::is_empty) {
            target["payload_format"] = "Default".into();
        }
    }
    content
}

/// `POST …/webhook/policies`
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let (name, content) = sent(call)?;
    let project_id = require_project(world, call, "notification-policy", "create")?.id;
    check(&name, &content)?;
    if world
        .webhooks
        .iter()
        .any(|hook| hook.project_id == project_id && hook.name == name)
    {
        return Err(Failure::conflict(format!(
            "notification policy named {name} already exists"
        )));
    }
    let content = with_formats(content);
    let (id, at) = (world.next_id("webhook"), world.now());
    world.webhooks.push(Webhook {
        id,
        project_id,
        name,
        content,
        created: Some(at),
        updated: at,
    });
    Ok(Reply::created(format!(
        "{}/{id}",
        call.path.trim_end_matches('/')
    )))
}

fn find<'w>(world: &'w mut World, call: &Call, action: &str) -> Result<&'w mut Webhook, Failure> {
    let id = call.number("webhook_policy_id")?;
    let project = require_project(world, call, "notification-policy", action)?.id;
    let missing = || Failure::not_found(format!("notificationPolicy {id} not found"));
    let mut hooks = world.webhooks.iter_mut();
    hooks
        .find(|hook| hook.id == id && hook.project_id == project)
        .ok_or_else(missing)
}

/// `GET …/webhook/policies/{id}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    Ok(Reply::json(view(find(world, call, "read")?)))
}

/// `PUT …/webhook/policies/{id}`
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let (name, content) = sent(call)?;
    let hook = find(world, call, "update")?;
    check(&name, &content)?;
    // The whole of it is replaced, the time when it was made too; that of the change stays.
    hook.created = content
        .get("creation_time")
        .and_then(Value::as_str)
        .and_then(|text| DateTime::parse_from_rfc3339(text).ok())
        .map(|at| at.to_utc());
    hook.name = name;
    hook.content = with_formats(content);
    Ok(Reply::empty(200))
}

/// `DELETE …/webhook/policies/{id}`
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = find(world, call, "delete")?.id;
    if is_under_way(world, id) {
        return Err(Failure {
            code: "UNKNOWN",
            ..Failure::precondition(format!(
                "failed to delete executions for webhook of policy {id}: contains executions that aren't in final status, stop the execution first"
            ))
        });
    }
    world.webhooks.retain(|hook| hook.id != id);
    world
        .deliveries
        .retain(|delivery| delivery.webhook_id != id);
    Ok(Reply::empty(200))
}

/// `GET …/webhook/lasttrigger`: of one that is off, `enabled` is left out.
pub(crate) fn last_trigger(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = require_project(world, call, "notification-policy", "list")?.id;
    let mut rows = Vec::new();
    for hook in world.webhooks.iter().filter(|hook| hook.project_id == id) {
        let events = hook.content.get("event_types").and_then(Value::as_array);
        for event in events.into_iter().flatten() {
            let sent = world.deliveries.iter().filter(|delivery| {
                delivery.webhook_id == hook.id && Some(delivery.event) == event.as_str()
            });
            let mut row = json!({
                "policy_name": hook.name,
                "event_type": event,
                "creation_time": time_or_never(hook.created),
                "last_trigger_time": time_or_never(sent.map(|delivery| delivery.started).max()),
            });
            if hook.content.get("enabled") == Some(&true.into()) {
                row["enabled"] = true.into();
            }
            rows.push(row);
        }
    }
    Ok(Reply::json(Value::Array(rows)))
}
