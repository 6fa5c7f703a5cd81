//! One entry of the audit log.

use std::sync::Arc;

use chrono::{Datelike, Local};
use leptos::prelude::*;
use listing::{Condition, Line, Operator};
use pilothouse_protocol::ConnectionId;
use wasm_bindgen_futures::spawn_local;

use super::{did::did_of, what_changed::WhatChanged};
use crate::{
    list::{List, State, Values},
    registries::registries,
    ui::{CopyButton, Icon, Inspector, pair, section, titled_section},
    words::words,
};

/// Beside the list.
#[component]
pub fn EntryInspector(
    connection: Signal<ConnectionId>,
    list: List,
    line: Arc<Line>,
) -> impl IntoView {
    let w = &words().audit_log;
    let entry = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let time = entry.time("time");
    let local = time.map(|time| {
        let time = time.with_timezone(&Local);
        let date = words()
            .writing
            .date_with_year(time.day(), time.month(), time.year());
        format!("{date}, {}", time.format("%H:%M:%S"))
    });
    let utc = time.map(|time| time.format("%Y-%m-%d %H:%M:%S").to_string());
    let who = entry.text("user").to_owned();
    let account = registries()
        .find_untracked(&connection.get_untracked())
        .and_then(|known| known.account.name().map(str::to_owned));
    let is_own = account.is_some_and(|account| account == who);
    let fact = |name: &'static str, value: &str| {
        let value = value.to_owned();
        (!value.is_empty())
            .then(|| view! { {pair(name, view! { <span class="wraps">{value}</span> })} })
    };
    let said = match entry.text("result") {
        "yes" => Some(w.done),
        "no" => Some(w.failed),
        _ => None,
    };
    let result = said.map(|said| {
        let mut state = did_of(&entry);
        if entry.text("result") == "yes" {
            state.icon = "check-circle";
            state.tone = crate::list::Tone::Good;
        }
        said.clone_into(&mut state.text);
        pair(w.result, view! { <State said=state /> })
    });
    let facts = view! {
        <dl class="kv">
            {fact(w.when, &local.unwrap_or_default())}
            {fact(w.in_utc, &utc.unwrap_or_default())}
            {pair(
                w.who,
                view! {
                    <span class="wraps">{who.clone()}</span>
                    {is_own.then(|| view! { <span class="muted">{w.you}</span> })}
                },
            )}
            {result}
            {fact(w.operation, entry.text("operation"))}
            {fact(w.kind, entry.text("type"))}
            {fact(w.resource, entry.text("resource"))}
            {fact(w.harbors_words, entry.text("description"))}
            {fact(w.number_title, &line.key)}
        </dl>
    };
    let json = serde_json::json!({
        "id": line.key,
        "op_time": time.map(|time| time.to_rfc3339()),
        "username": entry.text("user"),
        "operation": entry.text("operation"),
        "resource_type": entry.text("type"),
        "resource": entry.text("resource"),
        "operation_result": match entry.text("result") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        "operation_description": entry.text("description"),
    });
    let json = serde_json::to_string_pretty(&json).unwrap_or_default();
    let is_settings = (entry.text("operation"), entry.text("type")) == ("update", "configuration");
    let is_update = entry.text("operation") == "update";
    let changed = match (time.filter(|_| is_settings), is_update) {
        (Some(time), _) => view! {
            <WhatChanged connection=connection list=list time=time who=who.clone() />
        }
        .into_any(),
        (None, true) => {
            let said = view! { <p class="hint">{w.only_that}</p> };
            titled_section(w.what_changed, (), said).into_any()
        }
        (None, false) => ().into_any(),
    };
    let around = view! {
        <div class="col g6" id="around">
            <More list=list field="user" value=who />
            <More list=list field="resource" value=entry.text("resource").to_owned() />
        </div>
    };
    let footer = ViewFn::from(move || {
        view! { <CopyButton text=json.clone() label=w.copy_json /> }
    });
    let title = w.did_to(&did_of(&entry).text, entry.text("type"));
    let close = Callback::new(move |()| list.place.selected.set(None));
    view! {
        <Inspector title=title on_close=close footer=footer>
            {section(facts)}
            {changed}
            {titled_section(w.around, (), around)}
        </Inspector>
    }
}

/// What else the list has of the same: a filter of one condition.
#[component]
fn More(list: List, field: &'static str, value: String) -> impl IntoView {
    let w = &words().audit_log;
    if value.is_empty() {
        return ().into_any();
    }
    let condition = Condition {
        field: field.to_owned(),
        operator: Operator::Is,
        value: value.clone(),
    };
    let others = RwSignal::new(None::<usize>);
    let asked = vec![condition.clone()];
    spawn_local(async move {
        if let Some(number) = list.count_matching(asked).await {
            others.try_set(Some(number.saturating_sub(1)));
        }
    });
    let text = move || match (others.get(), field) {
        (Some(number), "user") => w.more_by(number, &value),
        (Some(number), _) => w.more_about(number, &value),
        (None, "user") => w.same_user.to_owned(),
        (None, _) => w.same_resource.to_owned(),
    };
    view! {
        <button
            type="button"
            class="lnk row g6"
            data-of=field
            hidden=move || others.get() == Some(0)
            on:click=move |_| {
                list.place.find.set(String::new());
                list.place.conditions.set(vec![condition.clone()]);
            }
        >
            <Icon name="filter" class="i-14" />
            <span class="wraps">{text}</span>
        </button>
    }
    .into_any()
}
