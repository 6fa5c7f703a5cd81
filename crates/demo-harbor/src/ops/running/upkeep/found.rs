//! What a garbage collection or a rotation of the audit log finds, and takes away.

use chrono::Duration as Span;
use serde_json::Value;

use crate::world::{Artifact, Found, JobKind, World};

/// Hours within which what was uploaded is left alone.
const WINDOW: i64 = 2;

/// Blobs of an artifact: its manifest, its configuration and its layers.
fn blobs(artifact: &Artifact) -> usize {
    match artifact.manifest.kind.is_index() {
        true => 1,
        false => 2 + artifact.manifest.files.len().max(1),
    }
}

/// Whether nothing holds an artifact: no tag, no index, nothing that it is attached to.
fn is_loose(artifact: &Artifact) -> bool {
    artifact.tags.is_empty() && !artifact.child && artifact.accessory.is_none()
}

/// Counts what a job would take away now.
pub(in crate::ops::running::upkeep) fn look(
    world: &World,
    kind: JobKind,
    parameters: &Value,
) -> Found {
    let mut found = Found::default();
    match kind {
        JobKind::GarbageCollection if parameters["delete_untagged"] == true => {
            let young = world.now() - Span::hours(WINDOW);
            for repository in &world.repositories {
                let loose = repository
                    .artifacts
                    .iter()
                    .filter(|artifact| is_loose(artifact) && artifact.push_time < young);
                for artifact in loose {
                    found.manifests += 1;
                    found.blobs += blobs(artifact);
                    found.bytes += artifact.size;
                    found.lines.push(format!(
                        "delete the untagged artifact: ProjectID:({})-RepositoryName({})-MediaType:({})-Digest:({})",
                        repository.project_id,
                        repository.name,
                        artifact.manifest.manifest_media_type,
                        artifact.digest
                    ));
                }
            }
        }
        JobKind::GarbageCollection => {}
        JobKind::Purge => {
            found.entries = old_entries(world, parameters).len();
        }
    }
    found
}

/// The ids of the entries that a rotation is about.
fn old_entries(world: &World, parameters: &Value) -> Vec<i64> {
    let hours = parameters["audit_retention_hour"].as_i64().unwrap_or(0);
    let types = parameters["include_event_types"]
        .as_str()
        .unwrap_or_default();
    if hours <= 0 {
        return Vec::new();
    }
    let oldest = world.now() - Span::hours(hours);
    let is_named = |event: String| types.split(',').any(|known| known.trim() == event);
    world
        .audit
        .iter()
        .filter(|line| line.at < oldest)
        .filter(|line| is_named(format!("{}_{}", line.operation, line.resource_type)))
        .map(|line| line.id)
        .collect()
}

/// Takes it away.
pub(in crate::ops::running::upkeep) fn collect(
    world: &mut World,
    kind: JobKind,
    parameters: &Value,
) {
    match kind {
        JobKind::GarbageCollection if parameters["delete_untagged"] == true => {
            let young = world.now() - Span::hours(WINDOW);
            for repository in &mut world.repositories {
                let artifacts = &mut repository.artifacts;
                artifacts.retain(|artifact| !(is_loose(artifact) && artifact.push_time < young));
                let left: Vec<i64> = artifacts.iter().map(|artifact| artifact.id).collect();
                // What was attached to them goes with them.
                artifacts.retain(|artifact| {
                    let subject = artifact.accessory.as_ref().map(|it| it.subject_id);
                    subject.is_none_or(|subject| left.binary_search(&subject).is_ok())
                });
            }
        }
        JobKind::GarbageCollection => {}
        JobKind::Purge => {
            let old = old_entries(world, parameters);
            world.audit.retain(|line| !old.contains(&line.id));
        }
    }
}

/// A size as the log writes it.
pub(in crate::ops::running::upkeep) fn size_words(bytes: i64) -> String {
    const UNITS: [&str; 5] = ["B", "KiB", "MiB", "GiB", "TiB"];
    // Sizes of a made-up world are far below what a float holds exactly.
    #[allow(clippy::cast_precision_loss)]
    let (mut size, mut unit) = (bytes as f64, 0);
    while size >= 1024.0 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    match unit {
        0 => format!("{bytes} B"),
        _ => format!("{size:.2} {}", UNITS[unit]),
    }
}
