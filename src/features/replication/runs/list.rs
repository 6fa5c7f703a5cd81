//! The runs of a rule, the newest first.

use std::sync::Arc;

use harbor_api::{
    ExecutionId,
    operations::{StartReplication, StopReplication},
    types::NewReplication,
};
use leptos::prelude::*;
use listing::{
    Listing,
    lists::{NewestReplicationRuns, ReplicationRuns},
};
use pilothouse_protocol::ConnectionId;
use web_sys::Element;

use super::{goes_on, state, tasks::tasks};
use crate::{
    features::{
        executions::{ExecutionsOf, Start, Stop, unless_stopping},
        replication::page::OpenedRule,
    },
    filter::FilterField,
    format::{count, whole},
    ipc::write::{Change, why_off, write},
    list::{
        CellView, Column, LineView, List, ListWords, State, StateCell, StateWords, TextCell, Values,
    },
    registries::registries,
    ui::{Act, pair, section},
    words::words,
};

const OF_LIST: &[listing::Column] = ReplicationRuns::COLUMNS;
/// Names the table of a rule's newest runs.
pub const NEWEST: &str = NewestReplicationRuns::ID;

/// The runs of a rule.
pub fn runs(connection: Signal<ConnectionId>, rule: OpenedRule) -> ExecutionsOf {
    let w = &words().replication;
    let registries = registries();
    let policy_id = rule.id;
    let start = Callback::new(move |list: List| {
        let done: Act = Arc::new(move || {
            registries.toasts.done(words().replication.started, None);
            list.reload_newest();
        });
        write(
            registries,
            Change {
                connection: connection.get_untracked(),
                operation: StartReplication {
                    body: NewReplication { policy_id },
                },
                failed: w.not_started.to_owned(),
                on_done: done,
                on_failed: None,
            },
        );
    });
    let stop = Callback::new(move |(id, list, failed): (ExecutionId, List, Act)| {
        let done: Act = Arc::new(move || {
            registries.toasts.done(words().executions.stopping, None);
            list.reload_newest();
        });
        write(
            registries,
            Change {
                connection: connection.get_untracked(),
                operation: StopReplication { id },
                failed: words().executions.not_stopped.to_owned(),
                on_done: done,
                on_failed: Some(failed),
            },
        );
    });
    ExecutionsOf {
        scope: ReplicationRuns { rule: rule.id }.into(),
        title: w.runs_title(&rule.name),
        is_page: true,
        columns,
        fields,
        said: ListWords {
            find: w.find_run,
            all: w.the_runs,
            one: w.run,
            copy_keys: words().executions.copy_numbers,
            number: |number| words().replication.runs_of(number),
        },
        empty: (w.no_runs, w.no_runs_text),
        title_of: |number| words().replication.run_title(number),
        goes_on,
        facts,
        start: Some(Start {
            text: w.run_now,
            press: start,
        }),
        stop: Some(Stop {
            is_offered: Signal::stored(true),
            press: stop,
        }),
        off: why_off(connection),
        tasks: Callback::new(move |run| tasks(&rule, run)),
    }
}

fn facts(values: &Values<'_>) -> AnyView {
    let (w, e) = (&words().replication, &words().executions);
    let why = values.text("why").to_owned();
    let number = |id: &str| values.number(id).filter(|number| *number > 0).map(count);
    section(view! {
        <dl class="kv">
            {pair(e.state, view! { <State said=state_of(values) /> })}
            {pair(e.started_by, trigger(values.text("trigger")))}
            {values.time("started").map(|time| pair(e.started, whole(time)))}
            {pair(w.repositories, progress(values))}
            {number("failed").map(|number| pair(e.failed, number))}
            {number("stopped").map(|number| pair(e.stopped, number))}
            {(!why.is_empty())
                .then(|| pair(e.why, view! { <span class="wraps" id="run-why">{why}</span> }))}
        </dl>
        {(values.text("status") == "Failed").then(|| view! { <p class="hint">{w.failed_goes_on}</p> })}
    })
    .into_any()
}

fn columns() -> Vec<Column> {
    let (w, e) = (&words().replication, &words().executions);
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("id", w.run).width(110).class("p"),
        column("status", e.state)
            .width(130)
            .cell(state_cell)
            .text(|line| state_of(line).text),
        column("trigger", e.started_by)
            .width(120)
            .class("p2")
            .cell(trigger_cell)
            .text(|line| trigger(line.text("trigger"))),
        column("total", w.repositories)
            .width(130)
            .class("r")
            .cell(progress_cell)
            .text(|line| progress(line))
            .exported(&[
                ("total", w.repositories),
                ("succeeded", e.succeeded),
                ("failed", e.failed),
                ("stopped", e.stopped),
            ]),
        column("why", e.why).class("p3"),
        column("started", e.started).width(98).class("r").sorted(),
    ]
}

/// The columns of runs below the rules.
pub fn pane_columns() -> Vec<Column> {
    let (w, e) = (&words().replication, &words().executions);
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("status", w.run)
            .cell(state_cell)
            .text(|line| state_of(line).text),
        column("started", e.started).width(92).class("r"),
        column("total", w.done)
            .width(84)
            .class("r")
            .cell(progress_cell)
            .text(|line| progress(line)),
    ]
}

fn fields() -> Vec<FilterField> {
    let e = &words().executions;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("status", e.state, "info").shown_as(|word| state(word).text),
        field("trigger", e.started_by, "user").shown_as(trigger),
        field("started", e.started, "calendar"),
        field("failed", e.failed, "alert"),
    ]
}

/// What a run was started by.
fn trigger(word: &str) -> String {
    let w = &words().replication;
    match word {
        "manual" => w.by_hand,
        "scheduled" => w.scheduled,
        "event_based" => w.by_event,
        other => other,
    }
    .to_owned()
}

fn trigger_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, column| {
        trigger(line.text(column))
    }))
}

/// How a run is, which may have been asked to stop.
fn state_of(values: &Values<'_>) -> StateWords {
    unless_stopping(values, state(values.text("status")))
}

fn state_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, |line| state_of(line)))
}

/// How many of its repositories are done; a run has none in its first seconds.
fn progress(values: &Values<'_>) -> String {
    let w = &words().replication;
    let number = |id: &str| values.number(id).unwrap_or(0);
    let total = number("total");
    match (total, goes_on(values.text("status"))) {
        (0, true) => w.starting.to_owned(),
        (0, false) => w.none.to_owned(),
        _ => {
            let done = total - number("running");
            w.done_of(&count(done), &count(total))
        }
    }
}

fn progress_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line: &LineView<'_>, _| {
        progress(line)
    }))
}

#[cfg(test)]
mod tests {
    use harbor_api::ReplicationPolicyId;
    use listing::ListScope;

    use super::*;

    /// The cells of a run, as the server tells it.
    fn run(told: &str) -> Vec<listing::Cell> {
        let scope = ListScope::from(ReplicationRuns {
            rule: ReplicationPolicyId(1),
        });
        let body = format!(r#"[{{"id": 7, "policy_id": 1, "trigger": "manual", {told}}}]"#);
        let mut page = scope.page(body.as_bytes()).expect("a list");
        page.rows.remove(0)
    }

    #[test]
    fn a_run_that_has_not_found_anything_yet_is_not_one_that_copies_nothing() {
        let w = &words().replication;
        let progress_of = |told: &str| {
            progress(&Values {
                columns: OF_LIST,
                cells: &run(told),
            })
        };
        assert_eq!(progress_of(r#""status": "InProgress""#), w.starting);
        assert_eq!(progress_of(r#""status": "Succeed""#), w.none);
        let some = r#""status": "InProgress", "total": 4, "in_progress": 1, "succeed": 3"#;
        assert_eq!(progress_of(some), w.done_of("3", "4"));
    }

    #[test]
    fn why_nothing_was_copied_is_in_the_servers_words_whatever_it_calls_the_run() {
        for status in ["Succeed", "Failed"] {
            let told = format!(r#""status": "{status}", "status_text": "no resources""#);
            let cells = run(&told);
            let values = Values {
                columns: OF_LIST,
                cells: &cells,
            };
            assert_eq!(values.text("why"), "no resources");
            assert!(columns().iter().any(|column| column.id == "why"));
        }
    }

    #[test]
    fn no_duration_is_made_of_a_runs_end_which_is_told_late() {
        assert!(columns().iter().all(|column| column.id != "ended"));
    }
}
