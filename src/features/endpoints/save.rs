//! The dialog of a new endpoint, and of one that is changed.

use std::sync::Arc;

use harbor_api::types::Registry;
use leptos::prelude::*;
use pilothouse_protocol::{ChangeEndpoint, CreateEndpoint, Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::endpoints::{
        form::{EndpointFields, EndpointForm},
        list::EndpointList,
    },
    ipc,
    registries::registries,
    ui::{Dialog, DialogForm},
    words::words,
};

/// What was typed stays whatever the server says.
#[component]
pub fn SaveEndpoint(
    endpoints: EndpointList,
    /// The one that is changed; none: a new one.
    kept: Option<Arc<Registry>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().endpoints;
    let registries = registries();
    let id = kept.as_ref().map(|registry| registry.id);
    let title = match &kept {
        Some(registry) => w.edit_title(&registry.name),
        None => w.new.to_owned(),
    };
    let form = match kept {
        Some(registry) => EndpointForm::of_kept(registry),
        None => EndpointForm::new(),
    };
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let is_wrong = Signal::derive(move || {
        let has_fault = form.tried.get() && !form.is_whole();
        has_fault || (id.is_some() && !form.is_changed())
    });
    let submit = move || {
        form.tried.set(true);
        if busy.get_untracked() || !untrack(|| form.is_whole()) {
            return;
        }
        busy.set(true);
        failure.set(None);
        let connection = endpoints.connection.get_untracked();
        let name = form.name.get_untracked().trim().to_owned();
        spawn_local(async move {
            let outcome = match id {
                Some(id) => {
                    let change = form.change();
                    let command = ChangeEndpoint {
                        connection,
                        id,
                        change,
                    };
                    ipc::call(command)
                        .await
                        .map(|_| words().endpoints.saved(&name))
                }
                None => {
                    let command = CreateEndpoint {
                        connection,
                        name: name.clone(),
                        description: form.description(),
                        endpoint: form.draft(),
                    };
                    let made = ipc::call(command).await;
                    made.map(|_| words().endpoints.created_name(&name))
                }
            };
            busy.try_set(false);
            match outcome {
                Ok(said) => {
                    endpoints.has_changed();
                    registries.toasts.done(said, None);
                    on_close.try_run(());
                }
                Err(refusal) if refusal.code == FailureCode::Conflict => {
                    form.refused_name.try_set(true);
                }
                Err(refusal) => {
                    failure.try_set(Some(refusal));
                }
            }
        });
    };
    view! {
        <Dialog title=title wide=true on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=failure
                    send=if id.is_some() { w.save } else { w.create }
                    on_cancel=on_close
                    is_wrong=is_wrong
                    busy=busy
                    why_off=endpoints.off
                scrolls=true
            >
                    <EndpointFields connection=endpoints.connection form=form whole=true />
            </DialogForm>
        </Dialog>
    }
}
