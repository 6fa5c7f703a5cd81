//! What another scan of an artifact found else than the one before.

use chrono::{DateTime, Utc};
use comparison::FindingChanges;
use harbor_api::ArtifactReference;
use listing::lists::Findings;
use serde::{Deserialize, Serialize};

use crate::{connection::ConnectionId, lists::list::ListId};

/// See [`crate::Command::KeepReport`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepReport {
    pub connection: ConnectionId,
    /// By its digest, which no tag can move.
    pub artifact: Findings,
    /// What a page calls the artifact: if that shows the report, it is not read for this.
    pub shown_as: ArtifactReference,
}

/// See [`crate::Command::CompareWithEarlier`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareWithEarlier {
    /// The findings of the newest report.
    pub list: ListId,
    /// By its digest.
    pub artifact: Findings,
}

/// What differs from the report before; nothing where none was kept, or it is the same one still.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedWithEarlier {
    pub since: Option<SinceReport>,
}

/// What differs from an earlier report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SinceReport {
    /// When that one was made.
    pub at: Option<DateTime<Utc>>,
    pub changes: FindingChanges,
}
