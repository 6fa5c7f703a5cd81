//! Garbage collection and purging the audit log: runs, logs and schedules.

mod found;

use chrono::{Duration as Span, SubsecRound};
use harbor_rules::Cron;
use serde_json::{Value, json};

use self::found::{collect, look, size_words};
use crate::http::call::{Call, Failure, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, passes, sort, terms};
use crate::json::{NEVER, Time, time};
use crate::permission::require_system;
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
    let stage = job.told(now);
    let mut parameters = job.parameters.clone();
    if job.kind == JobKind::GarbageCollection {
        parameters["delete_tag"] = false.into();
        if stage == Stage::Ended(Outcome::Success) {
            // Of a dry run, too.
            parameters["freed_space"] = job.found.bytes.into();
            parameters["purged_blobs"] = job.found.blobs.into();
            parameters["purged_manifests"] = job.found.manifests.into();
            parameters["time_window"] = 2.into();
        }
    }
    let changed = match stage {
        Stage::Running => job.started,
        _ => job.told_at(now).trunc_subsecs(0),
    };
    let (kind, word) = match job.scheduled {
        true => ("SCHEDULE", "Schedule"),
        false => ("MANUAL", "Manual"),
    };
    json!({
        "id": job.id,
        "job_name": job.kind.word(),
        "job_kind": kind,
        "job_parameters": parameters.to_string(),
        "job_status": stage.word(),
        "schedule": {"type": word, "next_scheduled_time": NEVER},
        "creation_time": time(job.started),
        "update_time": time(changed),
    })
}

fn column(job: &Job, key: &str, now: Time) -> Option<Column<'static>> {
    Some(match key {
        "id" => Column::Number(job.id),
        "creation_time" => Column::Time(Some(job.started)),
        "job_status" => Column::Text(job.told(now).word()),
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
        job.stopped.get_or_insert(now);
    }
    Ok(Reply::empty(200))
}

fn log(world: &mut World, call: &Call, kind: JobKind) -> Result<Reply, Failure> {
    let now = world.now();
    let job = find(world, call, kind, "read")?;
    let text = log_of(job, now);
    match text.is_empty() {
        true => Err(Failure::not_found(format!(
            "{} log of execution {} not found",
            words(kind).missing,
            job.id
        ))),
        false => Ok(Reply::text("text/plain", text)),
    }
}

/// What a job wrote so far. Of those that ran long ago nothing is kept.
pub(crate) fn log_of(job: &Job, now: Time) -> String {
    const KEPT: i64 = 60;
    if now - job.started > Span::days(KEPT) {
        return String::new();
    }
    let is_dry = job.parameters["dry_run"] == true;
    let flag = |name: &str| job.parameters[name] == true;
    let found = &job.found;
    let stage = job.stage(now);
    // Level, line of the source, words.
    let mut lines: Vec<(&str, u32, String)> = Vec::new();
    let mut place = "gc/garbage_collection.go";
    match job.kind {
        JobKind::GarbageCollection => {
            let workers = job.parameters["workers"].as_i64().unwrap_or(1);
            let dry = match is_dry {
                true => " (no actually deletion for dry-run mode)",
                false => "",
            };
            lines.push(("INFO", 171, format!(
                "Garbage Collection parameters: [delete_untagged: {}, delete_tag: false, dry_run: {is_dry}, time_window: 2, workers: {workers}]",
                flag("delete_untagged")
            )));
            lines.push(("INFO", 181, "start to run gc in job.".to_owned()));
            if flag("delete_untagged") {
                lines.push((
                    "INFO",
                    558,
                    format!("start to delete untagged artifact{dry}"),
                ));
                lines.extend(found.lines.iter().map(|line| ("INFO", 589, line.clone())));
                lines.push(("INFO", 592, format!("end to delete untagged artifact{dry}")));
            }
            lines.push((
                "INFO",
                282,
                format!(
                    "{} blobs and {} manifests eligible for deletion",
                    found.blobs, found.manifests
                ),
            ));
            lines.push((
                "INFO",
                283,
                format!(
                    "The GC could free up {} space, the size is a rough estimation.",
                    size_words(found.bytes)
                ),
            ));
            match stage {
                Stage::Ended(Outcome::Error) => {
                    lines.push(("WARNING", 377, "failed to delete the manifest of an artifact: 500 Internal Server Error, retry in 1 second".to_owned()));
                    lines.push((
                        "ERROR",
                        204,
                        "failed to run gc in job: the registry answered 500 Internal Server Error"
                            .to_owned(),
                    ));
                }
                Stage::Ended(Outcome::Success) => {
                    lines.push(("INFO", 209, "success to run gc in job.".to_owned()));
                }
                _ => {}
            }
        }
        JobKind::Purge => {
            place = "purge/purge.go";
            let hours = job.parameters["audit_retention_hour"].as_i64().unwrap_or(0);
            let types = job.parameters["include_event_types"]
                .as_str()
                .unwrap_or_default();
            let dry = match is_dry {
                true => "[DRYRUN]",
                false => "",
            };
            lines.push(("INFO", 96, "Purge audit job start".to_owned()));
            lines.push(("INFO", 97, format!(
                "job parameters map[audit_retention_hour:{hours} dry_run:{is_dry} include_event_types:{types}]"
            )));
            if hours <= 0 {
                lines.push(("INFO", 100, "quit purge job, retentionHour:0 ".to_owned()));
            } else {
                lines.push(("INFO", 122, format!(
                    "Purge operation parameter, retention_hour:{hours}, include_event_types:[{}], dry_run:{is_dry}",
                    types.replace(',', " ")
                )));
                lines.push(("INFO", 125, format!("{dry}Purged 0 rows of audit logs")));
                lines.push((
                    "INFO",
                    126,
                    format!("{dry}Purged {} rows of audit log exts", found.entries),
                ));
            }
        }
    }
    let count = i32::try_from(lines.len()).unwrap_or(i32::MAX).max(1);
    let whole = Span::from_std(job.takes).unwrap_or_default();
    let ended = job.started + whole;
    let text = lines
        .into_iter()
        .zip(0..)
        .filter_map(|((level, line, words), at)| {
            // The last line is written when it ends.
            let written = if at + 1 == count {
                ended
            } else {
                job.started + whole / count * at
            };
            (written <= now).then(|| {
                let written = written.format("%Y-%m-%dT%H:%M:%SZ");
                format!("{written} [{level}] [/jobservice/job/impl/{place}:{line}]: {words}\n")
            })
        });
    text.collect()
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
        // It is kept, and not told.
        if let Some(parameters) = parameters.as_object_mut() {
            parameters.remove("dry_run");
        }
    }
    let next = Cron::parse(&found.cron)
        .ok()
        .and_then(|cron| cron.runs_after(world.now()).next());
    Ok(Reply::json(json!({
        "id": 17,
        "job_kind": found.cron,
        "job_parameters": parameters.to_string(),
        "job_status": "Running",
        "schedule": {
            "type": found.word,
            "cron": found.cron,
            "next_scheduled_time": next.map_or_else(|| NEVER.into(), time),
        },
        "creation_time": time(found.at),
        "update_time": time(found.at),
    })))
}

/// Starts one, by hand or by its schedule at a time.
pub(super) fn begin(
    world: &mut World,
    kind: JobKind,
    parameters: Value,
    scheduled: Option<Time>,
) -> i64 {
    let found = look(world, kind, &parameters);
    let is_real = parameters["dry_run"] != true;
    if is_real {
        collect(world, kind, &parameters);
    }
    let id = world.next_id("execution");
    let (started, takes) = (scheduled.unwrap_or_else(|| world.now()), world.scan_takes);
    world.jobs.push(Job {
        id,
        kind,
        parameters,
        started,
        takes,
        stopped: None,
        failed: false,
        scheduled: scheduled.is_some(),
        found,
    });
    id
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
    if body["schedule"].is_null() {
        return Err(Failure::internal());
    }
    if !KINDS.contains(&word.as_str()) {
        return Err(Failure::invalid_body(&format!(
            "schedule.type in body should be one of [{}]",
            KINDS.join(" ")
        )));
    }
    let parameters = sent_parameters(kind, &body["parameters"])?;
    let at = world.now();
    match word.as_str() {
        "Manual" => {
            let id = begin(world, kind, parameters, None);
            return Ok(Reply::created(format!(
                "/api/v2.0/system/{}/{id}",
                words.path
            )));
        }
        "None" => world.job_schedules.retain(|it| it.kind != kind),
        _ => {
            if Cron::parse(&cron).is_err() {
                return Err(Failure::bad_request(format!(
                    "invalid cron string for scheduled job: {cron}"
                )));
            }
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
    Ok(match new {
        true => Reply::created(format!("/api/v2.0/system/{}/0", words.path)),
        false => Reply::empty(200),
    })
}

/// The kinds of schedules that can be sent.
const KINDS: &[&str] = &[
    "Hourly", "Daily", "Weekly", "Custom", "Manual", "None", "Schedule",
];

/// The parameters as they are kept. What has the wrong type counts as not there.
fn sent_parameters(kind: JobKind, sent: &Value) -> Result<Value, Failure> {
    let is_true = |name: &str| sent[name] == true;
    match kind {
        JobKind::GarbageCollection => {
            let workers = match sent.get("workers") {
                None => 1,
                Some(workers) => workers.as_i64().unwrap_or(0),
            };
            let is_number = sent["workers"].is_i64();
            if is_number && !(1..=10).contains(&workers) {
                return Err(Failure::bad_request(format!(
                    "Error: Invalid number of workers:{workers}, acceptable value range is 1 to 10"
                )));
            }
            Ok(json!({
                "delete_untagged": is_true("delete_untagged"),
                "dry_run": is_true("dry_run"),
                "workers": workers,
            }))
        }
        JobKind::Purge => {
            if sent["include_event_types"]
                .as_str()
                .is_some_and(str::is_empty)
                || sent["include_event_types"].is_null()
            {
                return Err(Failure::bad_request(
                    "bad request: include_event_types should provide",
                ));
            }
            if sent["audit_retention_hour"].is_null() {
                return Err(Failure::bad_request(
                    "bad request: audit_retention_hour should provide",
                ));
            }
            if sent["audit_retention_hour"].as_i64() > Some(240_000) {
                return Err(Failure::bad_request(
                    "audit_retention_hour should be less than 240000",
                ));
            }
            let mut kept = sent.clone();
            if let Some(kept) = kept.as_object_mut() {
                kept.retain(|name, value| name != "dry_run" || *value == true);
            }
            Ok(kept)
        }
    }
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
