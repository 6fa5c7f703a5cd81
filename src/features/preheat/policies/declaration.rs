//! How the list of policies is declared to the window: columns and filter.

use listing::{Listing, lists::PreheatPolicies};
use web_sys::Element;

use crate::{
    filter::FilterField,
    list::{CellView, Column, LineView, StateCell, StateWords, TextCell, Tone, Values},
    ui::schedule_words,
    words::words,
};

const OF_LIST: &[listing::Column] = PreheatPolicies::COLUMNS;

pub fn columns() -> Vec<Column> {
    let w = &words().preheat;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("name", w.name)
            .width(130)
            .class("p")
            .sorted()
            .exported(&[("name", w.name), ("description", w.description)]),
        column("enabled", w.state)
            .width(76)
            .cell(enabled_cell)
            .text(|line| enabled(line.text("enabled")).text)
            .sorted(),
        column("repositories", w.what)
            .kept_as("what")
            .cell(what_cell)
            .text(|line| what(line))
            .exported(&[
                ("repositories", w.repositories),
                ("tags", w.tags),
                ("labels", w.labels),
                ("signed", w.signed),
                ("below", w.below),
            ]),
        column("provider", w.the_network)
            .width(120)
            .class("p3")
            .sorted(),
        column("trigger", w.when)
            .width(140)
            .cell(when_cell)
            .text(|line| when(line))
            .exported(&[("trigger", w.when), ("cron", w.schedule)]),
        column("updated", w.updated).width(98).class("r").sorted(),
    ]
}

pub fn fields() -> Vec<FilterField> {
    let w = &words().preheat;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("enabled", w.state, "info").shown_as(|word| enabled(word).text),
        field("provider", w.the_network, "proxy"),
        field("trigger", w.when, "clock").shown_as(trigger_name),
        field("signed", w.signed, "signature").shown_as(yes_or_no),
        field("below", w.below, "shield").shown_as(below_words),
        field("repositories", w.repositories, "repository"),
        field("tags", w.tags, "tag"),
        field("name", w.name, "file"),
        field("updated", w.updated, "calendar"),
    ]
}

fn yes_or_no(value: &str) -> String {
    let w = &words().filter;
    if value == "yes" { w.yes } else { w.no }.to_owned()
}

/// Whether a policy is on.
pub fn enabled(word: &str) -> StateWords {
    let w = &words().preheat;
    match word {
        "yes" => StateWords::new("check-circle", Tone::Good, w.on),
        _ => StateWords::new("minus", Tone::Quiet, w.off),
    }
}

/// What starts a policy.
pub fn trigger_name(word: &str) -> String {
    let w = &words().preheat;
    match word {
        "manual" | "" => w.by_hand,
        "scheduled" => w.scheduled,
        "event_based" => w.by_event,
        other => other,
    }
    .to_owned()
}

/// The same, with its schedule.
pub fn when(values: &Values<'_>) -> String {
    match (values.text("trigger"), values.text("cron")) {
        ("scheduled", cron) if !cron.is_empty() => schedule_words(cron),
        (trigger, _) => trigger_name(trigger),
    }
}

/// What findings a policy lets through.
pub fn below_words(word: &str) -> String {
    let w = &words().preheat;
    match word {
        "critical" => w.below_critical,
        "high" => w.below_high,
        "medium" => w.below_medium,
        "low" => w.below_low,
        _ => w.below_any,
    }
    .to_owned()
}

/// What a policy hands over, in short.
fn what(values: &Values<'_>) -> String {
    let w = &words().preheat;
    let is_all = |text: &str| text.is_empty() || text == "**";
    let repositories = values.text("repositories");
    let mut parts = vec![match is_all(repositories) {
        true => w.everything.to_owned(),
        false => repositories.to_owned(),
    }];
    if !is_all(values.text("tags")) {
        parts.push(w.with_tags(values.text("tags")));
    }
    if !values.text("labels").is_empty() {
        parts.push(w.with_labels(values.text("labels")));
    }
    if values.text("signed") == "yes" {
        parts.push(w.signed.to_lowercase());
    }
    if !values.text("below").is_empty() {
        parts.push(below_words(values.text("below")).to_lowercase());
    }
    parts.join(", ")
}

fn enabled_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, |line| enabled(line.text("enabled"))))
}

fn what_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line: &LineView<'_>, _| {
        what(line)
    }))
}

fn when_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line: &LineView<'_>, _| {
        when(line)
    }))
}
