//! What a logged change of the settings changed, as far as Pilothouse read them before and after.

use chrono::{DateTime, Local, Utc};
use leptos::prelude::*;
use listing::{Condition, Operator};
use pilothouse_protocol::ConnectionId;
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::configuration::{KnownChange, known_change},
    list::{List, Values},
    registries::registries,
    ui::titled_section,
    words::words,
};

/// Entries of one kind that are looked at, at most.
const LOOKED_AT: usize = 500;

/// The section.
#[component]
pub fn WhatChanged(
    connection: Signal<ConnectionId>,
    list: List,
    time: DateTime<Utc>,
    who: String,
) -> impl IntoView {
    let w = &words().audit_log;
    let at = connection.get_untracked();
    let Some(known) = known_change(registries(), &at, time, &who) else {
        let said = view! { <p class="hint">{w.values_unknown}</p> };
        return titled_section(w.what_changed, (), said).into_any();
    };
    let number = known.changed.len();
    let aside = view! { <span class="bdg">{w.settings(number)}</span> };
    let rows = known.changed.iter().map(|changed| {
        view! {
            <tr>
                <th scope="row" class="mono wraps">{changed.key.clone()}</th>
                <td><span class="was wraps">{changed.before()}</span></td>
                <td><span class="now wraps">{changed.after()}</span></td>
            </tr>
        }
    });
    let table = match number {
        0 => view! { <p>{w.nothing_differs}</p> }.into_any(),
        _ => view! {
            <table class="lt diff" id="what-changed">
                <thead>
                    <tr>
                        <th scope="col">{w.setting}</th>
                        <th scope="col">{w.before}</th>
                        <th scope="col">{w.after}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        }
        .into_any(),
    };
    let said = match known.between {
        None => w.changed_here.to_owned(),
        Some((before, after)) => w.read_between(&clock(before), &clock(after)),
    };
    let others = changes_between(list, &known);
    let content = view! {
        {table}
        <p class="hint">{said}</p>
        {move || {
            let number = others.get().filter(|number| *number > 1)?;
            Some(view! { <p class="hint warn">{w.several_between(number)}</p> })
        }}
    };
    titled_section(w.what_changed, aside, content).into_any()
}

fn clock(time: DateTime<Utc>) -> String {
    time.with_timezone(&Local).format("%H:%M").to_string()
}

/// How many changes of the settings the list has between two readings.
fn changes_between(list: List, known: &KnownChange) -> RwSignal<Option<usize>> {
    let number = RwSignal::new(None);
    let Some((before, after)) = known.between else {
        return number;
    };
    let is = |field: &str, value: &str| Condition {
        field: field.to_owned(),
        operator: Operator::Is,
        value: value.to_owned(),
    };
    let conditions = vec![is("type", "configuration"), is("operation", "update")];
    spawn_local(async move {
        // Without them the two readings are shown all the same.
        let Ok(lines) = list.rows_where(conditions, LOOKED_AT).await else {
            return;
        };
        let is_between = |time: DateTime<Utc>| before <= time && time <= after;
        let lines = lines.iter().filter(|line| {
            let values = Values {
                columns: list.columns,
                cells: &line.cells,
            };
            values.time("time").is_some_and(is_between)
        });
        number.try_set(Some(lines.count()));
    });
    number
}
