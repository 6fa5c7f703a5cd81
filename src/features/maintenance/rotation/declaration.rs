//! How the list of rotations is declared to the window: columns and filter.

use listing::{Listing, lists::AuditRotations};
use web_sys::Element;

use super::kept;
use crate::{
    features::maintenance::runs::{
        mode_cell, mode_name, mode_text, state_cell, state_name, state_text, trigger_cell,
        trigger_name, trigger_text,
    },
    filter::FilterField,
    list::{CellView, Column, LineView, TextCell},
    words::words,
};

const OF_LIST: &[listing::Column] = AuditRotations::COLUMNS;

pub fn columns() -> Vec<Column> {
    let w = &words().maintenance;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("mode", w.run)
            .width(120)
            .class("p")
            .cell(mode_cell)
            .text(mode_text)
            .exported(&[("id", "id"), ("mode", w.run)]),
        column("trigger", w.started_by)
            .width(110)
            .cell(trigger_cell)
            .text(trigger_text),
        column("status", w.state)
            .width(120)
            .cell(state_cell)
            .text(state_text),
        column("started", w.started).width(98).class("r").sorted(),
        column("hours", w.older_than)
            .width(110)
            .class("r")
            .cell(hours_cell)
            .text(hours_text)
            .sorted(),
        column("events", w.events).class("p2"),
    ]
}

pub fn fields() -> Vec<FilterField> {
    let w = &words().maintenance;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("status", w.state, "info").shown_as(state_name),
        field("mode", w.run, "eye").shown_as(mode_name),
        field("trigger", w.started_by, "user").shown_as(trigger_name),
        field("started", w.started, "calendar"),
    ]
}

fn hours_text(line: &LineView<'_>) -> String {
    line.number("hours").map_or_else(|| "–".to_owned(), kept)
}

fn hours_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| hours_text(line)))
}
