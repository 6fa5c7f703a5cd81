//! What a bulk change would do, said before it is made.

use harbor_api::{ProjectName, RepositoryName};
use serde::{Deserialize, Serialize};

use crate::lists::bulk::BulkRows;

/// See [`crate::Command::PreviewDelete`]. Of artifacts only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreviewDelete {
    pub rows: BulkRows,
}

/// What goes with artifacts that are deleted, and what stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletePreview {
    /// Artifacts that go.
    pub artifacts: usize,
    /// Tags that go with them.
    pub tags: usize,
    /// Their names; of very many the first ones.
    pub tag_names: Vec<String>,
    /// Artifacts among them that are indexes.
    pub indexes: usize,
    /// Their parts that were not chosen: they stay, as artifacts of their own.
    pub parts: usize,
    /// Signatures, SBOMs and the like that go with them, and what is attached to those in turn.
    pub attached: i64,
    /// There may be more: not all of them could be asked what is attached to them.
    pub attached_is_least: bool,
    /// Bytes that are given back at most: layers that other artifacts have too stay.
    pub bytes: i64,
    /// Artifacts that stay, because a tag of theirs is immutable.
    pub frozen: usize,
    /// The first immutable tags of those.
    pub frozen_tags: Vec<TagIn>,
}

/// A tag of a repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagIn {
    /// Without its project.
    pub repository: String,
    pub tag: String,
}

/// See [`crate::Command::PreviewCopy`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreviewCopy {
    pub rows: BulkRows,
    pub project: ProjectName,
    pub repository: RepositoryName,
}

/// What a copy of artifacts would change at its destination.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyPreview {
    /// Artifacts that are copied.
    pub artifacts: usize,
    /// Those that the destination has already: of them only tags are put on.
    pub present: usize,
    /// Bytes of the others, at most.
    pub bytes: i64,
    /// Tags that come, and are no other artifact's there.
    pub new_tags: usize,
    /// Tags there that move to the copies.
    pub moved: Vec<MovedTag>,
    /// Immutable tags of other artifacts there: what they would move to can't be copied.
    pub frozen: Vec<String>,
}

/// A tag that a copy moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedTag {
    pub tag: String,
    /// The digest that it stands for now.
    pub from: String,
    /// The digest that it stands for then.
    pub to: String,
}
