//! How the list of networks is declared to the window: columns and filter.

use listing::{Listing, lists::PreheatInstances};
use web_sys::Element;

use crate::{
    features::preheat::vendor_name,
    filter::FilterField,
    list::{CellView, Column, SpanCell, StateCell, StateWords, TextCell, Tone, Values},
    words::words,
};

const OF_LIST: &[listing::Column] = PreheatInstances::COLUMNS;

/// The table's columns. How a network is is not among them: the server says that only when it calls one.
pub fn columns() -> Vec<Column> {
    let w = &words().preheat;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("name", w.name)
            .width(180)
            .class("p")
            .sorted()
            .exported(&[("name", w.name), ("description", w.description)]),
        column("endpoint", w.address)
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "mono trunc"))),
        column("vendor", w.kind)
            .width(110)
            .class("p3")
            .cell(vendor_cell)
            .text(|line| vendor_name(line.text("vendor")))
            .sorted(),
        column("enabled", w.state)
            .width(130)
            .cell(state_cell)
            .text(|line| state(line).text)
            .exported(&[("enabled", w.on), ("default", w.default)])
            .sorted(),
        column("created", w.added).width(104).class("r").sorted(),
    ]
}

/// What it can be filtered by.
pub fn fields() -> Vec<FilterField> {
    let w = &words().preheat;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("enabled", w.on, "info").shown_as(yes_or_no),
        field("default", w.default, "check").shown_as(yes_or_no),
        field("vendor", w.kind, "box").shown_as(vendor_name),
        field("name", w.name, "proxy"),
        field("endpoint", w.address, "globe"),
        field("created", w.added, "calendar"),
    ]
}

fn yes_or_no(value: &str) -> String {
    let w = &words().filter;
    if value == "yes" { w.yes } else { w.no }.to_owned()
}

/// Whether policies may use a network.
pub fn state(values: &Values<'_>) -> StateWords {
    let w = &words().preheat;
    match (values.text("enabled"), values.text("default")) {
        ("yes", "yes") => StateWords::new("check-circle", Tone::Good, w.default),
        ("yes", _) => StateWords::new("check", Tone::Good, w.on),
        _ => StateWords::new("minus", Tone::Quiet, w.off),
    }
}

fn state_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, |line| state(line)))
}

fn vendor_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, column| {
        vendor_name(line.text(column))
    }))
}
