//! A registry that nobody is signed in to: what is known of it, and the ways in.

use harbor_api::types::AuthenticationMode;
use leptos::prelude::*;
use pilothouse_protocol::{
    Connection, ConnectionId, Reconnect, SignInTo, SwitchAccount, Transport,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::{
        connection::{Contours, EditConnection, Notices, RemoveRegistry},
        sign_in::{
            dialog::{Asked, AskedForm},
            methods::{Choice, provider_name},
            oidc_callback::OidcCallbackDialog,
        },
    },
    format::{initials, short_version},
    ipc,
    registries::registries,
    route::Route,
    shell::tile_colour,
    ui::{Icon, use_places},
    words::words,
};

/// The whole page, in the place of what can't be shown without an account.
#[component]
pub fn SignInPage(connection: ConnectionId) -> impl IntoView {
    let w = &words().sign_in_methods;
    let (registries, places) = (registries(), use_places());
    let choice = Choice::new();
    let id = StoredValue::new(connection.clone());
    let known = registries.find_untracked(&connection);
    let name = known.as_ref().map(|c| c.name.clone()).unwrap_or_default();
    let last = known.as_ref().and_then(|c| c.last_way);
    let asked = known.clone().map(|known| Asked::now(known, choice));
    let to = SignInTo::Connection {
        connection,
        another: false,
    };
    let done = Callback::new(move |connection: Connection| registries.put(connection));
    let editing = RwSignal::new(false);
    let removing = RwSignal::new(false);
    let offer = move || asked.and_then(|asked| asked.offer.get());
    let browsing = {
        let (to, name) = (StoredValue::new(to.clone()), StoredValue::new(name.clone()));
        move || {
            choice.browsing.get().map(|at| {
                view! {
                    <OidcCallbackDialog
                        to=to.get_value()
                        at=at
                        own_client=choice.own_client()
                        provider=offer().as_ref().map(provider_name).unwrap_or_default()
                        registry=name.get_value()
                        on_done=done
                        on_close=Callback::new(move |()| choice.browsing.set(None))
                    />
                }
            })
        }
    };
    view! {
        <main class="wl">
            <section class="wl-b" aria-label=name.clone()>
                <Contours />
                <span class="mono-t" style:background=tile_colour(&name) aria-hidden="true">
                    {initials(&name)}
                </span>
                <h1>{name.clone()}</h1>
                <p>{w.nothing_sent}</p>
                {known.map(|known| view! { <Found known=known asked=asked /> })}
                <button
                    type="button"
                    class="demo"
                    on:click=move |_| editing.set(true)
                >
                    <b>{words().connection.title}</b>
                    <span>{words().connection.explained}</span>
                    <Icon name="arrow-right" class="i-18" />
                </button>
                <button
                    type="button"
                    class="demo"
                    id="check-connection"
                    on:click=move |_| places.go(registries.diagnose(id.get_value(), String::new()))
                >
                    <b>{words().doctor.check_connection}</b>
                    <span>{w.check_explained}</span>
                    <Icon name="arrow-right" class="i-18" />
                </button>
            </section>
            <section class="wl-f">
                <div class="wl-n">
                    <Notices />
                </div>
                <div class="wf">
                    <div>
                        <h2>{w.sign_in}</h2>
                        <p class="muted lead">{w.remembered}</p>
                    </div>
                    <Unread connection=id.get_value() />
                    <OtherAccounts connection=id.get_value() />
                    <AskedForm asked=asked choice=choice to=to last=last on_done=done />
                    <KeychainNote />
                </div>
            </section>
        </main>
        {browsing}
        <Show when=move || editing.get()>
            <EditConnection
                connection=id.get_value()
                on_close=Callback::new(move |()| editing.set(false))
                on_remove=Callback::new(move |()| {
                    editing.set(false);
                    removing.set(true);
                })
            />
        </Show>
        <Show when=move || removing.get()>
            <RemoveRegistry
                connection=id.get_value()
                on_close=Callback::new(move |()| removing.set(false))
            />
        </Show>
    }
}

/// Where credentials are kept.
#[component]
pub fn KeychainNote() -> impl IntoView {
    let registries = registries();
    let w = &words().welcome;
    registries.check_keychain();
    view! {
        <span class="muted t12 row g6">
            <Icon name="keychain" class="i-14" />
            {move || match registries.keychain.get() {
                pilothouse_protocol::KeychainState::System => w.kept_in_keychain,
                pilothouse_protocol::KeychainState::ThisRun { .. } => w.kept_this_run,
            }}
        </span>
    }
}

/// What is known of the registry, in three lines.
#[component]
fn Found(known: Connection, asked: Option<Asked>) -> impl IntoView {
    let w = &words().welcome;
    let line = |text: String, beside: Option<String>| {
        view! {
            <li>
                <Icon name="check" class="i-14" />
                {text}
                {beside.map(|beside| view! { <span>{beside}</span> })}
            </li>
        }
    };
    move || {
        let probed = asked.and_then(|asked| asked.probed.get());
        let system = probed
            .as_ref()
            .map_or(&known.system, |probed| &probed.system);
        let version = known.system.harbor_version.as_deref().map(short_version);
        let version = version.map_or("Harbor".to_owned(), |version| format!("Harbor {version}"));
        let mode = match system.auth_mode {
            AuthenticationMode::Oidc => w.single_sign_on_at(
                system
                    .oidc_provider_name
                    .as_deref()
                    .unwrap_or(w.single_sign_on),
            ),
            AuthenticationMode::Ldap => w.ldap_accounts.to_owned(),
            _ => w.harbor_accounts.to_owned(),
        };
        let took = probed
            .as_ref()
            .map(|probed| w.took(probed.elapsed_ms.max(1)));
        let transport = match known.transport {
            Transport::VerifiedTls => w.tls_ok,
            Transport::UnverifiedTls => w.certificate_not_checked,
            Transport::PlainHttp => w.not_encrypted,
        };
        view! {
            <div role="status">
                <ul class="known">
                    {line(version, None)} {line(mode, None)} {line(transport.to_owned(), took)}
                </ul>
            </div>
        }
    }
}

/// The keychain did not give what is kept: it may be asked again.
#[component]
fn Unread(connection: ConnectionId) -> impl IntoView {
    let w = &words().sign_in_methods;
    let registries = registries();
    let id = StoredValue::new(connection);
    let reason = Memo::new(move |_| id.with_value(|id| registries.find(id))?.unread);
    let busy = RwSignal::new(false);
    let again = move |_| {
        busy.set(true);
        spawn_local(async move {
            let connection = id.get_value();
            // What comes of it is told as an event.
            if let Ok(known) = ipc::call(Reconnect { connection }).await {
                registries.put(known);
            }
            busy.try_set(false);
        });
    };
    move || {
        reason.get().map(|reason| {
            view! {
                <div class="note warn" role="alert">
                    <Icon name="warning" />
                    <span class="grow">{w.unread(&reason)}</span>
                    <button type="button" class="btn sm" disabled=move || busy.get() on:click=again>
                        {words().parts.try_again}
                    </button>
                </div>
            }
        })
    }
}

/// Accounts of this registry that may still be signed in.
#[component]
fn OtherAccounts(connection: ConnectionId) -> impl IntoView {
    let registries = registries();
    let places = use_places();
    let id = StoredValue::new(connection);
    let others = Memo::new(move |_| {
        let known = id.with_value(|id| registries.find(id));
        let accounts = known.map(|known| known.accounts).unwrap_or_default();
        accounts
            .into_iter()
            .filter(|account| !account.is_active && !account.signed_out)
            .collect::<Vec<_>>()
    });
    move || {
        let accounts = others.get();
        (!accounts.is_empty()).then(|| {
            view! {
                <ul class="card ways">
                    {accounts
                        .into_iter()
                        .map(|account| {
                            let name = account
                                .name
                                .clone()
                                .unwrap_or_else(|| words().frame.not_signed_in.to_owned());
                            view! {
                                <li>
                                    <button
                                        type="button"
                                        class="way"
                                        on:click=move |_| {
                                            spawn_local(async move {
                                                let command = SwitchAccount {
                                                    connection: id.get_value(),
                                                    account: account.id,
                                                };
                                                if let Ok(connection) = ipc::call(command).await {
                                                    let connection_id = connection.id.clone();
                                                    registries.put(connection);
                                                    places
                                                        .go(Route::home(connection_id));
                                                }
                                            });
                                        }
                                    >
                                        <Icon name="user" />
                                        <span class="t">{words().account.switch_to(&name)}</span>
                                        <Icon name="chevron-right" class="i-14" />
                                    </button>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            }
        })
    }
}
