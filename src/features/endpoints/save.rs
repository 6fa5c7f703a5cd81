//! The dialog of a new endpoint, and of one that is changed.

use std::sync::Arc;

use harbor_api::types::Registry;
use leptos::prelude::*;
use pilothouse_protocol::{ChangeEndpoint, CreateEndpoint};

use crate::{
    features::endpoints::{
        form::{EndpointFields, EndpointForm},
        list::EndpointList,
    },
    ipc,
    ui::{Dialog, DialogForm, Saving},
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
    let id = kept.as_ref().map(|registry| registry.id);
    let title = match &kept {
        Some(registry) => w.edit_title(&registry.name),
        None => w.new.to_owned(),
    };
    let form = match kept {
        Some(registry) => EndpointForm::of_kept(registry),
        None => EndpointForm::new(),
    };
    let saving = Saving::new(on_close);
    let is_wrong = Signal::derive(move || {
        let has_fault = form.tried.get() && !form.is_whole();
        has_fault || (id.is_some() && !form.is_changed())
    });
    let submit = move || {
        if !saving.is_ready(form.tried, || form.is_whole()) {
            return;
        }
        let connection = endpoints.connection.get_untracked();
        let name = form.name.get_untracked().trim().to_owned();
        let sent = async move {
            match id {
                Some(id) => {
                    let change = form.change();
                    let command = ChangeEndpoint {
                        connection,
                        id,
                        change,
                    };
                    ipc::call(command).await.map(|_| w.saved(&name))
                }
                None => {
                    let command = CreateEndpoint {
                        connection,
                        name: name.clone(),
                        description: form.description(),
                        endpoint: form.draft(),
                    };
                    ipc::call(command).await.map(|_| w.created_name(&name))
                }
            }
        };
        let taken = move || form.refused_name.try_set(true).is_none();
        saving.send(sent, move || endpoints.has_changed(), taken);
    };
    view! {
        <Dialog title=title wide=true on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=saving.failure
                    send=if id.is_some() { w.save } else { w.create }
                    on_cancel=on_close
                    is_wrong=is_wrong
                    busy=saving.busy
                    why_off=endpoints.off
                scrolls=true
            >
                    <EndpointFields connection=endpoints.connection form=form whole=true />
            </DialogForm>
        </Dialog>
    }
}
