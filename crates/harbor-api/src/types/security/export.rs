//! Exports of findings as files.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    names::{ExecutionId, LabelId, ProjectId, UserId},
    types::{JobStatus, null_default},
    wire::time,
};

/// Body of `POST /export/cve`. Empty filters leave all in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewScanDataExport {
    pub job_name: String,
    /// At least one.
    pub projects: Vec<ProjectId>,
    pub labels: Vec<LabelId>,
    /// Patterns with commas between, of names without their project.
    pub repositories: String,
    /// Ids with commas between.
    #[serde(rename = "cveIds")]
    pub cve_ids: String,
    /// Patterns with commas between.
    pub tags: String,
}

/// Answer to `POST /export/cve`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartedExport {
    pub id: ExecutionId,
}

/// The caller's exports (`GET /export/cve/executions`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScanDataExports {
    #[serde(deserialize_with = "null_default")]
    pub items: Vec<ScanDataExport>,
}

/// An export.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScanDataExport {
    pub id: ExecutionId,
    pub user_id: UserId,
    #[serde(deserialize_with = "null_default")]
    pub user_name: String,
    pub status: JobStatus,
    #[serde(deserialize_with = "null_default")]
    pub status_text: String,
    pub trigger: String,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub start_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub end_time: Option<DateTime<Utc>>,
    /// There is a file to be downloaded, once: the server deletes it then.
    pub file_present: bool,
}

object!(StartedExport, ScanDataExports, ScanDataExport);
