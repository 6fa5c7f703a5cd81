//! Which images a policy would refuse, as Harbor judges a pull
//! (`src/server/middleware/vulnerable`).

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use harbor_api::types::{Artifact, ScanState, Severity};

use super::settings::Threshold;

/// An id and how bad it is.
pub type FoundId = (String, Severity);

/// The findings of images whose reports were read, by digest.
pub type Reports = HashMap<String, Vec<FoundId>>;

/// What a policy is judged by.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    pub threshold: Threshold,
    /// The ids that don't count; empty too where the list has ended.
    pub allowed: HashSet<String>,
}

/// What would become of a pull.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Pullable,
    /// Only since what was found stands on the allowlist.
    Allowed,
    /// For what was found.
    Refused,
    /// There is no finished scan, and Harbor refuses what it knows nothing of.
    NotScanned,
    /// It depends on its report, which was not read yet.
    Open,
}

impl Verdict {
    pub const fn is_refusal(self) -> bool {
        matches!(self, Self::Refused | Self::NotScanned)
    }
}

/// Judges one image. What can't be scanned is not looked at by Harbor. Of an index the overview
/// stands for the worst of its parts: Harbor refuses the part, not the index.
pub fn judge(artifact: &Artifact, rule: &Rule, reports: &Reports) -> Verdict {
    if !artifact.is_scannable() {
        return Verdict::Pullable;
    }
    let ScanState::Done(summary) = artifact.scan() else {
        return Verdict::NotScanned;
    };
    if summary.is_clean() || !rule.threshold.refuses(summary.severity) {
        return Verdict::Pullable;
    }
    if rule.allowed.is_empty() {
        return Verdict::Refused;
    }
    let Some(found) = reports.get(&artifact.digest) else {
        return Verdict::Open;
    };
    let counts =
        |(id, severity): &&FoundId| rule.threshold.refuses(*severity) && !rule.allowed.contains(id);
    if found.iter().any(|one| counts(&one)) {
        Verdict::Refused
    } else {
        Verdict::Allowed
    }
}

/// What a rule would do to all images of a project.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    pub images: usize,
    pub refused: usize,
    pub not_scanned: usize,
    pub pullable: usize,
    /// Of the pullable ones, those that only the allowlist lets through.
    pub allowed: usize,
    /// Those whose report has to be read first.
    pub open: usize,
    /// Of those that are refused, those that were pulled within a week.
    pub pulled_lately: usize,
    /// Of those that are refused, the indexes: of these at least one part is.
    pub indexes: usize,
}

impl Tally {
    /// How many pulls would be refused, as far as that is known.
    pub fn blocked(&self) -> usize {
        self.refused + self.not_scanned
    }
}

/// How long ago a pull is still lately.
const LATELY: chrono::TimeDelta = chrono::TimeDelta::days(7);

/// Judges all images; with the places of those that are refused, last pulled first.
pub fn tally<'a>(
    artifacts: impl IntoIterator<Item = &'a Artifact>,
    rule: &Rule,
    reports: &Reports,
    now: DateTime<Utc>,
) -> (Tally, Vec<(usize, Verdict)>) {
    let mut tally = Tally::default();
    let mut refused: Vec<(usize, Verdict, Option<DateTime<Utc>>)> = Vec::new();
    for (at, artifact) in artifacts.into_iter().enumerate() {
        tally.images += 1;
        let verdict = judge(artifact, rule, reports);
        match verdict {
            Verdict::Pullable => tally.pullable += 1,
            Verdict::Allowed => {
                tally.pullable += 1;
                tally.allowed += 1;
            }
            Verdict::Refused => tally.refused += 1,
            Verdict::NotScanned => tally.not_scanned += 1,
            Verdict::Open => tally.open += 1,
        }
        if verdict.is_refusal() {
            let is_late = |pull: DateTime<Utc>| now.signed_duration_since(pull) < LATELY;
            tally.pulled_lately += usize::from(artifact.pull_time.is_some_and(is_late));
            tally.indexes += usize::from(artifact.is_index());
            refused.push((at, verdict, artifact.pull_time));
        }
    }
    refused.sort_by_key(|(at, _, pulled)| (std::cmp::Reverse(*pulled), *at));
    let refused = refused.into_iter().map(|(at, verdict, _)| (at, verdict));
    (tally, refused.collect())
}

/// The images that depend on their reports.
pub fn wanted_reports<'a>(
    artifacts: impl IntoIterator<Item = &'a Artifact>,
    rule: &Rule,
    reports: &Reports,
) -> Vec<&'a Artifact> {
    artifacts
        .into_iter()
        .filter(|artifact| judge(artifact, rule, reports) == Verdict::Open)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const REPORT: &str = "application/vnd.security.vulnerability.report; version=1.1";

    fn image(digest: &str, status: &str, severity: &str, counts: serde_json::Value) -> Artifact {
        let total: i64 = counts
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(_, count)| count.as_i64())
            .sum();
        serde_json::from_value(json!({
            "type": "IMAGE",
            "digest": digest,
            "media_type": "application/vnd.oci.image.config.v1+json",
            "manifest_media_type": "application/vnd.oci.image.manifest.v1+json",
            "addition_links": { "vulnerabilities": { "href": "/x" } },
            "scan_overview": { REPORT: {
                "scan_status": status, "severity": severity,
                "summary": { "total": total, "summary": counts },
            }},
        }))
        .expect("an artifact")
    }

    fn rule(threshold: Threshold, allowed: &[&str]) -> Rule {
        Rule {
            threshold,
            allowed: allowed.iter().map(|id| (*id).to_owned()).collect(),
        }
    }

    #[test]
    fn pulls_are_judged_as_harbor_does() {
        let high = image("a", "Success", "High", json!({ "High": 2, "Low": 5 }));
        let clean = image("b", "Success", "None", json!({}));
        let unknown = image("c", "Success", "Unknown", json!({ "Unknown": 1 }));
        let running = image("d", "Running", "", json!({}));
        let failed = image("e", "Error", "", json!({}));
        let mut chart = image("f", "", "", json!({}));
        chart.addition_links.clear();
        let none = Reports::new();
        for (artifact, threshold, verdict) in [
            (&high, Threshold::High, Verdict::Refused),
            (&high, Threshold::Critical, Verdict::Pullable),
            (&clean, Threshold::Any, Verdict::Pullable),
            (&unknown, Threshold::Low, Verdict::Pullable),
            (&unknown, Threshold::Any, Verdict::Refused),
            (&running, Threshold::Critical, Verdict::NotScanned),
            (&failed, Threshold::Critical, Verdict::NotScanned),
            (&chart, Threshold::Any, Verdict::Pullable),
        ] {
            let found = judge(artifact, &rule(threshold, &[]), &none);
            assert_eq!(found, verdict, "{} {threshold:?}", artifact.digest);
        }
    }

    #[test]
    fn an_allowlist_counts_only_with_the_report() {
        let high = image("a", "Success", "High", json!({ "High": 2, "Low": 1 }));
        let allowed = rule(Threshold::High, &["CVE-2024-0001", "CVE-2024-0002"]);
        let mut reports = Reports::new();
        assert_eq!(judge(&high, &allowed, &reports), Verdict::Open);
        assert_eq!(wanted_reports([&high], &allowed, &reports).len(), 1);
        let found = |ids: &[(&str, Severity)]| {
            let ids = ids
                .iter()
                .map(|(id, severity)| ((*id).to_owned(), *severity));
            ids.collect::<Vec<_>>()
        };
        let both = [
            ("CVE-2024-0001", Severity::High),
            ("CVE-2024-0002", Severity::High),
            ("CVE-2024-0009", Severity::Low),
        ];
        reports.insert("a".to_owned(), found(&both));
        assert_eq!(judge(&high, &allowed, &reports), Verdict::Allowed);
        reports.insert(
            "a".to_owned(),
            found(&[both[0], ("CVE-2024-0003", Severity::High)]),
        );
        assert_eq!(judge(&high, &allowed, &reports), Verdict::Refused);
    }

    #[test]
    fn those_that_were_pulled_last_come_first() {
        let now: DateTime<Utc> = "2026-11-28T12:00:00Z".parse().expect("a time");
        let mut all =
            ["a", "b", "c"].map(|digest| image(digest, "Success", "High", json!({ "High": 1 })));
        all[1].pull_time = Some(now - chrono::TimeDelta::days(1));
        all[2].pull_time = Some(now - chrono::TimeDelta::days(30));
        let (tally, refused) = tally(&all, &rule(Threshold::High, &[]), &Reports::new(), now);
        let order: Vec<usize> = refused.iter().map(|(at, _)| *at).collect();
        assert_eq!(order, [1, 2, 0]);
        assert_eq!(
            (tally.images, tally.blocked(), tally.pulled_lately),
            (3, 3, 1)
        );
    }
}
