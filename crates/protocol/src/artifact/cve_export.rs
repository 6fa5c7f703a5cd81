//! Exports of findings.

use harbor_api::ExecutionId;
use serde::{Deserialize, Serialize};

use crate::connection::ConnectionId;

/// See [`crate::Command::SaveCveExport`]. [`crate::Event::Progress`] tells the bytes that came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveCveExport {
    pub connection: ConnectionId,
    pub export: ExecutionId,
    /// A name to begin with, without a folder.
    pub name: String,
}
