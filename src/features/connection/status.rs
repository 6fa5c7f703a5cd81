//! What concerns a whole registry: offline, signed out, its own messages, how it is trusted.

use std::{collections::HashMap, time::Duration};

use harbor_api::types::BannerKind;
use leptos::prelude::*;
use pilothouse_protocol::{
    ConnectionId, ConnectionKind, ConnectionState, KeychainState, Reconnect, Remember, SessionLife,
    Transport,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    deferred::deferred,
    failure::failure_message,
    features::{
        account::{SOON, clock, minutes_left, stay_signed_in},
        configuration,
        sign_in::SignInDialog,
    },
    ipc,
    registries::{Registries, registries},
    route::Route,
    ui::{Icon, Link, use_places},
    words::words,
};

/// Seconds between tries to reach an absent registry.
const TRIES: [u64; 5] = [5, 10, 20, 40, 60];

/// Tries to reach each absent registry again, less and less often.
pub fn keep_trying(registries: Registries) {
    let waiting = StoredValue::new(HashMap::<ConnectionId, usize>::new());
    Effect::new(move |_| {
        for connection in registries.connections.get() {
            let offline = matches!(connection.state, ConnectionState::Offline { .. });
            let known = waiting.with_value(|waiting| waiting.contains_key(&connection.id));
            if offline && !known {
                waiting.update_value(|waiting| {
                    waiting.insert(connection.id.clone(), 0);
                });
                try_later(registries, waiting, connection.id);
            } else if !offline && known {
                waiting.update_value(|waiting| {
                    waiting.remove(&connection.id);
                });
            }
        }
    });
}

fn try_later(
    registries: Registries,
    waiting: StoredValue<HashMap<ConnectionId, usize>>,
    id: ConnectionId,
) {
    let Some(tries) = waiting.with_value(|waiting| waiting.get(&id).copied()) else {
        return;
    };
    let seconds = TRIES[tries.min(TRIES.len() - 1)];
    set_timeout(
        move || {
            let still = waiting.with_value(|waiting| waiting.contains_key(&id));
            if !still || registries.find_untracked(&id).is_none() {
                return;
            }
            waiting.update_value(|waiting| {
                waiting.insert(id.clone(), tries + 1);
            });
            spawn_local(async move {
                if reconnect(registries, id.clone()).await.is_err() {
                    try_later(registries, waiting, id);
                }
            });
        },
        Duration::from_secs(seconds),
    );
}

async fn reconnect(registries: Registries, connection: ConnectionId) -> Result<(), ()> {
    match ipc::call(Reconnect { connection }).await {
        Ok(connection) => {
            registries.put(connection);
            Ok(())
        }
        Err(_) => Err(()),
    }
}

/// The banners above a page.
#[component]
pub fn Status(connection: ConnectionId) -> impl IntoView {
    let registries = registries();
    let w = &words().frame;
    let places = use_places();
    let id = StoredValue::new(connection);
    let view = Memo::new(move |_| id.with_value(|id| registries.find(id)));
    let signing_in = RwSignal::new(false);
    let trying = RwSignal::new(false);
    let state = Memo::new(move |_| view.get().map(|c| c.state));
    let remembering = RwSignal::new(false);
    // The keychain may have come since, or be unlocked when it asks.
    let remember = move |_| {
        remembering.set(true);
        spawn_local(async move {
            let connection = id.get_value();
            match ipc::call(Remember { connection }).await {
                Ok(known) => registries.put(known),
                Err(failure) => registries.toasts.failed(
                    failure_message(&failure),
                    String::new(),
                    &failure,
                    None,
                ),
            }
            registries.check_keychain();
            remembering.try_set(false);
        });
    };
    // In time to do something about it.
    let ending = Memo::new(move |_| {
        let session = view.with(|c| c.as_ref()?.signed_in.as_ref().map(|s| s.session.clone()))?;
        let (at, may_stay) = match session {
            SessionLife::EndsUnused { at, .. } => (at, true),
            SessionLife::Ends { at } => (at, false),
            SessionLife::Lasting | SessionLife::Renews => return None,
        };
        let connected = state.get() == Some(ConnectionState::Connected);
        let soon = connected && minutes_left(at, registries.now.get()) < SOON;
        soon.then_some((at, may_stay))
    });
    // Over the untouched page; closed, the banner leads back to it. Who came here before the first
    // sign-in, to find out why it fails, is not kept from that.
    Effect::new(move |before: Option<bool>| {
        let needed = state.get() == Some(ConnectionState::SignInNeeded);
        if before != Some(needed) {
            let is_entered = id.with_value(|id| registries.is_entered_untracked(id));
            signing_in.set(needed && is_entered);
        }
        needed
    });
    let retry = move |_| {
        trying.set(true);
        spawn_local(async move {
            let _ = reconnect(registries, id.get_value()).await;
            trying.try_set(false);
        });
    };
    view! {
        {move || {
            match state.get() {
                Some(ConnectionState::Offline { since, reason }) => {
                    let gone = view
                        .with_untracked(|c| c.as_ref().map(|c| w.cannot_reach(&c.name)));
                    let since = since.format("%H:%M UTC").to_string();
                    Some(
                        view! {
                            <div class="banner warn" role="status">
                                <Icon name="offline" />
                                <span class="grow" title=reason>
                                    <b class="strong">{gone}</b>
                                    " "
                                    {w.away_since(&since)}
                                </span>
                                <button
                                    type="button"
                                    class="btn sm"
                                    on:click=move |_| {
                                        let id = id.get_value();
                                        places.go(registries.diagnose(id, String::new()));
                                    }
                                >
                                    {words().doctor.check_connection}
                                </button>
                                <button
                                    type="button"
                                    class="btn sm"
                                    disabled=move || trying.get()
                                    on:click=retry
                                >
                                    {words().parts.retry}
                                </button>
                            </div>
                        }
                            .into_any(),
                    )
                }
                Some(ConnectionState::SignInNeeded) => {
                    Some(
                        view! {
                            <div class="banner warn" role="status">
                                <Icon name="sign-in" />
                                <span class="grow">
                                    <b class="strong">{w.signed_out}</b>
                                    " "
                                    {w.sign_in_to_go_on}
                                </span>
                                <button
                                    type="button"
                                    class="btn sm"
                                    on:click=move |_| signing_in.set(true)
                                >
                                    {w.sign_in}
                                </button>
                            </div>
                        }
                            .into_any(),
                    )
                }
                _ => None,
            }
        }}
        {move || {
            let (ends, may_stay) = ending.get()?;
            let time = clock(ends);
            let said = if may_stay {
                words().account.ends_soon(&time)
            } else {
                words().account.ends_in_any_case(&time)
            };
            Some(
                view! {
                    <div class="banner warn" role="status">
                        <Icon name="clock-alert" />
                        <span class="grow">{said}</span>
                        <Show when=move || may_stay>
                            <button
                                type="button"
                                class="btn sm"
                                on:click=move |_| stay_signed_in(id.get_value())
                            >
                                {words().account.stay_signed_in}
                            </button>
                        </Show>
                    </div>
                },
            )
        }}
        {move || {
            let known = view.get()?;
            (known.system.read_only == Some(true))
                .then(|| {
                    // Whoever may end it is led to where that is done.
                    let way_out = known
                        .is_administrator()
                        .then(|| {
                            let to = Route::Registry {
                                connection: known.id.clone(),
                                page: configuration::PAGE,
                            };
                            view! {
                                <Link to=to class="lnk">
                                    {w.read_only_end}
                                </Link>
                            }
                        });
                    view! {
                        <div class="banner warn" role="status">
                            <Icon name="lock" />
                            <span class="grow">{w.read_only}</span>
                            {way_out}
                        </div>
                    }
                })
        }}
        {move || {
            let banner = view.get()?.system.banner()?;
            let today = registries.now.get().date_naive();
            banner
                .shows_on(today)
                .then(|| {
                    let bad = matches!(banner.kind, BannerKind::Warning | BannerKind::Danger);
                    view! {
                        <div class="banner" class:warn=bad role="status">
                            <Icon name="info" />
                            <span class="grow">{banner.message}</span>
                        </div>
                    }
                })
        }}
        {move || {
            let connection = view.get()?;
            (connection.transport == Transport::UnverifiedTls)
                .then(|| {
                    view! {
                        <div class="banner warn" role="status">
                            <Icon name="warning" />
                            {w.unverified}
                        </div>
                    }
                })
        }}
        {move || {
            let connection = view.get()?;
            let has_secret = connection.account.name().is_some()
                && connection.kind != ConnectionKind::Demo;
            let session = connection.signed_in.as_ref().map(|signed_in| &signed_in.session);
            // Where the provider gave nothing to keep, no keychain could have kept it.
            let is_kept = !matches!(session, Some(SessionLife::Ends { .. }));
            let is_told = has_secret && is_kept && !connection.remembered
                && connection.state == ConnectionState::Connected;
            is_told
                .then(|| {
                    let reason = match registries.keychain.get() {
                        KeychainState::ThisRun { reason } => reason,
                        // It is there, and did not take this one: locked, or full.
                        KeychainState::System => w.keychain_refused.to_owned(),
                    };
                    view! {
                        <div class="banner" role="status">
                            <Icon name="keychain" />
                            <span class="grow">{w.password_kept(&reason)}</span>
                            <button
                                type="button"
                                class="btn sm"
                                disabled=move || remembering.get()
                                on:click=remember
                            >
                                {words().parts.try_again}
                            </button>
                        </div>
                    }
                })
        }}
        <Notices />
        <Show when=move || signing_in.get()>
            {
                let connection = id.get_value();
                let on_close = Callback::new(move |()| signing_in.set(false));
                deferred!(
                    account,
                    sign_in_dialog,
                    { connection: ConnectionId, on_close: Callback<()> } => {
                        view! { <SignInDialog connection=connection on_close=on_close /> }
                            .into_any()
                    }
                )
            }
        </Show>
    }
}

/// What the person must know, until they close it.
#[component]
pub fn Notices() -> impl IntoView {
    let registries = registries();
    view! {
        <For
            each=move || registries.notices.get()
            key=|notice| notice.clone()
            children=move |notice| {
                let closed = notice.clone();
                view! {
                    <div class="banner warn" role="status">
                        <Icon name="info" />
                        <span class="grow">{notice}</span>
                        <button
                            type="button"
                            class="ib"
                            aria-label=words().parts.close
                            on:click=move |_| {
                                registries.notices.update(|all| all.retain(|n| *n != closed));
                            }
                        >
                            <Icon name="x" />
                        </button>
                    </div>
                }
            }
        />
    }
}
