//! What a registry has for the palette's text.

use harbor_api::{
    ArtifactReference, Filter, Page, ProjectName, ProjectReference, RepositoryName, Sort, TagName,
    Term,
    operations::{ListAllRepositories, ListProjectArtifacts, ListProjects},
    types::{Artifact, Project, Repository},
};
use pilothouse_protocol::ConnectionId;

use super::{Deed, Entry, Found};
use crate::{
    door::{Ticket, harbor},
    route::{ArtifactTab, ProjectTab, RepositoryTab, Route},
    words::words,
};

/// Projects, repositories and artifacts at most.
const SHOWN: u32 = 8;

/// What a text may be.
#[derive(Debug, PartialEq)]
enum Sought {
    /// A digest, or a part of one.
    Digest(String),
    /// `project/repository:tag`, as commands have it.
    Tagged(ProjectName, RepositoryName, TagName),
    /// A part of a name; and a tag, where it looks like one.
    Name(String, Option<TagName>),
}

impl Sought {
    fn read(text: &str) -> Self {
        // Of a whole reference the digest is the part that tells.
        let digest = text.rsplit_once('@').map_or(text, |(_, digest)| digest);
        if let Some(digest) = digest_part(digest) {
            return Self::Digest(digest);
        }
        if let Some(tagged) = tagged(text) {
            return tagged;
        }
        // Most tags have a number; most names of which a part is typed have none.
        let is_tag = text.len() >= 3 && text.bytes().any(|byte| byte.is_ascii_digit());
        let tag = is_tag.then(|| TagName::new(text).ok()).flatten();
        Self::Name(text.to_lowercase(), tag)
    }
}

/// `[host/]project/repository:tag`.
fn tagged(text: &str) -> Option<Sought> {
    let (path, tag) = text.rsplit_once(':')?;
    let tag = TagName::new(tag).ok()?;
    let (first, rest) = path.split_once('/')?;
    // As docker reads it: a host has a dot or a port, or is this computer.
    let is_host = first.contains(['.', ':']) || first == "localhost";
    let (project, repository) = match is_host && rest.contains('/') {
        true => rest.split_once('/')?,
        false => (first, rest),
    };
    Some(Sought::Tagged(
        ProjectName::new(project).ok()?,
        RepositoryName::new(repository).ok()?,
        tag,
    ))
}

/// The text as part of a digest: with its algorithm, or at least eight hexadecimal characters.
fn digest_part(text: &str) -> Option<String> {
    let text = text.trim_start_matches('#').to_lowercase();
    let hex = text.split_once(':').map_or(text.as_str(), |(_, hex)| hex);
    (hex.len() >= 8 && hex.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(text)
}

/// What a registry has for a text. What fails is left out: the list beside is not wrong by it.
pub(super) async fn search(
    connection: &ConnectionId,
    wanted: &str,
    here: &Route,
    still_wanted: impl Fn() -> bool,
) -> Found {
    let (mut found, artifacts) = match Sought::read(wanted) {
        Sought::Digest(digest) => {
            let q = Filter::all().and("digest", Term::Contains(digest)).ok();
            let projects = projects(connection, here).await;
            let artifacts = find(connection, q, projects, still_wanted).await;
            (Found::default(), artifacts)
        }
        Sought::Tagged(project, repository, tag) => {
            let mut artifacts = find(connection, with_tag(&tag), vec![project], still_wanted).await;
            artifacts.retain(|artifact| {
                let parts = artifact.parts();
                parts.is_some_and(|(_, name)| name == repository)
            });
            (Found::default(), artifacts)
        }
        Sought::Name(name, None) => (named(connection, &name).await, Vec::new()),
        Sought::Name(name, Some(tag)) => {
            let projects = projects(connection, here).await;
            futures::join!(
                named(connection, &name),
                find(connection, with_tag(&tag), projects, still_wanted),
            )
        }
    };
    let artifacts = artifacts.into_iter();
    found.artifacts = artifacts
        .filter_map(|found| artifact(connection, found))
        .collect();
    found
}

/// Whatever has exactly this tag.
fn with_tag(tag: &TagName) -> Option<Filter> {
    let term = Term::Exactly(tag.to_string());
    Filter::all().and("tags", term).ok()
}

/// Projects and repositories with this in their names.
async fn named(connection: &ConnectionId, name: &str) -> Found {
    let Ok(q) = Filter::all().and("name", Term::Contains(name.to_owned())) else {
        return Found::default();
    };
    let page = Page::new(1, SHOWN);
    let repositories = ListAllRepositories {
        q: q.clone(),
        sort: Sort::server(),
        page,
    };
    let projects = ListProjects {
        q,
        page,
        ..all_projects()
    };
    let (repositories, projects) = futures::join!(
        harbor(connection.clone(), &repositories, Ticket::new()),
        harbor(connection.clone(), &projects, Ticket::new()),
    );
    let repositories = repositories.map(|reply| {
        let found = reply.value.good();
        found
            .filter_map(|found| repository(connection, found))
            .collect()
    });
    let projects = projects.map(|reply| {
        let found = reply.value.good();
        found
            .filter_map(|found| project(connection, found))
            .collect()
    });
    Found {
        repositories: repositories.unwrap_or_default(),
        projects: projects.unwrap_or_default(),
        artifacts: Vec::new(),
    }
}

fn all_projects() -> ListProjects {
    ListProjects {
        q: Filter::all(),
        sort: Sort::server(),
        page: Page::FIRST,
        name: None,
        public: None,
        owner: None,
        with_detail: Some(false),
    }
}

/// The projects to look into, the one that is shown first.
async fn projects(connection: &ConnectionId, here: &Route) -> Vec<ProjectName> {
    let mut names: Vec<ProjectName> = here.project_name().cloned().into_iter().collect();
    if let Ok(reply) = harbor(connection.clone(), &all_projects(), Ticket::new()).await {
        let others = reply
            .value
            .good()
            .filter_map(|project| project.typed_name());
        names.extend(others.filter(|name| here.project_name() != Some(name)));
    }
    names
}

/// Harbor finds artifacts within a project only, so projects are asked in turn until one has some.
async fn find(
    connection: &ConnectionId,
    q: Option<Filter>,
    projects: Vec<ProjectName>,
    still_wanted: impl Fn() -> bool,
) -> Vec<Artifact> {
    let Some(q) = q else { return Vec::new() };
    for project in projects {
        if !still_wanted() {
            break;
        }
        let list = ListProjectArtifacts {
            project_name_or_id: ProjectReference::Name(project),
            q: q.clone(),
            sort: Sort::server(),
            page: Page::new(1, SHOWN),
            with_tag: Some(true),
            with_label: None,
            with_scan_overview: None,
            with_sbom_overview: None,
            with_immutable_status: None,
            with_accessory: None,
            with_inherited_accessory: None,
            latest_in_repository: None,
            accept_vulnerabilities: None,
        };
        if let Ok(reply) = harbor(connection.clone(), &list, Ticket::new()).await {
            let found: Vec<Artifact> = reply.value.good().collect();
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

fn artifact(connection: &ConnectionId, artifact: Artifact) -> Option<Entry> {
    let (project, repository) = artifact.parts()?;
    let digest = artifact.typed_digest()?;
    let tags: Vec<&str> = artifact
        .tags
        .iter()
        .take(3)
        .map(|tag| tag.name.as_str())
        .collect();
    Some(Entry {
        group: words().frame.artifacts,
        icon: "box",
        lead: format!("{project}/{repository}@"),
        words: digest.short().to_owned(),
        aside: tags.join(", "),
        caps: Vec::new(),
        deed: Deed::Go(Route::Artifact {
            connection: connection.clone(),
            project,
            repository,
            reference: ArtifactReference::Digest(digest),
            tab: ArtifactTab::Overview,
        }),
    })
}

fn repository(connection: &ConnectionId, found: Repository) -> Option<Entry> {
    let (project, repository) = found.parts()?;
    let artifacts = usize::try_from(found.artifact_count).unwrap_or_default();
    Some(Entry {
        group: words().frame.repositories,
        icon: "repository",
        lead: format!("{project}/"),
        words: repository.to_string(),
        aside: words().frame.artifact_count(artifacts),
        caps: Vec::new(),
        deed: Deed::Go(Route::Repository {
            connection: connection.clone(),
            project,
            repository,
            tab: RepositoryTab::Artifacts,
        }),
    })
}

fn project(connection: &ConnectionId, found: Project) -> Option<Entry> {
    let project = found.typed_name()?;
    let repositories = usize::try_from(found.repo_count).unwrap_or_default();
    Some(Entry {
        group: words().actions.projects,
        icon: "projects",
        lead: String::new(),
        words: project.to_string(),
        aside: words().frame.repository_count(repositories),
        caps: Vec::new(),
        deed: Deed::Go(Route::Project {
            connection: connection.clone(),
            project,
            tab: ProjectTab::Repositories,
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_told_from_a_name() {
        assert_eq!(
            digest_part("sha256:4c1f9a2e7b03").as_deref(),
            Some("sha256:4c1f9a2e7b03")
        );
        assert_eq!(digest_part("#4C1F9A2E").as_deref(), Some("4c1f9a2e"));
        assert_eq!(digest_part("4c1f9a2"), None, "too short to be sure");
        assert_eq!(digest_part("facade-tool"), None);
        assert_eq!(digest_part("astroml"), None);
    }

    #[test]
    fn references_are_read_as_commands_write_them() {
        let tagged = |project: &str, repository: &str, tag: &str| {
            Sought::Tagged(
                ProjectName::new(project).expect("a project"),
                RepositoryName::new(repository).expect("a repository"),
                TagName::new(tag).expect("a tag"),
            )
        };
        for (text, sought) in [
            ("skaha/astroml:25.11", tagged("skaha", "astroml", "25.11")),
            (
                "images.example.org/skaha/base/debian:12",
                tagged("skaha", "base/debian", "12"),
            ),
            (
                "localhost:5000/skaha/astroml:latest",
                tagged("skaha", "astroml", "latest"),
            ),
            (
                "skaha/astroml@sha256:4c1f9a2e7b03",
                Sought::Digest("sha256:4c1f9a2e7b03".to_owned()),
            ),
            ("Astro", Sought::Name("astro".to_owned(), None)),
            (
                "25.11-gpu",
                Sought::Name("25.11-gpu".to_owned(), TagName::new("25.11-gpu").ok()),
            ),
        ] {
            assert_eq!(Sought::read(text), sought, "{text}");
        }
    }
}
