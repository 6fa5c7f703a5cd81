//! What the artifacts of a repository can be filtered by.

use harbor_api::{
    Term,
    types::{SbomState, ScanState, Severity},
};

use super::repository::{Row, kind_name};
use crate::{
    filter::{Field, Kind, Operator, asked_number, asked_time},
    words::words,
};

/// Kinds by the word that a filter's text has for them.
const KINDS: [(&str, harbor_api::types::ArtifactKind); 8] = {
    use harbor_api::types::ArtifactKind::{
        Chart, Image, Index, Model, Other, Sbom, Signature, Wasm,
    };
    [
        ("image", Image),
        ("index", Index),
        ("chart", Chart),
        ("model", Model),
        ("wasm", Wasm),
        ("sbom", Sbom),
        ("signature", Signature),
        ("other", Other),
    ]
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
                let kind = row.artifact().map(|artifact| artifact.kind());
                if let Some((word, _)) = KINDS.iter().find(|(_, known)| Some(*known) == kind) {
                    each(word);
                }
            },
            |value| {
                KINDS
                    .iter()
                    .find(|(word, _)| *word == value)
                    .map_or(value, |(_, kind)| kind_name(*kind))
                    .to_owned()
            },
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
        id: "signed",
        name: |w| w.filter.signed,
        icon: "signed",
        kind: Kind::Choice(
            |row, each| said(row.artifact().is_some_and(|a| a.signed()), each),
            yes_or_no,
        ),
        asked: None,
    },
    Field {
        id: "sbom",
        name: |w| w.filter.sbom,
        icon: "sbom",
        kind: Kind::Choice(
            |row, each| {
                let has = row
                    .artifact()
                    .is_some_and(|a| matches!(a.sbom(), SbomState::Done(_)));
                said(has, each);
            },
            yes_or_no,
        ),
        asked: None,
    },
];
