//! Copying and deleting artifacts.

use std::sync::Arc;

use super::content::artifacts::{find, find_named};
use super::content::repositories::full_name;
use super::{note, preheat, rules::immutable, webhooks};
use crate::http::call::{Call, Failure, Reply};
use crate::permission::{may, refusal, require_project};
use crate::world::{Artifact, Kind, Resource, World};

/// `DELETE …/artifacts/{ref}`: with all its tags and what is attached to it.
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let project = require_project(world, call, "artifact", "delete")?.id;
    let (_, artifact) = find(world, call)?;
    let (id, digest) = (artifact.id, artifact.digest.clone());
    let name = full_name(call);
    let tag = artifact.tags.first().map(|tag| tag.name.clone());
    remove(world, project, &name, id)?;
    let gone = Resource {
        repository: &name,
        digest: &digest,
        tag: tag.as_deref(),
    };
    webhooks::send(world, call, "DELETE_ARTIFACT", &gone);
    note(
        world,
        call,
        "delete",
        "artifact",
        &format!("{name}@{digest}"),
        project,
    );
    Ok(Reply::empty(200))
}

/// Takes an artifact out of a repository with all its tags and what is attached to it, unless
/// something stands in the way.
pub(crate) fn remove(world: &mut World, project: i64, name: &str, id: i64) -> Result<(), Failure> {
    let not_there = || Failure::not_found(format!("artifact {id} not found"));
    let repository = world.repository(name).ok_or_else(not_there)?;
    let artifact = repository.by_id(id).ok_or_else(not_there)?;
    let names_it = |other: &Artifact| {
        other
            .references
            .iter()
            .any(|reference| reference.child_id == id)
    };
    if repository.artifacts.iter().any(names_it) {
        return Err(Failure::referenced(
            "the deleting artifact is referenced by others",
        ));
    }
    if let Some(tag) = world.immutable_tag(project, &repository.name, artifact) {
        return Err(immutable::refusal(&tag));
    }
    let size = artifact.size;
    let children: Vec<i64> = artifact
        .references
        .iter()
        .map(|reference| reference.child_id)
        .collect();
    let now = world.now();
    if let Some(repository) = world.repository_mut(name) {
        // What is attached goes with it, and what is attached to that.
        let mut gone = vec![id];
        let mut at = 0;
        while let Some(subject) = gone.get(at).copied() {
            let is_attached = |it: &&Artifact| {
                let accessory = it.accessory.as_ref();
                accessory.is_some_and(|it| it.subject_id == subject) && !gone.contains(&it.id)
            };
            let attached = repository.artifacts.iter().filter(is_attached);
            let attached: Vec<i64> = attached.map(|it| it.id).collect();
            gone.extend(attached);
            at += 1;
        }
        repository
            .artifacts
            .retain(|artifact| !gone.contains(&artifact.id));
        repository.updated = now;
        // Children of the index stay, as untagged artifacts of their own unless another names them.
        for child in children {
            let named = repository
                .artifacts
                .iter()
                .any(|it| it.references.iter().any(|r| r.child_id == child));
            if let Some(child) = repository.artifacts.iter_mut().find(|it| it.id == child) {
                child.child = named;
            }
        }
    }
    if let Some(project) = world.project_mut(project) {
        project.quota.used = (project.quota.used - size).max(0);
    }
    Ok(())
}

/// `POST …/artifacts?from=`: the artifact, its children, what is attached, and all its tags.
pub(crate) fn copy(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let from = call.asked("from").unwrap_or_default().to_owned();
    let not_there = || Failure::bad_request(format!("artifact {from} not found"));
    let (source, reference) = match from.split_once('@') {
        Some(parts) => parts,
        None => from.rsplit_once(':').ok_or_else(not_there)?,
    };
    let (_, artifact) = find_named(world, source, reference).map_err(|_| not_there())?;
    let (id, digest) = (artifact.id, artifact.digest.clone());
    let tags: Vec<String> = artifact.tags.iter().map(|tag| tag.name.clone()).collect();
    let destination = require_project(world, call, "artifact", "create")?;
    if destination.registry_id.is_some() {
        return Err(Failure::method_not_allowed(
            "the operation isn't supported for a proxy project",
        ));
    }
    let project = destination.id;
    let first_tag = tags.first().cloned();
    let of = world
        .repository(source)
        .map(|repository| repository.project_id);
    let readable = of
        .and_then(|of| world.project(of))
        .is_some_and(|of| may(world, call.identity, of, "artifact", "read"));
    if !readable {
        return Err(refusal(call.identity));
    }
    let name = full_name(call);
    refuse_copy(world, project, &name, source, id, &tags)?;
    let at = world.now();
    let place = world.add_repository(project, &name, at);
    let top = copy_one(world, source, id, place);
    for tag in tags {
        for artifact in &mut world.repositories[place].artifacts {
            artifact.tags.retain(|known| known.name != tag);
        }
        let tag = world.tag(&tag, at);
        let artifacts = &mut world.repositories[place].artifacts;
        if let Some(artifact) = artifacts.iter_mut().find(|artifact| artifact.id == top) {
            artifact.tags.push(tag);
        }
    }
    let pushed = Resource {
        repository: &name,
        digest: &digest,
        tag: first_tag.as_deref(),
    };
    webhooks::send(world, call, "PUSH_ARTIFACT", &pushed);
    preheat::pushed(world, &name, &digest);
    note(
        world,
        call,
        "create",
        "artifact",
        &format!("{name}@{digest}"),
        project,
    );
    let repository = call.parameter("repository_name").replace('/', "%2F");
    let project = call.parameter("project_name");
    Ok(Reply::created(format!(
        "/api/v2.0/projects/{project}/repositories/{repository}/artifacts/{reference}"
    )))
}

/// Why a copy can't be made: an immutable tag of the destination would move, or it would hold more than
/// it may. Nothing is left behind then.
fn refuse_copy(
    world: &World,
    project: i64,
    name: &str,
    source: &str,
    id: i64,
    tags: &[String],
) -> Result<(), Failure> {
    let Some(original) = world.repository(source).and_then(|it| it.by_id(id)) else {
        return Ok(());
    };
    let there = world.repository(name).map(|it| it.artifacts.as_slice());
    let there = there.unwrap_or_default();
    for tag in tags {
        let other = there
            .iter()
            .find(|artifact| artifact.is(tag) && artifact.digest != original.digest);
        if other.is_some() && world.immutable(project, name, tag) {
            let repository = name.split_once('/').map_or(name, |(_, rest)| rest);
            return Err(Failure::precondition(format!(
                "Failed to process request due to '{repository}:{tag}' configured as immutable."
            )));
        }
    }
    let is_there = there.iter().any(|it| it.digest == original.digest);
    let Some(project) = world.project(project).filter(|_| !is_there) else {
        return Ok(());
    };
    let (used, hard) = (project.quota.used, project.quota.hard);
    if hard >= 0 && used + original.size > hard {
        return Err(Failure::denied(format!(
            "adding {} of storage resource, which when updated to current usage of {} will exceed \
             the configured upper limit of {}.",
            bytes(original.size),
            bytes(used),
            bytes(hard)
        )));
    }
    Ok(())
}

/// As Harbor writes sizes: `10.3 KiB`, `1000 B`.
fn bytes(bytes: i64) -> String {
    const UNITS: [&str; 5] = ["KiB", "MiB", "GiB", "TiB", "PiB"];
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "one digit behind the point is shown"
    )]
    let mut size = bytes as f64 / 1024.0;
    let mut unit = 0;
    while size >= 1024.0 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{size:.1} {}", UNITS[unit])
}

/// Copies an artifact by id into a repository by place, children and attached things first;
/// what is there already is left as it is. Returns the copy's id.
fn copy_one(world: &mut World, source: &str, id: i64, place: usize) -> i64 {
    let Some(repository) = world.repository(source) else {
        return 0;
    };
    let Some(artifact) = repository
        .artifacts
        .iter()
        .find(|artifact| artifact.id == id)
    else {
        return 0;
    };
    let original = artifact.clone();
    let attached: Vec<i64> = repository
        .artifacts
        .iter()
        .filter(|it| it.accessory.as_ref().is_some_and(|it| it.subject_id == id))
        .filter(|it| it.manifest.kind != Kind::Sbom || original.sbom.is_some())
        .map(|it| it.id)
        .collect();
    let known = world.repositories[place]
        .artifacts
        .iter()
        .find(|it| it.digest == original.digest);
    if let Some(known) = known {
        return known.id;
    }
    let mut references = original.references.clone();
    for reference in &mut references {
        reference.child_id = copy_one(world, source, reference.child_id, place);
        let artifacts = &mut world.repositories[place].artifacts;
        if let Some(child) = artifacts.iter_mut().find(|it| it.id == reference.child_id) {
            child.child = true;
        }
    }
    let at = world.now();
    let manifest = Arc::clone(&original.manifest);
    let copied = world.add_artifact(
        place,
        original.digest.clone(),
        original.size,
        manifest,
        &[],
        at,
    );
    let copy = world.last_of(place);
    copy.references = references;
    copy.sealed = original.sealed.clone();
    copy.sbom = original.sbom.clone();
    for attached in attached {
        let accessory = world
            .repository(source)
            .and_then(|repository| repository.artifacts.iter().find(|it| it.id == attached))
            .and_then(|it| it.accessory.clone());
        let copy = copy_one(world, source, attached, place);
        if let Some(accessory) = accessory {
            world.attach_copy(place, copied, copy, &accessory);
        }
    }
    copied
}
