//! The tasks of a run, one for each repository, each with its log.

use std::{sync::Arc, time::Duration};

use harbor_api::{ExecutionId, TaskId, operations::GetReplicationLog};
use leptos::prelude::*;
use listing::{Line, Listing, Sort, lists::ReplicationTasks};
use pilothouse_protocol::ConnectionId;
use web_sys::Element;

use super::{goes_on, state};
use crate::{
    features::replication::page::OpenedRule,
    filter::FilterField,
    format::{lasting, whole},
    list::{
        CellView, Column, LineView, List, ListPage, ListWords, Refresh, SpanCell, State, StateCell,
        TableOf, TextCell, Values,
    },
    ui::{Empty, Icon, Inspector, LogDialog, pair, section},
    words::words,
};

const OF_LIST: &[listing::Column] = ReplicationTasks::COLUMNS;

/// How often tasks are looked at while one goes on or failed: the server tries failed ones again.
const AGAIN: Duration = Duration::from_secs(5);

#[component]
pub fn Tasks(
    connection: Signal<ConnectionId>,
    rule: OpenedRule,
    run: ExecutionId,
    on_back: Callback<()>,
) -> impl IntoView {
    let w = &words().replication;
    let scope = ReplicationTasks { execution: run };
    // Failed ones first.
    let list = List::open(connection, scope, Some(Sort::ascending("status")));
    let is_active = Memo::new(move |_| {
        list.block.with(|block| {
            block.as_ref().is_some_and(|block| {
                block.lines.is_empty()
                    || block.lines.iter().any(|line| {
                        let values = Values {
                            columns: list.columns,
                            cells: &line.cells,
                        };
                        goes_on(values.text("status")) || values.text("status") == "Failed"
                    })
            })
        })
    });
    list.read_while(is_active.into(), AGAIN);
    let title = w.tasks_title(&rule.name, &run.to_string());
    let shown_title = StoredValue::new(title.clone());
    let head = ViewFn::from(move || {
        view! {
            <div class="ph">
                <button
                    type="button"
                    class="btn ghost icon"
                    aria-label=w.back
                    title=w.back
                    on:click=move |_| on_back.run(())
                >
                    <Icon name="arrow-left" />
                </button>
                <h1 class="trunc">{shown_title.get_value()}</h1>
                <span class="sp"></span>
                <Refresh
                    loading=Signal::derive(move || list.is_reading())
                    on_refresh=move || list.reload()
                />
            </div>
        }
    });
    let said = ListWords {
        find: w.find_task,
        all: w.the_tasks,
        one: w.task,
        copy_keys: w.copy_numbers,
        number: |number| words().replication.tasks_of(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="layers" title=w.no_tasks text=w.no_tasks_text /> }
    });
    let log = RwSignal::new(None::<(TaskId, bool)>);
    let inspector = move |line: Arc<Line>| {
        let values = Values {
            columns: list.columns,
            cells: &line.cells,
        };
        let id = line.key.parse().ok().map(TaskId);
        let is_running = goes_on(values.text("status"));
        let facts = view! {
            <dl class="kv">
                {pair(w.state, view! { <State said=state(values.text("status")) /> })}
                {pair(w.operation, operation(values.text("operation")))}
                {pair(w.source, view! { <span class="mono wraps">{values.text("source").to_owned()}</span> })}
                {pair(w.destination, view! { <span class="mono wraps">{values.text("destination").to_owned()}</span> })}
                {values.time("started").map(|time| pair(w.started_at, whole(time)))}
                {pair(w.took, took(&values))}
            </dl>
        };
        let footer = ViewFn::from(move || {
            view! {
                <button
                    type="button"
                    class="btn"
                    id="task-log"
                    on:click=move |_| log.set(id.map(|id| (id, is_running)))
                >
                    <Icon name="file" />
                    {w.log}
                </button>
            }
        });
        let close = Callback::new(move |()| list.place.selected.set(None));
        view! {
            <Inspector title=values.text("source").to_owned() on_close=close footer=footer>
                {section(facts)}
            </Inspector>
        }
        .into_any()
    };
    let dialog = move || {
        log.get().map(|(task_id, is_running)| {
            view! {
                <LogDialog
                    connection=connection
                    of=GetReplicationLog { id: run, task_id }
                    is_running=is_running
                    title=w.log_title(&task_id.to_string())
                    file=format!("replication-{run}-{task_id}.log")
                    on_close=Callback::new(move |()| log.set(None))
                />
            }
        })
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            label=title
            empty=empty
            head=head
            inspector=Callback::new(inspector)
        />
        {dialog}
    }
}

fn columns() -> Vec<Column> {
    let w = &words().replication;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("status", w.state)
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
        column("ended", w.took)
            .width(90)
            .class("r")
            .cell(took_cell)
            .text(|line| took(line)),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().replication;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("status", w.state, "info").shown_as(|word| state(word).text),
        field("operation", w.operation, "layers").shown_as(operation),
        field("source", w.source, "repository"),
        field("destination", w.destination, "repository"),
    ]
}

/// What a task does.
fn operation(word: &str) -> String {
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

fn state_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, |line| state(line.text("status"))))
}

/// How long a task took: unlike a run's, its times are exact.
fn took(values: &Values<'_>) -> String {
    match (values.time("started"), values.time("ended")) {
        (Some(started), Some(ended)) => lasting(ended - started),
        _ => "–".to_owned(),
    }
}

fn took_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line: &LineView<'_>, _| {
        took(line)
    }))
}
