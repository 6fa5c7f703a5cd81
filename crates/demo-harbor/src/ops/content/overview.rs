//! What lists say of scans: the overviews of reports and bills of materials.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::artifact_view::Place;
use crate::json::{Fields, NEVER, Time, time};
use crate::world::{Artifact, Kind, Outcome, Plan, SEVERITIES, Scan, Stage};

/// The beginning of year 1 in seconds since 1970.
const YEAR_1: i64 = -62_135_596_800;

impl Place<'_> {
    /// The overview of an artifact's scan; of an index's images together.
    pub fn scan_overview(self, artifact: &Artifact) -> Option<Value> {
        let parts = self.scanned_parts(artifact);
        let scans: Vec<&Scan> = parts
            .iter()
            .filter_map(|part| part.scan.as_deref())
            .collect();
        let first = scans.first()?;
        let stages: Vec<Stage> = scans.iter().map(|scan| scan.stage(self.now)).collect();
        let stage = combined(&stages);
        let ids: Vec<&str> = scans.iter().map(|scan| scan.report_id.as_str()).collect();
        let id = if artifact.manifest.kind == Kind::Index {
            STANDARD.encode(ids.join("|"))
        } else {
            ids.join("")
        };
        let started = scans
            .iter()
            .map(|scan| scan.started)
            .min()
            .unwrap_or(first.started);
        let end = scans
            .iter()
            .map(|scan| scan.end())
            .max()
            .unwrap_or(first.started);
        let fields = Fields::new()
            .put("report_id", id)
            .put("scan_status", stage.word());
        let fields = match stage {
            Stage::Pending => fields.put("start_time", NEVER).put("end_time", NEVER),
            Stage::Running => {
                let fields = fields
                    .put("start_time", time(whole_second(started)))
                    .put("end_time", NEVER);
                // Of an index Harbor counts on, to year 1.
                match artifact.manifest.kind {
                    Kind::Index => fields.put("duration", YEAR_1 - started.timestamp()),
                    _ => fields,
                }
            }
            Stage::Ended(_) => fields
                .put("start_time", time(whole_second(started)))
                .put("end_time", time(whole_second(end)))
                .put("duration", (end - started).num_seconds().max(1)),
        };
        if stage != Stage::Ended(Outcome::Success) {
            return Some(fields.done());
        }
        let plans: Vec<&Plan> = scans.iter().map(|scan| &scan.plan).collect();
        let severity = plans
            .iter()
            .map(|plan| plan.severity())
            .min_by_key(|severity| rank(severity))
            .unwrap_or("None");
        Some(
            fields
                .put("severity", severity)
                .put("complete_percent", 100)
                .put("scanner", self.scanner_view())
                .put("summary", summary(&plans))
                .done(),
        )
    }

    /// The overview of an artifact's bill of materials.
    pub fn sbom_overview(self, artifact: &Artifact) -> Option<Value> {
        let parts = self.scanned_parts(artifact);
        // An index has one of its own or, made on demand, one for each of its images.
        let sbom = artifact.sbom.as_ref().or_else(|| {
            let made = parts.iter().filter_map(|part| part.sbom.as_ref());
            made.max_by_key(|sbom| sbom.end())
        })?;
        let stage = sbom.stage(self.now);
        let fields = Fields::new()
            .put("scan_status", stage.word())
            .put("start_time", time(sbom.started));
        Some(match stage {
            Stage::Ended(outcome) => {
                let fields = fields
                    .put("end_time", time(sbom.end()))
                    .put("duration", (sbom.end() - sbom.started).num_seconds().max(1));
                match outcome {
                    // Those of its images are to be asked for themselves.
                    Outcome::Success if artifact.sbom.is_none() => fields.done(),
                    Outcome::Success => fields
                        .put("sbom_digest", sbom.digest.as_str())
                        .put("scanner", self.scanner_view())
                        .done(),
                    _ => fields.put("report_id", sbom.report_id.as_str()).done(),
                }
            }
            // Harbor counts from a start to year 1 here, and the number overflows.
            _ => fields
                .put("end_time", NEVER)
                .put("duration", -9_223_372_036_i64)
                .done(),
        })
    }
}

/// Where a severity stands, worst first.
pub(crate) fn rank(severity: &str) -> usize {
    // Harbor ranks "None" below "Unknown".
    ["Critical", "High", "Medium", "Low", "Unknown", "None"]
        .iter()
        .position(|known| *known == severity)
        .unwrap_or(6)
}

/// The state of several scans together.
fn combined(stages: &[Stage]) -> Stage {
    let any = |wanted: Stage| stages.contains(&wanted);
    if stages.iter().all(|stage| *stage == Stage::Pending) {
        Stage::Pending
    } else if any(Stage::Running) || any(Stage::Pending) {
        Stage::Running
    } else if any(Stage::Ended(Outcome::Success)) {
        Stage::Ended(Outcome::Success)
    } else if any(Stage::Ended(Outcome::Error)) {
        Stage::Ended(Outcome::Error)
    } else {
        Stage::Ended(Outcome::Stopped)
    }
}

fn whole_second(at: Time) -> Time {
    use chrono::SubsecRound;
    at.trunc_subsecs(0)
}

/// Numbers by severity, without those that are 0.
fn summary(plans: &[&Plan]) -> Value {
    let mut by_severity = Fields::new();
    for (place, severity) in SEVERITIES.iter().enumerate() {
        let count: u32 = plans.iter().map(|plan| plan.counts[place]).sum();
        by_severity = by_severity.put_unless_zero(severity, count);
    }
    let total: u32 = plans.iter().map(|plan| plan.total()).sum();
    let fixable: u32 = plans.iter().map(|plan| plan.fixable).sum();
    Fields::new()
        .put("total", total)
        .put_unless_zero("fixable", fixable)
        .put("summary", by_severity.done())
        .done()
}

/// The ids of the single reports an id of an index's overview stands for.
pub(crate) fn report_ids(id: &str) -> Vec<String> {
    let joined = STANDARD
        .decode(id)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok());
    match joined.filter(|joined| joined.contains('|')) {
        Some(joined) => joined.split('|').map(str::to_owned).collect(),
        None => vec![id.to_owned()],
    }
}
