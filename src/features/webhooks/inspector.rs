//! A webhook's details, and what can be done with it.

use std::sync::Arc;

use harbor_api::{ProjectReference, WebhookPolicyId, operations::GetWebhook};
use leptos::prelude::*;
use listing::Line;
use pilothouse_protocol::{BulkChange, BulkRow};
use wasm_bindgen_futures::spawn_local;

use super::{
    declaration::{enabled, kind_name},
    tab::{Question, WebhookList},
};
use crate::{
    bulk::start_named,
    failure::failure_reason,
    features::webhooks::deliveries::{OpenedWebhook, event_name},
    format::whole,
    ipc::{Ticket, harbor},
    list::{EditButton, RowDeed, RowMenu, State, Values},
    registries::registries,
    ui::{CopyIcon, Icon, Inspector, pair, section, titled_section},
    words::words,
};

#[component]
pub fn WebhookInspector(webhooks: WebhookList, line: Arc<Line>) -> impl IntoView {
    let w = &words().webhooks;
    let registries = registries();
    let list = webhooks.list;
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let id = line.key.parse().ok().map(WebhookPolicyId);
    let name = values.text("name").to_owned();
    let is_on = values.text("enabled") == "yes";
    let address = values.text("address").to_owned();
    let format = values.text("format").to_owned();
    let description = values.text("description").to_owned();
    let is_checked = values.text("skip_certificate") != "yes";
    let has_header = values.text("header") == "yes";
    let facts = view! {
        <dl class="kv">
            {pair(w.state, view! { <State said=enabled(values.text("enabled")) /> })}
            {(!description.is_empty())
                .then(|| pair(w.description, view! { <span class="wraps">{description}</span> }))}
            {pair(w.kind, kind_name(values.text("kind")))}
            {pair(
                w.address,
                view! {
                    <span class="mono wraps">{address.clone()}</span>
                    <CopyIcon text=address label=w.copy_address />
                },
            )}
            {(!format.is_empty()).then(|| pair(w.format, format))}
            {pair(w.header, if has_header { w.header_kept } else { w.no_header })}
            {pair(w.certificate, if is_checked { w.checked } else { w.not_checked })}
            {pair(
                w.last_sent,
                values.time("last_sent").map_or_else(|| w.never.to_owned(), whole),
            )}
            {values.time("created").map(|time| pair(w.created, whole(time)))}
        </dl>
    };
    let events = values.texts("events").iter().map(|event| {
        let name = event_name(event);
        view! {
            <li>
                <Icon name="external" />
                {name}
            </li>
        }
    });
    let events = events.collect_view();
    let stored = StoredValue::new(name.clone());
    // As it is now: a change replaces the whole.
    let edit = move || {
        let Some(webhook_policy_id) = id else { return };
        let operation = GetWebhook {
            project_name_or_id: ProjectReference::Name(webhooks.project.get_value()),
            webhook_policy_id,
        };
        let connection = webhooks.connection.get_untracked();
        spawn_local(async move {
            match harbor(connection, &operation, Ticket::new()).await {
                Ok(reply) => {
                    let kept = Arc::new(reply.value);
                    webhooks.question.try_set(Some(Question::Edit(kept)));
                }
                Err(failure) => registries.toasts.failed(
                    words().webhooks.not_read,
                    failure_reason(&failure),
                    &failure,
                    None,
                ),
            }
        });
    };
    let switch = move || {
        let row = BulkRow {
            key: id.map_or_else(String::new, |id| id.to_string()),
            name: stored.get_value(),
        };
        let change = BulkChange::SetEnabled { enabled: !is_on };
        start_named(registries, list, vec![row], change);
    };
    let delete = move || {
        if let Some(id) = id {
            let which = vec![(id, stored.get_value())];
            webhooks.question.set(Some(Question::Delete(which)));
        }
    };
    let actions = ViewFn::from(move || {
        let turn = RowDeed::new(if is_on { w.turn_off } else { w.turn_on }, switch);
        view! {
            <RowMenu
                list=list
                label=w.more
                switch=(is_on, turn.only_if(webhooks.may_update))
                delete=RowDeed::new(w.delete_open, delete).only_if(webhooks.may_delete)
                off=webhooks.run_off
            />
        }
    });
    let footer = ViewFn::from(move || {
        let look = move |_| {
            if let Some(id) = id {
                webhooks.opened.set(Some(OpenedWebhook {
                    project: webhooks.project.get_value(),
                    id,
                    name: stored.get_value(),
                }));
            }
        };
        view! {
            <button type="button" class="btn" id="webhook-deliveries" on:click=look>
                <Icon name="history" />
                {w.deliveries}
            </button>
            <EditButton deed=RowDeed::new(w.edit, edit).only_if(webhooks.may_update) off=webhooks.off />
        }
    });
    let close = Callback::new(move |()| list.place.selected.set(None));
    view! {
        <Inspector title=name on_close=close actions=actions footer=footer>
            {section(facts)}
            {titled_section(w.events, (), view! { <ul class="dots">{events}</ul> })}
        </Inspector>
    }
}
