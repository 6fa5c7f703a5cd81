//! Repositories.

use serde_json::Value;

use crate::http::call::{Call, Failure, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, Term, passes, sort, terms};
use crate::json::{Fields, time};
use crate::ops::{note, rules::immutable};
use crate::permission::require_project;
use crate::world::{Repository, World};

fn view(repository: &Repository) -> Value {
    let count = repository
        .artifacts
        .iter()
        .filter(|artifact| artifact.listed())
        .count();
    Fields::new()
        .put("id", repository.id)
        .put("project_id", repository.project_id)
        .put("name", repository.name.as_str())
        .put_unless_zero("description", repository.description.as_str())
        .put("artifact_count", count)
        .put("pull_count", repository.pull_count)
        .put("creation_time", time(repository.created))
        .put("update_time", time(repository.updated))
        .done()
}

fn column<'a>(repository: &'a Repository, key: &str) -> Option<Column<'a>> {
    Some(match key {
        "name" | "Name" => Column::Text(&repository.name),
        "repository_id" | "RepositoryID" => Column::Number(repository.id),
        "project_id" | "ProjectID" => Column::Number(repository.project_id),
        "description" | "Description" => Column::Text(&repository.description),
        "pull_count" | "PullCount" => Column::Number(repository.pull_count),
        "creation_time" | "CreationTime" => Column::Time(Some(repository.created)),
        "update_time" | "UpdateTime" => Column::Time(Some(repository.updated)),
        _ => return None,
    })
}

fn reply(call: &Call, page: Page, terms: &[(String, Term)], rows: Vec<&Repository>) -> Reply {
    let mut rows: Vec<&Repository> = rows
        .into_iter()
        .filter(|row| passes(terms, |key| column(row, key)))
        .collect();
    sort(
        &mut rows,
        call.asked("sort"),
        "-creation_time",
        |row, key| column(row, key),
    );
    page.reply(call, rows, view)
}

/// `GET /repositories`: those of all projects the sender sees.
pub(crate) fn list_all(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let terms = terms(call)?;
    let seen: Vec<i64> = world
        .projects
        .iter()
        .filter(|project| crate::ops::projects::visible(world, call.identity, project))
        .map(|project| project.id)
        .collect();
    let rows = world
        .repositories
        .iter()
        .filter(|row| seen.contains(&row.project_id))
        .collect();
    Ok(reply(call, page, &terms, rows))
}

/// `GET /projects/{name}/repositories`
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let terms = terms(call)?;
    let id = require_project(world, call, "repository", "list")?.id;
    let rows = world
        .repositories
        .iter()
        .filter(|row| row.project_id == id)
        .collect();
    Ok(reply(call, page, &terms, rows))
}

/// A repository's full name, from the path.
pub(crate) fn full_name(call: &Call) -> String {
    format!(
        "{}/{}",
        call.parameter("project_name"),
        call.parameter("repository_name")
    )
}

/// Harbor's words for a repository that isn't there.
pub(crate) fn missing(name: &str) -> Failure {
    Failure::not_found(format!("repository {name} not found"))
}

/// `GET /projects/{name}/repositories/{repo}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_project(world, call, "repository", "read")?;
    let name = full_name(call);
    world
        .repository(&name)
        .map(|found| Reply::json(view(found)))
        .ok_or_else(|| missing(&name))
}

/// `PUT /projects/{name}/repositories/{repo}`: the description is kept with HTML escaped.
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("repository", "Repository")?;
    let project = require_project(world, call, "repository", "update")?.id;
    let now = world.now();
    let name = full_name(call);
    let repository = world.repository_mut(&name).ok_or_else(|| missing(&name))?;
    repository.description = escape(body["description"].as_str().unwrap_or_default());
    repository.updated = now;
    note(world, call, "update", "repository", &name, project);
    Ok(Reply::empty(200))
}

/// As Go's `template.HTMLEscapeString`.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;")
}

/// `DELETE /projects/{name}/repositories/{repo}`, with all its artifacts.
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let project = require_project(world, call, "repository", "delete")?.id;
    let name = full_name(call);
    let used: i64 = match world.repository(&name) {
        Some(repository) => repository
            .artifacts
            .iter()
            .map(|artifact| artifact.size)
            .sum(),
        None => return Err(missing(&name)),
    };
    let artifacts = world
        .repository(&name)
        .into_iter()
        .flat_map(|it| it.artifacts.iter().rev());
    let protected = artifacts
        .filter_map(|it| world.immutable_tag(project, &name, it))
        .next();
    if let Some(tag) = protected {
        return Err(immutable::refusal(&tag));
    }
    world
        .repositories
        .retain(|repository| repository.name != name);
    if let Some(project) = world.project_mut(project) {
        project.quota.used = (project.quota.used - used).max(0);
    }
    note(world, call, "delete", "repository", &name, project);
    Ok(Reply::empty(200))
}
