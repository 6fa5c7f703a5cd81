//! Webhook policies of a project.

use serde_json::{Map, Value, json};

use crate::call::{Call, Failure, Reply};
use crate::json::{NEVER, time};
use crate::page::Page;
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
    fields.insert("creation_time".to_owned(), time(hook.created));
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
    if list("targets").is_empty() {
        return Err(Failure::bad_request(format!(
            "empty notification target with policy {name}"
        )));
    }
    Ok(())
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
    let (id, at) = (world.next_id("webhook"), world.now());
    world.webhooks.push(Webhook {
        id,
        project_id,
        name,
        content,
        created: at,
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
    let now = world.now();
    let hook = find(world, call, "update")?;
    check(&name, &content)?;
    hook.name = name;
    hook.content = content;
    hook.updated = now;
    Ok(Reply::empty(200))
}

/// `DELETE …/webhook/policies/{id}`
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = find(world, call, "delete")?.id;
    world.webhooks.retain(|hook| hook.id != id);
    Ok(Reply::empty(200))
}

/// `GET …/webhook/lasttrigger`: nothing was ever sent from here.
pub(crate) fn last_trigger(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = require_project(world, call, "notification-policy", "list")?.id;
    let mut rows = Vec::new();
    for hook in world.webhooks.iter().filter(|hook| hook.project_id == id) {
        for event in hook
            .content
            .get("event_types")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            rows.push(json!({
                "policy_name": hook.name,
                "enabled": hook.content.get("enabled").cloned().unwrap_or(false.into()),
                "event_type": event,
                "creation_time": time(hook.created),
                "last_trigger_time": NEVER,
            }));
        }
    }
    Ok(Reply::json(Value::Array(rows)))
}
