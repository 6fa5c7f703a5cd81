//! How the list of artifacts is declared to the window: columns and filter.

use harbor_api::types::ArtifactKind;
use listing::{Listing, lists::Artifacts};

use crate::{
    features::artifacts::{
        detail::facts::kind_name,
        list::{
            cells::{NameCell, SizeCell, TagCell, TrustCell, platform, platform_text, trust_text},
            scan_cell::{ScanCell, scan_text},
        },
        trust,
    },
    filter::FilterField,
    list::Column,
    words::words,
};

const OF_LIST: &[listing::Column] = Artifacts::COLUMNS;

/// The table's columns.
pub fn columns() -> Vec<Column> {
    let w = &words().repository;
    let of_artifact = &words().artifact;
    let of_filter = &words().filter;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("digest", w.artifact_column)
            .kept_as("artifact_column")
            .width(168)
            .cell(NameCell::make),
        column("tag", w.tags).kept_as("tags").cell(TagCell::make),
        column("platform", of_artifact.platform)
            .width(98)
            .class("p3")
            .cell(platform)
            .text(platform_text),
        column("size", of_artifact.size)
            .width(78)
            .class("r p2")
            .cell(SizeCell::make)
            .sorted(),
        column("signature", of_artifact.trust)
            .kept_as("trust")
            .width(164)
            .class("p2")
            .cell(TrustCell::make)
            .text(trust_text)
            .exported(&[
                ("signature", of_artifact.signature),
                ("sbom", of_artifact.sbom),
            ]),
        column("vulnerabilities", of_artifact.vulnerabilities)
            .width(130)
            .cell(ScanCell::make)
            .text(scan_text)
            .exported(&[
                ("scan", of_filter.scan),
                ("vulnerabilities", of_artifact.vulnerabilities),
            ]),
        column("pulled", w.pulled).width(90).class("r p3").sorted(),
        column("pushed", of_artifact.pushed)
            .width(98)
            .class("r")
            .sorted(),
    ]
}

/// What it can be filtered by.
pub fn fields() -> Vec<FilterField> {
    fields_of(OF_LIST)
}

/// The same for any list with these columns.
pub fn fields_of(columns: &'static [listing::Column]) -> Vec<FilterField> {
    let w = &words().filter;
    let field = move |id, words, icon| FilterField::new(columns, id, words, icon);
    vec![
        field("type", w.artifact_type, "box").shown_as(kind_name_of),
        field("tag", w.tag, "tag"),
        field("tagged", w.tagged, "tag").shown_as(yes_or_no),
        field("label", w.label, "label"),
        field("platform", w.platform, "cpu"),
        field("size", w.bytes, "size"),
        field("pushed", w.pushed, "calendar"),
        field("pulled", w.pulled, "calendar"),
        field("severity", w.severity, "shield"),
        field("scan", w.scan, "scan").shown_as(|word| words().filter.scan_state(word)),
        field("signature", w.signature, "signature").shown_as(trust::filter_word),
        field("sbom", w.sbom, "sbom").shown_as(trust::filter_word),
    ]
}

fn yes_or_no(value: &str) -> String {
    let w = &words().filter;
    if value == "yes" { w.yes } else { w.no }.to_owned()
}

/// What kind of thing an artifact is, by the list's word for it.
pub fn kind_name_of(word: &str) -> String {
    kind_name(&ArtifactKind::from_word(word))
}
