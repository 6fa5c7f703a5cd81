//! Scanning everything on the server.

use serde_json::{Value, json};

use super::scans::begin;
use crate::http::call::{Call, Failure, Reply};
use crate::json::{NEVER, time};
use crate::permission::require_system;
use crate::world::{Artifact, Kind, Outcome, Stage, World};

/// The artifacts it looks into: images, those of an index each for itself.
fn images(world: &World) -> impl Iterator<Item = &Artifact> {
    let all = world
        .repositories
        .iter()
        .flat_map(|repository| &repository.artifacts);
    all.filter(|artifact| artifact.scannable() && artifact.manifest.kind == Kind::Image)
}

/// Whether one is under way.
pub(crate) fn running(world: &World) -> bool {
    let now = world.now();
    let busy = |artifact: &Artifact| {
        let scan = artifact
            .scan
            .as_ref()
            .filter(|scan| Some(scan.started) == world.scan_all.started);
        scan.is_some_and(|scan| !matches!(scan.stage(now), Stage::Ended(_)))
    };
    world.scan_all.started.is_some() && world.scan_all.stopped.is_none() && images(world).any(busy)
}

/// Everything but changing the schedule needs a default scanner.
fn require_scanner(world: &World) -> Result<(), Failure> {
    match world.scanners.iter().any(|scanner| scanner.default) {
        true => Ok(()),
        false => Err(Failure::precondition("no scanner is available")),
    }
}

/// `GET /system/scanAll/schedule`: an empty body for none.
pub(crate) fn schedule(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "scan-all", "read")?;
    require_scanner(world)?;
    let Some((kind, cron, at)) = &world.scan_all.schedule else {
        return Ok(Reply::empty(200));
    };
    Ok(Reply::json(json!({
        "id": 1,
        "status": "Running",
        "schedule": {"type": kind, "cron": cron, "next_scheduled_time": NEVER},
        "creation_time": time(*at),
        "update_time": time(*at),
    })))
}

/// The schedule's type and cron, checked.
fn sent(call: &Call) -> Result<(String, String), Failure> {
    let body = call.object("schedule", "Schedule")?;
    let text = |name: &str| {
        body["schedule"][name]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    Ok((text("type"), text("cron")))
}

fn check_cron(kind: &str, cron: &str) -> Result<(), Failure> {
    let fields = cron.split_whitespace().count();
    if ["None", "Manual"].contains(&kind) || fields == 6 {
        return Ok(());
    }
    Err(Failure::bad_request(format!(
        "invalid cron string for scheduled scan all: {cron}, error: expected exactly 6 fields, found {fields}: [{cron}]"
    )))
}

/// `POST /system/scanAll/schedule`: type Manual starts it now.
pub(crate) fn create_schedule(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let (kind, cron) = sent(call)?;
    require_system(world, call, "scan-all", "create")?;
    check_cron(&kind, &cron)?;
    match kind.as_str() {
        "Manual" if running(world) => {
            return Err(Failure::conflict(
                "a previous scan all job aleady exits, its status is Running",
            ));
        }
        "Manual" => start(world, false)?,
        "None" => world.scan_all.schedule = None,
        _ if world.scan_all.schedule.is_some() => {
            return Err(Failure::precondition(
                "fail to set schedule for scan all as always had one, please delete it firstly then to re-schedule",
            ));
        }
        _ => world.scan_all.schedule = Some((kind, cron, world.now())),
    }
    Ok(Reply::empty(201))
}

/// Starts a scan of everything, by hand or by its schedule.
pub(crate) fn start(world: &mut World, scheduled: bool) -> Result<(), Failure> {
    require_scanner(world)?;
    let (now, takes) = (world.now(), world.scan_takes);
    let catalogue = super::scans::catalogue(world.scanners.iter().find(|scanner| scanner.default));
    let mut number = 0;
    // Those with a report come first, ten at a time.
    for again in [true, false] {
        for repository in &mut world.repositories {
            let name = repository.name.clone();
            let images = repository
                .artifacts
                .iter_mut()
                .filter(|artifact| artifact.scannable() && artifact.manifest.kind == Kind::Image);
            for artifact in images {
                let begun = artifact
                    .scan
                    .as_ref()
                    .is_some_and(|scan| scan.started == now);
                if begun || artifact.scan.is_some() != again {
                    continue;
                }
                let takes = takes * (1 + number / 10);
                artifact.scan = Some(Box::new(begin(&name, artifact, catalogue, takes, now)));
                number += 1;
            }
        }
    }
    world.scan_all.started = Some(now);
    world.scan_all.scheduled = scheduled;
    world.scan_all.stopped = None;
    world.scan_all.total = number as usize;
    Ok(())
}

/// `PUT /system/scanAll/schedule`
pub(crate) fn update_schedule(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let (kind, cron) = sent(call)?;
    require_system(world, call, "scan-all", "update")?;
    if kind == "Manual" {
        return Err(Failure::bad_request(
            "fail to update scan all schedule as wrong schedule type: Manual",
        ));
    }
    check_cron(&kind, &cron)?;
    world.scan_all.schedule = (kind != "None").then(|| (kind, cron, world.now()));
    Ok(Reply::empty(200))
}

/// `POST /system/scanAll/stop`
pub(crate) fn stop(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "scan-all", "stop")?;
    require_scanner(world)?;
    let now = world.now();
    let started = world.scan_all.started;
    for artifact in world
        .repositories
        .iter_mut()
        .flat_map(|it| it.artifacts.iter_mut())
    {
        if let Some(scan) = artifact
            .scan
            .as_mut()
            .filter(|scan| Some(scan.started) == started)
        {
            scan.stop(now);
        }
    }
    world.scan_all.stopped = Some(now);
    Ok(Reply::empty(202))
}

/// `GET /scans/all/metrics`
pub(crate) fn metrics(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "scan-all", "read")?;
    require_scanner(world)?;
    Ok(Reply::json(figures(world)))
}

fn figures(world: &World) -> Value {
    let Some(started) = world.scan_all.started else {
        return none();
    };
    let now = world.now();
    let count = |wanted: Stage| {
        let scans = images(world).filter_map(|artifact| artifact.scan.as_ref());
        scans
            .filter(|scan| scan.started == started && scan.stage(now) == wanted)
            .count()
    };
    let ended =
        [Outcome::Success, Outcome::Error, Outcome::Stopped].map(|it| count(Stage::Ended(it)));
    json!({
        "total": world.scan_all.total,
        "completed": ended.iter().sum::<usize>(),
        "metrics": {
            "Pending": count(Stage::Pending),
            "Running": count(Stage::Running),
            "Success": ended[0],
            "Error": ended[1],
            "Stopped": ended[2],
        },
        "ongoing": running(world),
        "trigger": if world.scan_all.scheduled { "Schedule" } else { "Manual" },
    })
}

fn none() -> Value {
    json!({"completed": 0, "ongoing": false, "total": 0})
}

/// `GET /scans/schedule/metrics`: of the last one, if its schedule started it; only one is kept.
pub(crate) fn scheduled_metrics(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "scan-all", "read")?;
    require_scanner(world)?;
    let figures = match world.scan_all.scheduled {
        true => figures(world),
        false => none(),
    };
    Ok(Reply::json(figures))
}
