//! Tags, and labels on artifacts.

use serde_json::Value;

use super::artifact_view::Place;
use super::artifacts::find;
use super::repositories::full_name;
use crate::http::call::{Call, Failure, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, passes, sort, terms};
use crate::ops::{note, rules::immutable};
use crate::permission::require_project;
use crate::world::{Artifact, Tag, World};

fn column<'a>(tag: &'a Tag, key: &str) -> Option<Column<'a>> {
    Some(match key {
        "id" | "ID" => Column::Number(tag.id),
        "name" | "Name" => Column::Text(&tag.name),
        "push_time" | "PushTime" => Column::Time(Some(tag.push_time)),
        "pull_time" | "PullTime" => Column::Time(tag.pull_time),
        _ => return None,
    })
}

/// `GET …/tags`
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_project(world, call, "tag", "list")?;
    let terms = terms(call)?;
    let (repository, artifact) = find(world, call)?;
    let place = Place::new(world, repository);
    let immutable = call.asked_flag("with_immutable_status", false);
    let passing = artifact
        .tags
        .iter()
        .filter(|tag| passes(&terms, |key| column(tag, key)));
    let mut rows: Vec<&Tag> = passing.collect();
    sort(
        &mut rows,
        call.asked("sort"),
        "-push_time,-id",
        |tag, key| column(tag, key),
    );
    Ok(page.reply(call, rows, |tag| place.tag(artifact, tag, immutable)))
}

fn good_name(name: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    name.len() <= 128
        && name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().all(inner)
}

/// The artifact the path means, to be changed.
pub(crate) fn change<'w>(world: &'w mut World, call: &Call) -> Result<&'w mut Artifact, Failure> {
    let id = find(world, call)?.1.id;
    let name = full_name(call);
    let repository = world.repository_mut(&name);
    let artifact = repository.and_then(|it| it.artifacts.iter_mut().find(|it| it.id == id));
    artifact.ok_or_else(Failure::internal)
}

/// `POST …/tags`: a tag can't be moved.
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("tag", "Tag")?;
    let name = body["name"].as_str().unwrap_or_default().to_owned();
    if name.is_empty() {
        return Err(Failure::invalid_body("name in body is required"));
    }
    let project = require_project(world, call, "tag", "create")?;
    let (project, proxy) = (project.id, project.registry_id.is_some());
    if proxy {
        return Err(Failure::method_not_allowed(format!(
            "the operation isn't supported for a proxy project \"{}\"",
            call.parameter("project_name")
        )));
    }
    let (repository, _) = find(world, call)?;
    if !good_name(&name) {
        return Err(Failure::bad_request(format!(
            "bad request: invalid tag name: {name}"
        )));
    }
    if repository
        .artifacts
        .iter()
        .any(|artifact| artifact.is(&name))
    {
        let id = repository.id;
        return Err(Failure::conflict(format!(
            "tag {name} already exists under the repository {id}"
        )));
    }
    let at = world.now();
    let tag = world.tag(&name, at);
    change(world, call)?.tags.push(tag);
    let resource = format!("{}:{name}", full_name(call));
    note(world, call, "create", "tag", &resource, project);
    Ok(Reply::empty(201))
}

/// `DELETE …/tags/{tag}`
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let project = require_project(world, call, "tag", "delete")?.id;
    let name = call.parameter("tag_name").to_owned();
    let (repository, artifact) = find(world, call)?;
    if artifact.is(&name) && world.immutable(project, &repository.name, &name) {
        return Err(immutable::refusal(&name));
    }
    let artifact = change(world, call)?;
    let before = artifact.tags.len();
    artifact.tags.retain(|tag| tag.name != name);
    if artifact.tags.len() == before {
        let id = artifact.id;
        return Err(Failure::not_found(format!(
            "tag {name} attached to artifact {id} not found"
        )));
    }
    let resource = format!("{}:{name}", full_name(call));
    note(world, call, "delete", "tag", &resource, project);
    Ok(Reply::empty(200))
}

/// `POST …/labels`
pub(crate) fn add_label(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("label", "Label")?;
    let project = require_project(world, call, "artifact-label", "create")?.id;
    find(world, call)?;
    let id = body.get("id").and_then(Value::as_i64).unwrap_or(0);
    let fits = |label: &crate::world::Label| label.scope == "g" || label.project_id == project;
    if !world.label(id).is_some_and(fits) {
        return Err(Failure::not_found(format!("label {id} not found")));
    }
    let artifact = change(world, call)?;
    if artifact.labels.contains(&id) {
        let artifact = artifact.id;
        return Err(Failure::conflict(format!(
            "label {id} is already added to the artifact {artifact}"
        )));
    }
    artifact.labels.push(id);
    Ok(Reply::empty(200))
}

/// `DELETE …/labels/{id}`
pub(crate) fn remove_label(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = call.number("label_id")?;
    require_project(world, call, "artifact-label", "delete")?;
    let artifact = change(world, call)?;
    let before = artifact.labels.len();
    artifact.labels.retain(|label| *label != id);
    if artifact.labels.len() == before {
        return Err(Failure::not_found(format!(
            "reference with label {id} and artifact {} not found",
            artifact.id
        )));
    }
    Ok(Reply::empty(200))
}
