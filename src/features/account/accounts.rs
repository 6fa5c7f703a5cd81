//! The accounts that are kept of one registry: switching, adding, removing.

use leptos::prelude::*;
use pilothouse_protocol::{
    AccountId, ConnectionKind, ConnectionState, RemoveAccount, SavedAccount, SwitchAccount,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::{failure_message, failure_reason},
    features::account::{Sheet, Subject},
    ipc,
    permissions::forget_rights,
    registries::registries,
    ui::{Dialog, Icon},
    words::words,
};

/// The list, with the one in use marked.
#[component]
pub fn Accounts(subject: Subject) -> impl IntoView {
    let (w, frame) = (&words().account, &words().frame);
    let registries = registries();
    let switch = move |account: AccountId| {
        let command = SwitchAccount {
            connection: subject.id.get_value(),
            account,
        };
        spawn_local(async move {
            match ipc::call(command).await {
                Ok(connection) => {
                    if connection.state == ConnectionState::SignInNeeded {
                        registries.leave(&connection.id);
                    }
                    forget_rights(registries, &connection.id);
                    registries.put(connection);
                }
                Err(failure) => registries.toasts.failed(
                    failure_message(&failure),
                    failure_reason(&failure),
                    &failure,
                    None,
                ),
            }
        });
    };
    let is_registry = move || {
        subject.connection.with(|known| {
            known
                .as_ref()
                .is_some_and(|known| known.kind == ConnectionKind::Registry)
        })
    };
    let line = move |account: SavedAccount| {
        let name = account
            .name
            .clone()
            .unwrap_or_else(|| frame.not_signed_in.to_owned());
        let (id, removed) = (account.id, name.clone());
        let beside = if account.is_active {
            w.active
        } else if account.signed_out {
            w.signed_out
        } else {
            ""
        };
        view! {
            <li class="row">
                <button
                    type="button"
                    class="mi"
                    aria-label=(!account.is_active).then(|| w.switch_to(&name))
                    disabled=account.is_active
                    on:click=move |_| switch(id)
                >
                    <Icon name=if account.is_active { "check" } else { "swap" } />
                    <span class="l">{name.clone()}</span>
                    <span class="h">{beside}</span>
                </button>
                {(!account.is_active)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="ib"
                                aria-label=w.remove_named(&name)
                                title=w.remove_account
                                on:click=move |_| {
                                    subject
                                        .sheet
                                        .set(Some(Sheet::RemoveAccount(id, removed.clone())));
                                }
                            >
                                <Icon name="trash" class="i-14" />
                            </button>
                        }
                    })}
            </li>
        }
    };
    view! {
        <div class="up-s">
            <h3>{w.accounts}</h3>
            <ul class="up-l">
                {move || {
                    subject
                        .connection
                        .get()
                        .map(|c| c.accounts.into_iter().map(line).collect_view())
                }}
                <li>
                    <button
                        type="button"
                        class="mi"
                        on:click=move |_| subject.sheet.set(Some(Sheet::AddAccount))
                    >
                        <Icon name="plus" />
                        <span class="l">{words().sign_in_methods.another_account}</span>
                    </button>
                </li>
                <Show when=is_registry>
                    <li>
                        <button
                            type="button"
                            class="mi"
                            on:click=move |_| subject.sheet.set(Some(Sheet::EditConnection))
                        >
                            <Icon name="pencil" />
                            <span class="l">{words().connection.edit}</span>
                        </button>
                    </li>
                </Show>
                <li>
                    <button
                        type="button"
                        class="mi bad"
                        on:click=move |_| subject.sheet.set(Some(Sheet::RemoveRegistry))
                    >
                        <Icon name="trash" />
                        <span class="l">{frame.remove_this_registry}</span>
                    </button>
                </li>
            </ul>
        </div>
    }
}

/// Asks before an account is forgotten.
#[component]
pub fn RemoveAccountDialog(
    subject: Subject,
    account: AccountId,
    name: String,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().account;
    let registries = registries();
    let registry = subject
        .connection
        .with_untracked(|c| c.as_ref().map(|c| c.name.clone()))
        .unwrap_or_default();
    let remove = move |_| {
        let command = RemoveAccount {
            connection: subject.id.get_value(),
            account,
        };
        on_close.run(());
        spawn_local(async move {
            match ipc::call(command).await {
                Ok(removed) => {
                    registries.put(removed.connection);
                    registries.notices.update(|n| n.extend(removed.notices));
                }
                Err(failure) => registries
                    .notices
                    .update(|n| n.push(failure_message(&failure))),
            }
        });
    };
    view! {
        <Dialog title=w.remove_account_title on_close=on_close>
            <div class="dlg-b">
                <p>{w.removal(&name, &registry)}</p>
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button type="button" class="btn danger" on:click=remove>
                    {w.remove_account}
                </button>
            </div>
        </Dialog>
    }
}
