//! The tasks of a delivery.

use harbor_api::{ExecutionId, ProjectReference, operations::GetWebhookTaskLog};
use leptos::prelude::*;
use listing::{Listing, lists::WebhookTasks};

use super::OpenedWebhook;
use crate::{
    features::executions::{ShownLog, TasksOf, goes_on, job_state, took, took_cell},
    filter::FilterField,
    format::{count, whole},
    list::{Column, ListWords, State, StateCell, Values},
    ui::{LogDialog, pair, section},
    words::words,
};

const OF_LIST: &[listing::Column] = WebhookTasks::COLUMNS;

/// How often the server tries a webhook's task.
const ATTEMPTS: i64 = 3;

/// The tasks of something that a webhook sent.
pub fn tasks(webhook: &OpenedWebhook, execution: ExecutionId) -> TasksOf {
    let (w, e) = (&words().deliveries, &words().executions);
    let (project, webhook_policy_id) = (webhook.project.clone(), webhook.id);
    TasksOf {
        scope: WebhookTasks {
            project: project.clone(),
            webhook: webhook_policy_id,
            execution,
        }
        .into(),
        title: w.tasks_of(&webhook.name, &execution.to_string()),
        is_page: false,
        columns,
        fields,
        said: ListWords {
            find: e.find_task,
            all: e.the_tasks,
            one: e.task,
            copy_keys: e.copy_numbers,
            number: |number| words().executions.number_of_tasks(number),
        },
        empty: (e.no_tasks, e.no_tasks_text),
        title_of: |number, _| words().executions.task_title(number),
        goes_on,
        is_tried_again: |values| {
            let attempts = values.number("attempts").unwrap_or(0);
            values.text("status") == "Error" && attempts < ATTEMPTS
        },
        facts,
        // The rows say it.
        reason: None,
        log: Callback::new(move |log: ShownLog| {
            view! {
                <LogDialog
                    connection=log.connection
                    of=GetWebhookTaskLog {
                        project_name_or_id: ProjectReference::Name(project.clone()),
                        webhook_policy_id,
                        execution_id: execution,
                        task_id: log.task,
                    }
                    is_running=log.is_running
                    title=words().executions.task_title(&log.task.to_string())
                    file=format!("webhook-{execution}-{}.log", log.task)
                    on_close=log.on_close
                />
            }
            .into_any()
        }),
    }
}

fn facts(values: &Values<'_>) -> AnyView {
    let e = &words().executions;
    let why = values.text("why").to_owned();
    section(view! {
        <dl class="kv">
            {pair(e.state, view! { <State said=job_state(values.text("status")) /> })}
            {values.number("attempts").map(|number| pair(e.attempts, count(number)))}
            {values.time("started").map(|time| pair(e.started, whole(time)))}
            {pair(e.took, took(values))}
            {(!why.is_empty()).then(|| pair(e.why, view! { <span class="wraps">{why}</span> }))}
        </dl>
    })
    .into_any()
}

fn columns() -> Vec<Column> {
    let e = &words().executions;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("id", e.number).class("p"),
        column("status", e.state)
            .width(140)
            .cell(|cell, _| Box::new(StateCell::new(cell, |line| job_state(line.text("status")))))
            .text(|line| job_state(line.text("status")).text)
            .sorted(),
        column("attempts", e.attempts).width(100).class("r"),
        column("ended", e.took)
            .width(90)
            .class("r")
            .cell(took_cell)
            .text(|line| took(line)),
        column("started", e.started).width(98).class("r").sorted(),
    ]
}

fn fields() -> Vec<FilterField> {
    let e = &words().executions;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("status", e.state, "info").shown_as(|word| job_state(word).text),
        field("started", e.started, "calendar"),
        field("attempts", e.attempts, "refresh"),
    ]
}
