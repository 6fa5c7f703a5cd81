//! What was looked at and does not stop it, as a short list.

use diagnosis::{Diagnosis, Severity, Verdict};

use crate::{format::size, words::words};

/// A thing that was looked at.
pub struct Also {
    pub name: String,
    pub value: String,
    /// What could not be found out is not good.
    pub is_known: bool,
}

/// What is worth a line.
pub fn also(diagnosis: &Diagnosis) -> Vec<Also> {
    let all = diagnosis.steps.iter().flat_map(|step| &step.verdicts);
    all.filter_map(|verdict| {
        let (name, value) = line(verdict)?;
        Some(Also {
            name,
            value,
            is_known: verdict.severity() == Severity::Good,
        })
    })
    .collect()
}

fn line(verdict: &Verdict) -> Option<(String, String)> {
    let w = &words().doctor;
    Some(match verdict {
        Verdict::Connected { .. } => (w.proxy.to_owned(), w.no_proxy.to_owned()),
        Verdict::ThroughProxy { proxy, .. } => (w.proxy.to_owned(), proxy.clone()),
        Verdict::ClocksAgree => (w.clock.to_owned(), w.clock_agrees.to_owned()),
        Verdict::TakesChanges => (w.read_only_mode.to_owned(), w.off.to_owned()),
        Verdict::QuotaLeft { project, left } => {
            let left = left.map_or_else(|| w.unlimited.to_owned(), |left| w.left(&size(left)));
            (w.quota_of(project), left)
        }
        Verdict::QuotaUnknown { project } => (w.quota_of(project), w.not_shown.to_owned()),
        Verdict::TakesPushes { project } => (project.clone(), w.takes_pushes.to_owned()),
        Verdict::TagFree { tag } => (w.tag(tag), w.tag_is_free.to_owned()),
        Verdict::TagUnknown { tag } => (w.tag(tag), w.unknown.to_owned()),
        Verdict::AllowlistApplies { count } => (w.allowlist.to_owned(), count.to_string()),
        Verdict::NothingBlocksPulls => (w.policies.to_owned(), w.none_applies.to_owned()),
        _ => return None,
    })
}
