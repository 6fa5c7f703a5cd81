//! Garbage collection and purging the audit log: runs, logs and schedules.

use chrono::{Duration as Span, SubsecRound};
use serde_json::{Value, json};

use crate::call::{Call, Failure, Reply};
use crate::json::{NEVER, Time, time};
use crate::page::Page;
use crate::permission::require_system;
use crate::query::{Column, passes, sort, terms};
use crate::world::{Job, JobKind, JobSchedule, Outcome, Stage, World};

/// The words that differ between the two.
struct Words {
    resource: &'static str,
    path: &'static str,
    parameter: &'static str,
    missing: &'static str,
}

fn words(kind: JobKind) -> Words {
    match kind {
        JobKind::GarbageCollection => Words {
            resource: "garbage-collection",
            path: "gc",
            parameter: "gc_id",
            missing: "garbage collection",
        },
        JobKind::Purge => Words {
            resource: "purge-audit",
            path: "purgeaudit",
            parameter: "purge_id",
            missing: "purge audit",
        },
    }
}

fn view(job: &Job, now: Time) -> Value {
    let stage = job.stage(now);
    let mut parameters = job.parameters.clone();
    if job.kind == JobKind::GarbageCollection {
        parameters["delete_tag"] = false.into();
        if stage == Stage::Ended(Outcome::Success) {
            parameters["freed_space"] = 846_360.into();
            parameters["purged_blobs"] = 42.into();
            parameters["purged_manifests"] = 18.into();
            parameters["time_window"] = 2.into();
        }
    }
    let changed = if stage == Stage::Running {
        job.started
    } else {
        (job.started + Span::from_std(job.takes).unwrap_or_default()).trunc_subsecs(0)
    };
    json!({
        "id": job.id,
        "job_name": job.kind.word(),
        "job_kind": "MANUAL",
        "job_parameters": parameters.to_string(),
        "job_status": stage.word(),
        "schedule": {"type": "Manual", "next_scheduled_time": NEVER},
        "creation_time": time(job.started),
        "update_time": time(changed),
    })
}

fn column(job: &Job, key: &str, now: Time) -> Option<Column<'static>> {
    Some(match key {
        "id" => Column::Number(job.id),
        "creation_time" => Column::Time(Some(job.started)),
        "job_status" => Column::Text(job.stage(now).word()),
        _ => return None,
    })
}

fn list(world: &World, call: &Call, kind: JobKind) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_system(world, call, words(kind).resource, "list")?;
    let terms = terms(call)?;
    let now = world.now();
    let passing = world.jobs.iter().filter(|job| job.kind == kind);
    let mut rows: Vec<&Job> = passing
        .filter(|job| passes(&terms, |key| column(job, key, now)))
        .collect();
    sort(
        &mut rows,
        call.asked("sort"),
        "-creation_time",
        |job, key| column(job, key, now),
    );
    Ok(page.reply(call, rows, |job| view(job, now)))
}

fn find<'w>(
    world: &'w mut World,
    call: &Call,
    kind: JobKind,
    action: &str,
) -> Result<&'w mut Job, Failure> {
    let words = words(kind);
    let id = call.number(words.parameter)?;
    require_system(world, call, words.resource, action)?;
    let missing = || Failure::not_found(format!("{} execution {id} not found", words.missing));
    world
        .jobs
        .iter_mut()
        .find(|job| job.id == id && job.kind == kind)
        .ok_or_else(missing)
}

fn get(world: &mut World, call: &Call, kind: JobKind) -> Result<Reply, Failure> {
    let now = world.now();
    Ok(Reply::json(view(find(world, call, kind, "read")?, now)))
}

fn stop(world: &mut World, call: &Call, kind: JobKind) -> Result<Reply, Failure> {
    let now = world.now();
    let job = find(world, call, kind, "stop")?;
    if job.stage(now) == Stage::Running {
        job.stopped = true;
    }
    Ok(Reply::empty(200))
}

fn log(world: &mut World, call: &Call, kind: JobKind) -> Result<Reply, Failure> {
    let job = find(world, call, kind, "read")?;
    let at = job.started.format("%Y-%m-%dT%H:%M:%SZ");
    let parameters = &job.parameters;
    let text = match kind {
        JobKind::GarbageCollection => format!(
            "{at} [INFO] [/jobservice/job/impl/gc/garbage_collection.go:171]: Garbage Collection parameters: {parameters}\n{at} [INFO] [/jobservice/job/impl/gc/garbage_collection.go:181]: start to run gc in job.\n{at} [INFO] [/jobservice/job/impl/gc/garbage_collection.go:440]: 42 blobs and 18 manifests eligible for deletion\n{at} [INFO] [/jobservice/job/impl/gc/garbage_collection.go:214]: success to run gc in job.\n"
        ),
        JobKind::Purge => format!(
            "{at} [INFO] [/jobservice/job/impl/purge/purge.go:96]: Purge audit job start\n{at} [INFO] [/jobservice/job/impl/purge/purge.go:97]: job parameters {parameters}\n{at} [INFO] [/jobservice/job/impl/purge/purge.go:125]: Purged 0 rows of audit logs\n"
        ),
    };
    Ok(Reply::text("text/plain", text))
}

/// An empty body for none.
fn schedule(world: &mut World, call: &Call, kind: JobKind) -> Result<Reply, Failure> {
    require_system(world, call, words(kind).resource, "read")?;
    let Some(found) = world.job_schedules.iter().find(|it| it.kind == kind) else {
        return Ok(Reply::empty(200));
    };
    let mut parameters = found.parameters.clone();
    if kind == JobKind::GarbageCollection {
        parameters["delete_tag"] = false.into();
    }
    Ok(Reply::json(json!({
        "id": 17,
        "job_kind": found.cron,
        "job_parameters": parameters.to_string(),
        "job_status": "Running",
        "schedule": {
            "type": found.word,
            "cron": found.cron,
            "next_scheduled_time": time((found.at + Span::days(1)).trunc_subsecs(0)),
        },
        "creation_time": time(found.at),
        "update_time": time(found.at),
    })))
}

/// Starts one now for type Manual, else sets the schedule.
fn set_schedule(
    world: &mut World,
    call: &Call,
    kind: JobKind,
    new: bool,
) -> Result<Reply, Failure> {
    let body = call.object("schedule", "Schedule")?;
    let words = words(kind);
    require_system(
        world,
        call,
        words.resource,
        if new { "create" } else { "update" },
    )?;
    let text = |name: &str| {
        body["schedule"][name]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let (word, cron) = (text("type"), text("cron"));
    let mut parameters = body["parameters"].clone();
    if kind == JobKind::Purge
        && parameters["include_event_types"]
            .as_str()
            .is_none_or(str::is_empty)
    {
        return Err(Failure::bad_request(
            "bad request: include_event_types should provide",
        ));
    }
    if kind == JobKind::GarbageCollection
        && let Some(object) = parameters.as_object_mut()
    {
        object.retain(|name, value| name != "dry_run" || *value == true);
    }
    let at = world.now();
    match word.as_str() {
        "Manual" => {
            let id = world.next_id("execution");
            let takes = world.scan_takes;
            world.jobs.push(Job {
                id,
                kind,
                parameters,
                started: at,
                takes,
                stopped: false,
            });
            return Ok(Reply::created(format!(
                "/api/v2.0/system/{}/{id}",
                words.path
            )));
        }
        "None" => world.job_schedules.retain(|it| it.kind != kind),
        _ if new && world.job_schedules.iter().any(|it| it.kind == kind) => {
            return Err(Failure::precondition(
                "a schedule exists already, update it instead",
            ));
        }
        _ => {
            world.job_schedules.retain(|it| it.kind != kind);
            world.job_schedules.push(JobSchedule {
                kind,
                word,
                cron,
                parameters,
                at,
            });
        }
    }
    Ok(Reply::empty(if new { 201 } else { 200 }))
}

/// The operations of one kind, as the table of routes wants them.
macro_rules! operations {
    ($name:ident $kind:ident) => {
        pub(crate) mod $name {
            use super::{Call, Failure, JobKind, Reply, World};

            pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
                super::list(world, call, JobKind::$kind)
            }
            pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
                super::get(world, call, JobKind::$kind)
            }
            pub(crate) fn stop(world: &mut World, call: &Call) -> Result<Reply, Failure> {
                super::stop(world, call, JobKind::$kind)
            }
            pub(crate) fn log(world: &mut World, call: &Call) -> Result<Reply, Failure> {
                super::log(world, call, JobKind::$kind)
            }
            pub(crate) fn schedule(world: &mut World, call: &Call) -> Result<Reply, Failure> {
                super::schedule(world, call, JobKind::$kind)
            }
            pub(crate) fn create_schedule(
                world: &mut World,
                call: &Call,
            ) -> Result<Reply, Failure> {
                super::set_schedule(world, call, JobKind::$kind, true)
            }
            pub(crate) fn update_schedule(
                world: &mut World,
                call: &Call,
            ) -> Result<Reply, Failure> {
                super::set_schedule(world, call, JobKind::$kind, false)
            }
        }
    };
}

operations!(collections GarbageCollection);
operations!(purges Purge);
