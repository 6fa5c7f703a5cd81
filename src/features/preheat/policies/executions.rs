//! What came of running a policy: executions, the images of one, and their logs.

use std::sync::Arc;

use harbor_api::{
    ExecutionId, PreheatName, ProjectName,
    operations::{GetPreheatPolicy, GetPreheatTaskLog, StartPreheat, StopPreheat},
    types::PreheatStop,
};
use leptos::prelude::*;
use listing::{
    Listing,
    lists::{PreheatExecutions, PreheatTasks},
};
use pilothouse_protocol::ConnectionId;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::declaration::trigger_name;
use crate::{
    failure::failure_reason,
    features::executions::{
        ExecutionsOf, ShownLog, Start, Stop, TasksOf, goes_on, job_state, took, took_cell,
        unless_stopping,
    },
    filter::FilterField,
    format::{count, whole},
    ipc::{
        Ticket, harbor,
        write::{Change, why_off, write},
    },
    list::{
        CellView, Column, LineView, List, ListWords, SpanCell, State, StateCell, StateWords,
        TextCell, Values,
    },
    registries::registries,
    ui::{Act, LogDialog, pair, section},
    words::words,
};

const EXECUTIONS: &[listing::Column] = PreheatExecutions::COLUMNS;
const TASKS: &[listing::Column] = PreheatTasks::COLUMNS;

/// The executions of a policy.
pub fn executions(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    policy: PreheatName,
    may_stop: Signal<bool>,
) -> ExecutionsOf {
    let w = &words().preheat;
    let registries = registries();
    let place = StoredValue::new((project.clone(), policy.clone()));
    let start = Callback::new(move |list: List| run(connection, place, list));
    let stop = Callback::new(
        move |(execution_id, list, failed): (ExecutionId, List, Act)| {
            let (project_name, preheat_policy_name) = place.get_value();
            let done: Act = Arc::new(move || {
                registries.toasts.done(words().executions.stopping, None);
                list.reload_newest();
            });
            write(
                registries,
                Change {
                    connection: connection.get_untracked(),
                    operation: StopPreheat {
                        project_name,
                        preheat_policy_name,
                        execution_id,
                        body: PreheatStop::default(),
                    },
                    failed: words().executions.not_stopped.to_owned(),
                    on_done: done,
                    on_failed: Some(failed),
                },
            );
        },
    );
    ExecutionsOf {
        scope: PreheatExecutions {
            project: project.clone(),
            policy: policy.clone(),
        }
        .into(),
        title: w.executions_of(policy.as_str()),
        is_page: false,
        columns,
        fields,
        said: ListWords {
            find: w.find_execution,
            all: w.the_executions,
            one: w.execution,
            copy_keys: words().executions.copy_numbers,
            number: |number| words().preheat.number_of_executions(number),
        },
        empty: (w.no_executions, w.no_executions_text),
        title_of: |number| words().preheat.execution_title(number),
        goes_on,
        facts,
        start: Some(Start {
            text: w.run_now,
            press: start,
        }),
        stop: Some(Stop {
            is_offered: may_stop,
            press: stop,
        }),
        off: why_off(connection),
        tasks: Callback::new(move |execution| tasks(&project, &policy, execution)),
    }
}

/// Runs a policy as it is now: the whole of it is sent.
fn run(
    connection: Signal<ConnectionId>,
    place: StoredValue<(ProjectName, PreheatName)>,
    list: List,
) {
    let registries = registries();
    let (project_name, preheat_policy_name) = place.get_value();
    let read = GetPreheatPolicy {
        project_name: project_name.clone(),
        preheat_policy_name: preheat_policy_name.clone(),
    };
    let at = connection.get_untracked();
    spawn_local(async move {
        let body = match harbor(at.clone(), &read, Ticket::new()).await {
            Ok(reply) => reply.value,
            Err(failure) => {
                registries.toasts.failed(
                    words().preheat.not_started,
                    failure_reason(&failure),
                    &failure,
                    None,
                );
                return;
            }
        };
        let done: Act = Arc::new(move || {
            registries.toasts.done(words().preheat.started, None);
            list.reload_newest();
        });
        write(
            registries,
            Change {
                connection: at,
                operation: StartPreheat {
                    project_name,
                    preheat_policy_name,
                    body,
                },
                failed: words().preheat.not_started.to_owned(),
                on_done: done,
                on_failed: None,
            },
        );
    });
}

fn facts(values: &Values<'_>) -> AnyView {
    let (w, e) = (&words().preheat, &words().executions);
    let why = values.text("why").to_owned();
    let number = |id: &str| values.number(id).filter(|number| *number > 0).map(count);
    section(view! {
        <dl class="kv">
            {pair(e.state, view! { <State said=state_of(values) /> })}
            {pair(w.trigger, trigger_name(values.text("trigger")))}
            {values.time("started").map(|time| pair(e.started, whole(time)))}
            {pair(w.images, progress(values))}
            {number("failed").map(|number| pair(e.failed_tasks, number))}
            {(!why.is_empty()).then(|| pair(e.why, view! { <span class="wraps">{why}</span> }))}
        </dl>
    })
    .into_any()
}

fn columns() -> Vec<Column> {
    let (w, e) = (&words().preheat, &words().executions);
    let column = |id, words| Column::new(EXECUTIONS, id, words);
    vec![
        column("id", e.number).width(110).class("p"),
        column("status", e.state)
            .width(140)
            .cell(state_cell)
            .text(|line| state_of(line).text),
        column("trigger", w.trigger)
            .class("p2")
            .cell(trigger_cell)
            .text(|line| trigger_name(line.text("trigger"))),
        column("tasks", w.images)
            .width(120)
            .class("r")
            .cell(progress_cell)
            .text(|line| progress(line))
            .exported(&[
                ("tasks", w.images),
                ("succeeded", e.succeeded),
                ("failed", e.failed),
            ]),
        column("started", e.started).width(98).class("r").sorted(),
    ]
}

fn fields() -> Vec<FilterField> {
    let (w, e) = (&words().preheat, &words().executions);
    let field = |id, words, icon| FilterField::new(EXECUTIONS, id, words, icon);
    vec![
        field("status", e.state, "info").shown_as(|word| job_state(word).text),
        field("trigger", w.trigger, "user").shown_as(trigger_name),
        field("failed", e.failed_tasks, "alert"),
        field("started", e.started, "calendar"),
    ]
}

/// How an execution or a task is; the first may have been asked to stop.
fn state_of(values: &Values<'_>) -> StateWords {
    unless_stopping(values, job_state(values.text("status")))
}

fn state_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, |line| state_of(line)))
}

fn trigger_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, column| {
        trigger_name(line.text(column))
    }))
}

/// How many images the network has by now.
fn progress(values: &Values<'_>) -> String {
    let w = &words().preheat;
    let number = |id: &str| values.number(id).unwrap_or(0);
    match number("tasks") {
        0 => w.none.to_owned(),
        total => w.done_of(&count(number("succeeded")), &count(total)),
    }
}

fn progress_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line: &LineView<'_>, _| {
        progress(line)
    }))
}

/// The tasks of an execution: one for each image.
fn tasks(project: &ProjectName, policy: &PreheatName, execution: ExecutionId) -> TasksOf {
    let (w, e) = (&words().preheat, &words().executions);
    let (project, policy) = (project.clone(), policy.clone());
    TasksOf {
        scope: PreheatTasks {
            project: project.clone(),
            policy: policy.clone(),
            execution,
        }
        .into(),
        title: w.images_of(policy.as_str(), &execution.to_string()),
        is_page: false,
        columns: task_columns,
        fields: task_fields,
        said: ListWords {
            find: w.find_image,
            all: e.the_tasks,
            one: e.task,
            copy_keys: e.copy_numbers,
            number: |number| words().executions.number_of_tasks(number),
        },
        empty: (w.no_images, w.no_images_text),
        title_of: |_, values| values.text("artifact").to_owned(),
        goes_on,
        is_tried_again: |_| false,
        facts: task_facts,
        // The rows say it.
        reason: None,
        log: Callback::new(move |log: ShownLog| {
            view! {
                <LogDialog
                    connection=log.connection
                    of=GetPreheatTaskLog {
                        project_name: project.clone(),
                        preheat_policy_name: policy.clone(),
                        execution_id: execution,
                        task_id: log.task,
                    }
                    is_running=log.is_running
                    title=words().executions.task_title(&log.task.to_string())
                    file=format!("preheat-{execution}-{}.log", log.task)
                    on_close=log.on_close
                />
            }
            .into_any()
        }),
    }
}

fn task_facts(values: &Values<'_>) -> AnyView {
    let (w, e) = (&words().preheat, &words().executions);
    let why = values.text("why").to_owned();
    let mono = |id: &str| {
        let text = values.text(id).to_owned();
        view! { <span class="mono wraps">{text}</span> }
    };
    section(view! {
        <dl class="kv">
            {pair(e.state, view! { <State said=job_state(values.text("status")) /> })}
            {pair(w.image, mono("artifact"))}
            {pair(w.digest, mono("digest"))}
            {values.number("attempts").map(|number| pair(e.attempts, count(number)))}
            {values.time("started").map(|time| pair(e.started, whole(time)))}
            {pair(e.took, took(values))}
            {(!why.is_empty()).then(|| pair(e.why, view! { <span class="wraps">{why}</span> }))}
        </dl>
    })
    .into_any()
}

fn task_columns() -> Vec<Column> {
    let (w, e) = (&words().preheat, &words().executions);
    let column = |id, words| Column::new(TASKS, id, words);
    vec![
        column("artifact", w.image)
            .class("p")
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "mono trunc")))
            .exported(&[("artifact", w.image), ("digest", w.digest)]),
        column("status", e.state)
            .width(140)
            .cell(state_cell)
            .text(|line| job_state(line.text("status")).text)
            .sorted(),
        column("ended", e.took)
            .width(90)
            .class("r")
            .cell(took_cell)
            .text(|line| took(line)),
        column("started", e.started).width(98).class("r").sorted(),
    ]
}

fn task_fields() -> Vec<FilterField> {
    let (w, e) = (&words().preheat, &words().executions);
    let field = |id, words, icon| FilterField::new(TASKS, id, words, icon);
    vec![
        field("status", e.state, "info").shown_as(|word| job_state(word).text),
        field("artifact", w.image, "repository"),
        field("started", e.started, "calendar"),
    ]
}
