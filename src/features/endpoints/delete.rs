//! Deleting an endpoint, after saying what that loses, or what keeps it.

use std::sync::Arc;

use harbor_api::{operations::DeleteRegistry, types::Registry};
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::endpoints::list::EndpointList,
    ipc::write::send,
    registries::registries,
    ui::{Dialog, FormFailure, Icon},
    words::words,
};

/// 'Delete endpoint nvcr.io?'
#[component]
pub fn DeleteEndpoint(
    endpoints: EndpointList,
    registry: Arc<Registry>,
    /// The names of what uses it: while there is anything, Harbor deletes nothing.
    users: Vec<String>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().endpoints;
    let registries = registries();
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let (id, name) = (registry.id, registry.name.clone());
    let title = w.ask_delete(&name);
    let is_used = !users.is_empty();
    let delete = move |_| {
        busy.set(true);
        failure.set(None);
        let connection = endpoints.connection.get_untracked();
        let name = name.clone();
        spawn_local(async move {
            let outcome = send(registries, connection, &DeleteRegistry { id }).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    endpoints.list.place.selected.set(None);
                    endpoints.has_changed();
                    registries
                        .toasts
                        .done(words().endpoints.deleted(&name), None);
                    on_close.try_run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    let body = match is_used {
        true => {
            let users = users.into_iter().map(|name| {
                view! {
                    <li>
                        <Icon name="lock" />
                        <span class="wraps">{name}</span>
                    </li>
                }
            });
            view! {
                <p>{w.delete_used}</p>
                <ul class="dots">{users.collect_view()}</ul>
            }
            .into_any()
        }
        false => view! { <p>{w.delete_loses}</p> }.into_any(),
    };
    view! {
        <Dialog title=title on_close=on_close>
            <div class="dlg-b col g12">
                {body}
                {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                {(!is_used)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn danger"
                                disabled=move || busy.get() || endpoints.off.get().is_some()
                                on:click=delete
                            >
                                {move || busy.get().then(|| view! { <span class="spin"></span> })}
                                {w.delete}
                            </button>
                        }
                    })}
            </div>
        </Dialog>
    }
}
