//! Deleting policies, after saying what that loses.

use harbor_api::PreheatName;
use leptos::prelude::*;
use pilothouse_protocol::{BulkChange, BulkRow};

use super::PolicyList;
use crate::{
    bulk::start_named,
    registries::registries,
    ui::{Dialog, Icon},
    words::words,
};

#[component]
pub fn DeletePolicies(
    policies: PolicyList,
    which: Vec<PreheatName>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().preheat;
    let registries = registries();
    let names = which.iter().map(|name| {
        view! {
            <li>
                <Icon name="proxy" />
                <span class="wraps">{name.to_string()}</span>
            </li>
        }
    });
    let names = names.collect_view();
    let title = w.ask_delete_policies(which.len());
    let delete = move |_| {
        let rows = which.iter().map(|name| BulkRow {
            key: name.to_string(),
            name: name.to_string(),
        });
        policies.list.place.selected.set(None);
        let rows = rows.collect();
        start_named(registries, policies.list, rows, BulkChange::Delete);
        on_close.run(());
    };
    view! {
        <Dialog title=title on_close=on_close>
            <div class="dlg-b col g12 scroll" tabindex="0">
                <ul class="dots">{names}</ul>
                <p>{w.delete_policies_loses}</p>
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button
                    type="button"
                    class="btn danger"
                    id="policies-delete"
                    disabled=move || policies.run_off.get().is_some()
                    on:click=delete
                >
                    {w.delete}
                </button>
            </div>
        </Dialog>
    }
}
