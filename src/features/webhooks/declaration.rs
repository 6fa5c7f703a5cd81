//! How the list of webhooks is declared to the window: columns and filter.

use listing::{Listing, lists};
use web_sys::Element;

use crate::{
    features::webhooks::deliveries::event_name,
    filter::FilterField,
    list::{CellView, Column, LineView, SpanCell, StateCell, StateWords, TextCell, Tone},
    words::words,
};

const OF_LIST: &[listing::Column] = lists::Webhooks::COLUMNS;

pub fn columns() -> Vec<Column> {
    let w = &words().webhooks;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("name", w.name)
            .width(190)
            .class("p")
            .sorted()
            .exported(&[
                ("id", "id"),
                ("name", w.name),
                ("description", w.description),
            ]),
        column("enabled", w.state)
            .width(90)
            .cell(enabled_cell)
            .text(|line| enabled(line.text("enabled")).text)
            .sorted(),
        column("address", w.address)
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "mono trunc")))
            .exported(&[
                ("kind", w.kind),
                ("address", w.address),
                ("format", w.format),
            ]),
        column("events", w.events)
            .width(130)
            .class("p2")
            .cell(events_cell)
            .text(events_text),
        column("last_sent", w.last_sent)
            .width(96)
            .class("r")
            .sorted(),
    ]
}

pub fn fields() -> Vec<FilterField> {
    let w = &words().webhooks;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("enabled", w.state, "info").shown_as(|word| enabled(word).text),
        field("events", w.events, "external").shown_as(event_name),
        field("kind", w.kind, "box").shown_as(kind_name),
        field("format", w.format, "file"),
        field("address", w.address, "globe"),
        field("header", w.header, "key").shown_as(yes_or_no),
        field("name", w.name, "link"),
        field("last_sent", w.last_sent, "calendar"),
    ]
}

fn yes_or_no(value: &str) -> String {
    let w = &words().filter;
    if value == "yes" { w.yes } else { w.no }.to_owned()
}

/// What a kind of targets is called.
pub fn kind_name(word: &str) -> String {
    let w = &words().webhooks;
    match word {
        "http" => w.http,
        "slack" => "Slack",
        other => other,
    }
    .to_owned()
}

/// Whether a webhook is on.
pub fn enabled(word: &str) -> StateWords {
    let w = &words().webhooks;
    match word {
        "yes" => StateWords::new("check-circle", Tone::Good, w.on),
        _ => StateWords::new("minus", Tone::Quiet, w.off),
    }
}

fn enabled_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, |line| enabled(line.text("enabled"))))
}

/// The events by name, those of a webhook that is about many too.
fn events_text(line: &LineView<'_>) -> String {
    let names: Vec<String> = line
        .texts("events")
        .iter()
        .map(|word| event_name(word))
        .collect();
    names.join(", ")
}

fn events_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| {
        let events = line.texts("events");
        match events.len() {
            0..=2 => events_text(line),
            number => words().webhooks.events_of(number),
        }
    }))
}
