//! How the list of scanners is declared to the window: columns and filter.

use listing::{
    Listing,
    lists::{
        Scanners,
        system::scanners::{DEFAULT, DISABLED},
    },
};
use web_sys::Element;

use crate::{
    filter::FilterField,
    list::{CellView, Column, LineView, SpanCell, StateCell, StateWords, TextCell, Tone},
    words::words,
};

const OF_LIST: &[listing::Column] = Scanners::COLUMNS;

/// The table's columns.
pub fn columns() -> Vec<Column> {
    let w = &words().scanners;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("name", w.name)
            .width(160)
            .class("p")
            .sorted()
            .exported(&[
                ("id", "id"),
                ("name", w.name),
                ("description", w.description),
            ]),
        column("url", w.address)
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "mono trunc"))),
        column("state", w.state)
            .width(132)
            .cell(|cell, _| Box::new(StateCell::new(cell, |line| state_words(line.text("state")))))
            .text(|line| state_words(line.text("state")).text)
            .sorted(),
        column("vulnerabilities", w.makes)
            .kept_as("makes")
            .width(190)
            .class("p3")
            .cell(makes_cell)
            .text(makes_text)
            .exported(&[("vulnerabilities", w.vulnerabilities), ("sboms", w.sboms)]),
        column("created", w.added).width(104).class("r").sorted(),
    ]
}

/// What it can be filtered by.
pub fn fields() -> Vec<FilterField> {
    let w = &words().scanners;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("state", w.state, "info").shown_as(|word| state_words(word).text),
        field("sboms", w.makes_sboms, "sbom").shown_as(yes_or_no),
        field("name", w.name, "scan"),
        field("url", w.address, "globe"),
        field("created", w.added, "calendar"),
    ]
}

/// What is said of a scanner's use.
pub fn state_words(word: &str) -> StateWords {
    let w = &words().scanners;
    match word {
        DEFAULT => StateWords::new("check-circle", Tone::Good, w.default),
        DISABLED => StateWords::new("pause", Tone::Quiet, w.disabled),
        _ => StateWords::new("check", Tone::Active, w.enabled),
    }
}

fn yes_or_no(value: &str) -> String {
    let w = &words().filter;
    if value == "yes" { w.yes } else { w.no }.to_owned()
}

/// What a scanner makes, as the server was told when it was added.
fn makes_text(line: &LineView<'_>) -> String {
    let w = &words().scanners;
    let made = [("vulnerabilities", w.vulnerabilities), ("sboms", w.sboms)];
    let made = made.into_iter().filter(|(id, _)| line.text(id) == "yes");
    made.map(|(_, words)| words).collect::<Vec<_>>().join(", ")
}

fn makes_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| makes_text(line)))
}
