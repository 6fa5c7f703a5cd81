//! Deleting a rule, after saying what that loses.

use std::sync::Arc;

use harbor_api::{operations::DeleteReplicationPolicy, types::ReplicationPolicy};
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use super::RuleList;
use crate::{
    ipc::write::send,
    registries::registries,
    ui::{Dialog, FormFailure},
    words::words,
};

#[component]
pub fn DeleteRule(
    rules: RuleList,
    rule: Arc<ReplicationPolicy>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().replication;
    let registries = registries();
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let (id, name) = (rule.id, rule.name.clone());
    let title = w.ask_delete(&name);
    let delete = move |_| {
        busy.set(true);
        failure.set(None);
        let at = rules.connection.get_untracked();
        let name = name.clone();
        spawn_local(async move {
            let outcome = send(registries, at, &DeleteReplicationPolicy { id }).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    registries
                        .toasts
                        .done(words().replication.deleted(&name), None);
                    rules.list.place.selected.set(None);
                    rules.has_changed();
                    on_close.try_run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <Dialog title=title on_close=on_close>
            <div class="dlg-b col g12">
                <p>{w.delete_loses}</p>
                {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button
                    type="button"
                    class="btn danger"
                    disabled=move || busy.get() || rules.off.get().is_some()
                    on:click=delete
                >
                    {w.delete}
                </button>
            </div>
        </Dialog>
    }
}
