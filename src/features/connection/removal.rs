//! Forgetting a registry.

use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, RemoveConnection};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_message,
    ipc,
    registries::registries,
    route::Route,
    ui::{Dialog, use_places},
    words::words,
};

/// Asks first, and says what is lost.
#[component]
pub fn RemoveRegistry(connection: ConnectionId, on_close: Callback<()>) -> impl IntoView {
    let registries = registries();
    let places = use_places();
    let w = &words().frame;
    let id = StoredValue::new(connection);
    let name = id
        .with_value(|id| registries.find_untracked(id))
        .map(|connection| connection.name)
        .unwrap_or_default();
    let remove = move |_| {
        let connection = id.get_value();
        on_close.run(());
        spawn_local(async move {
            match ipc::call(RemoveConnection {
                connection: connection.clone(),
            })
            .await
            {
                Ok(removed) => {
                    registries.remove(&connection);
                    registries.notices.update(|n| n.extend(removed.notices));
                    places.go(Route::Welcome);
                }
                Err(failure) => registries
                    .notices
                    .update(|n| n.push(failure_message(&failure))),
            }
        });
    };
    view! {
        <Dialog title=w.removal_title on_close=on_close>
            <div class="dlg-b">
                <p>{w.removal(&name)}</p>
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button type="button" class="btn danger" on:click=remove>
                    {w.remove_registry}
                </button>
            </div>
        </Dialog>
    }
}
