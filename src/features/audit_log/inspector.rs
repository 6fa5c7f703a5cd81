//! One entry of the audit log.

use std::sync::Arc;

use chrono::{Datelike, Local};
use leptos::prelude::*;
use listing::{Condition, Line, Operator};

use super::declaration::result_text;
use crate::{
    list::{List, Values},
    ui::{CopyButton, Icon, Inspector, pair, section, titled_section},
    words::words,
};

/// Beside the list.
#[component]
pub fn EntryInspector(list: List, line: Arc<Line>) -> impl IntoView {
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
    let facts = [
        (w.when, local.unwrap_or_default()),
        (w.in_utc, utc.unwrap_or_default()),
        (w.who, entry.text("user").to_owned()),
        (w.operation, entry.text("operation").to_owned()),
        (w.kind, entry.text("type").to_owned()),
        (w.resource, entry.text("resource").to_owned()),
        (w.result, result_text(entry.text("result"))),
        (w.harbors_words, entry.text("description").to_owned()),
        (w.number_title, line.key.clone()),
    ];
    let facts = facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { {pair(name, view! { <span class="wraps">{value}</span> })} })
        .collect_view();
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
    // What else is known of the same: a filter of one condition.
    let more = |field: &'static str, text: &'static str| {
        let value = entry.text(field).to_owned();
        (!value.is_empty()).then(|| {
            view! {
                <button
                    type="button"
                    class="lnk row g6"
                    on:click=move |_| {
                        let condition = Condition {
                            field: field.to_owned(),
                            operator: Operator::Is,
                            value: value.clone(),
                        };
                        list.place.find.set(String::new());
                        list.place.conditions.set(vec![condition]);
                    }
                >
                    <Icon name="filter" class="i-14" />
                    {text}
                </button>
            }
        })
    };
    let around = view! {
        <div class="col g6">{more("user", w.same_user)} {more("resource", w.same_resource)}</div>
    };
    let footer = ViewFn::from(move || {
        view! { <CopyButton text=json.clone() label=w.copy_json /> }
    });
    let title = format!("{} {}", entry.text("operation"), entry.text("type"));
    let close = Callback::new(move |()| list.place.selected.set(None));
    view! {
        <Inspector title=title on_close=close footer=footer>
            {section(view! { <dl class="kv">{facts}</dl> })}
            {titled_section(w.around, (), around)}
        </Inspector>
    }
}
