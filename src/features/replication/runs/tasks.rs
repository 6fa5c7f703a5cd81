//! The tasks of a run, one for each repository.

use chrono::{DateTime, TimeDelta, Utc};
use harbor_api::{ExecutionId, operations::GetReplicationLog};
use leptos::prelude::*;
use listing::{Listing, lists::ReplicationTasks};
use web_sys::Element;

use super::{goes_on, state};
use crate::{
    features::{
        executions::{FailedBecause, Reason, ShownLog, TasksOf, took, took_cell},
        replication::page::OpenedRule,
    },
    filter::FilterField,
    format::whole,
    list::{CellView, Column, ListWords, SpanCell, State, StateCell, TextCell, Values},
    ui::{LogDialog, pair, section},
    words::words,
};

const OF_LIST: &[listing::Column] = ReplicationTasks::COLUMNS;

/// The tasks of a run.
pub fn tasks(rule: &OpenedRule, run: ExecutionId) -> TasksOf {
    let (w, e) = (&words().replication, &words().executions);
    TasksOf {
        scope: ReplicationTasks { execution: run }.into(),
        title: w.tasks_title(&rule.name, &run.to_string()),
        is_page: true,
        columns,
        fields,
        said: ListWords {
            find: w.find_task,
            all: e.the_tasks,
            one: e.task,
            copy_keys: e.copy_numbers,
            number: |number| words().executions.number_of_tasks(number),
        },
        empty: (e.no_tasks, w.no_tasks_text),
        title_of: |_, values| values.text("source").to_owned(),
        goes_on,
        is_tried_again,
        facts,
        reason: Some(Reason {
            has_failed: |values| values.text("status") == "Failed",
            of: Callback::new(move |(connection, task_id)| {
                let of = GetReplicationLog { id: run, task_id };
                view! { <FailedBecause connection=connection of=of /> }.into_any()
            }),
        }),
        log: Callback::new(move |log: ShownLog| {
            view! {
                <LogDialog
                    connection=log.connection
                    of=GetReplicationLog {
                        id: run,
                        task_id: log.task,
                    }
                    is_running=log.is_running
                    title=words().executions.task_title(&log.task.to_string())
                    file=format!("replication-{run}-{}.log", log.task)
                    on_close=log.on_close
                />
            }
            .into_any()
        }),
    }
}

/// Whether a task that failed may still be run again by the server, which begins within a minute or two.
fn is_tried_again(values: &Values<'_>) -> bool {
    let long = TimeDelta::minutes(10);
    let is_new = |ended: DateTime<Utc>| Utc::now() - ended < long;
    values.text("status") == "Failed" && values.time("ended").is_none_or(is_new)
}

fn facts(values: &Values<'_>) -> AnyView {
    let (w, e) = (&words().replication, &words().executions);
    let mono = |id: &str| {
        let text = values.text(id).to_owned();
        view! { <span class="mono wraps">{text}</span> }
    };
    section(view! {
        <dl class="kv">
            {pair(e.state, view! { <State said=state(values.text("status")) /> })}
            {pair(w.operation, operation(values.text("operation")))}
            {pair(w.source, mono("source"))}
            {pair(w.destination, mono("destination"))}
            {values.time("started").map(|time| pair(e.started, whole(time)))}
            {pair(e.took, took(values))}
        </dl>
    })
    .into_any()
}

fn columns() -> Vec<Column> {
    let (w, e) = (&words().replication, &words().executions);
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("status", e.state)
            .width(130)
            .cell(state_cell)
            .text(|line| state(line.text("status")).text)
            .sorted(),
        column("source", w.source)
            .class("p")
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "mono trunc"))),
        column("destination", w.destination)
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "mono trunc"))),
        column("operation", w.operation)
            .width(110)
            .class("p2")
            .cell(operation_cell)
            .text(|line| operation(line.text("operation"))),
        column("ended", e.took)
            .width(90)
            .class("r")
            .cell(took_cell)
            .text(|line| took(line)),
    ]
}

fn fields() -> Vec<FilterField> {
    let (w, e) = (&words().replication, &words().executions);
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("status", e.state, "info").shown_as(|word| state(word).text),
        field("operation", w.operation, "layers").shown_as(operation),
        field("source", w.source, "repository"),
        field("destination", w.destination, "repository"),
    ]
}

/// What a task does.
pub fn operation(word: &str) -> String {
    let w = &words().replication;
    match word {
        "copy" => w.copy,
        "deletion" => w.deletion,
        "tag deletion" => w.tag_deletion,
        other => other,
    }
    .to_owned()
}

fn operation_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, column| {
        operation(line.text(column))
    }))
}

pub fn state_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, |line| state(line.text("status"))))
}
