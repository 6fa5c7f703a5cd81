//! Deleting webhooks, after saying what that loses.

use harbor_api::WebhookPolicyId;
use leptos::prelude::*;
use pilothouse_protocol::{BulkChange, BulkRow};

use super::tab::WebhookList;
use crate::{
    bulk::start_named,
    registries::registries,
    ui::{Dialog, Icon},
    words::words,
};

#[component]
pub fn DeleteWebhooks(
    webhooks: WebhookList,
    /// Each with its name.
    which: Vec<(WebhookPolicyId, String)>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().webhooks;
    let registries = registries();
    let names = which.iter().map(|(_, name)| {
        view! {
            <li>
                <Icon name="link" />
                <span class="wraps">{name.clone()}</span>
            </li>
        }
    });
    let names = names.collect_view();
    let title = w.ask_delete(which.len());
    let delete = move |_| {
        let rows = which.iter().map(|(id, name)| BulkRow {
            key: id.to_string(),
            name: name.clone(),
        });
        webhooks.list.place.selected.set(None);
        start_named(
            registries,
            webhooks.list,
            rows.collect(),
            BulkChange::Delete,
        );
        on_close.run(());
    };
    view! {
        <Dialog title=title on_close=on_close>
            <div class="dlg-b col g12 scroll" tabindex="0">
                <ul class="dots">{names}</ul>
                <p>{w.delete_loses}</p>
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button
                    type="button"
                    class="btn danger"
                    id="webhooks-delete"
                    disabled=move || webhooks.run_off.get().is_some()
                    on:click=delete
                >
                    {w.delete}
                </button>
            </div>
        </Dialog>
    }
}
