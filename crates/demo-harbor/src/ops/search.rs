//! The search over names of projects and repositories.

use serde_json::{Value, json};

use super::projects;
use crate::http::call::{Call, Failure, Reply};
use crate::json::Fields;
use crate::world::{Project, World};

/// `GET /search`: no paging, and upper and lower case differ in names of projects only.
pub(crate) fn search(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let Some(part) = call.asked("q").filter(|part| !part.is_empty()) else {
        return Err(Failure::invalid("q in query is required"));
    };
    let world = &*world;
    let seen: Vec<&Project> = world
        .projects
        .iter()
        .filter(|project| projects::visible(world, call.identity, project))
        .collect();
    let found: Vec<Value> = seen
        .iter()
        .filter(|project| project.name.contains(part))
        .map(|project| projects::view(world, call, project, true))
        .collect();
    let mut repositories = Vec::new();
    for repository in world
        .repositories
        .iter()
        .filter(|row| row.name.contains(&part.to_lowercase()))
    {
        let Some(project) = seen
            .iter()
            .find(|project| project.id == repository.project_id)
        else {
            continue;
        };
        let count = repository
            .artifacts
            .iter()
            .filter(|artifact| artifact.listed())
            .count();
        repositories.push(
            Fields::new()
                .put("project_id", project.id)
                .put("project_name", project.name.as_str())
                .put_unless_zero("project_public", project.public())
                .put("repository_name", repository.name.as_str())
                .put_unless_zero("pull_count", repository.pull_count)
                .put_unless_zero("artifact_count", count)
                .done(),
        );
    }
    Ok(Reply::json(
        json!({"project": found, "repository": repositories}),
    ))
}
