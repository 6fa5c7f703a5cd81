//! Scans of everything.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::types::null_default;

/// How far the last scan of everything is (`GET /scans/all/metrics`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScanAllMetrics {
    /// Artifacts to be scanned.
    pub total: i64,
    pub completed: i64,
    /// How many are how far: `Success`, `Error`, `Running`, `Pending`, `Stopped`.
    #[serde(deserialize_with = "null_default")]
    pub metrics: BTreeMap<String, i64>,
    pub ongoing: bool,
    /// `Manual`, `Schedule` or `Event`; empty if there was none.
    #[serde(deserialize_with = "null_default")]
    pub trigger: String,
}

object!(ScanAllMetrics);
