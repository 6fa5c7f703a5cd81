//! Artifacts: listing and reading.

use super::artifact_view::{Place, With};
use super::repositories::full_name;
use crate::http::call::{Call, Failure, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, Term, passes, sort, terms};
use crate::json::Time;
use crate::permission::{require_project, require_sign_in};
use crate::world::{Artifact, Repository, World};

type Row<'w> = (&'w Repository, &'w Artifact);

fn column<'a>(repository: &'a Repository, artifact: &'a Artifact, key: &str) -> Option<Column<'a>> {
    Some(match key {
        "id" | "ID" => Column::Number(artifact.id),
        "digest" | "Digest" => Column::Text(&artifact.digest),
        "type" | "Type" => Column::Text(artifact.manifest.kind.word()),
        "media_type" | "MediaType" => Column::Text(&artifact.manifest.media_type),
        "manifest_media_type" | "ManifestMediaType" => {
            Column::Text(&artifact.manifest.manifest_media_type)
        }
        "artifact_type" | "ArtifactType" => Column::Text(&artifact.manifest.artifact_type),
        "size" | "Size" => Column::Number(artifact.size),
        "push_time" | "PushTime" => Column::Time(Some(artifact.push_time)),
        "pull_time" | "PullTime" => Column::Time(artifact.pull_time),
        "repository_id" | "RepositoryID" => Column::Number(repository.id),
        "project_id" | "ProjectID" => Column::Number(repository.project_id),
        "repository_name" | "RepositoryName" => Column::Text(&repository.name),
        _ => return None,
    })
}

/// The terms that need more than a column.
struct Special {
    base: bool,
    tags: Option<Term>,
    labels: Option<Vec<i64>>,
}

impl Special {
    fn of(terms: &[(String, Term)]) -> Result<Self, Failure> {
        let mut special = Self {
            base: false,
            tags: None,
            labels: None,
        };
        for (key, term) in terms {
            match (key.as_str(), term) {
                ("base", _) => special.base = true,
                ("tags", Term::Exact(_) | Term::Contains(_)) => special.tags = Some(term.clone()),
                ("tags", _) => {
                    return Err(Failure::bad_request(
                        "the value of \"tags\" query can only be fuzzy match value or exact match value",
                    ));
                }
                ("labels", Term::AllOf(ids)) => {
                    let ids: Option<Vec<i64>> = ids.iter().map(|id| id.parse().ok()).collect();
                    let bad = || {
                        Failure::bad_request(
                            "the value of \"labels\" query can only be integer list with intersetion relationship",
                        )
                    };
                    special.labels = Some(ids.ok_or_else(bad)?);
                }
                ("labels", _) => {
                    return Err(Failure::bad_request(
                        "the value of \"labels\" query can only be integer list with intersetion relationship",
                    ));
                }
                _ => {}
            }
        }
        Ok(special)
    }

    fn holds(&self, artifact: &Artifact) -> bool {
        let tags = match &self.tags {
            None => true,
            Some(Term::Exact(text)) if text == "*" => !artifact.tags.is_empty(),
            Some(Term::Exact(text)) if text == "nil" => artifact.tags.is_empty(),
            Some(Term::Exact(text)) => artifact.tags.iter().any(|tag| tag.name == *text),
            // Unlike other fuzzy terms this one minds upper and lower case.
            Some(Term::Contains(part)) => artifact.tags.iter().any(|tag| tag.name.contains(part)),
            Some(_) => false,
        };
        let labels = self.labels.as_ref();
        tags && labels.is_none_or(|ids| ids.iter().all(|id| artifact.labels.contains(id)))
    }
}

fn reply<'w>(
    world: &'w World,
    call: &Call,
    page: Page,
    repositories: impl Iterator<Item = &'w Repository>,
) -> Result<Reply, Failure> {
    let terms = terms(call)?;
    let special = Special::of(&terms)?;
    let with = With::of(call);
    if call.asked_flag("latest_in_repository", false) {
        let rows = latest(repositories, &terms, world.now())?;
        return Ok(page.reply(call, rows, |(repository, artifact)| {
            Place::new(world, repository).artifact(artifact, with)
        }));
    }
    let mut rows: Vec<Row> = repositories
        .flat_map(|repository| {
            repository
                .artifacts
                .iter()
                .rev()
                .map(move |artifact| (repository, artifact))
        })
        .filter(|(_, artifact)| artifact.listed() || (special.base && artifact.accessory.is_none()))
        .filter(|(_, artifact)| special.holds(artifact))
        .filter(|(repository, artifact)| passes(&terms, |key| column(repository, artifact, key)))
        .collect();
    sort(
        &mut rows,
        call.asked("sort"),
        "-push_time,-id",
        |row, key| column(row.0, row.1, key),
    );
    Ok(page.reply(call, rows, |(repository, artifact)| {
        Place::new(world, repository).artifact(artifact, with)
    }))
}

/// What was pushed last to each repository among what is of one kind: accessories and parts of an index
/// too, in no order, whatever else is asked for.
fn latest<'w>(
    repositories: impl Iterator<Item = &'w Repository>,
    terms: &[(String, Term)],
    now: Time,
) -> Result<Vec<Row<'w>>, Failure> {
    let is_kind = |key: &str| key == "media_type" || key == "artifact_type";
    let mut kinds = terms.iter().filter(|(key, _)| is_kind(key));
    let (Some(kind), None) = (kinds.next(), kinds.next()) else {
        return Err(Failure::bad_request(
            "bad request: either 'media_type' or 'artifact_type' must be specified, but not both, when querying with latest_in_repository",
        ));
    };
    let kind = std::slice::from_ref(kind);
    let newest = repositories.filter_map(|repository| {
        let fitting = repository
            .artifacts
            .iter()
            .filter(|artifact| artifact.push_time <= now)
            .filter(|artifact| passes(kind, |key| column(repository, artifact, key)));
        let newest = fitting.max_by_key(|artifact| (artifact.push_time, artifact.id))?;
        Some((repository, newest))
    });
    Ok(newest.collect())
}

/// `GET …/repositories/{repo}/artifacts`
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_project(world, call, "artifact", "list")?;
    let name = full_name(call);
    let world = &*world;
    // A repository that isn't there has no artifacts: no error.
    reply(world, call, page, world.repository(&name).into_iter())
}

/// `GET /projects/{p}/artifacts`
pub(crate) fn list_of_project(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_sign_in(call)?;
    let id = require_project(world, call, "artifact", "list")?.id;
    let world = &*world;
    reply(
        world,
        call,
        page,
        world
            .repositories
            .iter()
            .filter(|repository| repository.project_id == id),
    )
}

/// The artifact the path means, with its repository.
pub(crate) fn find<'w>(world: &'w World, call: &Call) -> Result<Row<'w>, Failure> {
    find_named(world, &full_name(call), call.parameter("reference"))
}

/// An artifact by its repository's full name and a tag or digest.
pub(crate) fn find_named<'w>(
    world: &'w World,
    name: &str,
    reference: &str,
) -> Result<Row<'w>, Failure> {
    let now = world.now();
    let repository = world.repository(name);
    let known = |artifact: &&Artifact| artifact.is(reference) && artifact.push_time <= now;
    let artifact = repository.and_then(|repository| repository.artifacts.iter().rev().find(known));
    repository.zip(artifact).ok_or_else(|| {
        let separator = if reference.starts_with("sha256:") {
            '@'
        } else {
            ':'
        };
        Failure::not_found(format!("artifact {name}{separator}{reference} not found"))
    })
}

/// `GET …/artifacts/{ref}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_project(world, call, "artifact", "read")?;
    let (repository, artifact) = find(world, call)?;
    Ok(Reply::json(
        Place::new(world, repository).artifact(artifact, With::of(call)),
    ))
}

/// `GET …/artifacts/{ref}/accessories`
pub(crate) fn accessories(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_project(world, call, "accessory", "list")?;
    let terms = terms(call)?;
    let (repository, artifact) = find(world, call)?;
    let mut rows = Place::new(world, repository).accessories(artifact);
    rows.retain(|row| {
        passes(&terms, |key| match key {
            "type" | "Type" => row["type"].as_str().map(Column::Text),
            "digest" | "Digest" => row["digest"].as_str().map(Column::Text),
            _ => None,
        })
    });
    Ok(page.reply(call, rows, |row| row))
}
