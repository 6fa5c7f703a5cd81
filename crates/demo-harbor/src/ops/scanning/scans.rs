//! Scanning artifacts, and making bills of materials.

use std::time::Duration;

use chrono::Duration as Span;

use crate::chance::{self, Sequence};
use crate::http::call::{Call, Failure, Reply};
use crate::json::Time;
use crate::ops::content::artifact_view::Place;
use crate::ops::content::artifacts::find;
use crate::ops::content::overview::report_ids;
use crate::ops::content::repositories::full_name;
use crate::permission::require_project;
use crate::world::{Artifact, Catalogue, Outcome, Plan, Sbom, Scan, Scanner, Stage, World};

/// The kind of scan the body asks for.
fn kind(call: &Call) -> Result<&'static str, Failure> {
    if call.body.is_empty() {
        return Ok("vulnerability");
    }
    let body = call.object("scanType", "ScanType")?;
    match body["scan_type"].as_str() {
        None | Some("" | "vulnerability") => Ok("vulnerability"),
        Some("sbom") => Ok("sbom"),
        Some(_) => Err(Failure::invalid_body(
            "scan_type in body should be one of [vulnerability sbom]",
        )),
    }
}

/// How a new scan goes: it depends on the repository's name, so that all ends can be tried.
/// In one called `broken` it fails, in `slow` it takes 20 s, in `many` it finds 1,500.
pub(crate) fn begin(
    repository: &str,
    artifact: &Artifact,
    catalogue: Catalogue,
    takes: Duration,
    now: Time,
) -> Scan {
    let last = repository.rsplit('/').next().unwrap_or_default();
    let mut chance = Sequence::of(artifact.seed());
    let known = artifact.scan.as_ref().map(|scan| scan.plan.clone());
    let plan = match known.filter(|plan| plan.total() > 0) {
        Some(plan) => plan,
        None if last == "many" => Plan {
            catalogue,
            seed: chance.next(),
            counts: [45, 180, 450, 600, 150, 75],
            fixable: 825,
        },
        None => {
            let risk = 4 + chance.below(40) as u32;
            let counts = [
                1 + risk / 16,
                risk * 2 / 3,
                risk * 2,
                risk * 3,
                1 + risk / 5,
                1 + risk / 12,
            ];
            let total: u32 = counts.iter().sum();
            Plan {
                catalogue,
                seed: chance.next(),
                counts,
                fixable: total * 6 / 10,
            }
        }
    };
    Scan {
        report_id: chance::uuid(),
        started: now,
        takes: if last == "slow" {
            Duration::from_secs(20)
        } else {
            takes
        },
        outcome: if last == "broken" {
            Outcome::Error
        } else {
            Outcome::Success
        },
        plan,
    }
}

/// Whose findings a scanner's resemble.
pub(crate) fn catalogue(scanner: Option<&Scanner>) -> Catalogue {
    match scanner {
        Some(scanner) if scanner.vendor == "Lab" => Catalogue::StandIn,
        _ => Catalogue::Trivy,
    }
}

/// `POST …/scan`
pub(crate) fn start(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let kind = kind(call)?;
    let resource = if kind == "sbom" { "sbom" } else { "scan" };
    let project = require_project(world, call, resource, "create")?.id;
    let now = world.now();
    let (repository, artifact) = find(world, call)?;
    let place = Place::new(world, repository);
    let Some(scanner) = place.scanner else {
        return Err(Failure::precondition(format!(
            "no available scanner for project: {project}"
        )));
    };
    if !artifact.scannable() {
        return Err(Failure::bad_request(format!(
            "the configured scanner {} does not support scanning artifact with mime type {}",
            scanner.name, artifact.manifest.manifest_media_type
        )));
    }
    let catalogue = catalogue(Some(scanner));
    let parts = place.scanned_parts(artifact);
    let busy = parts.iter().find_map(|part| {
        let stage = match kind {
            "sbom" => part.sbom.as_ref().map(|sbom| sbom.stage(now)),
            _ => part.scan.as_ref().map(|scan| scan.stage(now)),
        };
        stage.filter(|stage| !matches!(stage, Stage::Ended(_)))
    });
    if let Some(stage) = busy {
        return Err(Failure::conflict(format!(
            "a previous {resource} process is {}",
            stage.word()
        )));
    }
    let subjects: Vec<(i64, String)> = parts
        .iter()
        .map(|part| (part.id, part.digest.clone()))
        .collect();
    let scans: Vec<(i64, Scan)> = parts
        .into_iter()
        .map(|part| {
            (
                part.id,
                begin(&repository.name, part, catalogue, world.scan_takes, now),
            )
        })
        .collect();
    let name = full_name(call);
    if kind == "sbom" {
        // One after the other: those of an index take longer.
        for (number, subject) in (1..).zip(&subjects) {
            start_sbom(world, &name, subject, number * world.scan_takes);
        }
    } else if let Some(repository) = world.repository_mut(&name) {
        for (id, scan) in scans {
            if let Some(part) = repository.artifacts.iter_mut().find(|part| part.id == id) {
                part.scan = Some(Box::new(scan));
            }
        }
    }
    // The audit log does not know scans.
    Ok(Reply::empty(202))
}

/// The bill of materials is attached at once but shows only when its time has come.
fn start_sbom(world: &mut World, name: &str, subject: &(i64, String), takes: Duration) {
    let now = world.now();
    let Some(place) = world
        .repositories
        .iter()
        .position(|repository| repository.name == name)
    else {
        return;
    };
    let old = |artifact: &Artifact| {
        artifact
            .accessory
            .as_ref()
            .is_some_and(|it| it.subject_id == subject.0 && it.kind == "sbom.harbor")
    };
    world.repositories[place]
        .artifacts
        .retain(|artifact| !old(artifact));
    let ready = now + Span::from_std(takes).unwrap_or_default();
    world.add_sbom(place, subject, ready);
    world.seal_newest(place);
    let artifacts = &mut world.repositories[place].artifacts;
    if let Some(artifact) = artifacts
        .iter_mut()
        .find(|artifact| artifact.id == subject.0)
    {
        let digest = artifact
            .sbom
            .as_ref()
            .map(|sbom| sbom.digest.clone())
            .unwrap_or_default();
        let report_id = chance::uuid();
        artifact.sbom = Some(Box::new(Sbom {
            report_id,
            started: now,
            takes,
            outcome: Outcome::Success,
            digest,
        }));
    }
}

/// `POST …/scan/stop`
pub(crate) fn stop(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let kind = kind(call)?;
    let resource = if kind == "sbom" { "sbom" } else { "scan" };
    require_project(world, call, resource, "stop")?;
    let now = world.now();
    let (repository, artifact) = find(world, call)?;
    let parts: Vec<i64> = Place::new(world, repository)
        .scanned_parts(artifact)
        .iter()
        .map(|part| part.id)
        .collect();
    let whole = artifact.id;
    let name = full_name(call);
    if let Some(repository) = world.repository_mut(&name) {
        for artifact in &mut repository.artifacts {
            if kind == "sbom" && (artifact.id == whole || parts.contains(&artifact.id)) {
                artifact.sbom.as_mut().map(|sbom| sbom.stop(now));
            } else if kind != "sbom" && parts.contains(&artifact.id) {
                artifact.scan.as_mut().map(|scan| scan.stop(now));
            }
        }
    }
    Ok(Reply::empty(202))
}

/// `GET …/scan/{report_id}/log`
pub(crate) fn log(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = call.parameter("report_id").to_owned();
    require_project(world, call, "scan", "read")?;
    let (repository, artifact) = find(world, call)?;
    let place = Place::new(world, repository);
    let parts = place.scanned_parts(artifact);
    let ids = report_ids(&id);
    let scanner = place.scanner.map_or("", |scanner| scanner.name.as_str());
    let write = |run: Logged| lines(scanner, &repository.name, &run);
    let scans = parts
        .iter()
        .filter_map(|part| part.scan.as_deref())
        .filter(|scan| ids.contains(&scan.report_id))
        .map(|scan| Logged {
            started: scan.started,
            end: scan.end(),
            stage: scan.stage(place.now),
            made: format!(
                "application/vnd.security.vulnerability.report; version=1.1 is ready: {} findings",
                scan.plan.total()
            ),
        });
    let sboms = parts
        .iter()
        .copied()
        .chain([artifact])
        .filter_map(|part| part.sbom.as_ref())
        .find(|sbom| ids.contains(&sbom.report_id))
        .map(|sbom| Logged {
            started: sbom.started,
            end: sbom.end(),
            stage: sbom.stage(place.now),
            made: "application/vnd.security.sbom.report+json; version=1.0 is ready".to_owned(),
        });
    let text: String = scans.chain(sboms).map(write).collect();
    if text.is_empty() {
        return Err(Failure::not_found(format!(
            "report with uuid {id} does not exist"
        )));
    }
    Ok(Reply::text("text/plain", text))
}

/// What a log is written of.
struct Logged {
    started: Time,
    end: Time,
    stage: Stage,
    /// The report that is made, and what is in it.
    made: String,
}

fn lines(scanner: &str, repository: &str, run: &Logged) -> String {
    let at = run.started.format("%Y-%m-%dT%H:%M:%SZ");
    let mut text = format!(
        "{at} [INFO] [/pkg/scan/job.go:396]: {{\n  \"name\": {scanner:?},\n  \"health\": \"healthy\",\n  \"access_credential\": \"[HIDDEN]\"\n}}\n{at} [INFO] [/pkg/scan/job.go:396]: {{\n  \"artifact\": {{\n    \"repository\": {repository:?}\n  }}\n}}\n"
    );
    let end = run.end.format("%Y-%m-%dT%H:%M:%SZ");
    match run.stage {
        Stage::Ended(Outcome::Error) => {
            text += &format!(
                "{end} [ERROR] [/pkg/scan/job.go:314]: check scan report with mime type application/vnd.security.vulnerability.report; version=1.1: running report: scan failed: unpacking layer 2: unexpected EOF\n"
            );
        }
        Stage::Ended(Outcome::Success) => {
            text += &format!(
                "{end} [INFO] [/pkg/scan/job.go:220]: report with mime type {}\n",
                run.made
            );
        }
        _ => {}
    }
    text
}
