//! What was found in all projects together.

use serde::{Deserialize, Serialize};

use super::Severity;
use crate::{names::ProjectId, types::null_default};

/// Totals over all projects (`GET /security/summary`). A copied image counts again. What is
/// negligible is counted as none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SecuritySummary {
    pub critical_cnt: i64,
    pub high_cnt: i64,
    pub medium_cnt: i64,
    pub low_cnt: i64,
    pub none_cnt: i64,
    pub unknown_cnt: i64,
    pub total_vuls: i64,
    pub scanned_cnt: i64,
    pub total_artifact: i64,
    pub fixable_cnt: i64,
    /// The five with the highest CVSS score, which need not be the most severe.
    #[serde(deserialize_with = "null_default")]
    pub dangerous_cves: Vec<DangerousCve>,
    /// The five with most critical findings.
    #[serde(deserialize_with = "null_default")]
    pub dangerous_artifacts: Vec<DangerousArtifact>,
}

/// A finding with a high score.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DangerousCve {
    pub cve_id: String,
    pub severity: Severity,
    pub cvss_score_v3: f64,
    #[serde(deserialize_with = "null_default")]
    pub desc: String,
    pub package: String,
    pub version: String,
}

/// An artifact with many findings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DangerousArtifact {
    pub project_id: ProjectId,
    /// With its project.
    pub repository_name: String,
    pub digest: String,
    pub critical_cnt: i64,
    pub high_cnt: i64,
    pub medium_cnt: i64,
}

/// A finding in an artifact (`GET /security/vul`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListedVulnerability {
    pub project_id: ProjectId,
    /// With its project.
    pub repository_name: String,
    pub digest: String,
    #[serde(deserialize_with = "null_default")]
    pub tags: Vec<String>,
    pub cve_id: String,
    pub severity: Severity,
    /// What the scanner says of a fix.
    #[serde(deserialize_with = "null_default")]
    pub status: String,
    pub cvss_v3_score: f64,
    pub package: String,
    pub version: String,
    #[serde(deserialize_with = "null_default")]
    pub fixed_version: String,
    #[serde(deserialize_with = "null_default")]
    pub desc: String,
    #[serde(deserialize_with = "null_default")]
    pub links: Vec<String>,
}

object!(SecuritySummary);
