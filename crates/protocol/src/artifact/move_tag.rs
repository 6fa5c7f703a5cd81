//! Moving a tag to another artifact of its repository.

use harbor_api::{ArtifactReference, ProjectName, RepositoryName, TagName};
use serde::{Deserialize, Serialize};

use crate::connection::ConnectionId;

/// See [`crate::Command::MoveTag`]. The registry knows no such operation: the tag is taken off and put
/// on again, and back where it was if that fails. It lasts until that is over, whoever waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveTag {
    pub connection: ConnectionId,
    pub project: ProjectName,
    pub repository: RepositoryName,
    pub tag: TagName,
    /// The artifact that it is to stand for.
    pub to: ArtifactReference,
}

/// A tag that has moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagMoved {
    /// The digest that it stood for.
    pub from: String,
    /// The digest that it stands for now.
    pub to: String,
}
