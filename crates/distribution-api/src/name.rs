//! A repository's whole name, as the distribution API has it.

use std::fmt;

use harbor_api::{InvalidName, ProjectName, RepositoryName, operation::PathValue};
use serde::{Deserialize, Serialize};

/// `<name>` of the specification: project and repository, `skaha/team/tool`.
///
/// Its slashes stand in the path as they are: both parts are checked, so nothing else does.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name {
    project: ProjectName,
    repository: RepositoryName,
}

impl Name {
    /// The name of a project's repository.
    pub fn new(project: ProjectName, repository: RepositoryName) -> Self {
        Self {
            project,
            repository,
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.project, self.repository)
    }
}

impl TryFrom<String> for Name {
    type Error = InvalidName;

    fn try_from(text: String) -> Result<Self, InvalidName> {
        let (project, repository) = text.split_once('/').unwrap_or((&text, ""));
        Ok(Self::new(
            ProjectName::new(project)?,
            RepositoryName::new(repository)?,
        ))
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.to_string()
    }
}

impl PathValue for Name {
    fn encoded(&self) -> String {
        self.to_string()
    }
}
