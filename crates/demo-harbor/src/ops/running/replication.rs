//! Replication: policies and what came of running them.

use chrono::SubsecRound;
use harbor_rules::{Cron, Pattern};
use serde_json::{Value, json};

use super::{endpoints, job_service::job_id};
use crate::http::call::{Call, Failure, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, passes, sort, terms};
use crate::json::{NEVER, Time, time, time_or_never};
use crate::permission::require_system;
use crate::world::{Outcome, Replication, ReplicationRun, ReplicationTask, Stage, World};

/// The server itself, as an endpoint.
fn local(call: &Call) -> Value {
    json!({
        "id": 0,
        "name": "Local",
        "type": "harbor",
        "url": call.external.as_str(),
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
        // Answers carry both words for it.
        if let Some(deletion) = fields.get("deletion").cloned() {
            fields.insert("replicate_deletion".to_owned(), deletion);
        }
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

/// What is kept of a policy that is sent: `replicate_deletion`, which answers have too, is not read,
/// and a bandwidth below 0 is none.
fn kept(mut body: Value) -> Value {
    if let Some(fields) = body.as_object_mut() {
        fields.remove("replicate_deletion");
        let speed = fields.get("speed").and_then(Value::as_i64);
        if speed.is_some_and(|speed| speed < 0) {
            fields.insert("speed".to_owned(), 0.into());
        }
    }
    body
}

/// Why a filter is none. Patterns are not looked at, nor whether one kind comes twice.
fn check_filter(filter: &Value) -> Result<(), Failure> {
    let refuse = |why: &str| Err(Failure::bad_request(why));
    let (value, decoration) = (&filter["value"], filter["decoration"].as_str());
    let decoration = decoration.unwrap_or_default();
    match filter["type"].as_str().unwrap_or_default() {
        "name" | "resource" if !decoration.is_empty() => {
            refuse("only tag and label filter support decoration")
        }
        "tag" | "label" if !["", "matches", "excludes"].contains(&decoration) => {
            refuse("only support decoration of matches and excludes for tag and label filter")
        }
        "label" if !value.is_array() => refuse("the type of label filter value isn't string slice"),
        "label" => Ok(()),
        "name" | "tag" | "resource" if !value.is_string() => {
            refuse("the type of filter value isn't string")
        }
        "resource"
            if !["image", "artifact", "chart"]
                .iter()
                .any(|kind| value == kind) =>
        {
            refuse(&format!("invalid resource filter: {value}"))
        }
        "name" | "tag" | "resource" => Ok(()),
        _ => refuse("invalid filter type"),
    }
}

/// The policy sent, checked.
fn sent(world: &World, call: &Call) -> Result<(String, Value), Failure> {
    let body = call.object("policy", "ReplicationPolicy")?;
    require_system(world, call, "replication-policy", "create")?;
    let name = body["name"].as_str().unwrap_or_default().to_owned();
    if name.is_empty() {
        return Err(Failure::bad_request("empty name"));
    }
    let sides = ["src_registry", "dest_registry"];
    let chosen = sides
        .iter()
        .filter(|side| body[**side]["id"].as_i64().unwrap_or(0) != 0);
    match chosen.count() {
        1 => {}
        0 => {
            return Err(Failure::bad_request(
                "either src_registry or dest_registry shouldn't be the local Harbor",
            ));
        }
        _ => {
            return Err(Failure::bad_request(
                "either src_registry or dest_registry should be the local Harbor",
            ));
        }
    }
    let filters = body["filters"].as_array().into_iter().flatten();
    filters.into_iter().try_for_each(check_filter)?;
    let trigger = &body["trigger"];
    let cron = trigger["trigger_settings"]["cron"]
        .as_str()
        .unwrap_or_default();
    let is_every_minute = cron.split_whitespace().nth(1) == Some("*");
    if trigger["type"] == "scheduled" && (Cron::parse(cron).is_err() || is_every_minute) {
        return Err(Failure::bad_request(format!(
            "invalid cron string for scheduled trigger: {cron}"
        )));
    }
    if trigger["type"] == "event_based" && body["single_active_replication"] == true {
        return Err(Failure::internal());
    }
    for side in ["src_registry", "dest_registry"] {
        let id = body[side]["id"].as_i64().unwrap_or(0);
        if id != 0 && world.endpoints.iter().all(|endpoint| endpoint.id != id) {
            return Err(Failure::not_found(format!("registry {id} not found")));
        }
    }
    Ok((name, kept(body)))
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
    let now = world.now();
    let runs = world.replication_runs.iter();
    if runs
        .into_iter()
        .any(|run| run.policy_id == id && run.told(now) == Stage::Running)
    {
        return Err(Failure::precondition(format!(
            "the policy {id} contains executions that aren't in final status, stop the execution first"
        )));
    }
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
    let policy = found.ok_or_else(missing)?.clone();
    if policy.content["enabled"] != true {
        return Err(Failure::precondition(format!(
            "the policy {policy_id} is disabled"
        )));
    }
    let id = begin(world, &policy, None);
    Ok(Reply::created(format!(
        "/api/v2.0/replication/executions/{id}"
    )))
}

/// Starts a run, by hand or by the rule's schedule at a time.
pub(super) fn begin(world: &mut World, policy: &Replication, scheduled: Option<Time>) -> i64 {
    let started = scheduled.unwrap_or_else(|| world.now());
    let (id, takes) = (world.next_id("execution"), world.scan_takes);
    let (found, why) = copied(world, policy);
    let tasks = found
        .into_iter()
        .map(|(source, destination, artifacts)| ReplicationTask {
            id: world.next_id("task"),
            source,
            destination,
            artifacts,
        });
    let tasks = tasks.collect();
    let fails = {
        let sides = ["src_registry", "dest_registry"].iter();
        let ids = sides.filter_map(|side| policy.content[*side]["id"].as_i64());
        let ids: Vec<i64> = ids.collect();
        let used = world
            .endpoints
            .iter()
            .filter(|known| ids.contains(&known.id));
        used.into_iter().any(|known| !endpoints::is_healthy(known))
    };
    world.replication_runs.push(ReplicationRun {
        id,
        tasks,
        why,
        fails,
        policy_id: policy.id,
        started,
        takes,
        stopped: None,
        scheduled: scheduled.is_some(),
    });
    id
}

/// Repositories that a run copies, what they are called there and how many artifacts they have; or why
/// there are none, and whether the server calls that a failure.
type Copied = (Vec<(String, String, usize)>, Option<(String, bool)>);

fn copied(world: &World, policy: &Replication) -> Copied {
    let content = &policy.content;
    let filter = |kind: &str| {
        let filters = content["filters"].as_array().into_iter().flatten();
        let filter = filters.into_iter().find(|filter| filter["type"] == kind)?;
        let text = filter["value"].as_str().filter(|text| !text.is_empty())?;
        Some((Pattern::new(text), filter["decoration"] == "excludes"))
    };
    let (names, tags) = (filter("name"), filter("tag"));
    let fits = |filter: &Option<(Pattern, bool)>, name: &str| match filter {
        None => true,
        Some((pattern, excludes)) => pattern.matches(name).unwrap_or(false) != *excludes,
    };
    if content["src_registry"]["id"].as_i64().unwrap_or(0) != 0 {
        // What the other registry has is made up: nothing of it is known here.
        return (
            Vec::new(),
            Some(("no resources need to be replicated".to_owned(), false)),
        );
    }
    let mut found = Vec::new();
    for repository in &world.repositories {
        let artifacts = repository.artifacts.iter().filter(|artifact| {
            artifact.listed() && artifact.tags.iter().any(|tag| fits(&tags, &tag.name))
        });
        let artifacts = artifacts.count();
        if artifacts == 0 || !fits(&names, &repository.name) {
            continue;
        }
        let Some(destination) = destination(content, &repository.name) else {
            let why = format!(
                "the number of path components of {} is less than the replaced ones",
                repository.name
            );
            return (Vec::new(), Some((why, true)));
        };
        found.push((repository.name.clone(), destination, artifacts));
    }
    let why = found
        .is_empty()
        .then(|| ("no resources need to be replicated".to_owned(), false));
    (found, why)
}

/// What a repository is called at the other side; none where its path is too short.
fn destination(content: &Value, name: &str) -> Option<String> {
    let namespace = content["dest_namespace"].as_str().unwrap_or_default();
    if namespace.is_empty() {
        return Some(name.to_owned());
    }
    let replaced = content["dest_namespace_replace_count"]
        .as_i64()
        .unwrap_or(-1);
    let mut parts: Vec<&str> = name.split('/').collect();
    let last = parts.len() - 1;
    let gone = match usize::try_from(replaced) {
        Ok(replaced) if replaced > last => return None,
        Ok(replaced) => replaced,
        Err(_) => last,
    };
    parts.drain(..gone);
    Some(format!("{namespace}/{}", parts.join("/")))
}

/// Replication's own word for where something is.
fn word(stage: Stage) -> &'static str {
    match stage {
        Stage::Pending | Stage::Running => "InProgress",
        Stage::Ended(Outcome::Success) => "Succeed",
        Stage::Ended(Outcome::Error) => "Failed",
        Stage::Ended(Outcome::Stopped) => "Stopped",
    }
}

/// The tasks are counted as they are now; the run itself is as the server last looked at it.
fn run_view(run: &ReplicationRun, now: Time) -> Value {
    let (told, tasks) = (run.told(now), run.tasks_stage(now));
    let total = if run.is_found(now) {
        run.tasks.len()
    } else {
        0
    };
    let count = |stage: Stage| if tasks == stage { total } else { 0 };
    let why = run.why.as_ref().filter(|_| told != Stage::Running);
    json!({
        "id": run.id,
        "policy_id": run.policy_id,
        "status": word(told),
        "status_text": why.map_or("", |(why, _)| why.as_str()),
        "trigger": trigger(run),
        "total": total,
        "succeed": count(Stage::Ended(Outcome::Success)),
        "failed": count(Stage::Ended(Outcome::Error)),
        "stopped": count(Stage::Ended(Outcome::Stopped)),
        "in_progress": count(Stage::Running),
        "start_time": time(run.started),
        "end_time": time_or_never(run.told_end(now).map(|end| end.trunc_subsecs(0))),
    })
}

fn trigger(run: &ReplicationRun) -> &'static str {
    match run.scheduled {
        true => "scheduled",
        false => "manual",
    }
}

/// Whether a stage is asked for: in replication's words or in those of all other jobs.
fn is_asked_for(call: &Call, stage: impl Fn() -> Stage) -> bool {
    call.asked("status").is_none_or(|asked| {
        let stage = stage();
        asked.is_empty() || asked == word(stage) || asked == stage.word()
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
            && is_asked_for(call, || run.told(now))
            && call
                .asked("trigger")
                .is_none_or(|asked| asked.is_empty() || asked == trigger(run))
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
    if run.tasks_stage(now) == Stage::Running {
        run.stopped.get_or_insert(now);
    }
    Ok(Reply::json(Value::Null))
}

/// `GET /replication/executions/{id}/tasks`
pub(crate) fn tasks(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let now = world.now();
    let run = find_run(world, call)?.clone();
    let stage = run.tasks_stage(now);
    let attempt = run.attempts(now);
    let begun = run.begun(attempt).trunc_subsecs(0);
    let end = match stage {
        Stage::Ended(_) => time(run.ended(attempt).trunc_subsecs(0)),
        _ => NEVER.into(),
    };
    let is_wanted = run.is_found(now) && is_asked_for(call, || stage);
    let tasks = run.tasks.iter().filter(|_| is_wanted);
    let tasks: Vec<Value> = tasks
        .map(|task| {
            let items = format!("[{} item(s) in total]", task.artifacts);
            json!({
                "id": task.id,
                "execution_id": run.id,
                "job_id": job_id(task.id),
                "resource_type": "artifact",
                "operation": "copy",
                "src_resource": format!("{} {items}", task.source),
                "dst_resource": format!("{} {items}", task.destination),
                "status": word(stage),
                "start_time": time(begun),
                "end_time": end.clone(),
            })
        })
        .collect();
    Ok(page.reply(call, tasks, |task| task))
}

/// `GET /replication/executions/{id}/tasks/{task_id}/log`
pub(crate) fn log(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let number = call.number("task_id")?;
    let now = world.now();
    let run = find_run(world, call)?;
    let task = run.tasks.iter().find(|task| task.id == number);
    let missing = || Failure::not_found(format!("task {number} not found"));
    let text = log_of(run, task.ok_or_else(missing)?, now);
    Ok(Reply::text("text/plain", text))
}

/// What a task wrote, each time that it ran.
pub(crate) fn log_of(run: &ReplicationRun, task: &ReplicationTask, now: Time) -> String {
    let place = "[/controller/replication/transfer/image/transfer.go";
    let (source, destination) = (&task.source, &task.destination);
    let last = run.attempts(now);
    let mut text = String::new();
    for attempt in 1..=last {
        let at = run.begun(attempt).format("%Y-%m-%dT%H:%M:%SZ");
        text.push_str(&format!(
            "{at} [INFO] {place}:139]: client for source registry created\n\
             {at} [INFO] {place}:149]: client for destination registry created\n\
             {at} [INFO] {place}:182]: copying {source}(source registry) to {destination}(destination registry)...\n"
        ));
        let stage = match attempt < last {
            true => Stage::Ended(Outcome::Error),
            false => run.tasks_stage(now),
        };
        match stage {
            Stage::Ended(Outcome::Error) => text.push_str(&format!(
                "{at} [ERROR] {place}:190]: failed to check existence of {destination}: dial tcp: connect: connection refused\n"
            )),
            Stage::Ended(Outcome::Success) => text.push_str(&format!(
                "{at} [INFO] {place}:211]: copying the artifact completed\n"
            )),
            _ => {}
        }
    }
    text
}
