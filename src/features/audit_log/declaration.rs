//! How lists of the audit log are declared to the window: columns and filter.

use listing::{Listing, lists::Events};
use web_sys::Element;

use crate::{
    filter::FilterField,
    list::{CellView, Column, TextCell},
    words::words,
};

const OF_LIST: &[listing::Column] = Events::COLUMNS;

pub fn columns() -> Vec<Column> {
    let w = &words().audit_log;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("resource", w.resource).class("p"),
        column("operation", w.operation).width(110),
        column("type", w.kind).width(110).class("p2"),
        column("user", w.who).width(180),
        column("result", w.result)
            .width(90)
            .class("p3")
            .cell(result)
            .text(|line| result_text(line.text("result"))),
        column("time", w.when).width(92).class("r").sorted(),
    ]
}

fn result(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, column| {
        result_text(line.text(column))
    }))
}

/// Older servers don't tell.
pub fn result_text(word: &str) -> String {
    let w = &words().audit_log;
    match word {
        "yes" => w.done,
        "no" => w.failed,
        _ => "",
    }
    .to_owned()
}

pub fn fields() -> Vec<FilterField> {
    let w = &words().audit_log;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("user", w.who, "user"),
        field("operation", w.operation, "pencil"),
        field("type", w.kind, "box"),
        field("resource", w.resource, "repository"),
        field("time", w.when, "calendar"),
        field("result", w.result, "check").shown_as(result_text),
    ]
}
