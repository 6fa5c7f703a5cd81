//! Runs of retention policies: they delete, unless they are dry.

use std::fmt::Write;

use chrono::SubsecRound;
use serde_json::{Value, json};

use super::retention;
use crate::http::call::{Call, Failure, Reply};
use crate::http::page::Page;
use crate::json::Time;
use crate::ops::changes;
use crate::world::retention as rules;
use crate::world::{Artifact, Retention, RetentionRun, RetentionTask, RetentionTaskEnd, World};

/// `POST /retentions/{id}/executions`: who doesn't say that it is dry deletes.
pub(crate) fn start(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("body", "TriggerRetentionExecutionBody")?;
    let dry_run = match &body["dry_run"] {
        Value::Null => false,
        Value::Bool(dry_run) => *dry_run,
        _ => {
            return Err(Failure::invalid(
                "parsing body body from \"\" failed, because json: cannot unmarshal string into Go struct field TriggerRetentionExecutionBody.dry_run of type bool",
            ));
        }
    };
    let policy = retention::find(world, call, "update")?.clone();
    let policy_id = policy.id;
    let id = begin(world, &policy, dry_run, None);
    Ok(Reply::created(format!(
        "/api/v2.0/retentions/{policy_id}/executions/{id}"
    )))
}

/// Starts a run, by hand or by the policy's schedule at a time.
pub(crate) fn begin(
    world: &mut World,
    policy: &Retention,
    dry_run: bool,
    scheduled: Option<Time>,
) -> i64 {
    let (policy_id, project_id) = (policy.id, policy.project_id);
    let listed = policy.content["rules"].as_array().cloned();
    let mut enabled = listed.unwrap_or_default();
    enabled.retain(|rule| rule["disabled"] != true);
    let (started, takes) = (scheduled.unwrap_or_else(|| world.now()), world.scan_takes);
    let mut names = Vec::new();
    for repository in &world.repositories {
        let name = repository.name.split_once('/').map_or("", |(_, name)| name);
        let mut looking = enabled.iter().map(|rule| rules::looks_at(rule, name));
        // One pattern of repositories that can't be read stops the selection: nothing is looked at.
        if repository.project_id == project_id && looking.any(|looks| looks == Ok(true)) {
            names.push(name.to_owned());
        }
    }
    names.sort();
    let tasks = names.into_iter().map(|repository| RetentionTask {
        id: world.next_id("retention task"),
        repository,
        log: String::new(),
        total: 0,
        retained: 0,
        ended: None,
    });
    let tasks: Vec<RetentionTask> = tasks.collect();
    let id = world.next_id("execution");
    world.retention_runs.push(RetentionRun {
        id,
        policy_id,
        project_id,
        dry_run,
        rules: enabled,
        started,
        takes,
        ended: tasks.is_empty().then(|| started.trunc_subsecs(0)),
        tasks,
        scheduled: scheduled.is_some(),
    });
    id
}

/// Does what is due of runs that go on.
pub(crate) fn advance(world: &mut World) {
    let now = world.now();
    for place in 0..world.retention_runs.len() {
        while let Some(at) = due(&world.retention_runs[place], now) {
            let run = world.retention_runs[place].clone();
            let task = run.tasks[at].clone();
            let done = work(world, &run, task, now);
            let run = &mut world.retention_runs[place];
            run.tasks[at] = done;
            if run.tasks.iter().all(|task| task.ended.is_some()) {
                run.ended = Some(now.trunc_subsecs(0));
            }
        }
    }
}

/// The next task of a run whose time has come.
fn due(run: &RetentionRun, now: Time) -> Option<usize> {
    if run.ended.is_some() {
        return None;
    }
    let at = run.tasks.iter().position(|task| task.ended.is_none())?;
    let gone = (now - run.started).to_std().ok()?;
    let count = u32::try_from(run.tasks.len()).ok()?;
    let turn = u32::try_from(at + 1).ok()?;
    (gone >= run.takes / count * turn).then_some(at)
}

/// Looks at one repository, and deletes what goes.
fn work(
    world: &mut World,
    run: &RetentionRun,
    mut task: RetentionTask,
    now: Time,
) -> RetentionTask {
    let project = world.project(run.project_id).map(|project| &project.name);
    let name = format!("{}/{}", project.map_or("", String::as_str), task.repository);
    let stamp = now.format("%Y-%m-%dT%H:%M:%SZ");
    let mut log = format!(
        "{stamp} [INFO] [/pkg/retention/job.go:86]: Run retention process.\n Repository: {name} \n Rule Algorithm: or \n Dry Run: {}\n",
        run.dry_run
    );
    let repository = world.repository(&name);
    let decided = repository.map_or_else(
        || Err(format!("repository {name} not found")),
        |repository| rules::decide(&run.rules, repository, now),
    );
    // Writing to a text can't fail.
    let end = match decided {
        Err(why) => {
            let _ = writeln!(
                log,
                "{stamp} [ERROR] [/pkg/retention/job.go:250]: retention job: {why}"
            );
            RetentionTaskEnd::Error
        }
        Ok(decided) => {
            let _ = writeln!(
                log,
                "{stamp} [INFO] [/pkg/retention/job.go:101]: Load {} candidates from repository {name}",
                decided.len()
            );
            let (rows, errors) = follow(world, run, &name, &decided);
            task.total = rows.len();
            let goes = |row: &[String; 8]| row[7] == "DEL";
            task.retained = rows.iter().filter(|row| !goes(row)).count();
            let table = table(&rows);
            let _ = writeln!(log, "{stamp} [INFO] [/pkg/retention/job.go:212]: \n{table}");
            for error in errors {
                let _ = writeln!(
                    log,
                    "{stamp} [INFO] [/pkg/retention/job.go:217]: Retention error for artifact {error}"
                );
            }
            RetentionTaskEnd::Success
        }
    };
    task.log = log;
    task.ended = Some((now.trunc_subsecs(0), end));
    task
}

/// The log's rows of a repository, and what could not be deleted. Deletes, unless the run is dry.
fn follow(
    world: &mut World,
    run: &RetentionRun,
    name: &str,
    decided: &[(i64, bool)],
) -> (Vec<[String; 8]>, Vec<String>) {
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for (id, stays) in decided {
        let Some(artifact) = world.repository(name).and_then(|it| it.by_id(*id)).cloned() else {
            continue;
        };
        let tags: Vec<&str> = artifact.tags.iter().map(|tag| tag.name.as_str()).collect();
        let immutable = world
            .immutable_tag(run.project_id, name, &artifact)
            .is_some();
        let mark = if *stays {
            "RETAIN"
        } else if immutable {
            errors.push(format!("image:{name}:{tags:?} : Immutable tag").replace('"', ""));
            "IMMUTABLE"
        } else if run.dry_run {
            "DEL"
        } else {
            match changes::remove(world, run.project_id, name, *id) {
                Ok(()) => "DEL",
                Err(failure) => {
                    errors.push(format!("image:{name}:{tags:?} : {}", failure.message));
                    "ERR"
                }
            }
        };
        rows.push(row(&artifact, &tags.join(","), mark));
    }
    (rows, errors)
}

fn row(artifact: &Artifact, tags: &str, mark: &str) -> [String; 8] {
    let written = |at: Option<Time>| {
        at.map_or_else(String::new, |at| at.format("%Y/%m/%d %H:%M:%S").to_string())
    };
    [
        artifact.digest.clone(),
        tags.to_owned(),
        "image".to_owned(),
        // Harbor doesn't load them, and writes none.
        String::new(),
        written(Some(rules::pushed(artifact))),
        written(rules::pulled(artifact)),
        written(Some(artifact.push_time)),
        mark.to_owned(),
    ]
}

/// The table as Harbor's library draws it: heads in the middle, values on the left.
fn table(rows: &[[String; 8]]) -> String {
    const HEAD: [&str; 8] = [
        "Digest",
        "Tag",
        "Kind",
        "Labels",
        "PushedTime",
        "PulledTime",
        "CreatedTime",
        "Retention",
    ];
    let width = |at: usize| {
        let widths = rows.iter().map(|row| row[at].len());
        widths.fold(HEAD[at].len(), usize::max)
    };
    let mut text = String::from("|");
    for (at, head) in HEAD.iter().enumerate() {
        let _ = write!(text, " {head:^width$} |", width = width(at));
    }
    text.push_str("\n|");
    for at in 0..HEAD.len() {
        let _ = write!(text, "{}|", "-".repeat(width(at) + 2));
    }
    text.push('\n');
    for row in rows {
        text.push('|');
        for (at, value) in row.iter().enumerate() {
            let _ = write!(text, " {value:<width$} |", width = width(at));
        }
        text.push('\n');
    }
    text
}

fn find<'w>(
    world: &'w mut World,
    call: &Call,
    action: &str,
) -> Result<&'w mut RetentionRun, Failure> {
    let policy = retention::find(world, call, action)?.id;
    let id = call.number("eid")?;
    let mut runs = world.retention_runs.iter_mut();
    runs.find(|run| run.id == id && run.policy_id == policy)
        .ok_or_else(|| Failure::not_found(format!("execution {id} not found")))
}

/// `GET /retentions/{id}/executions`: the newest first.
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::without_limit(call)?;
    let policy = retention::find(world, call, "list")?.id;
    let runs = world.retention_runs.iter().rev();
    let rows = runs.filter(|run| run.policy_id == policy).collect();
    Ok(page.reply(call, rows, |run: &RetentionRun| {
        let mut view = json!({
            "id": run.id,
            "policy_id": run.policy_id,
            "start_time": run.started.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string(),
            "status": run.word(),
            "trigger": if run.scheduled { "SCHEDULE" } else { "MANUAL" },
            "dry_run": run.dry_run,
        });
        if let Some(ended) = run.ended {
            view["end_time"] = whole_seconds(ended);
        }
        view
    }))
}

fn whole_seconds(at: Time) -> Value {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string().into()
}

/// `PATCH …/executions/{eid}`: what is not begun is not done.
pub(crate) fn operate(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("body", "OperateRetentionExecutionBody")?;
    let now = world.now();
    let run = find(world, call, "update")?;
    if body["action"] != "stop" {
        return Err(Failure::bad_request(format!(
            "action should be 'stop' but got {}",
            body["action"].as_str().unwrap_or_default()
        )));
    }
    if run.ended.is_none() {
        let at = now.trunc_subsecs(0);
        for task in run.tasks.iter_mut().filter(|task| task.ended.is_none()) {
            task.ended = Some((at, RetentionTaskEnd::Stopped));
        }
        run.ended = Some(at);
    }
    Ok(Reply::empty(200))
}

/// `GET …/executions/{eid}/tasks`
pub(crate) fn tasks(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::without_limit(call)?;
    let run = find(world, call, "list")?;
    let (execution, started) = (run.id, whole_seconds(run.started));
    let rows = run.tasks.iter().collect();
    Ok(page.reply(call, rows, |task: &RetentionTask| {
        let mut view = json!({
            "id": task.id,
            "execution_id": execution,
            "repository": task.repository,
            "job_id": format!("{:024x}", task.id),
            "status": task.ended.map_or("Running", |(_, end)| end.word()),
            "status_code": if task.ended.is_some() { 3 } else { 2 },
            "start_time": started,
            "total": task.total,
            "retained": task.retained,
        });
        if let Some((ended, _)) = task.ended {
            view["end_time"] = whole_seconds(ended);
        }
        view
    }))
}

/// `GET …/tasks/{tid}`: the log so far.
pub(crate) fn log(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = call.number("tid")?;
    let run = find(world, call, "read")?;
    let task = run.tasks.iter().find(|task| task.id == id);
    let task = task.ok_or_else(|| Failure::not_found(format!("task {id} not found")))?;
    Ok(Reply::text("text/plain", task.log.clone()))
}
