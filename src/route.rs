//! Places inside the window, and how their addresses are written.
//!
//! `/{connection}/projects/{project}/repositories/{repository}/{reference}/{tab}`; a repository's
//! slashes are written `%2F`, so that each part is one segment.

use std::fmt;

use harbor_api::{ArtifactReference, ProjectName, RepositoryName, encode::segment};
use percent_encoding::percent_decode_str;
use pilothouse_protocol::ConnectionId;

use crate::features::{self, find_tab};

/// A page of a registry, by its segment in addresses. Each feature names its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageId(&'static str);

impl PageId {
    /// Where a registry opens.
    pub const PROJECTS: Self = Self::new("projects");
    /// Where failures lead.
    pub const DOCTOR: Self = Self::new("doctor");
    /// Where failures lead, too: to the request that failed.
    pub const EXPLORER: Self = Self::new("api");

    pub const fn new(segment: &'static str) -> Self {
        Self(segment)
    }

    pub const fn segment(self) -> &'static str {
        self.0
    }
}

/// A tab of a page, by its segment in addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TabId(&'static str);

impl TabId {
    /// The tab that a page opens with; its address is the page's.
    pub const FIRST: Self = Self::new("");

    pub const fn new(segment: &'static str) -> Self {
        Self(segment)
    }

    pub const fn segment(self) -> &'static str {
        self.0
    }
}

/// A place in the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// 'Add a registry'; also the first page when there is none.
    Welcome,
    /// One of the pages in the navigation.
    Registry {
        connection: ConnectionId,
        page: PageId,
    },
    Project {
        connection: ConnectionId,
        project: ProjectName,
        tab: TabId,
    },
    Repository {
        connection: ConnectionId,
        project: ProjectName,
        repository: RepositoryName,
        tab: TabId,
    },
    Artifact {
        connection: ConnectionId,
        project: ProjectName,
        repository: RepositoryName,
        reference: ArtifactReference,
        tab: TabId,
    },
    /// An address that leads nowhere.
    Unknown,
}

impl Route {
    /// Reads an address's path.
    pub fn parse(path: &str) -> Self {
        let parts: Vec<String> = path
            .split('/')
            .filter(|part| !part.is_empty())
            .map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned())
            .collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        Self::from_parts(&parts).unwrap_or(Self::Unknown)
    }

    fn from_parts(parts: &[&str]) -> Option<Self> {
        let (first, rest) = match parts {
            [] | ["index.html"] | ["add"] => return Some(Self::Welcome),
            [first, rest @ ..] => (first, rest),
        };
        let connection = ConnectionId::new(*first).ok()?;
        match rest {
            [] => Some(Self::home(connection)),
            [page] => Some(Self::Registry {
                connection,
                page: features::page(page)?.id,
            }),
            ["projects", project, rest @ ..] => {
                let project = ProjectName::new(*project).ok()?;
                match rest {
                    [] | ["repositories"] => Some(Self::project(connection, project)),
                    ["repositories", repository, rest @ ..] => {
                        let repository = RepositoryName::new(*repository).ok()?;
                        Self::in_repository(connection, project, repository, rest)
                    }
                    [tab] => Some(Self::Project {
                        connection,
                        project,
                        tab: find_tab(&features::project_tabs(), tab)?,
                    }),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A repository's places: its tabs begin with a dot, which no tag does.
    fn in_repository(
        connection: ConnectionId,
        project: ProjectName,
        repository: RepositoryName,
        rest: &[&str],
    ) -> Option<Self> {
        let tab = match rest {
            [] => Some(TabId::FIRST),
            [tab] if tab.starts_with('.') => Some(find_tab(&features::repository_tabs(), tab)?),
            _ => None,
        };
        if let Some(tab) = tab {
            return Some(Self::Repository {
                connection,
                project,
                repository,
                tab,
            });
        }
        let (reference, tab) = match rest {
            [reference] | [reference, "overview"] => (reference, TabId::FIRST),
            [reference, tab] => (reference, find_tab(&features::artifact_tabs(), tab)?),
            _ => return None,
        };
        Some(Self::Artifact {
            connection,
            project,
            repository,
            reference: ArtifactReference::parse(reference).ok()?,
            tab,
        })
    }

    /// Where a registry opens.
    pub fn home(connection: ConnectionId) -> Self {
        Self::Registry {
            connection,
            page: PageId::PROJECTS,
        }
    }

    /// A project, as it opens.
    pub fn project(connection: ConnectionId, project: ProjectName) -> Self {
        Self::Project {
            connection,
            project,
            tab: TabId::FIRST,
        }
    }

    /// The same place at its first tab: tabs of one page share its data.
    pub fn without_tab(self) -> Self {
        self.with_tab(TabId::FIRST)
    }

    /// The same place at another tab.
    pub fn with_tab(mut self, to: TabId) -> Self {
        if let Self::Project { tab, .. }
        | Self::Repository { tab, .. }
        | Self::Artifact { tab, .. } = &mut self
        {
            *tab = to;
        }
        self
    }

    /// The tab that is shown, on a page that has some.
    pub fn tab(&self) -> TabId {
        match self {
            Self::Project { tab, .. }
            | Self::Repository { tab, .. }
            | Self::Artifact { tab, .. } => *tab,
            Self::Registry { .. } | Self::Welcome | Self::Unknown => TabId::FIRST,
        }
    }

    /// The connection whose place it is.
    pub fn connection(&self) -> Option<&ConnectionId> {
        match self {
            Self::Registry { connection, .. }
            | Self::Project { connection, .. }
            | Self::Repository { connection, .. }
            | Self::Artifact { connection, .. } => Some(connection),
            Self::Welcome | Self::Unknown => None,
        }
    }

    /// The project that it is in.
    pub fn project_name(&self) -> Option<&ProjectName> {
        match self {
            Self::Project { project, .. }
            | Self::Repository { project, .. }
            | Self::Artifact { project, .. } => Some(project),
            Self::Registry { .. } | Self::Welcome | Self::Unknown => None,
        }
    }

    /// The image that it shows as programs name it, without the host; a whole project is
    /// `project/*`.
    pub fn image(&self) -> Option<String> {
        Some(match self {
            Self::Project { project, .. } => format!("{project}/*"),
            Self::Repository {
                project,
                repository,
                ..
            } => format!("{project}/{repository}"),
            Self::Artifact {
                project,
                repository,
                reference,
                ..
            } => match reference {
                ArtifactReference::Tag(tag) => format!("{project}/{repository}:{tag}"),
                ArtifactReference::Digest(digest) => format!("{project}/{repository}@{digest}"),
            },
            Self::Registry { .. } | Self::Welcome | Self::Unknown => return None,
        })
    }
}

impl fmt::Display for Route {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Welcome | Self::Unknown => formatter.write_str("/add"),
            Self::Registry { connection, page } => {
                write!(formatter, "/{connection}/{}", page.segment())
            }
            Self::Project {
                connection,
                project,
                ..
            } => write!(formatter, "/{connection}/projects/{project}"),
            Self::Repository {
                connection,
                project,
                repository,
                ..
            } => write!(
                formatter,
                "/{connection}/projects/{project}/repositories/{}",
                segment(repository.as_str())
            ),
            Self::Artifact {
                connection,
                project,
                repository,
                reference,
                ..
            } => write!(
                formatter,
                "/{connection}/projects/{project}/repositories/{}/{}",
                segment(repository.as_str()),
                segment(&reference.to_string())
            ),
        }?;
        match self.tab() {
            TabId::FIRST => Ok(()),
            tab => write!(formatter, "/{}", tab.segment()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_round_trip() {
        let connection = || ConnectionId::new("images-canfar-net").expect("an id");
        let project = || ProjectName::new("2026").expect("a name");
        let repository = || RepositoryName::new("team/sub/tool").expect("a name");
        let digest = format!("sha256:{}", "0a".repeat(32));
        let mut routes = vec![Route::Welcome];
        routes.extend(features::pages().iter().map(|page| Route::Registry {
            connection: connection(),
            page: page.id,
        }));
        routes.extend(features::project_tabs().iter().map(|tab| Route::Project {
            connection: connection(),
            project: project(),
            tab: tab.id,
        }));
        routes.extend(
            features::repository_tabs()
                .iter()
                .map(|tab| Route::Repository {
                    connection: connection(),
                    project: project(),
                    repository: repository(),
                    tab: tab.id,
                }),
        );
        for tab in features::artifact_tabs() {
            for reference in [digest.as_str(), "25.11-gpu"] {
                routes.push(Route::Artifact {
                    connection: connection(),
                    project: project(),
                    repository: repository(),
                    reference: ArtifactReference::parse(reference).expect("a reference"),
                    tab: tab.id,
                });
            }
        }
        for route in routes {
            assert_eq!(Route::parse(&route.to_string()), route, "{route}");
        }
    }

    #[test]
    fn invalid_routes_are_unknown() {
        for path in [
            "/demo/nothing",
            "/demo/projects/UPPER",
            "/demo/projects/a/b/c",
            "/%00",
        ] {
            assert_eq!(Route::parse(path), Route::Unknown, "{path}");
        }
    }
}
