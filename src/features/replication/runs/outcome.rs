//! What came of each task, in the pane beside the runs: why it failed, as far as its log says, or where it
//! went. Only the logs of the first that failed are read: each is a request.

use std::collections::HashMap;

use harbor_api::{ExecutionId, TaskId, operations::GetReplicationLog};
use leptos::prelude::*;
use listing::{Listing, lists::ReplicationTasks};
use pilothouse_protocol::{ConnectionId, FailureCode};
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::tasks::{operation, state_cell};
use crate::{
    features::{
        executions::{took, took_cell},
        replication::runs::state,
    },
    ipc::{Ticket, harbor_in_background},
    list::{Attribute, CellView, Column, LineView, List, SpanCell, Text, Values, append, element},
    ui::last_error,
    words::words,
};

const OF_LIST: &[listing::Column] = ReplicationTasks::COLUMNS;

/// Logs that are read for one look at a run.
const READ: usize = 5;

/// A task's failing: its number, and when it began; one that is tried again fails anew.
type Failing = (String, Option<i64>);

/// Why tasks failed, as far as it was read; nothing while a log is on its way.
pub type Reasons = RwSignal<HashMap<Failing, Option<String>>>;

fn failing(key: &str, values: &Values<'_>) -> Option<Failing> {
    let has_failed = values.text("status") == "Failed";
    has_failed.then(|| (key.to_owned(), values.number("started")))
}

/// Reads the logs of the first tasks that failed, one after the other.
pub fn read_reasons(
    connection: Signal<ConnectionId>,
    run: ExecutionId,
    list: List,
    reasons: Reasons,
) {
    Effect::new(move |_| {
        let failed: Vec<Failing> = list.block.with(|block| {
            let lines = block.iter().flat_map(|block| block.lines.iter());
            let failed = lines.filter_map(|line| {
                let values = Values {
                    columns: list.columns,
                    cells: &line.cells,
                };
                failing(&line.key, &values)
            });
            failed.take(READ).collect()
        });
        let is_new = |failed: &Failing| reasons.with_untracked(|known| !known.contains_key(failed));
        let new: Vec<Failing> = failed.into_iter().filter(is_new).collect();
        if new.is_empty() {
            return;
        }
        reasons.update_untracked(|known| {
            known.extend(new.iter().map(|failed| (failed.clone(), None)));
        });
        let at = connection.get_untracked();
        spawn_local(async move {
            for failed in new {
                let Ok(task_id) = failed.0.parse().map(TaskId) else {
                    continue;
                };
                let log = GetReplicationLog { id: run, task_id };
                let ticket = Ticket::new();
                let said = match harbor_in_background(at.clone(), &log, ticket).await {
                    Ok(log) => last_error(&log.value.0),
                    Err(failure) if failure.code == FailureCode::NotFound => {
                        Some(words().log.no_longer_kept.to_owned())
                    }
                    // The log itself says what went wrong with asking.
                    Err(_) => None,
                };
                let Some(said) = said else { continue };
                // The pane may be gone.
                let is_gone = reasons
                    .try_update_untracked(|known| known.insert(failed, Some(said)))
                    .is_none();
                if is_gone {
                    return;
                }
                list.redraw();
            }
        });
    });
}

/// What came of a task, and whether that is why it failed.
fn outcome(line: &LineView<'_>, reasons: Reasons) -> (String, bool) {
    let w = &words().replication;
    if let Some(failed) = failing(&line.line.key, line) {
        let known = reasons.try_with_untracked(|known| known.get(&failed).cloned().flatten());
        let said = known.flatten();
        return (said.unwrap_or_else(|| w.in_its_log.to_owned()), true);
    }
    match (line.text("operation"), line.text("destination")) {
        ("copy", to) if to == line.text("source") => (w.same_name.to_owned(), false),
        ("copy", to) => (to.to_owned(), false),
        (other, to) => (format!("{}: {to}", operation(other)), false),
    }
}

struct OutcomeCell {
    text: Text,
    class: Attribute,
    title: Attribute,
    reasons: Reasons,
}

impl OutcomeCell {
    fn new(cell: &Element, reasons: Reasons) -> Self {
        let span = element("span", "trunc");
        append(cell, &span);
        Self {
            text: Text::new(&span),
            class: Attribute::new(&span, "class"),
            title: Attribute::new(&span, "title"),
            reasons,
        }
    }
}

impl CellView for OutcomeCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let (said, is_bad) = outcome(line, self.reasons);
        let class = if is_bad { "trunc c-bad" } else { "trunc" };
        self.class.set(Some(class));
        self.text.set(&said);
        self.title.set((!said.is_empty()).then_some(&said));
    }
}

/// The columns of tasks beside the runs.
pub fn pane_columns(reasons: Reasons) -> Vec<Column> {
    let (w, e) = (&words().replication, &words().executions);
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("status", e.task_head)
            .width(120)
            .cell(state_cell)
            .text(|line| state(line.text("status")).text),
        column("source", w.source)
            .class("p")
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "mono trunc"))),
        column("destination", w.outcome)
            .class("p3")
            .cell(move |cell, _| Box::new(OutcomeCell::new(cell, reasons))),
        column("ended", e.took)
            .width(80)
            .class("r")
            .cell(took_cell)
            .text(|line| took(line)),
    ]
}
