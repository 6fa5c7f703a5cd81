//! A policy's details, and what can be done with it.

use std::sync::Arc;

use harbor_api::{PreheatName, operations::GetPreheatPolicy};
use leptos::prelude::*;
use listing::Line;
use pilothouse_protocol::{BulkChange, BulkRow};
use wasm_bindgen_futures::spawn_local;

use super::{
    PolicyList, Question,
    declaration::{below_words, enabled, when},
};
use crate::{
    bulk::start_named,
    failure::failure_reason,
    format::whole,
    ipc::{Ticket, harbor},
    list::{EditButton, RowDeed, RowMenu, State, Values},
    registries::registries,
    ui::{Icon, Inspector, NextRuns, pair, section},
    words::words,
};

#[component]
pub fn PolicyInspector(policies: PolicyList, line: Arc<Line>) -> impl IntoView {
    let w = &words().preheat;
    let registries = registries();
    let list = policies.list;
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let name = StoredValue::new(PreheatName::new(line.key.as_str()).ok());
    let is_on = values.text("enabled") == "yes";
    let text = |id: &str| {
        let text = values.text(id).to_owned();
        (!text.is_empty()).then_some(text)
    };
    let pattern = |id: &str| {
        let text = text(id).filter(|text| text != "**");
        match text {
            Some(text) => view! { <span class="mono wraps">{text}</span> }.into_any(),
            None => w.everything.into_any(),
        }
    };
    let cron = text("cron").filter(|_| values.text("trigger") == "scheduled");
    let facts = view! {
        <dl class="kv">
            {pair(w.state, view! { <State said=enabled(values.text("enabled")) /> })}
            {text("description")
                .map(|text| pair(w.description, view! { <span class="wraps">{text}</span> }))}
            {pair(w.the_network, text("provider").unwrap_or_else(|| "–".to_owned()))}
            {pair(w.repositories, pattern("repositories"))}
            {pair(w.tags, pattern("tags"))}
            {text("labels").map(|labels| pair(w.labels, labels))}
            {(values.text("signed") == "yes").then(|| pair(w.signed, words().filter.yes))}
            {text("below").map(|below| pair(w.below, below_words(&below)))}
            {pair(w.when, when(&values))}
            {values.time("updated").map(|time| pair(w.updated, whole(time)))}
        </dl>
        {cron.map(|cron| view! { <NextRuns cron=Signal::stored(cron) /> })}
    };
    // As it is now: a change replaces the whole.
    let edit = move || {
        let Some(preheat_policy_name) = name.get_value() else {
            return;
        };
        let operation = GetPreheatPolicy {
            project_name: policies.project.get_value(),
            preheat_policy_name,
        };
        let connection = policies.connection.get_untracked();
        spawn_local(async move {
            match harbor(connection, &operation, Ticket::new()).await {
                Ok(reply) => {
                    let kept = Arc::new(reply.value);
                    policies.question.try_set(Some(Question::Edit(kept)));
                }
                Err(failure) => registries.toasts.failed(
                    words().preheat.policy_not_read,
                    failure_reason(&failure),
                    &failure,
                    None,
                ),
            }
        });
    };
    let switch = move || {
        let key = name
            .get_value()
            .map_or_else(String::new, |name| name.to_string());
        let row = BulkRow {
            name: key.clone(),
            key,
        };
        let change = BulkChange::SetEnabled { enabled: !is_on };
        start_named(registries, list, vec![row], change);
    };
    let delete = move || {
        if let Some(name) = name.get_value() {
            policies.question.set(Some(Question::Delete(vec![name])));
        }
    };
    let actions = ViewFn::from(move || {
        let turn = RowDeed::new(if is_on { w.turn_off } else { w.turn_on }, switch);
        view! {
            <RowMenu
                list=list
                label=w.more
                switch=(is_on, turn.only_if(policies.may_update))
                delete=RowDeed::new(w.delete_open, delete).only_if(policies.may_delete)
                off=policies.run_off
            />
        }
    });
    let footer = ViewFn::from(move || {
        view! {
            <button
                type="button"
                class="btn"
                id="policy-executions"
                on:click=move |_| policies.opened.set(name.get_value())
            >
                <Icon name="history" />
                {w.executions}
            </button>
            <EditButton deed=RowDeed::new(w.edit, edit).only_if(policies.may_update) off=policies.off />
        }
    });
    let close = Callback::new(move |()| list.place.selected.set(None));
    let title = line.key.clone();
    view! {
        <Inspector title=title on_close=close actions=actions footer=footer>
            {section(facts)}
        </Inspector>
    }
}
