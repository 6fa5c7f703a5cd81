//! Replication: policies and what came of running them.

use chrono::{Duration as Span, SubsecRound};
use serde_json::{Value, json};

use super::endpoints;
use crate::call::{Call, Failure, Reply};
use crate::json::{NEVER, Time, time};
use crate::page::Page;
use crate::permission::require_system;
use crate::query::{Column, passes, sort, terms};
use crate::world::{Replication, ReplicationRun, World};

/// The server itself, as an endpoint.
fn local(call: &Call) -> Value {
    json!({
        "id": 0,
        "name": "Local",
        "type": "harbor",
        "url": format!("http://{}", call.host),
        "status": "healthy",
        "credential": {"type": "secret", "access_secret": "*****"},
        "insecure": true,
        "creation_time": NEVER,
        "update_time": NEVER,
    })
}

fn view(world: &World, call: &Call, policy: &Replication) -> Value {
    let mut view = policy.content.clone();
    for side in ["src_registry", "dest_registry"] {
        let id = policy.content[side]["id"].as_i64().unwrap_or(0);
        let endpoint = world.endpoints.iter().find(|endpoint| endpoint.id == id);
        view[side] =
            endpoint.map_or_else(|| local(call), |endpoint| endpoints::view(endpoint, true));
    }
    if let Some(fields) = view.as_object_mut() {
        fields.retain(|_, value| *value != "" && *value != false);
        fields.retain(|name, _| name != "trigger");
        for (name, value) in [
            ("copy_by_chunk", json!(false)),
            ("single_active_replication", json!(false)),
            ("speed", json!(0)),
        ] {
            fields.entry(name).or_insert(value);
        }
        let trigger = &policy.content["trigger"];
        let cron = trigger["trigger_settings"]["cron"]
            .as_str()
            .filter(|cron| !cron.is_empty());
        let settings = cron.map_or_else(|| json!({}), |cron| json!({"cron": cron}));
        let trigger = json!({"type": trigger["type"], "trigger_settings": settings});
        fields.insert("trigger".to_owned(), trigger);
        fields.insert("id".to_owned(), policy.id.into());
        fields.insert("creation_time".to_owned(), time(policy.created));
        fields.insert("update_time".to_owned(), time(policy.updated));
    }
    view
}

fn column<'a>(policy: &'a Replication, key: &str) -> Option<Column<'a>> {
    Some(match key {
        "id" | "ID" => Column::Number(policy.id),
        "name" | "Name" => Column::Text(&policy.name),
        "creation_time" => Column::Time(Some(policy.created)),
        "update_time" => Column::Time(Some(policy.updated)),
        _ => return None,
    })
}

/// `GET /replication/policies`
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_system(world, call, "replication-policy", "list")?;
    let terms = terms(call)?;
    let world = &*world;
    let passing = world
        .replications
        .iter()
        .filter(|row| passes(&terms, |key| column(row, key)));
    let mut rows: Vec<&Replication> = passing.collect();
    sort(
        &mut rows,
        call.asked("sort"),
        "-creation_time",
        |row, key| column(row, key),
    );
    Ok(page.reply(call, rows, |policy| view(world, call, policy)))
}

/// The policy sent, checked.
fn sent(world: &World, call: &Call) -> Result<(String, Value), Failure> {
    let body = call.object("policy", "ReplicationPolicy")?;
    require_system(world, call, "replication-policy", "create")?;
    let name = body["name"].as_str().unwrap_or_default().to_owned();
    if name.is_empty() {
        return Err(Failure::bad_request("empty name"));
    }
    let trigger = &body["trigger"];
    let cron = trigger["trigger_settings"]["cron"]
        .as_str()
        .unwrap_or_default();
    if trigger["type"] == "scheduled" && cron.split_whitespace().count() != 6 {
        return Err(Failure::bad_request(format!(
            "invalid cron string for scheduled trigger: {cron}"
        )));
    }
    for side in ["src_registry", "dest_registry"] {
        let id = body[side]["id"].as_i64().unwrap_or(0);
        if id != 0 && world.endpoints.iter().all(|endpoint| endpoint.id != id) {
            return Err(Failure::not_found(format!("registry {id} not found")));
        }
    }
    Ok((name, body))
}

/// `POST /replication/policies`
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let (name, content) = sent(world, call)?;
    if world.replications.iter().any(|policy| policy.name == name) {
        return Err(Failure::conflict(format!(
            "replication policy {name} already exists"
        )));
    }
    let (id, at) = (world.next_id("replication"), world.now());
    world.replications.push(Replication {
        id,
        name,
        content,
        created: at,
        updated: at,
    });
    Ok(Reply::created(format!(
        "/api/v2.0/replication/policies/{id}"
    )))
}

fn find<'w>(
    world: &'w mut World,
    call: &Call,
    action: &str,
) -> Result<&'w mut Replication, Failure> {
    let id = call.number("id")?;
    require_system(world, call, "replication-policy", action)?;
    let missing = || Failure::not_found(format!("replication policy {id} not found"));
    world
        .replications
        .iter_mut()
        .find(|policy| policy.id == id)
        .ok_or_else(missing)
}

/// `GET /replication/policies/{id}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let policy = find(world, call, "read")?.clone();
    Ok(Reply::json(view(world, call, &policy)))
}

/// `PUT /replication/policies/{id}`
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let (name, content) = sent(world, call)?;
    let now = world.now();
    let policy = find(world, call, "update")?;
    policy.name = name;
    policy.content = content;
    policy.updated = now;
    Ok(Reply::empty(200))
}

/// `DELETE /replication/policies/{id}`
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = find(world, call, "delete")?.id;
    world.replications.retain(|policy| policy.id != id);
    world.replication_runs.retain(|run| run.policy_id != id);
    Ok(Reply::empty(200))
}

/// `POST /replication/executions`
pub(crate) fn start(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("execution", "StartReplicationExecution")?;
    require_system(world, call, "replication", "create")?;
    let policy_id = body["policy_id"].as_i64().unwrap_or(0);
    let found = world
        .replications
        .iter()
        .find(|policy| policy.id == policy_id);
    let missing = || Failure::not_found(format!("replication policy {policy_id} not found"));
    if found.ok_or_else(missing)?.content["enabled"] != true {
        return Err(Failure::precondition(format!(
            "the policy {policy_id} is disabled"
        )));
    }
    let (id, task, started) = (
        world.next_id("execution"),
        world.next_id("task"),
        world.now(),
    );
    let takes = world.scan_takes;
    world.replication_runs.push(ReplicationRun {
        id,
        task,
        policy_id,
        started,
        takes,
        stopped: false,
    });
    Ok(Reply::created(format!(
        "/api/v2.0/replication/executions/{id}"
    )))
}

/// Where a run is, in replication's own words, and when it ended.
fn state(run: &ReplicationRun, now: Time) -> (&'static str, Value) {
    let end = (run.started + Span::from_std(run.takes).unwrap_or_default()).trunc_subsecs(0);
    if run.stopped {
        ("Stopped", time(end))
    } else if (now - run.started)
        .to_std()
        .is_ok_and(|gone| gone >= run.takes)
    {
        ("Succeed", time(end))
    } else {
        ("InProgress", NEVER.into())
    }
}

/// Whether a run goes on.
pub(crate) fn is_running(run: &ReplicationRun, now: Time) -> bool {
    state(run, now).0 == "InProgress"
}

fn run_view(run: &ReplicationRun, now: Time) -> Value {
    let (status, end) = state(run, now);
    let count = |word: &str| u8::from(status == word);
    json!({
        "id": run.id,
        "policy_id": run.policy_id,
        "status": status,
        "status_text": "",
        "trigger": "manual",
        "total": 1,
        "succeed": count("Succeed"),
        "failed": 0,
        "stopped": count("Stopped"),
        "in_progress": count("InProgress"),
        "start_time": time(run.started),
        "end_time": end,
    })
}

/// `GET /replication/executions`
pub(crate) fn runs(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_system(world, call, "replication", "list")?;
    let now = world.now();
    let policy = call.asked_number("policy_id", 0)?;
    let wanted = |run: &&ReplicationRun| {
        (policy == 0 || run.policy_id == policy)
            && call
                .asked("status")
                .is_none_or(|status| state(run, now).0 == status)
    };
    let rows: Vec<&ReplicationRun> = world.replication_runs.iter().rev().filter(wanted).collect();
    Ok(page.reply(call, rows, |run| run_view(run, now)))
}

fn find_run<'w>(world: &'w mut World, call: &Call) -> Result<&'w mut ReplicationRun, Failure> {
    let id = call.number("id")?;
    require_system(world, call, "replication", "read")?;
    let missing = || Failure::not_found(format!("replication execution {id} not found"));
    world
        .replication_runs
        .iter_mut()
        .find(|run| run.id == id)
        .ok_or_else(missing)
}

/// `GET /replication/executions/{id}`
pub(crate) fn run(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let now = world.now();
    Ok(Reply::json(run_view(find_run(world, call)?, now)))
}

/// `PUT /replication/executions/{id}`: stops it; the answer is JSON's null.
pub(crate) fn stop(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let now = world.now();
    let run = find_run(world, call)?;
    if state(run, now).0 == "InProgress" {
        run.stopped = true;
    }
    Ok(Reply::json(Value::Null))
}

/// `GET /replication/executions/{id}/tasks`
pub(crate) fn tasks(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let now = world.now();
    let run = find_run(world, call)?.clone();
    let policy = world
        .replications
        .iter()
        .find(|policy| policy.id == run.policy_id);
    let target = policy
        .and_then(|policy| policy.content["dest_namespace"].as_str())
        .unwrap_or("copy");
    let source = world
        .repositories
        .first()
        .map_or("library/hello-world", |it| it.name.as_str());
    let name = source.rsplit('/').next().unwrap_or_default();
    let (status, end) = state(&run, now);
    let task = json!({
        "id": run.task,
        "execution_id": run.id,
        "job_id": format!("{:024x}", run.task),
        "resource_type": "artifact",
        "operation": "copy",
        "src_resource": format!("{source} [1 item(s) in total]"),
        "dst_resource": format!("{target}/{name} [1 item(s) in total]"),
        "status": status,
        "start_time": time(run.started.trunc_subsecs(0)),
        "end_time": end,
    });
    Ok(page.reply(call, vec![task], |task| task))
}

/// `GET /replication/executions/{id}/tasks/{task_id}/log`
pub(crate) fn log(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let run = find_run(world, call)?;
    Ok(Reply::text("text/plain", log_of(run)))
}

/// What a run's task wrote.
pub(crate) fn log_of(run: &ReplicationRun) -> String {
    let at = run.started.format("%Y-%m-%dT%H:%M:%SZ");
    let place = "[INFO] [/controller/replication/transfer/image/transfer.go";
    format!(
        "{at} {place}:140]: client for source registry created\n{at} {place}:150]: client for destination registry created\n{at} {place}:211]: copying the artifact completed\n"
    )
}
