//! Scans: what an artifact's overview says of them, and how they are started.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::types::{Severity, null_default};
use crate::{
    names::{Digest, ReportId},
    wire::time,
};

/// What a scan looks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanKind {
    #[default]
    Vulnerability,
    /// Makes a software bill of materials.
    Sbom,
}

/// Body of `POST …/scan` and `POST …/scan/stop`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScanRequest {
    pub scan_type: ScanKind,
}

words!(
    /// Where a scan is.
    ScanStatus {
        Pending = "Pending",
        Scheduled = "Scheduled",
        Running = "Running",
        Success = "Success",
        Error = "Error",
        Stopped = "Stopped",
    }
);

/// A scanner as reports name it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScannerName {
    #[serde(deserialize_with = "null_default")]
    pub name: String,
    #[serde(deserialize_with = "null_default")]
    pub vendor: String,
    #[serde(deserialize_with = "null_default")]
    pub version: String,
}

/// An artifact's vulnerability scan in short (`scan_overview`, one per report MIME type).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScanOverview {
    /// For the scan's log; of an index, the base64 of its parts' ids.
    #[serde(deserialize_with = "null_default")]
    pub report_id: String,
    pub scan_status: ScanStatus,
    /// The worst that was found; absent before success.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Seconds; nonsense while the scan has not ended.
    pub duration: i64,
    /// Absent before success.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<VulnerabilityCounts>,
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
    /// 0 to 100; of an index, the share of its parts that are scanned.
    pub complete_percent: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scanner: Option<ScannerName>,
}

impl ScanOverview {
    /// The id for the scan's log.
    pub fn report(&self) -> Option<ReportId> {
        ReportId::new(self.report_id.clone()).ok()
    }

    /// Where the scan is, and what it found.
    pub fn state(&self) -> ScanState {
        match &self.scan_status {
            ScanStatus::Pending | ScanStatus::Scheduled => ScanState::Queued,
            ScanStatus::Running => {
                let percent = u8::try_from(self.complete_percent.clamp(0, 100)).unwrap_or(100);
                ScanState::Running { percent }
            }
            ScanStatus::Stopped => ScanState::Stopped,
            ScanStatus::Error => ScanState::Failed,
            ScanStatus::Success => self.done().map_or(ScanState::NoResult, ScanState::Done),
            ScanStatus::Other(word) if word.is_empty() => ScanState::NotScanned,
            ScanStatus::Other(_) => ScanState::NoResult,
        }
    }

    /// What was found; `None` where the overview does not say, or contradicts itself.
    fn done(&self) -> Option<ScanSummary> {
        let counts = self.summary.clone()?;
        let worst = Severity::ALL
            .into_iter()
            .find(|severity| counts.of(*severity) > 0);
        let severity = self.severity.or(worst).unwrap_or(Severity::None);
        if counts.is_empty() && severity > Severity::None {
            return None;
        }
        Some(ScanSummary {
            severity,
            counts,
            scanner: self.scanner.clone(),
            started: self.start_time,
            finished: self.end_time,
        })
    }
}

/// How many findings of which severity. Severities that are missing have none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VulnerabilityCounts {
    pub total: i64,
    /// Those for which a fixed version is known.
    pub fixable: i64,
    /// By the scanner's words.
    #[serde(deserialize_with = "null_default")]
    pub summary: BTreeMap<String, i64>,
}

impl VulnerabilityCounts {
    /// Findings of a severity; words that are not known here count as unknown, and so does what
    /// the total has beyond them all.
    pub fn of(&self, severity: Severity) -> i64 {
        let same = |word: &str| Severity::from_word(word) == severity;
        let named: i64 = self
            .summary
            .iter()
            .filter(|(word, _)| same(word))
            .map(|(_, count)| count)
            .sum();
        if severity == Severity::Unknown {
            let all: i64 = self.summary.values().sum();
            named + (self.total - all).max(0)
        } else {
            named
        }
    }

    /// Whether there is no finding at all, of no severity.
    pub fn is_empty(&self) -> bool {
        self.total <= 0 && self.summary.values().all(|count| *count <= 0)
    }
}

/// Where the scan of an artifact is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum ScanState {
    /// Never, or not by the scanner that the project has now, or the overview was not asked for.
    #[default]
    NotScanned,
    Queued,
    Running {
        /// 0 to 100.
        percent: u8,
    },
    Stopped,
    Failed,
    /// Ended without saying what it found, or where a word that is not known here says: nothing can
    /// be said of the artifact.
    NoResult,
    Done(ScanSummary),
}

impl ScanState {
    /// Whether it will change without anybody's doing: worth asking again.
    pub fn is_under_way(&self) -> bool {
        matches!(self, Self::Queued | Self::Running { .. })
    }
}

/// What a finished scan found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScanSummary {
    /// The worst that was found; [`Severity::None`] if nothing was.
    pub severity: Severity,
    pub counts: VulnerabilityCounts,
    pub scanner: Option<ScannerName>,
    pub started: Option<DateTime<Utc>>,
    pub finished: Option<DateTime<Utc>>,
}

impl ScanSummary {
    pub fn total(&self) -> i64 {
        self.counts.total
    }

    /// Whether it found nothing.
    pub fn is_clean(&self) -> bool {
        self.counts.is_empty() && self.severity <= Severity::None
    }

    /// Findings for which a fixed version is known.
    pub fn fixable(&self) -> i64 {
        self.counts.fixable
    }
}

/// The making of an artifact's SBOM in short (`sbom_overview`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SbomOverview {
    pub scan_status: ScanStatus,
    /// The SBOM is an artifact of its own, with this digest; absent before success.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sbom_digest: Option<String>,
    #[serde(deserialize_with = "null_default")]
    pub report_id: String,
    /// Seconds; nonsense while it has not ended.
    pub duration: i64,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scanner: Option<ScannerName>,
}

impl SbomOverview {
    /// The id for the log of its making; older answers have none once it is made.
    pub fn report(&self) -> Option<ReportId> {
        ReportId::new(self.report_id.clone()).ok()
    }

    /// The checked digest of the SBOM.
    pub fn digest(&self) -> Option<Digest> {
        Digest::new(self.sbom_digest.clone()?).ok()
    }
}
