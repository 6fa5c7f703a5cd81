//! Changing how a registry is called and reached.

use leptos::prelude::*;
use pilothouse_protocol::{ChangeConnection, ConnectionId, ConnectionState, Failure, Reconnect};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::connection::address::{AddressField, CertificateAndProxy, Reach},
    ipc,
    registries::registries,
    ui::{Dialog, Field, FormFailure, Icon},
    words::words,
};

/// Name, address, certificate and proxy of a kept registry; and its removal.
#[component]
pub fn EditConnection(
    connection: ConnectionId,
    on_close: Callback<()>,
    /// The registry is to be removed instead.
    on_remove: Callback<()>,
) -> impl IntoView {
    let w = &words().connection;
    let registries = registries();
    let Some(before) = registries.find_untracked(&connection) else {
        return ().into_any();
    };
    let id = StoredValue::new(connection);
    let name = RwSignal::new(before.name.clone());
    let reach = Reach::new(before.origin.clone(), before.trust.clone());
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let host = before.registry().to_owned();
    let before = StoredValue::new(before);
    let problem = Signal::derive(move || {
        let is_long = name.with(|name| name.trim().chars().count() > 100);
        is_long.then(|| w.name_long.to_owned())
    });
    let has_moved = Memo::new(move |_| {
        let origin = before.with_value(|before| before.origin.clone());
        reach
            .found
            .get()
            .is_some_and(|found| found.origin != origin)
    });
    // What was not touched need not answer just now.
    let is_as_it_was = move || {
        before.with_value(|before| {
            reach.address.get().trim() == before.origin && reach.trust.get() == before.trust
        })
    };
    let may_save = Memo::new(move |_| {
        let reached = reach.found.with(Option::is_some) || is_as_it_was();
        reached && problem.with(Option::is_none) && !busy.get()
    });
    let save = move || {
        if !may_save.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let command = ChangeConnection {
            connection: id.get_value(),
            name: name.get_untracked().trim().to_owned(),
            address: reach.address.get_untracked().trim().to_owned(),
            trust: reach.trust.get_untracked(),
        };
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            busy.try_set(false);
            match outcome {
                Ok(changed) => {
                    let said = w.saved(&changed.connection.name);
                    let state = changed.connection.state.clone();
                    if state == ConnectionState::SignInNeeded {
                        registries.leave(&changed.connection.id);
                    }
                    registries.put(changed.connection);
                    registries.notices.update(|all| all.extend(changed.notices));
                    registries.toasts.done(said, None);
                    on_close.try_run(());
                    if state == ConnectionState::Connecting {
                        // What is kept goes on by the new way; whether it does, is told as always.
                        let connection = id.get_value();
                        if let Ok(known) = ipc::call(Reconnect { connection }).await {
                            registries.put(known);
                        }
                    }
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <Dialog title=w.title on_close=on_close>
            <form on:submit=move |event| {
                event.prevent_default();
                save();
            }>
                <div class="dlg-b col g12">
                    <Field
                        id="connection-name"
                        label=w.name
                        value=name
                        problem=problem
                        hint=w.name_hint
                    />
                    <AddressField reach=reach label=words().welcome.address large=false />
                    <CertificateAndProxy reach=reach />
                    <Show when=move || has_moved.get()>
                        <div class="note warn">
                            <Icon name="warning" />
                            <span>{w.moves(&host)}</span>
                        </div>
                    </Show>
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <div class="dlg-f">
                    <button
                        type="button"
                        class="btn ghost"
                        on:click=move |_| on_remove.run(())
                    >
                        <Icon name="trash" />
                        {words().frame.remove_this_registry}
                    </button>
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| on_close.run(())>
                        {words().parts.cancel}
                    </button>
                    <button type="submit" class="btn primary" disabled=move || !may_save.get()>
                        {move || busy.get().then(|| view! { <span class="spin"></span> })}
                        {w.save}
                    </button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
