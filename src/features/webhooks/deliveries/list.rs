//! What a webhook sent, the newest first.

use leptos::prelude::*;
use listing::{Listing, lists::WebhookExecutions};
use web_sys::Element;

use super::{OpenedWebhook, event_name, tasks::tasks};
use crate::{
    features::executions::{ExecutionsOf, goes_on, job_state},
    filter::FilterField,
    format::{count, whole},
    list::{CellView, Column, ListWords, State, StateCell, TextCell, Values},
    ui::{CopyIcon, pair, section, titled_section},
    words::words,
};

const OF_LIST: &[listing::Column] = WebhookExecutions::COLUMNS;

/// What a webhook sent. Harbor can neither be asked to send something again nor to stop.
pub fn deliveries(webhook: OpenedWebhook) -> ExecutionsOf {
    let w = &words().deliveries;
    ExecutionsOf {
        scope: WebhookExecutions {
            project: webhook.project.clone(),
            webhook: webhook.id,
        }
        .into(),
        title: w.deliveries_of(&webhook.name),
        is_page: false,
        columns,
        fields,
        said: ListWords {
            find: w.find,
            all: w.the_deliveries,
            one: w.delivery,
            copy_keys: words().executions.copy_numbers,
            number: |number| words().deliveries.number_of(number),
        },
        empty: (w.none, w.nothing_sent),
        title_of: |number| words().deliveries.title_of(number),
        goes_on,
        facts,
        start: None,
        stop: None,
        off: Signal::stored(None),
        tasks: Callback::new(move |execution| tasks(&webhook, execution)),
    }
}

fn facts(values: &Values<'_>) -> AnyView {
    let (w, e) = (&words().deliveries, &words().executions);
    let text = |id: &str| {
        let text = values.text(id).to_owned();
        (!text.is_empty()).then_some(text)
    };
    let number = |id: &str| values.number(id).filter(|number| *number > 0).map(count);
    let facts = view! {
        <dl class="kv">
            {pair(e.state, view! { <State said=job_state(values.text("status")) /> })}
            {text("event").map(|event| pair(w.event, event_name(&event)))}
            {values.time("started").map(|time| pair(e.started, whole(time)))}
            {number("tasks").map(|number| pair(e.tasks, number))}
            {number("failed").map(|number| pair(e.failed_tasks, number))}
            {text("why").map(|why| pair(e.why, view! { <span class="wraps">{why}</span> }))}
        </dl>
    };
    let has_failed = values.text("status") == "Error";
    let payload = text("payload").map(|payload| {
        let pretty = serde_json::from_str::<serde_json::Value>(&payload)
            .and_then(|value| serde_json::to_string_pretty(&value))
            .unwrap_or_else(|_| payload.clone());
        let hint = has_failed.then(|| view! { <p class="hint">{w.not_sent_again}</p> });
        titled_section(
            w.payload,
            view! { <CopyIcon text=payload label=w.copy_payload /> },
            view! {
                {hint}
                <pre class="log" id="payload" tabindex="0" aria-label=w.payload>
                    {pretty}
                </pre>
            },
        )
    });
    view! {
        {section(facts)}
        {payload}
    }
    .into_any()
}

fn columns() -> Vec<Column> {
    let (w, e) = (&words().deliveries, &words().executions);
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("id", e.number).width(110).class("p"),
        column("status", e.state)
            .width(140)
            .cell(state_cell)
            .text(|line| job_state(line.text("status")).text),
        column("event", w.event)
            .cell(event_cell)
            .text(|line| event_name(line.text("event"))),
        column("started", e.started).width(98).class("r").sorted(),
    ]
}

fn fields() -> Vec<FilterField> {
    let (w, e) = (&words().deliveries, &words().executions);
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("status", e.state, "info").shown_as(|word| job_state(word).text),
        field("event", w.event, "external").shown_as(event_name),
        field("started", e.started, "calendar"),
    ]
}

fn event_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, column| {
        event_name(line.text(column))
    }))
}

fn state_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, |line| job_state(line.text("status"))))
}
