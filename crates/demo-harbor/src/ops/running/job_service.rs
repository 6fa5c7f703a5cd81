//! The job service: pools, workers, queues, schedules, and logs of jobs.

use chrono::SubsecRound;
use serde_json::{Value, json};

use super::{replication, upkeep};
use crate::http::call::{Call, Failure, Kind, Reply};
use crate::http::page::Page;
use crate::json::{Time, time};
use crate::permission::{require_sign_in, require_system};
use crate::world::{Stage, World};

/// The id of the only pool.
const POOL: &str = "230bd6da930c10141704e0db";
const WORKERS: usize = 10;

const QUEUES: &[&str] = &[
    "AUDIT_LOGS_GDPR_COMPLIANT",
    "EXECUTION_SWEEP",
    "GARBAGE_COLLECTION",
    "IMAGE_SCAN",
    "P2P_PREHEAT",
    "PURGE_AUDIT_LOG",
    "REPLICATION",
    "RETENTION",
    "SCAN_DATA_EXPORT",
    "SCHEDULER",
    "SLACK",
    "SYSTEM_ARTIFACT_CLEANUP",
    "WEBHOOK",
];

/// A job that runs.
struct Running {
    kind: &'static str,
    id: String,
    started: Time,
}

/// The id of the job of an execution or a task.
pub(crate) fn job_id(number: i64) -> String {
    format!("{number:024x}")
}

fn running(world: &World) -> Vec<Running> {
    let now = world.now();
    let jobs = world
        .jobs
        .iter()
        .filter(|job| job.stage(now) == Stage::Running)
        .map(|job| Running {
            kind: job.kind.word(),
            id: job_id(job.id),
            started: job.started,
        });
    let replications = world
        .replication_runs
        .iter()
        .filter(|run| run.is_found(now) && run.tasks_stage(now) == Stage::Running)
        .flat_map(|run| {
            run.tasks.iter().map(move |task| Running {
                kind: "REPLICATION",
                id: job_id(task.id),
                started: run.begun(run.attempts(now)),
            })
        });
    jobs.chain(replications).collect()
}

/// `GET /schedules`: what the server does by itself, and what people set up.
pub(crate) fn schedules(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_system(world, call, "jobservice-monitor", "list")?;
    let at = time(world.system_allowlist_changed);
    let cron = "0 0 0 * * *";
    let mut rows = vec![
        json!({"id": 1, "vendor_type": "SYSTEM_ARTIFACT_CLEANUP", "cron": cron, "update_time": at}),
        json!({"id": 2, "vendor_type": "EXECUTION_SWEEP", "vendor_id": -1, "cron": cron, "update_time": at}),
    ];
    let mut add = |kind: &str, of: i64, cron: &str, at: Value| {
        let id = rows.len() + 1;
        rows.push(json!({"id": id, "vendor_type": kind, "vendor_id": of, "cron": cron, "update_time": at}));
    };
    for policy in &world.retentions {
        let cron = &policy.content["trigger"]["settings"]["cron"];
        if let Some(cron) = cron.as_str().filter(|cron| !cron.is_empty()) {
            add("RETENTION", policy.id, cron, at.clone());
        }
    }
    for policy in &world.replications {
        let trigger = &policy.content["trigger"];
        let cron = trigger["trigger_settings"]["cron"].as_str();
        if let (true, Some(cron)) = (trigger["type"] == "scheduled", cron) {
            add("REPLICATION", policy.id, cron, time(policy.updated));
        }
    }
    for policy in &world.preheat_policies {
        if let Some(cron) = policy.cron() {
            add("P2P_PREHEAT", policy.id, &cron, time(policy.updated));
        }
    }
    for schedule in &world.job_schedules {
        add(schedule.kind.word(), 0, &schedule.cron, time(schedule.at));
    }
    // The server leaves a number that is zero out.
    for row in &mut rows {
        if row["vendor_id"] == 0
            && let Some(row) = row.as_object_mut()
        {
            row.remove("vendor_id");
        }
    }
    Ok(page.reply(call, rows, |row| row))
}

/// `GET /schedules/{type}/paused`: of all kinds together only.
pub(crate) fn schedules_paused(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_sign_in(call)?;
    let kind = call.parameter("job_type");
    if kind != "all" {
        return Err(Failure::bad_request(format!(
            "the job type {kind} is not supported, only all is"
        )));
    }
    Ok(Reply::json(
        json!({"paused": world.job_service.scheduler_paused}),
    ))
}

/// `GET /jobservice/pools`
pub(crate) fn pools(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "jobservice-monitor", "list")?;
    let now = time(world.now().trunc_subsecs(0));
    Ok(Reply::json(json!([{
        "worker_pool_id": POOL,
        "pid": 17,
        "concurrency": WORKERS,
        "start_at": time(world.system_allowlist_changed),
        "heartbeat_at": now,
    }])))
}

/// `GET /jobservice/pools/{id}/workers`: an idle one has no job.
pub(crate) fn workers(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "jobservice-monitor", "list")?;
    let mut running = running(world).into_iter();
    let workers = (1..=WORKERS).map(|number| {
        let id = format!("{number:024x}");
        match running.next() {
            Some(job) => json!({
                "id": id,
                "pool_id": POOL,
                "job_name": job.kind,
                "job_id": job.id,
                "start_at": time(job.started.trunc_subsecs(0)),
            }),
            None => json!({"id": id, "pool_id": POOL}),
        }
    });
    Ok(Reply::json(Value::Array(workers.collect())))
}

/// `GET /jobservice/queues`: what is zero is left out.
pub(crate) fn queues(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "jobservice-monitor", "list")?;
    let now = world.now();
    let service = &world.job_service;
    let queues = QUEUES.iter().map(|kind| {
        let mut queue = json!({"job_type": kind, "paused": service.paused.contains(*kind)});
        if let Some(waiting) = service.waiting.iter().find(|waiting| waiting.kind == *kind) {
            queue["count"] = waiting.count.into();
            queue["latency"] = (now - waiting.since).num_seconds().into();
        }
        queue
    });
    Ok(Reply::json(Value::Array(queues.collect())))
}

/// `PUT /jobservice/queues/{type}`: a kind that there is not is taken, too.
pub(crate) fn change_queue(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object_of("action_request", "ActionRequest", &[("action", Kind::Text)])?;
    let action = match body["action"].as_str() {
        None | Some("") => return Err(Failure::bad_request("the action is required")),
        Some(action @ ("stop" | "pause" | "resume")) => action,
        Some(_) => {
            return Err(Failure::invalid_body(
                "action in body should be one of [stop pause resume]",
            ));
        }
    };
    require_system(world, call, "jobservice-monitor", "stop")?;
    let kind = call.parameter("job_type");
    let service = &mut world.job_service;
    if kind == "scheduler" {
        service.scheduler_paused = action == "pause";
        return Ok(Reply::empty(200));
    }
    let meant = |known: &str| kind == "all" || kind == known;
    match action {
        "pause" => {
            let kinds = QUEUES.iter().filter(|known| meant(known));
            service.paused.extend(kinds.map(|kind| (*kind).to_owned()));
        }
        // What waited runs at once.
        "resume" => {
            service.paused.retain(|known| !meant(known));
            service.waiting.retain(|waiting| !meant(waiting.kind));
        }
        _ => service.waiting.retain(|waiting| !meant(waiting.kind)),
    }
    Ok(Reply::empty(200))
}

/// `PUT /jobservice/jobs/{id}`: stops what runs; a job that there is not is taken, too.
pub(crate) fn stop(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "jobservice-monitor", "stop")?;
    let id = call.parameter("job_id").to_owned();
    let now = world.now();
    let meant = |number: i64| id == "all" || id == job_id(number);
    for job in &mut world.jobs {
        if meant(job.id) && job.stage(now) == Stage::Running {
            job.stopped.get_or_insert(now);
        }
    }
    for run in &mut world.replication_runs {
        let is_meant = run.tasks.iter().any(|task| meant(task.id));
        if is_meant && run.tasks_stage(now) == Stage::Running {
            run.stopped.get_or_insert(now);
        }
    }
    Ok(Reply::empty(200))
}

/// `GET /jobservice/jobs/{id}/log`
pub(crate) fn log(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "jobservice-monitor", "list")?;
    let id = call.parameter("job_id");
    if id.len() != 24 || !id.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Failure::internal());
    }
    let now = world.now();
    let job = world.jobs.iter().find(|job| job_id(job.id) == id);
    let text = job.map_or_else(String::new, |job| upkeep::log_of(job, now));
    let mut tasks = world
        .replication_runs
        .iter()
        .flat_map(|run| run.tasks.iter().map(move |task| (run, task)));
    let task = tasks.find(|(_, task)| job_id(task.id) == id);
    let text = match (text.is_empty(), task) {
        (false, _) => text,
        (true, Some((run, task))) => replication::log_of(run, task, now),
        (true, None) => {
            // The service's own answer, as a text in the words.
            return Err(Failure::not_found(
                json!({"code": 10010, "message": "object is not found", "details": format!("no log of job {id}")})
                    .to_string(),
            ));
        }
    };
    Ok(Reply::text("text/plain", text))
}
