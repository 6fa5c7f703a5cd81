//! What a retention policy would do, worked out over an open list of a project's artifacts.

use harbor_api::{
    RetentionExecutionId, RetentionId,
    types::{RetentionRule, RuleSelector},
};
use serde::{Deserialize, Serialize};

use crate::lists::list::ListId;

/// See [`crate::Command::DecideRetention`]. The list is one of `RetentionArtifacts`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecideRetention {
    pub list: ListId,
    pub rules: Vec<RetentionRule>,
}

/// See [`crate::Command::ReadDryRun`]. The list is one of `RetentionArtifacts`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadDryRun {
    pub list: ListId,
    pub policy: RetentionId,
    pub execution: RetentionExecutionId,
    /// The rules that it was made with, for the reasons: the server's log has none.
    pub rules: Vec<RetentionRule>,
}

/// What was decided for the artifacts of a list; each one's decision stands in its row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionDecisions {
    pub kept: usize,
    pub deleted: usize,
    /// No rule keeps them, but a tag of each is immutable.
    pub immutable: usize,
    /// No rule looks at their repositories.
    pub untouched: usize,
    /// The server can't decide for their repositories: nothing goes there.
    pub undecided: usize,
    /// The sum of the sizes of what goes; shared layers stay, so less is freed.
    pub deleted_bytes: i64,
    /// Repositories of which something goes.
    pub repositories: usize,
    /// How many each rule keeps, by its place; what several keep counts for each of them.
    pub by_rule: Vec<usize>,
    /// Artifacts for which the server decided otherwise than these rules say.
    pub differing: usize,
    /// Repositories of which the server's log could not be read, or not whole.
    pub unread: Vec<String>,
}

/// See [`crate::Command::TrySelectors`]. The list is one of `RetentionArtifacts`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrySelectors {
    pub list: ListId,
    pub repositories: Vec<RuleSelector>,
    pub tags: Vec<RuleSelector>,
}
