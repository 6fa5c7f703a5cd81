//! Where nothing goes on: preheating and the job service are there,
//! with the rights one needs to look at them, and empty.

use serde_json::{Value, json};

use crate::call::{Call, Failure, Reply};
use crate::json::time;
use crate::page::Page;
use crate::permission::{require_project, require_sign_in, require_system};
use crate::world::World;

fn empty_list(world: &World, call: &Call, resource: &str) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_system(world, call, resource, "list")?;
    Ok(page.reply(call, Vec::<Value>::new(), |row| row))
}

/// `GET /p2p/preheat/instances`
pub(crate) fn preheat_instances(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    empty_list(world, call, "preheat-instance")
}

/// `GET /projects/{name}/preheat/policies`
pub(crate) fn preheat_policies(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_project(world, call, "preheat-policy", "list")?;
    Ok(page.reply(call, Vec::<Value>::new(), |row| row))
}

/// `GET /schedules`: what the server does by itself, and the projects' retention.
pub(crate) fn schedules(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_system(world, call, "jobservice-monitor", "list")?;
    let at = time(world.system_allowlist_changed);
    let cron = "0 0 0 * * *";
    let mut rows = vec![
        json!({"id": 1, "vendor_type": "SYSTEM_ARTIFACT_CLEANUP", "cron": cron, "update_time": at}),
        json!({"id": 2, "vendor_type": "EXECUTION_SWEEP", "vendor_id": -1, "cron": cron, "update_time": at}),
    ];
    for (id, policy) in (3..).zip(&world.retentions) {
        let cron = &policy.content["trigger"]["settings"]["cron"];
        if cron.as_str().is_some_and(|cron| !cron.is_empty()) {
            rows.push(json!({"id": id, "vendor_type": "RETENTION", "vendor_id": policy.id, "cron": cron, "update_time": at}));
        }
    }
    Ok(page.reply(call, rows, |row| row))
}

/// `GET /schedules/{type}/paused`
pub(crate) fn schedules_paused(_: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_sign_in(call)?;
    Ok(Reply::json(json!({"paused": false})))
}

/// The id of the only pool.
const POOL: &str = "230bd6da930c10141704e0db";

/// `GET /jobservice/pools`
pub(crate) fn pools(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "jobservice-monitor", "list")?;
    let now = time(world.now());
    Ok(Reply::json(json!([{
        "worker_pool_id": POOL,
        "pid": 17,
        "concurrency": 10,
        "start_at": time(world.system_allowlist_changed),
        "heartbeat_at": now,
    }])))
}

/// `GET /jobservice/pools/{id}/workers`: all of them idle.
pub(crate) fn workers(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "jobservice-monitor", "list")?;
    let workers = (1..=10).map(|number| json!({"id": format!("{number:024x}"), "pool_id": POOL}));
    Ok(Reply::json(Value::Array(workers.collect())))
}

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

/// `GET /jobservice/queues`
pub(crate) fn queues(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "jobservice-monitor", "list")?;
    let queues = QUEUES
        .iter()
        .map(|kind| json!({"job_type": kind, "paused": false}));
    Ok(Reply::json(Value::Array(queues.collect())))
}
