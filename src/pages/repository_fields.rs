//! What the artifacts of a repository can be filtered by.

use harbor_api::{
    Term,
    types::{ArtifactKind, ScanState, Severity},
};

use super::{artifact_facts::kind_name, repository::Row, trust};
use crate::{
    filter::{Field, Kind, Operator, asked_number, asked_time},
    words::words,
};

fn said(yes: bool, each: &mut dyn FnMut(&str)) {
    each(if yes { "yes" } else { "no" });
}

fn yes_or_no(value: &str) -> String {
    let w = &words().filter;
    if value == "yes" { w.yes } else { w.no }.to_owned()
}

fn plain(value: &str) -> String {
    value.to_owned()
}

fn scan_word(state: &ScanState) -> &'static str {
    match state {
        ScanState::NotScanned => "missing",
        ScanState::Queued => "queued",
        ScanState::Running { .. } => "running",
        ScanState::Stopped => "stopped",
        ScanState::Failed | ScanState::NoResult => "failed",
        ScanState::Done(_) => "done",
    }
}

/// All fields. Type, platform, severity and the like are computed by the server from what it
/// keeps: it can't be asked for them.
pub static FIELDS: [Field<Row>; 12] = [
    Field {
        id: "type",
        name: |w| w.filter.artifact_type,
        icon: "box",
        kind: Kind::Choice(
            |row, each| {
                if let Some(artifact) = row.artifact() {
                    each(artifact.kind().word());
                }
            },
            |value| kind_name(&ArtifactKind::from_word(value)),
        ),
        asked: None,
    },
    Field {
        id: "tag",
        name: |w| w.filter.tag,
        icon: "tag",
        kind: Kind::Text(|row, each| {
            if let Some(artifact) = row.artifact() {
                artifact.tags.iter().for_each(|tag| each(&tag.name));
            }
        }),
        // 'Contains' has regard to case there and not here, so it is not asked for.
        asked: Some(|chip, _| {
            let term = Term::Exactly(chip.value.clone());
            (chip.operator == Operator::Is).then_some(("tags", term))
        }),
    },
    Field {
        id: "tagged",
        name: |w| w.filter.tagged,
        icon: "tag",
        kind: Kind::Choice(
            |row, each| said(row.artifact().is_some_and(|a| !a.tags.is_empty()), each),
            yes_or_no,
        ),
        asked: Some(|chip, _| {
            let is_tagged = (chip.value == "yes") == (chip.operator == Operator::Is);
            let word = if is_tagged { "*" } else { "nil" };
            Some(("tags", Term::Exactly(word.to_owned())))
        }),
    },
    Field {
        id: "label",
        name: |w| w.filter.label,
        icon: "label",
        kind: Kind::Choice(
            |row, each| {
                if let Some(artifact) = row.artifact() {
                    artifact.labels.iter().for_each(|label| each(&label.name));
                }
            },
            plain,
        ),
        asked: None,
    },
    Field {
        id: "platform",
        name: |w| w.filter.platform,
        icon: "cpu",
        kind: Kind::Choice(
            |row, each| {
                let platforms = row.artifact().map(|artifact| artifact.platforms());
                for platform in platforms.unwrap_or_default() {
                    each(&platform.to_string());
                }
            },
            plain,
        ),
        asked: None,
    },
    Field {
        id: "size",
        name: |w| w.filter.bytes,
        icon: "size",
        kind: Kind::Size(|row| row.artifact().map_or(0, |artifact| artifact.size)),
        asked: Some(|chip, _| Some(("size", asked_number(chip)?))),
    },
    Field {
        id: "pushed",
        name: |w| w.filter.pushed,
        icon: "calendar",
        kind: Kind::Time(|row| row.artifact()?.push_time),
        asked: Some(|chip, now| Some(("push_time", asked_time(chip, now)?))),
    },
    Field {
        id: "pulled",
        name: |w| w.filter.pulled,
        icon: "calendar",
        kind: Kind::Time(|row| row.artifact()?.pull_time),
        asked: Some(|chip, now| Some(("pull_time", asked_time(chip, now)?))),
    },
    Field {
        id: "severity",
        name: |w| w.filter.severity,
        icon: "shield",
        kind: Kind::Choice(
            |row, each| {
                let Some(artifact) = row.artifact() else {
                    return;
                };
                if let ScanState::Done(summary) = artifact.scan() {
                    for severity in Severity::ALL {
                        if summary.counts.of(severity) > 0 {
                            each(severity.as_str());
                        }
                    }
                }
            },
            plain,
        ),
        asked: None,
    },
    Field {
        id: "scan",
        name: |w| w.filter.scan,
        icon: "scan",
        kind: Kind::Choice(
            |row, each| {
                if let Some(artifact) = row.artifact().filter(|a| a.is_scannable()) {
                    each(scan_word(&artifact.scan()));
                }
            },
            |value| words().filter.scan_state(value),
        ),
        asked: None,
    },
    Field {
        id: "signature",
        name: |w| w.filter.signature,
        icon: "signature",
        kind: Kind::Choice(
            |row, each| {
                if let Some(artifact) = row.artifact() {
                    each(trust::filter::signature(artifact));
                }
            },
            trust::filter::said,
        ),
        asked: None,
    },
    Field {
        id: "sbom",
        name: |w| w.filter.sbom,
        icon: "sbom",
        kind: Kind::Choice(
            |row, each| {
                if let Some(artifact) = row.artifact() {
                    each(trust::filter::sbom(artifact));
                }
            },
            trust::filter::said,
        ),
        asked: None,
    },
];
