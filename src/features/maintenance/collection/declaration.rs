//! How the list of collections is declared to the window: columns and filter.

use listing::{Listing, lists::GarbageCollections};
use web_sys::Element;

use crate::{
    features::maintenance::runs::{
        mode_cell, mode_name, mode_text, state_cell, state_name, state_text, trigger_cell,
        trigger_name, trigger_text,
    },
    filter::FilterField,
    format::size,
    list::{CellView, Column, LineView, TextCell},
    words::words,
};

const OF_LIST: &[listing::Column] = GarbageCollections::COLUMNS;

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
            .class("p2")
            .cell(trigger_cell)
            .text(trigger_text),
        column("status", w.state)
            .width(120)
            .cell(state_cell)
            .text(state_text),
        column("started", w.started).width(98).class("r").sorted(),
        column("manifests", w.manifests)
            .width(100)
            .class("r p3")
            .sorted(),
        column("blobs", w.blobs).width(90).class("r p2").sorted(),
        column("freed", w.freed)
            .class("r")
            .cell(freed_cell)
            .text(freed_text)
            .sorted(),
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
        field("freed", w.freed, "size"),
    ]
}

/// Of a dry run nothing was freed: it would be.
pub fn freed_text(line: &LineView<'_>) -> String {
    let Some(freed) = line.number("freed") else {
        return "–".to_owned();
    };
    let freed = size(freed);
    match line.text("mode") {
        listing::lists::system::maintenance::DRY_RUN => words().maintenance.would(&freed),
        _ => freed,
    }
}

fn freed_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| freed_text(line)))
}
