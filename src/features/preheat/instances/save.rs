//! The dialog of a new network, and of one that is changed.

use std::sync::Arc;

use harbor_api::types::PreheatInstance;
use leptos::prelude::*;
use pilothouse_protocol::{Failure, FailureCode, SavePreheatInstance};
use wasm_bindgen_futures::spawn_local;

use super::{
    InstanceList,
    form::{InstanceFields, InstanceForm},
};
use crate::{
    ipc,
    registries::registries,
    ui::{Dialog, DialogForm},
    words::words,
};

/// What was typed stays whatever the server says.
#[component]
pub fn SaveInstanceDialog(
    instances: InstanceList,
    /// The one that is changed; none: a new one.
    kept: Option<Arc<PreheatInstance>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().preheat;
    let registries = registries();
    let is_kept = kept.is_some();
    let title = match &kept {
        Some(kept) => w.edit_title(&kept.name),
        None => w.new_network.to_owned(),
    };
    let form = InstanceForm::new(kept);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let is_wrong = Signal::derive(move || form.tried.get() && !form.is_whole());
    let submit = move || {
        form.tried.set(true);
        if busy.get_untracked() || !untrack(|| form.is_whole()) {
            return;
        }
        let Some(name) = form.name() else { return };
        busy.set(true);
        failure.set(None);
        let command = SavePreheatInstance {
            connection: instances.connection.get_untracked(),
            name: name.clone(),
            is_kept,
            instance: form.draft(),
        };
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    instances.has_changed();
                    registries.toasts.done(w.network_saved(name.as_str()), None);
                    on_close.try_run(());
                }
                Err(refusal) => {
                    failure.try_set(Some(refusal));
                }
            }
        });
    };
    let is_server = move || {
        let failed = failure.with(|failure| {
            failure
                .as_ref()
                .is_some_and(|failure| failure.code == FailureCode::Server)
        });
        failed && !is_kept
    };
    view! {
        <Dialog title=title wide=true on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=failure
                send=w.save_network
                on_cancel=on_close
                is_wrong=is_wrong
                busy=busy
                why_off=instances.off
                scrolls=true
            >
                <InstanceFields connection=instances.connection form=form />
                <Show when=is_server>
                    <span class="hint">{w.taken_why}</span>
                </Show>
            </DialogForm>
        </Dialog>
    }
}
