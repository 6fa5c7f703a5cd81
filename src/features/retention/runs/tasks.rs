//! The repositories of one run, and each one's log.

use std::sync::Arc;

use harbor_api::{
    RetentionExecutionId, RetentionId, RetentionTaskId, operations::GetRetentionTaskLog,
};
use leptos::prelude::*;
use listing::{Line, Listing, lists::RetentionTasks};

use crate::{
    features::retention::{
        outcome::stop,
        policy::Policy,
        runs::{status_column, status_field},
    },
    filter::FilterField,
    ipc::load::load_one,
    list::{
        Column, List, ListBody, ListWords, Refresh, TableOf, Values, chosen_line, close_on_escape,
        inspected,
    },
    ui::{Act, CopyIcon, Empty, Failed, Icon, Inspector},
    words::words,
};

fn task_columns() -> Vec<Column> {
    let w = &words().retention;
    let column = |id, words| Column::new(RetentionTasks::COLUMNS, id, words);
    vec![
        column("repository", w.repository).sorted(),
        status_column(RetentionTasks::COLUMNS),
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
        status_field(RetentionTasks::COLUMNS),
        field("repository", w.repository, "repository"),
        field("gone", w.would_go, "trash"),
    ]
}

/// The repositories of a run.
#[component]
pub fn Tasks(
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
