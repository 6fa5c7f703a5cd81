//! The runs of a rule, the newest first.

use std::{sync::Arc, time::Duration};

use harbor_api::{
    ExecutionId,
    operations::{StartReplication, StopReplication},
    types::NewReplication,
};
use leptos::prelude::*;
use listing::{Line, Listing, Sort, lists::ReplicationRuns};
use pilothouse_protocol::ConnectionId;
use web_sys::Element;

use super::{goes_on, state};
use crate::{
    features::replication::page::OpenedRule,
    filter::FilterField,
    format::{count, whole},
    ipc::write::{Change, why_off, write},
    list::{
        CellView, Column, LineView, List, ListPage, ListWords, Refresh, State, StateCell, TableOf,
        TextCell, Values,
    },
    registries::registries,
    ui::{Act, Empty, Icon, Inspector, pair, section},
    words::words,
};

const OF_LIST: &[listing::Column] = ReplicationRuns::COLUMNS;

/// How often runs are looked at while one goes on. One that failed may go on, too.
const AGAIN: Duration = Duration::from_secs(5);

#[component]
pub fn RunList(
    connection: Signal<ConnectionId>,
    rule: OpenedRule,
    opened: RwSignal<Option<ExecutionId>>,
    on_back: Callback<()>,
) -> impl IntoView {
    let w = &words().replication;
    let registries = registries();
    let off = why_off(connection);
    let scope = ReplicationRuns { rule: rule.id };
    let list = List::open(connection, scope, Some(Sort::descending("started")));
    let is_active = Memo::new(move |_| {
        list.block.with(|block| {
            block.as_ref().is_some_and(|block| {
                block.lines.iter().any(|line| {
                    let values = Values {
                        columns: list.columns,
                        cells: &line.cells,
                    };
                    goes_on(values.text("status"))
                })
            })
        })
    });
    list.read_while(is_active.into(), AGAIN);
    let policy_id = rule.id;
    let start = move |_| {
        let done: Act = Arc::new(move || {
            registries.toasts.done(words().replication.started, None);
            list.reload();
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
    };
    let name = StoredValue::new(rule.name.clone());
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
                <h1 class="trunc">{w.runs_title(&name.get_value())}</h1>
                <span class="sp"></span>
                <Refresh
                    loading=Signal::derive(move || list.is_reading())
                    on_refresh=move || list.reload()
                />
                <button
                    type="button"
                    class="btn"
                    disabled=move || off.get().is_some()
                    title=move || off.get()
                    on:click=start
                >
                    <Icon name="play" />
                    {w.run_now}
                </button>
            </div>
        }
    });
    let said = ListWords {
        find: w.find_run,
        all: w.the_runs,
        one: w.run,
        copy_keys: w.copy_numbers,
        number: |number| words().replication.runs_of(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="history" title=w.no_runs text=w.no_runs_text /> }
    });
    let inspector = move |line: Arc<Line>| {
        let values = Values {
            columns: list.columns,
            cells: &line.cells,
        };
        let id = line.key.parse().ok().map(ExecutionId);
        let is_running = goes_on(values.text("status"));
        let why = values.text("why").to_owned();
        let number = |id: &str| values.number(id).filter(|number| *number > 0).map(count);
        let facts = view! {
            <dl class="kv">
                {pair(w.state, view! { <State said=state(values.text("status")) /> })}
                {pair(w.started_by, trigger(values.text("trigger")))}
                {values.time("started").map(|time| pair(w.started_at, whole(time)))}
                {pair(w.repositories, progress(&values))}
                {number("failed").map(|number| pair(w.failed, number))}
                {number("stopped").map(|number| pair(w.stopped, number))}
                {(!why.is_empty())
                    .then(|| {
                        let why = why.clone();
                        pair(w.why, view! { <span class="wraps" id="run-why">{why}</span> })
                    })}
            </dl>
            {(values.text("status") == "Failed")
                .then(|| view! { <p class="hint">{w.failed_goes_on}</p> })}
        };
        let stop = move |_| {
            let Some(id) = id else { return };
            let done: Act = Arc::new(move || {
                registries.toasts.done(words().replication.stopping, None);
                list.reload();
            });
            write(
                registries,
                Change {
                    connection: connection.get_untracked(),
                    operation: StopReplication { id },
                    failed: w.not_stopped.to_owned(),
                    on_done: done,
                    on_failed: None,
                },
            );
        };
        let footer = ViewFn::from(move || {
            view! {
                <button
                    type="button"
                    class="btn"
                    id="run-tasks"
                    on:click=move |_| opened.set(id)
                >
                    <Icon name="layers" />
                    {w.tasks}
                </button>
                {is_running
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn"
                                disabled=move || off.get().is_some()
                                on:click=stop
                            >
                                <Icon name="stop" />
                                {w.stop}
                            </button>
                        }
                    })}
            }
        });
        let close = Callback::new(move |()| list.place.selected.set(None));
        view! {
            <Inspector title=w.run_title(&line.key) on_close=close footer=footer>
                {section(facts)}
            </Inspector>
        }
        .into_any()
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            label=w.runs.to_owned()
            empty=empty
            head=head
            inspector=Callback::new(inspector)
        />
    }
}

fn columns() -> Vec<Column> {
    let w = &words().replication;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("id", w.run).width(110).class("p"),
        column("status", w.state)
            .width(130)
            .cell(state_cell)
            .text(|line| state(line.text("status")).text),
        column("trigger", w.started_by)
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
                ("succeeded", w.succeeded),
                ("failed", w.failed),
                ("stopped", w.stopped),
            ]),
        column("why", w.why),
        column("started", w.started_at)
            .width(96)
            .class("r")
            .sorted(),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().replication;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("status", w.state, "info").shown_as(|word| state(word).text),
        field("trigger", w.started_by, "user").shown_as(trigger),
        field("started", w.started_at, "calendar"),
        field("failed", w.failed, "alert"),
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

fn state_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, |line| state(line.text("status"))))
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
