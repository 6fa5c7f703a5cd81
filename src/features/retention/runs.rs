//! The runs of a policy: each with its repositories, and each of these with its log.

use std::sync::Arc;

use harbor_api::{
    RetentionExecutionId, RetentionId, RetentionTaskId, operations::GetRetentionTaskLog,
    types::JobStatus,
};
use leptos::prelude::*;
use listing::{
    Line, Listing, Sort,
    lists::{RetentionRuns, RetentionTasks},
};

use crate::{
    features::retention::{outcome::stop, policy::Policy},
    filter::FilterField,
    ipc::load::load_one,
    list::{
        Column, List, ListBody, ListWords, Refresh, TableOf, TextCell, Values, chosen_line,
        close_on_escape, inspected,
    },
    ui::{Act, CopyIcon, Empty, Failed, Icon, Inspector},
    words::words,
};

fn status_words(word: &str) -> String {
    let w = &words().retention;
    match word {
        "Running" | "Pending" | "Scheduled" => w.running.to_owned(),
        "Success" | "Succeed" => w.success.to_owned(),
        "Error" | "Failed" => w.error.to_owned(),
        "Stopped" => w.stopped_word.to_owned(),
        other => other.to_owned(),
    }
}

fn kind_words(is_dry: &str) -> String {
    let w = &words().retention;
    if is_dry == "yes" {
        w.dry_run
    } else {
        w.real_run
    }
    .to_owned()
}

fn trigger_words(word: &str) -> String {
    let w = &words().retention;
    match word {
        "MANUAL" => w.manual.to_owned(),
        "SCHEDULE" => w.scheduled.to_owned(),
        other => other.to_owned(),
    }
}

fn run_columns() -> Vec<Column> {
    let w = &words().retention;
    let column = |id, words| Column::new(RetentionRuns::COLUMNS, id, words);
    vec![
        column("execution", w.run).width(90),
        column("dry_run", w.kind)
            .cell(|cell, column| {
                Box::new(TextCell::new(cell, column, |line, column| {
                    kind_words(line.text(column))
                }))
            })
            .text(|line| kind_words(line.text("dry_run")))
            .sorted(),
        column("status", w.status)
            .width(120)
            .cell(|cell, column| {
                Box::new(TextCell::new(cell, column, |line, column| {
                    status_words(line.text(column))
                }))
            })
            .text(|line| status_words(line.text("status")))
            .sorted(),
        column("trigger", w.trigger)
            .width(120)
            .class("p3")
            .cell(|cell, column| {
                Box::new(TextCell::new(cell, column, |line, column| {
                    trigger_words(line.text(column))
                }))
            })
            .text(|line| trigger_words(line.text("trigger"))),
        column("started", w.started).width(92).class("r").sorted(),
        column("ended", w.ended).width(92).class("r p2").sorted(),
    ]
}

fn run_fields() -> Vec<FilterField> {
    let w = &words().retention;
    let field = |id, words, icon| FilterField::new(RetentionRuns::COLUMNS, id, words, icon);
    vec![
        field("dry_run", w.kind, "filter").shown_as(kind_words),
        field("status", w.status, "check-circle").shown_as(status_words),
        field("trigger", w.trigger, "user").shown_as(trigger_words),
        field("started", w.started, "calendar"),
    ]
}

fn task_columns() -> Vec<Column> {
    let w = &words().retention;
    let column = |id, words| Column::new(RetentionTasks::COLUMNS, id, words);
    vec![
        column("repository", w.repository).sorted(),
        column("status", w.status)
            .width(120)
            .cell(|cell, column| {
                Box::new(TextCell::new(cell, column, |line, column| {
                    status_words(line.text(column))
                }))
            })
            .text(|line| status_words(line.text("status")))
            .sorted(),
        column("gone", w.would_go).width(90).class("r").sorted(),
        column("retained", w.would_stay)
            .width(90)
            .class("r")
            .sorted(),
        column("total", w.all_artifacts)
            .width(90)
            .class("r p2")
            .sorted(),
    ]
}

fn task_fields() -> Vec<FilterField> {
    let w = &words().retention;
    let field = |id, words, icon| FilterField::new(RetentionTasks::COLUMNS, id, words, icon);
    vec![
        field("status", w.status, "check-circle").shown_as(status_words),
        field("repository", w.repository, "repository"),
        field("gone", w.would_go, "trash"),
    ]
}

/// All runs of a policy; an opened one shows its repositories.
#[component]
pub fn Runs(
    policy: Policy,
    id: RetentionId,
    /// After each run that this page started.
    ended: RwSignal<u32>,
) -> impl IntoView {
    let opened = RwSignal::new(None::<(RetentionExecutionId, bool)>);
    move || match opened.get() {
        Some((execution, is_final)) => view! {
            <Tasks
                policy=policy
                id=id
                execution=execution
                is_final=is_final
                on_back=Callback::new(move |()| opened.set(None))
            />
        }
        .into_any(),
        None => view! { <RunList policy=policy id=id opened=opened ended=ended /> }.into_any(),
    }
}

#[component]
fn RunList(
    policy: Policy,
    id: RetentionId,
    opened: RwSignal<Option<(RetentionExecutionId, bool)>>,
    ended: RwSignal<u32>,
) -> impl IntoView {
    let w = &words().retention;
    let newest = Sort::descending("started");
    let list = List::open(
        policy.connection,
        RetentionRuns { policy: id },
        Some(newest),
    );
    Effect::new(move |before: Option<u32>| {
        let count = ended.get();
        if before.is_some_and(|before| before != count) {
            list.reload();
        }
        count
    });
    let on_open = Callback::new(move |line: Arc<Line>| {
        let run = Values {
            columns: list.columns,
            cells: &line.cells,
        };
        if let Ok(number) = line.key.parse() {
            let status = JobStatus::from(run.text("status").to_owned());
            opened.set(Some((RetentionExecutionId(number), status.is_final())));
        }
    });
    let said = ListWords {
        find: w.runs_find,
        all: w.the_runs,
        one: w.run,
        copy_keys: w.copy_runs,
        number: |number| words().retention.runs_of(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="history" title=w.runs_empty_title text=w.runs_empty_text /> }
    });
    view! {
        <div class="page grow">
            <ListBody
                is_in_tab=true
                of=TableOf::new(list, run_columns())
                fields=run_fields()
                said=said
                label=w.runs_table.to_owned()
                on_open=on_open
                empty=empty
            />
        </div>
    }
}

#[component]
fn Tasks(
    policy: Policy,
    id: RetentionId,
    execution: RetentionExecutionId,
    /// Nothing of it is to be stopped.
    is_final: bool,
    on_back: Callback<()>,
) -> impl IntoView {
    let w = &words().retention;
    let scope = RetentionTasks {
        policy: id,
        execution,
    };
    let list = List::open(policy.connection, scope, None);
    let selected = list.place.selected;
    let chosen = chosen_line(list, inspected(selected));
    close_on_escape(selected);
    let said = ListWords {
        find: w.find_repository,
        all: w.the_tasks,
        one: w.repository,
        copy_keys: w.copy_runs,
        number: |number| words().repositories.number(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="history" title=w.tasks text=w.no_tasks /> }
    });
    let may_stop = move || !is_final && policy.may("update");
    let stop_it = move || {
        let done: Act = Arc::new(move || list.reload());
        stop(policy, id, execution, done);
    };
    let log = move || {
        let line = chosen.get()?;
        let task = RetentionTaskId(line.key.parse().ok()?);
        let name = Values {
            columns: list.columns,
            cells: &line.cells,
        };
        let name = name.text("repository").to_owned();
        Some(view! {
            <TaskLog
                policy=policy
                of=GetRetentionTaskLog {
                    id,
                    eid: execution,
                    tid: task,
                }
                name=name
                on_close=Callback::new(move |()| selected.set(None))
            />
        })
    };
    view! {
        <div class="work dense" class:has-insp=move || chosen.with(Option::is_some)>
        <div class="page">
            <div class="rt-bar">
                <button type="button" class="btn ghost" on:click=move |_| on_back.run(())>
                    <Icon name="arrow-left" />
                    {w.runs_part}
                </button>
                <span class="strong t13">{format!("{} {execution}", w.run)}</span>
                <span class="sp"></span>
                {move || {
                    may_stop()
                        .then(|| {
                            view! {
                                <button type="button" class="btn" on:click=move |_| stop_it()>
                                    {w.stop}
                                </button>
                            }
                        })
                }}
                <Refresh
                    loading=Signal::derive(move || list.is_reading())
                    on_refresh=move || list.reload()
                />
            </div>
            <ListBody
                of=TableOf::new(list, task_columns())
                fields=task_fields()
                said=said
                label=w.tasks.to_owned()
                on_open=Callback::new(move |line: Arc<Line>| selected.set(Some(line.key.clone())))
                empty=empty
            />
        </div>
        {log}
        </div>
    }
}

/// The log of one repository.
#[component]
fn TaskLog(
    policy: Policy,
    of: GetRetentionTaskLog,
    name: String,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().retention;
    let log = load_one(policy.connection, move || Some(of.clone()));
    let text = Signal::derive(move || log.data.get().map_or(String::new(), |text| text.0.clone()));
    let actions = move || view! { <CopyIcon text=text label=w.copy_log /> }.into_any();
    view! {
        <Inspector title=name on_close=on_close actions=actions>
            {move || match log.failure.get() {
                Some(failure) if log.data.with(Option::is_none) => {
                    view! {
                        <Failed
                            what=w.the_log
                            failure=failure
                            on_retry=Callback::new(move |()| log.reload())
                        />
                    }
                        .into_any()
                }
                _ => {
                    view! {
                        <pre class="det rt-log" tabindex="0" aria-label=w.log>
                            {text}
                        </pre>
                    }
                        .into_any()
                }
            }}
        </Inspector>
    }
}
