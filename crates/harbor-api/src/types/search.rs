//! Global search (`GET /search`).

use serde::{Deserialize, Serialize};

use super::{Project, null_default, repository::split};
use crate::{
    names::{ProjectId, ProjectName, RepositoryName},
    wire::reply::List,
};

/// Everything that was found, in one piece: there are no pages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchResult {
    #[serde(deserialize_with = "null_default")]
    pub project: List<Project>,
    #[serde(deserialize_with = "null_default")]
    pub repository: List<FoundRepository>,
}

/// A repository that was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FoundRepository {
    pub project_id: ProjectId,
    pub project_name: String,
    pub project_public: bool,
    /// With its project.
    pub repository_name: String,
    pub pull_count: i64,
    pub artifact_count: i64,
}

impl FoundRepository {
    /// Project and own name, checked.
    pub fn parts(&self) -> Option<(ProjectName, RepositoryName)> {
        split(&self.repository_name)
    }
}

object!(SearchResult);
