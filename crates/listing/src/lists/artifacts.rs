//! The artifacts of a repository.

use harbor_api::{
    AnyOperation, ArtifactReference, Digest, Filter, ProjectName, RepositoryName, Sort, Term,
    operations::{GetArtifact, ListArtifacts},
    types::{
        ACCEPT_VULNERABILITIES, Accessory, AccessoryKind, Artifact, ListedArtifact, Reference,
        SbomState, ScanState, Severity, SignatureState, Unread,
    },
};
use serde::{Deserialize, Serialize};

use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
    condition::Operator,
    listing::{Listing, Row},
    value::{number_term, time_term},
};

/// Artifacts, as `GET /projects/{project}/repositories/{repository}/artifacts` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Artifacts {
    pub project: ProjectName,
    pub repository: RepositoryName,
}

/// Findings by severity, in the order of their weight.
pub const SEVERITIES: [Severity; 6] = [
    Severity::Critical,
    Severity::High,
    Severity::Medium,
    Severity::Low,
    Severity::Negligible,
    Severity::Unknown,
];

/// The word of a part that is BuildKit's record of how an image was made.
pub const ATTESTATION: &str = "attestation";

impl Artifacts {
    /// The operation that reads one of them, with all that a row shows.
    pub fn one(&self, reference: ArtifactReference) -> GetArtifact {
        GetArtifact {
            with_tag: Some(true),
            with_label: Some(true),
            with_scan_overview: Some(true),
            with_sbom_overview: Some(true),
            with_accessory: Some(true),
            with_immutable_status: Some(true),
            accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
            ..GetArtifact::new(self.project.clone(), self.repository.clone(), reference)
        }
    }
}

impl Listing for Artifacts {
    const ID: &'static str = "artifacts";
    // Type, platform, severity and the like are computed by the server from what it keeps: it can't
    // be asked for them.
    const COLUMNS: &'static [Column] = &[
        Column::new("digest", ColumnKind::Text).searched(),
        Column::new("tag", ColumnKind::Texts)
            .searched()
            // 'Contains' has regard to case there and not here, so it is not asked for.
            .server_filter(|condition, _| {
                let term = Term::Exactly(condition.value.clone());
                (condition.operator == Operator::Is).then_some(("tags", term))
            }),
        Column::new("tagged", ColumnKind::Word).server_filter(|condition, _| {
            let is_tagged = (condition.value == "yes") == (condition.operator == Operator::Is);
            let word = if is_tagged { "*" } else { "nil" };
            Some(("tags", Term::Exactly(word.to_owned())))
        }),
        Column::new("immutable", ColumnKind::Texts),
        Column::new("label", ColumnKind::Words).searched(),
        Column::new("label_colors", ColumnKind::Texts),
        Column::new("type", ColumnKind::Word),
        Column::new("platform", ColumnKind::Words),
        Column::new("size", ColumnKind::Bytes)
            .sorted_by_server("size")
            .server_filter(|condition, _| Some(("size", number_term(condition)?))),
        Column::new("scan", ColumnKind::Word),
        Column::new("scan_percent", ColumnKind::Count),
        Column::new("severity", ColumnKind::Words),
        Column::new(
            "vulnerabilities",
            ColumnKind::Counts(&["critical", "high", "medium", "low", "negligible", "unknown"]),
        ),
        Column::new("signature", ColumnKind::Word),
        Column::new("unread", ColumnKind::Word),
        Column::new("subject", ColumnKind::Text),
        Column::new("sbom", ColumnKind::Word),
        // Signatures, SBOMs and whatever else hangs on it.
        Column::new("attached", ColumnKind::Count),
        Column::new("pulled", ColumnKind::Time)
            .sorted_by_server("pull_time")
            .server_filter(|condition, now| Some(("pull_time", time_term(condition, now)?))),
        Column::new("pushed", ColumnKind::Time)
            .sorted_by_server("push_time")
            .server_filter(|condition, now| Some(("push_time", time_term(condition, now)?))),
        Column::new("parts", ColumnKind::Texts),
    ];
    // An artifact with its scans costs the server some milliseconds: a small first page comes
    // several times sooner than a full one.
    const FIRST_PAGE: u32 = 15;
    const SIZE: Option<&'static str> = Some("size");
    const PARTS: Option<&'static str> = Some("parts");

    type Operation = ListArtifacts;
    type Item = ListedArtifact;

    /// One request gives everything that a row shows.
    fn operation(&self, filter: Filter, sort: Sort) -> ListArtifacts {
        ListArtifacts {
            q: filter,
            sort,
            with_tag: Some(true),
            with_label: Some(true),
            with_scan_overview: Some(true),
            with_sbom_overview: Some(true),
            with_immutable_status: Some(true),
            with_accessory: Some(true),
            accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
            ..ListArtifacts::new(self.project.clone(), self.repository.clone())
        }
    }

    fn item_operation(&self, key: &str) -> Option<AnyOperation> {
        Some(self.one(ArtifactReference::parse(key).ok()?).into())
    }

    fn row(ListedArtifact(artifact): &ListedArtifact, row: &mut Row) {
        fill(artifact, row);
    }

    fn part(line: &str, row: &mut Row) {
        part(line, row);
    }
}

/// The cells of a part.
pub(super) fn part(line: &str, row: &mut Row) {
    let (digest, platform) = line.split_once(' ').unwrap_or((line, ""));
    let is_attestation = platform == ATTESTATION;
    row.text("digest", digest)
        .texts("tag", None::<String>)
        .text("tagged", "")
        .texts("immutable", None::<String>)
        .texts("label", None::<String>)
        .texts("label_colors", None::<String>)
        .text("type", if is_attestation { ATTESTATION } else { "" })
        .texts(
            "platform",
            (!is_attestation && !platform.is_empty()).then_some(platform),
        );
}

/// The cells of an artifact.
pub(super) fn fill(artifact: &Artifact, row: &mut Row) {
    let scan = artifact.is_scannable().then(|| artifact.scan());
    let percent = match &scan {
        Some(ScanState::Running { percent }) => Some(i64::from(*percent)),
        _ => None,
    };
    let counts: Option<Vec<i64>> = match &scan {
        Some(ScanState::Done(summary)) => {
            let mut counts = SEVERITIES.map(|severity| summary.counts.of(severity));
            if counts.iter().all(|count| *count == 0) && !summary.is_clean() {
                // Something was found, and nobody says how bad it is.
                counts[counts.len() - 1] = summary.total().max(1);
            }
            Some(counts.into())
        }
        _ => None,
    };
    let found = SEVERITIES.iter().zip(counts.iter().flatten());
    let severities = found.filter(|(_, count)| **count > 0);
    let severities: Vec<&str> = severities.map(|(severity, _)| severity.as_str()).collect();
    let immutable = artifact.tags.iter().filter(|tag| tag.immutable);
    let platforms = artifact.platforms();
    let attached = artifact.attached_by_tag();
    let subject = attached.as_ref().map(|attached| &attached.subject);
    row.text("digest", artifact.digest.as_str())
        .texts("tag", artifact.tags.iter().map(|tag| tag.name.as_str()))
        .yes_or_no("tagged", !artifact.tags.is_empty())
        .texts("immutable", immutable.map(|tag| tag.name.as_str()))
        .texts(
            "label",
            artifact.labels.iter().map(|label| label.name.as_str()),
        )
        .texts(
            "label_colors",
            artifact.labels.iter().map(|label| label.color.as_str()),
        )
        .text("type", artifact.kind().word())
        .texts("platform", platforms.iter().map(ToString::to_string))
        .number("size", artifact.size)
        .text("scan", scan.as_ref().map_or("", scan_word))
        .number("scan_percent", percent)
        .texts("severity", severities)
        .counts("vulnerabilities", counts)
        .text("signature", signature_word(&artifact.signature()))
        .text("unread", unread_word(artifact))
        .text("subject", subject.map_or("", Digest::as_str))
        .text("sbom", sbom_word(&artifact.sbom()))
        .number("attached", i64::try_from(artifact.accessories.len()).ok())
        .time("pulled", artifact.pull_time)
        .time("pushed", artifact.push_time)
        .texts("parts", artifact.references.iter().map(part_line));
}

/// A part's digest and platform.
fn part_line(part: &Reference) -> String {
    let digest = &part.child_digest;
    let platform = part
        .platform
        .as_ref()
        .filter(|platform| platform.is_known());
    match platform {
        _ if part.is_attestation() => format!("{digest} {ATTESTATION}"),
        Some(platform) => format!("{digest} {platform}"),
        None => digest.clone(),
    }
}

/// The word of a scan's state in columns and filters.
pub fn scan_word(state: &ScanState) -> &'static str {
    match state {
        ScanState::NotScanned => "missing",
        ScanState::Queued => "queued",
        ScanState::Running { .. } => "running",
        ScanState::Stopped => "stopped",
        ScanState::Failed => "failed",
        ScanState::Done(_) => "done",
        ScanState::NoResult => "no_result",
    }
}

/// Whether the word of a scan's state is that of one that is under way.
pub fn is_scan_under_way(word: &str) -> bool {
    matches!(word, "queued" | "running")
}

/// There, not known, or not there.
pub const FOUND: &str = "found";
pub const UNKNOWN: &str = "unknown";
pub const MISSING: &str = "none";

/// The word of a signature's state in columns and filters.
pub fn signature_word(state: &SignatureState) -> &'static str {
    match state {
        SignatureState::Found(_) => FOUND,
        SignatureState::NotKnown => UNKNOWN,
        SignatureState::Missing => MISSING,
    }
}

/// The word of an SBOM's state in columns and filters.
pub fn sbom_word(state: &SbomState) -> &'static str {
    match state {
        state if state.is_there() => FOUND,
        SbomState::NotKnown => UNKNOWN,
        _ => MISSING,
    }
}

/// What is attached and was not read: by Cosign, or anything.
fn unread_word(artifact: &Artifact) -> &'static str {
    let is = |unread: Unread| {
        let mut attached = artifact.accessories.iter().map(Accessory::listed_kind);
        attached.any(|kind| kind == AccessoryKind::Unread(unread))
    };
    match (is(Unread::Cosign), is(Unread::Anything)) {
        (true, _) => "cosign",
        (_, true) => "anything",
        _ => "",
    }
}

/// Puts a label on the row of a list of artifacts. One that is there already is not put on twice.
pub fn add_label(columns: &[Column], cells: &mut [Cell], name: &str, color: &str) {
    let mut labels = labels_of(columns, cells);
    if !labels
        .iter()
        .any(|label| label.0 == name && label.1 == color)
    {
        labels.push((name.to_owned(), color.to_owned()));
    }
    set_labels(columns, cells, labels);
}

/// Takes a label off a row.
pub fn remove_label(columns: &[Column], cells: &mut [Cell], name: &str, color: &str) {
    let mut labels = labels_of(columns, cells);
    labels.retain(|label| label.0 != name || label.1 != color);
    set_labels(columns, cells, labels);
}

/// Names and colours of a row's labels.
fn labels_of(columns: &[Column], cells: &[Cell]) -> Vec<(String, String)> {
    let texts = |id| super::place(columns, id).and_then(|at| cells.get(at));
    let names = texts("label").map_or(&[][..], Cell::texts);
    let colors = texts("label_colors").map_or(&[][..], Cell::texts);
    names.iter().cloned().zip(colors.iter().cloned()).collect()
}

fn set_labels(columns: &[Column], cells: &mut [Cell], labels: Vec<(String, String)>) {
    let (names, colors): (Vec<String>, Vec<String>) = labels.into_iter().unzip();
    for (id, texts) in [("label", names), ("label_colors", colors)] {
        let cell = super::place(columns, id).and_then(|at| cells.get_mut(at));
        if let Some(cell) = cell {
            *cell = if texts.is_empty() {
                Cell::None
            } else {
                Cell::Texts(texts)
            };
        }
    }
}

/// The row of one artifact.
pub fn row_of(artifact: &Artifact) -> Vec<Cell> {
    let mut row = Row::new(Artifacts::COLUMNS);
    fill(artifact, &mut row);
    row.into_cells()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label_cells(cells: &[Cell]) -> [&[String]; 2] {
        ["label", "label_colors"].map(|id| {
            let at = super::super::place(Artifacts::COLUMNS, id);
            at.and_then(|at| cells.get(at)).map_or(&[][..], Cell::texts)
        })
    }

    #[test]
    fn labels_of_a_row_come_and_go_with_their_colours() {
        let mut cells = Row::new(Artifacts::COLUMNS).into_cells();
        add_label(Artifacts::COLUMNS, &mut cells, "gpu", "#112233");
        add_label(Artifacts::COLUMNS, &mut cells, "broken", "#FF0000");
        add_label(Artifacts::COLUMNS, &mut cells, "gpu", "#112233");
        assert_eq!(
            label_cells(&cells),
            [["gpu", "broken"], ["#112233", "#FF0000"]]
        );
        // Another label of that name, the project's beside the server's.
        add_label(Artifacts::COLUMNS, &mut cells, "gpu", "#445566");
        remove_label(Artifacts::COLUMNS, &mut cells, "gpu", "#112233");
        assert_eq!(
            label_cells(&cells),
            [["broken", "gpu"], ["#FF0000", "#445566"]]
        );
        remove_label(Artifacts::COLUMNS, &mut cells, "gpu", "#445566");
        remove_label(Artifacts::COLUMNS, &mut cells, "broken", "#FF0000");
        assert_eq!(cells, Row::new(Artifacts::COLUMNS).into_cells());
    }
}
