//! The dialog of a new network, and of one that is changed.

use std::sync::Arc;

use harbor_api::types::PreheatInstance;
use leptos::prelude::*;
use pilothouse_protocol::SavePreheatInstance;

use super::{
    InstanceList,
    form::{InstanceFields, InstanceForm},
};
use crate::{
    ipc,
    ui::{Dialog, DialogForm, Saving},
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
    let is_kept = kept.is_some();
    let title = match &kept {
        Some(kept) => w.edit_title(&kept.name),
        None => w.new_network.to_owned(),
    };
    let form = InstanceForm::new(kept);
    let saving = Saving::new(on_close);
    let is_wrong = Signal::derive(move || form.tried.get() && !form.is_whole());
    let submit = move || {
        if !saving.is_ready(form.tried, || form.is_whole()) {
            return;
        }
        let Some(name) = form.name() else { return };
        let said = w.network_saved(name.as_str());
        let command = SavePreheatInstance {
            connection: instances.connection.get_untracked(),
            name,
            is_kept,
            instance: form.draft(),
        };
        let sent = async move { ipc::call(command).await.map(|_| said) };
        saving.send(sent, move || instances.has_changed(), || false);
    };
    let is_server = move || saving.failed_at_server() && !is_kept;
    view! {
        <Dialog title=title wide=true on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=saving.failure
                send=w.save_network
                on_cancel=on_close
                is_wrong=is_wrong
                busy=saving.busy
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
