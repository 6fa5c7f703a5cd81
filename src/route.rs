//! Places inside the window, and how their addresses are written.
//!
//! `/{connection}/projects/{project}/repositories/{repository}/{reference}/{tab}`; a repository's
//! slashes are written `%2F`, so that each part is one segment.

use std::fmt;

use harbor_api::{ArtifactReference, ProjectName, RepositoryName, encode::segment};
use percent_encoding::percent_decode_str;
use pilothouse_protocol::ConnectionId;

/// A place in the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// 'Add a registry'; also the first page when there is none.
    Welcome,
    Projects {
        connection: ConnectionId,
    },
    /// All robot accounts that the account may see.
    Robots {
        connection: ConnectionId,
    },
    Project {
        connection: ConnectionId,
        project: ProjectName,
        tab: ProjectTab,
    },
    Repository {
        connection: ConnectionId,
        project: ProjectName,
        repository: RepositoryName,
        tab: RepositoryTab,
    },
    Artifact {
        connection: ConnectionId,
        project: ProjectName,
        repository: RepositoryName,
        reference: ArtifactReference,
        tab: ArtifactTab,
    },
    /// An address that leads nowhere.
    Unknown,
}

/// The parts of a project's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProjectTab {
    Repositories,
    Members,
    Retention,
    ImmutableTags,
    Robots,
    Summary,
}

/// The parts of a repository's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepositoryTab {
    Artifacts,
    Description,
}

/// The parts of an artifact's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArtifactTab {
    Overview,
    Vulnerabilities,
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
            [] | ["projects"] => Some(Self::Projects { connection }),
            ["robots"] => Some(Self::Robots { connection }),
            ["projects", project, "robots"] => {
                Self::project(connection, project, ProjectTab::Robots)
            }
            ["projects", project] => Self::project(connection, project, ProjectTab::Repositories),
            ["projects", project, "repositories"] => {
                Self::project(connection, project, ProjectTab::Repositories)
            }
            ["projects", project, "members"] => {
                Self::project(connection, project, ProjectTab::Members)
            }
            ["projects", project, "retention"] => {
                Self::project(connection, project, ProjectTab::Retention)
            }
            ["projects", project, "immutable-tags"] => {
                Self::project(connection, project, ProjectTab::ImmutableTags)
            }
            ["projects", project, "summary"] => {
                Self::project(connection, project, ProjectTab::Summary)
            }
            ["projects", project, "repositories", repository] => Some(Self::Repository {
                connection,
                project: ProjectName::new(*project).ok()?,
                repository: RepositoryName::new(*repository).ok()?,
                tab: RepositoryTab::Artifacts,
            }),
            // No tag begins with a dot, so this is no artifact's.
            [
                "projects",
                project,
                "repositories",
                repository,
                ".description",
            ] => Some(Self::Repository {
                connection,
                project: ProjectName::new(*project).ok()?,
                repository: RepositoryName::new(*repository).ok()?,
                tab: RepositoryTab::Description,
            }),
            [
                "projects",
                project,
                "repositories",
                repository,
                reference,
                tab @ ..,
            ] => Some(Self::Artifact {
                connection,
                project: ProjectName::new(*project).ok()?,
                repository: RepositoryName::new(*repository).ok()?,
                reference: ArtifactReference::parse(reference).ok()?,
                tab: match tab {
                    [] | ["overview"] => ArtifactTab::Overview,
                    ["vulnerabilities"] => ArtifactTab::Vulnerabilities,
                    _ => return None,
                },
            }),
            _ => None,
        }
    }

    fn project(connection: ConnectionId, project: &str, tab: ProjectTab) -> Option<Self> {
        Some(Self::Project {
            connection,
            project: ProjectName::new(project).ok()?,
            tab,
        })
    }

    /// The same place at its first tab: tabs of one page share its data.
    pub fn without_tab(self) -> Self {
        match self {
            Self::Project {
                connection,
                project,
                ..
            } => Self::Project {
                connection,
                project,
                tab: ProjectTab::Repositories,
            },
            Self::Repository {
                connection,
                project,
                repository,
                ..
            } => Self::Repository {
                connection,
                project,
                repository,
                tab: RepositoryTab::Artifacts,
            },
            Self::Artifact {
                connection,
                project,
                repository,
                reference,
                ..
            } => {
                let tab = ArtifactTab::Overview;
                Self::Artifact {
                    connection,
                    project,
                    repository,
                    reference,
                    tab,
                }
            }
            other => other,
        }
    }

    /// The connection whose place it is.
    pub fn connection(&self) -> Option<&ConnectionId> {
        match self {
            Self::Projects { connection }
            | Self::Robots { connection }
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
            Self::Projects { .. } | Self::Robots { .. } | Self::Welcome | Self::Unknown => None,
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Welcome | Self::Unknown => formatter.write_str("/add"),
            Self::Projects { connection } => write!(formatter, "/{connection}/projects"),
            Self::Robots { connection } => write!(formatter, "/{connection}/robots"),
            Self::Project {
                connection,
                project,
                tab,
            } => {
                let tab = match tab {
                    ProjectTab::Repositories => "",
                    ProjectTab::Members => "/members",
                    ProjectTab::Retention => "/retention",
                    ProjectTab::ImmutableTags => "/immutable-tags",
                    ProjectTab::Robots => "/robots",
                    ProjectTab::Summary => "/summary",
                };
                write!(formatter, "/{connection}/projects/{project}{tab}")
            }
            Self::Repository {
                connection,
                project,
                repository,
                tab,
            } => {
                let tab = match tab {
                    RepositoryTab::Artifacts => "",
                    RepositoryTab::Description => "/.description",
                };
                write!(
                    formatter,
                    "/{connection}/projects/{project}/repositories/{}{tab}",
                    segment(repository.as_str())
                )
            }
            Self::Artifact {
                connection,
                project,
                repository,
                reference,
                tab,
            } => {
                let tab = match tab {
                    ArtifactTab::Overview => "",
                    ArtifactTab::Vulnerabilities => "/vulnerabilities",
                };
                write!(
                    formatter,
                    "/{connection}/projects/{project}/repositories/{}/{}{tab}",
                    segment(repository.as_str()),
                    segment(&reference.to_string())
                )
            }
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
        let mut routes = vec![
            Route::Welcome,
            Route::Projects {
                connection: connection(),
            },
            Route::Robots {
                connection: connection(),
            },
            Route::Repository {
                connection: connection(),
                project: project(),
                repository: repository(),
                tab: RepositoryTab::Artifacts,
            },
            Route::Repository {
                connection: connection(),
                project: project(),
                repository: repository(),
                tab: RepositoryTab::Description,
            },
        ];
        for tab in [
            ProjectTab::Repositories,
            ProjectTab::Members,
            ProjectTab::Retention,
            ProjectTab::ImmutableTags,
            ProjectTab::Robots,
            ProjectTab::Summary,
        ] {
            routes.push(Route::Project {
                connection: connection(),
                project: project(),
                tab,
            });
        }
        for tab in [ArtifactTab::Overview, ArtifactTab::Vulnerabilities] {
            for reference in [digest.as_str(), "25.11-gpu"] {
                routes.push(Route::Artifact {
                    connection: connection(),
                    project: project(),
                    repository: repository(),
                    reference: ArtifactReference::parse(reference).expect("a reference"),
                    tab,
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
