//! Large worlds, for measuring.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::Duration as Span;
use serde_json::Value;

use crate::chance::Sequence;
use crate::world::builder::artifacts::{OCI_CONFIG, OCI_MANIFEST};
use crate::world::builder::{minutes_ago, scanned};
use crate::world::sample::content::{config, history};
use crate::world::{
    Addition, Catalogue, Kind, Manifest, ReplicationRun, ReplicationTask, Scan, World,
};

/// Artifacts of the largest repository per unit of scale.
const ARTIFACTS: usize = 1000;
/// Repositories of the largest project per unit of scale.
const REPOSITORIES: usize = 20;

impl World {
    /// The sample world and, for each unit of scale (at most 100), 20 repositories in project `scale`
    /// and 1,000 artifacts in `scale/everything`.
    pub fn scaled(scale: u32) -> Self {
        let mut world = Self::sample();
        let scale = scale.min(100) as usize;
        if scale == 0 {
            return world;
        }
        let start = minutes_ago(900 * 24 * 60);
        let project = world.add_project("scale", &[("public", "true")], 1, -1, start);
        if let Some(ada) = world.user_named("ada").map(|user| user.id) {
            world.add_member(project, ada, 1);
        }
        let manifest = Arc::new(Manifest {
            kind: Kind::Image,
            media_type: OCI_CONFIG.to_owned(),
            manifest_media_type: OCI_MANIFEST.to_owned(),
            artifact_type: OCI_CONFIG.to_owned(),
            extra_attrs: scale_attributes(),
            annotations: Value::Null,
            additions: BTreeMap::from([(
                "build_history",
                Addition::Json(history("2026-10-01T12:00:00Z", false)),
            )]),
            platform: Value::Null,
            files: Vec::new(),
        });
        let mut chance = Sequence::new(2026);
        for number in 0..scale * REPOSITORIES {
            let at = start + Span::minutes(number as i64);
            let place = world.add_repository(
                project,
                &format!("scale/group-{:02}/image-{number:04}", number / 50),
                at,
            );
            world.add_artifact(
                place,
                digest(&mut chance),
                180_000_000,
                Arc::clone(&manifest),
                &["latest".to_owned()],
                at,
            );
        }
        let place = world.add_repository(project, "scale/everything", start);
        world.repositories[place]
            .artifacts
            .reserve(scale * ARTIFACTS);
        let scan = scanned("scale", [1, 9, 40, 80, 2, 3], 90, Catalogue::Trivy, start);
        for number in 0..scale * ARTIFACTS {
            let at = start + Span::minutes(10 * number as i64);
            let tags: &[String] = if number % 10 == 9 {
                &[]
            } else {
                &[format!("build-{number:06}")]
            };
            let size = 150_000_000 + chance.below(90_000_000) as i64;
            world.add_artifact(
                place,
                digest(&mut chance),
                size,
                Arc::clone(&manifest),
                tags,
                at,
            );
            if number % 3 == 0 {
                let mut scan = Scan {
                    started: at,
                    ..scan.clone()
                };
                scan.plan.seed = number as u64;
                world.last_of(place).scan = Some(Box::new(scan));
            }
        }
        world
    }
}

impl World {
    /// The sample world with so many more entries of the audit log, and so many more runs of the first
    /// rule of replication.
    pub fn with_history(entries: usize, runs: usize) -> Self {
        let mut world = Self::sample();
        let start = minutes_ago(700 * 24 * 60);
        let at = |number: usize| start + Span::seconds(number as i64 * 6);
        world.audit.reserve(entries);
        for number in 0..entries {
            let resource = format!("skaha/astroml:build-{number:06}");
            let (operation, what) = match number % 5 {
                0 => ("delete", "delete artifact"),
                1 | 2 => ("create", "push artifact"),
                _ => ("pull", "pull artifact"),
            };
            let description = format!("{what} {resource}");
            world.write_audit(
                "ada",
                operation,
                "artifact",
                &resource,
                &description,
                1,
                at(number),
            );
        }
        let Some(policy_id) = world.replications.first().map(|policy| policy.id) else {
            return world;
        };
        // The newest stand last.
        let known = std::mem::take(&mut world.replication_runs);
        world.replication_runs.reserve(runs + known.len());
        for number in 0..runs {
            let (id, task) = (world.next_id("execution"), world.next_id("task"));
            world.replication_runs.push(ReplicationRun {
                id,
                tasks: vec![ReplicationTask {
                    id: task,
                    source: "skaha/astroml".to_owned(),
                    destination: "mirror/astroml".to_owned(),
                    artifacts: 1 + number % 7,
                }],
                why: None,
                fails: false,
                policy_id,
                started: at(number),
                takes: Duration::from_secs(4),
                stopped: None,
                scheduled: true,
            });
        }
        world.replication_runs.extend(known);
        world
    }

    /// The sample world and more projects, of which `ada` is administrator, with two robot accounts
    /// each. None has a repository.
    pub fn crowded(projects: usize) -> Self {
        let mut world = Self::sample();
        let ada = world.user_named("ada").map(|user| user.id);
        for number in 0..projects {
            let name = format!("team-{number:03}");
            let project = world.add_project(&name, &[("public", "false")], 1, -1, minutes_ago(900));
            if let Some(ada) = ada {
                world.add_member(project, ada, 1);
            }
            let push = "repository:pull repository:push tag:create";
            world.sample_robot("ci", &name, 90, 20, "", push);
            world.sample_robot("reader", &name, -1, 20, "", "repository:pull");
        }
        world
    }
}

/// A digest from the next four numbers: cheap, for large worlds.
fn digest(chance: &mut Sequence) -> String {
    let numbers: String = (0..4).map(|_| format!("{:016x}", chance.next())).collect();
    format!("sha256:{numbers}")
}

fn scale_attributes() -> Value {
    let config = config("everything", "1", "headless", false);
    serde_json::json!({"architecture": "amd64", "author": "CADC", "created": "2026-10-01T12:00:00Z", "os": "linux", "config": config})
}
