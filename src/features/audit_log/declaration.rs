//! How lists of the audit log are declared to the window: columns and filter.

use leptos::prelude::*;
use listing::{Listing, lists::Events};

use super::did::{did_in, who};
use crate::{
    filter::FilterField,
    list::{Column, List, MarkedCell, SpanCell, StateCell, TimeOfDayCell},
    words::words,
};

const OF_LIST: &[listing::Column] = Events::COLUMNS;

pub fn columns(list: List) -> Vec<Column> {
    let w = &words().audit_log;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("time", w.when)
            .width(76)
            .cell(move |cell, column| Box::new(TimeOfDayCell::new(cell, column, list)))
            .sorted(),
        column("user", w.who)
            .width(190)
            .class("p")
            .cell(|cell, _| Box::new(MarkedCell::new(cell, who))),
        column("operation", w.did)
            .width(136)
            .cell(|cell, _| Box::new(StateCell::new(cell, did_in)))
            .text(|line| did_in(line).text)
            .exported(&[("operation", w.operation), ("result", w.result)]),
        column("type", w.kind).width(110).class("p2"),
        column("resource", w.resource)
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "trunc"))),
    ]
}

/// Other cells are drawn where the rows no longer stand together by days.
pub fn follow_days(list: List) {
    let is_by_days = Memo::new(move |_| list.is_by_days());
    Effect::new(move |before: Option<bool>| {
        let now = is_by_days.get();
        if before.is_some_and(|before| before != now) {
            list.redraw();
        }
        now
    });
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
