//! What webhooks sent, with tasks and logs.

use std::time::Duration;

use chrono::Duration as Span;
use serde_json::{Value, json};

use super::find;
use crate::http::call::{Call, Failure, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, passes, sort, terms};
use crate::json::{Fields, NEVER, Time, time};
use crate::ops::name_of;
use crate::permission::require_project;
use crate::world::{Delivery, Event, Resource, Stage, Webhook, World};

/// Lets the webhooks know that are about such an event.
pub(crate) fn send(world: &mut World, call: &Call, kind: &'static str, resource: &Resource<'_>) {
    if world.setting("notification_enable") == &Value::Bool(false) {
        return;
    }
    let project = resource.repository.split('/').next().unwrap_or_default();
    let project = world.projects.iter().find(|known| known.name == project);
    let Some((project, is_public)) = project.map(|found| (found.id, found.public())) else {
        return;
    };
    let operator = name_of(world, call);
    let hooks = world.webhooks.iter();
    let hooks: Vec<Webhook> = hooks
        .filter(|hook| hook.project_id == project && hook.is_about(kind))
        .cloned()
        .collect();
    for hook in hooks {
        let event = Event {
            kind,
            operator: &operator,
            host: call.external_host(),
            is_public,
            at: world.now(),
            id: world.next_id("execution"),
        };
        world.deliver(&hook, &event, resource);
    }
}

/// Whether a webhook still delivers.
pub(super) fn is_under_way(world: &World, webhook_id: i64) -> bool {
    let now = world.now();
    let mut own = world.deliveries.iter();
    own.any(|delivery| delivery.webhook_id == webhook_id && delivery.stage(now) == Stage::Running)
}

/// A time as executions and tasks write it, without a fraction.
fn seconds(at: Time) -> Value {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string().into()
}

const NOT_YET: &str = "0001-01-01T00:00:00Z";

fn after(delivery: &Delivery, takes: Duration) -> Time {
    delivery.started + Span::from_std(takes).unwrap_or_default()
}

fn execution(delivery: &Delivery, now: Time) -> Value {
    let (stage, task) = (delivery.stage(now), delivery.task(now));
    let count = match task.word() {
        "Success" => "success_task_count",
        "Error" => "error_task_count",
        _ => "running_task_count",
    };
    let end = match stage {
        Stage::Ended(_) => seconds(after(delivery, delivery.takes * 2)),
        _ => NOT_YET.into(),
    };
    json!({
        "id": delivery.id,
        "vendor_id": delivery.webhook_id,
        "vendor_type": delivery.kind,
        "status": stage.word(),
        "trigger": "EVENT",
        "metrics": {count: 1, "task_count": 1},
        "extra_attrs": {"event_type": delivery.event, "payload": delivery.payload},
        "start_time": seconds(delivery.started),
        "end_time": end,
    })
}

/// `GET …/webhook/policies/{id}/executions`
pub(crate) fn executions(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let id = find(world, call, "read")?.id;
    let terms = terms(call)?;
    let now = world.now();
    let column = |delivery: &Delivery, key: &str| {
        Some(match key {
            "id" => Column::Number(delivery.id),
            "status" => Column::Text(delivery.stage(now).word()),
            "start_time" => Column::Time(Some(delivery.started)),
            _ => return None,
        })
    };
    let own = world.deliveries.iter();
    let mut rows: Vec<&Delivery> = own
        .filter(|delivery| delivery.webhook_id == id)
        .filter(|delivery| passes(&terms, |key| column(delivery, key)))
        .collect();
    sort(&mut rows, call.asked("sort"), "-id", |delivery, key| {
        column(delivery, key)
    });
    Ok(page.reply(call, rows, |delivery| execution(delivery, now)))
}

fn one<'w>(world: &'w mut World, call: &Call) -> Result<&'w Delivery, Failure> {
    let id = find(world, call, "read")?.id;
    let number = call.number("execution_id")?;
    let mut own = world.deliveries.iter();
    own.find(|delivery| delivery.id == number && delivery.webhook_id == id)
        .ok_or_else(|| Failure::not_found(format!("execution {number} not found")))
}

/// `GET …/executions/{id}/tasks`
pub(crate) fn tasks(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let now = world.now();
    let delivery = one(world, call)?;
    let attempts = delivery.attempts(now);
    let begun = after(delivery, delivery.takes * ((attempts - 1) * 2));
    let end = match delivery.task(now) {
        Stage::Ended(_) => seconds(begun + Span::from_std(delivery.takes).unwrap_or_default()),
        _ => NOT_YET.into(),
    };
    let task = Fields::new()
        .put("id", delivery.task_id)
        .put("execution_id", delivery.id)
        .put("status", delivery.task(now).word())
        .put("run_count", attempts)
        .put("creation_time", seconds(delivery.started))
        .put("start_time", seconds(begun))
        .put(
            "update_time",
            if end == NOT_YET {
                seconds(begun)
            } else {
                end.clone()
            },
        )
        .put("end_time", end);
    Ok(page.reply(call, vec![task.done()], |task| task))
}

/// `GET …/tasks/{id}/log`
pub(crate) fn log(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let number = call.number("task_id")?;
    let now = world.now();
    let delivery = one(world, call)?;
    if delivery.task_id != number {
        return Err(Failure::not_found(format!("task {number} not found")));
    }
    let mut text = String::new();
    for attempt in 0..delivery.attempts(now) {
        let at = after(delivery, delivery.takes * (attempt * 2));
        let at = at.format("%Y-%m-%dT%H:%M:%SZ");
        let place = "[/jobservice/job/impl/notification/webhook_job.go";
        text.push_str(&format!(
            "{at} [INFO] {place}:73]: start to run webhook job\n\
             {at} [INFO] {place}:118]: send request to remote endpoint, body: {}\n",
            delivery.payload
        ));
        let is_last = attempt + 1 == delivery.attempts(now);
        match delivery.fault {
            _ if is_last && delivery.task(now) == Stage::Running => {}
            Some(fault) => text.push_str(&format!(
                "{at} [ERROR] {place}:77]: exit webhook job, error: {fault}\n"
            )),
            None => text.push_str(&format!(
                "{at} [INFO] {place}:80]: success to run webhook job\n"
            )),
        }
    }
    Ok(Reply::text("text/plain", text))
}

/// `GET …/webhook/jobs`: the same in the form of older servers.
pub(crate) fn jobs(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let project = require_project(world, call, "notification-policy", "list")?.id;
    let id = call.asked_number("policy_id", 0)?;
    if id == 0 {
        return Err(Failure::invalid("policy_id in query is required"));
    }
    let is_known = world
        .webhooks
        .iter()
        .any(|hook| hook.id == id && hook.project_id == project);
    if !is_known {
        return Err(Failure::not_found(format!(
            "notificationPolicy {id} not found"
        )));
    }
    let now = world.now();
    let own = world.deliveries.iter().rev();
    let rows: Vec<&Delivery> = own.filter(|delivery| delivery.webhook_id == id).collect();
    Ok(page.reply(call, rows, |delivery| {
        json!({
            "id": delivery.id,
            "policy_id": id,
            "event_type": delivery.event,
            "notify_type": if delivery.kind == "SLACK" { "slack" } else { "http" },
            "status": delivery.stage(now).word(),
            "job_detail": delivery.payload,
            "creation_time": time(delivery.started),
            "update_time": match delivery.stage(now) {
                Stage::Ended(_) => time(after(delivery, delivery.takes * 2)),
                _ => NEVER.into(),
            },
        })
    }))
}
