//! How the list of rules is declared to the window: columns and filter.

use listing::{
    Listing,
    lists::{
        ReplicationRules,
        system::replication::{EXCLUDED, PULL, SELECTED},
    },
};
use web_sys::Element;

use super::filters::kind_name;
use crate::{
    features::replication::runs::state,
    filter::FilterField,
    format::count,
    list::{CellView, Column, LineView, StateCell, StateWords, TextCell, Tone, Values},
    ui::schedule_words,
    words::words,
};

const OF_LIST: &[listing::Column] = ReplicationRules::COLUMNS;

pub fn columns() -> Vec<Column> {
    let w = &words().replication;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("name", w.rule_name)
            .width(170)
            .class("p")
            .sorted()
            .exported(&[
                ("id", "id"),
                ("name", w.rule_name),
                ("description", w.description),
            ]),
        column("direction", w.from_and_to)
            .width(220)
            .cell(direction_cell)
            .text(direction_text)
            .exported(&[("direction", w.direction), ("registry", w.registry)]),
        column("filters", w.what)
            .cell(what_cell)
            .text(|line| what(line.texts("filters"))),
        column("trigger", w.when)
            .width(160)
            .class("p3")
            .cell(when_cell)
            .text(when_text)
            .exported(&[
                ("trigger", w.when),
                ("cron", w.cron),
                ("enabled", w.state),
                ("deletion", w.deletes),
            ]),
        column("last_status", w.last_run)
            .width(140)
            .class("p2")
            .cell(last_cell)
            .text(|line| last(line).text)
            .exported(&[
                ("last_status", w.last_run),
                ("last_total", w.repositories),
                ("last_failed", words().executions.failed),
            ]),
        column("last_run", words().executions.started)
            .width(84)
            .class("r p3")
            .sorted(),
    ]
}

pub fn fields() -> Vec<FilterField> {
    let w = &words().replication;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("enabled", w.state, "info").shown_as(|word| enabled(word).text),
        field("direction", w.direction, "swap").shown_as(direction_name),
        field("registry", w.registry, "server"),
        field("trigger", w.when, "calendar").shown_as(trigger_name),
        field("deletion", w.deletes, "trash").shown_as(yes_or_no),
        field("last_status", w.last_run, "history").shown_as(|word| state(word).text),
        field("last_run", words().executions.started, "calendar"),
        field("name", w.rule_name, "renew"),
    ]
}

fn yes_or_no(value: &str) -> String {
    let w = &words().filter;
    if value == "yes" { w.yes } else { w.no }.to_owned()
}

/// What a rule copies, by its filters.
pub fn what(filters: &[String]) -> String {
    let w = &words().replication;
    let of = |kind: &str| {
        let mut rests = filters
            .iter()
            .filter_map(|filter| filter.strip_prefix(kind));
        rests.find_map(|rest| match rest.strip_prefix(EXCLUDED) {
            Some(value) => Some(w.but(value)),
            None => Some(rest.strip_prefix(SELECTED)?.to_owned()),
        })
    };
    let parts = [
        Some(of("name").unwrap_or_else(|| w.everything.to_owned())),
        of("tag").map(|tags| w.with_tags(&tags)),
        of("label").map(|labels| w.with_labels(&labels)),
        of("resource").map(|kind| w.only(&kind_name(&kind))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn what_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, "filters", |line, column| {
        what(line.texts(column))
    }))
}

fn direction_name(word: &str) -> String {
    let w = &words().replication;
    if word == PULL { w.from } else { w.to }.to_owned()
}

fn direction_text(line: &LineView<'_>) -> String {
    let (here, there) = (words().replication.this_registry, line.text("registry"));
    match line.text("direction") {
        PULL => format!("{there} → {here}"),
        _ => format!("{here} → {there}"),
    }
}

fn direction_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| direction_text(line)))
}

/// What makes a rule run.
pub fn trigger_name(word: &str) -> String {
    let w = &words().replication;
    match word {
        "manual" => w.by_hand,
        "scheduled" => w.scheduled,
        "event_based" => w.by_event,
        other => other,
    }
    .to_owned()
}

/// When a rule runs, that it is off, and that it passes on what is deleted.
fn when_text(line: &LineView<'_>) -> String {
    let w = &words().replication;
    let when = match line.text("trigger") {
        _ if line.text("enabled") == "no" => w.off.to_owned(),
        "scheduled" => schedule_words(line.text("cron")),
        other => trigger_name(other),
    };
    match line.text("deletion") {
        "yes" => format!("{when}, {}", w.deletes_too),
        _ => when,
    }
}

fn when_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| when_text(line)))
}

/// What came of the last run: `2 of 44 failed`, `38 copied`, `28 of 41`.
fn last(values: &Values<'_>) -> StateWords {
    let w = &words().replication;
    let number = |id: &str| values.number(id).unwrap_or(0);
    let word = values.text("last_status");
    let (total, failed) = (number("last_total"), number("last_failed"));
    match word {
        "" => return StateWords::new("minus", Tone::Quiet, "–"),
        "InProgress" if total > 0 => {
            let done = w.done_of(&count(total - number("last_running")), &count(total));
            return StateWords::new("refresh", Tone::Active, done);
        }
        "Succeed" if total == 0 => {
            return StateWords::new("check-circle", Tone::Good, w.nothing_copied);
        }
        "Succeed" => {
            return StateWords::new("check-circle", Tone::Good, w.copied(&count(total)));
        }
        _ => {}
    }
    if failed > 0 {
        let said = w.failed_of(&count(failed), &count(total));
        return StateWords::new("alert", Tone::Bad, said);
    }
    state(word)
}

fn last_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, |line| last(line)))
}

/// Whether a rule runs.
pub fn enabled(word: &str) -> StateWords {
    let w = &words().replication;
    match word {
        "yes" => StateWords::new("check-circle", Tone::Good, w.on),
        _ => StateWords::new("minus", Tone::Quiet, w.off),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_rule_leaves_out_is_not_said_to_be_what_it_copies() {
        let said = |filters: &[&str]| {
            let filters: Vec<String> = filters.iter().map(|&one| one.to_owned()).collect();
            what(&filters)
        };
        assert_eq!(
            said(&["name=skaha/**", "tag=2?.*"]),
            "skaha/** with tags 2?.*"
        );
        assert_eq!(
            said(&["tag!=nightly-*", "name=skaha/**"]),
            "skaha/** with tags all but nightly-*"
        );
        assert!(said(&["label=approved"]).ends_with("with labels approved"));
    }
}
