//! Executions of a policy, their tasks and logs.

use serde_json::{Value, json};

use super::policies::find;
use crate::http::call::{Call, Failure, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, passes, sort, terms};
use crate::json::{Fields, Time};
use crate::world::{Outcome, PreheatRun, Stage, World};

/// A time as executions and tasks write it, without a fraction.
fn seconds(at: Time) -> Value {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string().into()
}

const NOT_YET: &str = "0001-01-01T00:00:00Z";

fn view(run: &PreheatRun, now: Time) -> Value {
    let (stage, task) = (run.stage(now), run.task(now));
    let count = match task {
        Stage::Ended(Outcome::Success) => "success_task_count",
        Stage::Ended(Outcome::Error) => "error_task_count",
        Stage::Ended(Outcome::Stopped) => "stopped_task_count",
        _ => "running_task_count",
    };
    let number = run.tasks.len();
    let metrics = Fields::new()
        .put_unless_zero(count, number)
        .put_unless_zero("task_count", number);
    json!({
        "id": run.id,
        "vendor_id": run.policy_id,
        "vendor_type": "P2P_PREHEAT",
        "status": stage.word(),
        "trigger": run.trigger,
        "metrics": metrics.done(),
        "extra_attrs": {
            "totalCount": number,
            "trigger": run.trigger,
            "triggerSetting": run.setting.as_deref().unwrap_or("-"),
        },
        "start_time": seconds(run.started),
        "end_time": match stage {
            Stage::Ended(_) => seconds(run.end()),
            _ => NOT_YET.into(),
        },
    })
}

/// `GET …/policies/{policy}/executions`
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let policy = find(world, call, "list")?.id;
    let terms = terms(call)?;
    let now = world.now();
    let column = |run: &PreheatRun, key: &str| {
        Some(match key {
            "id" => Column::Number(run.id),
            "status" => Column::Text(run.stage(now).word()),
            "start_time" => Column::Time(Some(run.started)),
            _ => return None,
        })
    };
    let own = world.preheat_runs.iter();
    let mut rows: Vec<&PreheatRun> = own
        .filter(|run| run.policy_id == policy)
        .filter(|run| passes(&terms, |key| column(run, key)))
        .collect();
    sort(&mut rows, call.asked("sort"), "-id", |run, key| {
        column(run, key)
    });
    Ok(page.reply(call, rows, |run| view(run, now)))
}

fn one<'w>(world: &'w mut World, call: &Call, action: &str) -> Result<&'w mut PreheatRun, Failure> {
    let policy = find(world, call, action)?.id;
    let number = call.number("execution_id")?;
    let mut own = world.preheat_runs.iter_mut();
    own.find(|run| run.id == number && run.policy_id == policy)
        .ok_or_else(|| Failure::not_found(format!("execution {number} not found")))
}

/// `GET …/executions/{id}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let now = world.now();
    Ok(Reply::json(view(one(world, call, "read")?, now)))
}

/// `PATCH …/executions/{id}`
pub(crate) fn stop(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("execution", "Execution")?;
    let now = world.now();
    let run = one(world, call, "update")?;
    if body["status"] == "Stopped" && run.task(now) == Stage::Running {
        run.stopped = Some(now);
    }
    Ok(Reply::empty(200))
}

/// `GET …/executions/{id}/tasks`
pub(crate) fn tasks(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let now = world.now();
    let run = one(world, call, "list")?;
    let stage = run.task(now);
    let end = match (stage, run.stopped) {
        (Stage::Ended(Outcome::Stopped), Some(at)) => seconds(at),
        (Stage::Ended(_), _) => seconds(run.tasks_end()),
        _ => NOT_YET.into(),
    };
    let begun = seconds(run.started);
    let changed = match stage {
        Stage::Ended(_) => end.clone(),
        _ => begun.clone(),
    };
    let rows = run.tasks.iter().map(|task| {
        json!({
            "id": task.id,
            "execution_id": run.id,
            "status": stage.word(),
            "run_count": 1,
            "extra_attrs": {"artifact": task.artifact, "digest": task.digest, "kind": "image"},
            "creation_time": begun,
            "start_time": begun,
            "update_time": changed,
            "end_time": end,
        })
    });
    Ok(page.reply(call, rows.collect(), |task| task))
}

/// `GET …/tasks/{id}/logs`
pub(crate) fn log(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let number = call.number("task_id")?;
    let now = world.now();
    let run = one(world, call, "read")?;
    let task = run.tasks.iter().find(|task| task.id == number);
    let task = task.ok_or_else(|| Failure::not_found(format!("task {number} not found")))?;
    let at = run.started.format("%Y-%m-%dT%H:%M:%SZ");
    let place = "[/pkg/p2p/preheat/job.go";
    let mut text = format!(
        "{at} [INFO] {place}:93]: Preheating image '{}@{}' to the target preheat provider: {}\n\
         {at} [INFO] {place}:120]: Get preheat provider driver: {}\n",
        task.artifact, task.digest, run.provider, run.vendor
    );
    match (run.fault, run.task(now)) {
        (Some(fault), _) => text.push_str(&format!("{at} [ERROR] {place}:75]: {fault}\n")),
        (None, stage) => {
            text.push_str(&format!(
                "{at} [INFO] {place}:134]: Check health of preheat provider instance: Healthy\n"
            ));
            if stage == Stage::Ended(Outcome::Success) {
                let end = run.tasks_end().format("%Y-%m-%dT%H:%M:%SZ");
                text.push_str(&format!(
                    "{end} [INFO] {place}:179]: Preheating image finished with status: SUCCESS\n"
                ));
            }
        }
    }
    Ok(Reply::text("text/plain", text))
}
