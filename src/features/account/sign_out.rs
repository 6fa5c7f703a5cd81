//! Out again: of the registry, and of the provider as well where the person wants that.

use leptos::prelude::*;
use pilothouse_protocol::{Account, ConnectionState, OpenProviderSignOut, SignInMethod, SignOut};
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_message,
    features::account::Subject,
    ipc,
    permissions::forget_rights,
    registries::registries,
    ui::{Icon, Menu, MenuItem},
    words::words,
};

/// What signing out ends, and the button.
#[component]
pub fn SignOutFooter(subject: Subject, on_done: Callback<()>) -> impl IntoView {
    let w = &words().account;
    let registries = registries();
    let can_sign_out = move || {
        subject.connection.with(|c| {
            c.as_ref().is_some_and(|c| {
                c.account != Account::Anonymous && c.state != ConnectionState::SignInNeeded
            })
        })
    };
    let by_provider = move || {
        matches!(
            subject.way(),
            Some(SignInMethod::Browser | SignInMethod::Window | SignInMethod::Provider)
        )
    };
    let explained = move || match subject.way() {
        Some(SignInMethod::Browser | SignInMethod::Window | SignInMethod::Provider) => {
            w.ends_session(&subject.provider())
        }
        Some(SignInMethod::Robot | SignInMethod::CliSecret) => w.ends_secret.to_owned(),
        _ => w.ends_password.to_owned(),
    };
    let sign_out = move |at_provider: bool| {
        let provider = subject.provider();
        let id = subject.id.get_value();
        on_done.run(());
        spawn_local(async move {
            let command = SignOut {
                connection: id.clone(),
            };
            match ipc::call(command).await {
                Ok(signed_out) => {
                    forget_rights(registries, &id);
                    registries.leave(&id);
                    let name = signed_out.connection.name.clone();
                    registries.put(signed_out.connection);
                    registries.notices.update(|n| n.extend(signed_out.notices));
                    let said = w.signed_out_of(&name);
                    let open = move || {
                        let command = OpenProviderSignOut {
                            connection: id.clone(),
                        };
                        spawn_local(async move {
                            if let Err(failure) = ipc::call(command).await {
                                registries
                                    .notices
                                    .update(|n| n.push(failure_message(&failure)));
                            }
                        });
                    };
                    if signed_out.provider_host.is_none() {
                        registries.toasts.done(said, None);
                    } else if at_provider {
                        open();
                        registries.toasts.done(said, None);
                    } else {
                        let words = w.also_at_provider(&provider);
                        registries.toasts.offer(said, words, Arc::new(open));
                    }
                }
                Err(failure) => registries
                    .notices
                    .update(|n| n.push(failure_message(&failure))),
            }
        });
    };
    let items = Signal::derive(move || {
        let provider = subject.provider();
        vec![
            MenuItem {
                icon: Some("sign-out"),
                detail: Some(w.ends_at_harbor),
                ..MenuItem::new(w.sign_out_harbor, Callback::new(move |()| sign_out(false)))
            },
            MenuItem {
                icon: Some("external"),
                ..MenuItem::new(
                    w.sign_out_provider(&provider),
                    Callback::new(move |()| sign_out(true)),
                )
            },
        ]
    });
    view! {
        <Show when=can_sign_out>
            <div class="up-f">
                <p class="hint grow">{explained}</p>
                <span class="bgroup">
                    <button type="button" class="btn" on:click=move |_| sign_out(false)>
                        {w.sign_out}
                    </button>
                    <Show when=by_provider>
                        <Menu
                            label=w.sign_out_ways
                            class="btn icon"
                            opener=|| view! { <Icon name="chevron-down" /> }
                            items=items
                        />
                    </Show>
                </span>
            </div>
        </Show>
    }
}
