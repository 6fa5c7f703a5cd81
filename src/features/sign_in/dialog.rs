//! Signing in to a registry that is kept, over the untouched page.

use futures::future::{AbortHandle, Abortable};
use harbor_api::types::AuthenticationMode;
use leptos::prelude::*;
use pilothouse_protocol::{
    Account, Connection, ConnectionId, Failure, Hold, Offer, PasswordFor, Probe, Probed,
    ProviderOffer, SignInMethod, SignInTo,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::sign_in::{
        methods::{Choice, SignInForm, provider_name},
        oidc_callback::OidcCallbackDialog,
    },
    ipc::{self, Ticket},
    registries::registries,
    ui::{Dialog, FormFailure, Icon},
    words::words,
};

/// What a kept registry says about signing in.
#[derive(Clone, Copy)]
pub struct Asked {
    pub probed: RwSignal<Option<Probed>>,
    pub failure: RwSignal<Option<Failure>>,
    /// As it was said, or as it was known before.
    pub offer: RwSignal<Option<Offer>>,
}

impl Asked {
    /// Asks now. Until the answer is there nothing can be chosen.
    pub fn now(connection: Connection, choice: Choice) -> Self {
        let asked = Self {
            probed: RwSignal::new(None),
            failure: RwSignal::new(None),
            offer: RwSignal::new(None),
        };
        fill(&connection, choice);
        spawn_local(async move {
            let outcome = ipc::call(Probe {
                address: connection.origin.clone(),
                trust: connection.trust.clone(),
            })
            .await;
            let offer = match outcome {
                Ok(probed) => {
                    let offer = probed.offer.clone();
                    asked.probed.try_set(Some(probed));
                    offer
                }
                Err(failure) => {
                    asked.failure.try_set(Some(failure.clone()));
                    known_offer(&connection, failure)
                }
            };
            if asked.offer.is_disposed() {
                return;
            }
            choice.start(&offer, connection.last_way);
            asked.offer.set(Some(offer));
            request_animation_frame(focus_form);
        });
        asked
    }
}

/// The form came while the focus waited on the button that closes.
fn focus_form() {
    let waits = document().active_element().is_some_and(|element| {
        element.closest(".dlg-h").is_ok_and(|head| head.is_some()) || element.tag_name() == "BODY"
    });
    let first = document()
        .query_selector(".ways-form input, #connect")
        .ok()
        .flatten();
    if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok())
        && waits
    {
        let _ = first.focus();
    }
}

/// What is known of the account goes into the fields.
fn fill(connection: &Connection, choice: Choice) {
    let has_name = !matches!(connection.account, Account::Anonymous);
    if has_name && let Some(name) = connection.account.name() {
        choice.typed.user.set(name.to_owned());
    }
    if let Some(own) = &connection.own_client {
        choice
            .client_id
            .set(own.client_id.clone().unwrap_or_default());
        choice.issuer.set(own.issuer.clone().unwrap_or_default());
        choice.consent.set(own.consent);
    }
}

/// The ways that are known without asking.
fn known_offer(connection: &Connection, failure: Failure) -> Offer {
    let is_oidc = connection.system.auth_mode == AuthenticationMode::Oidc;
    Offer {
        provider: is_oidc.then(|| ProviderOffer::Broken {
            name: connection
                .system
                .oidc_provider_name
                .clone()
                .unwrap_or_default(),
            failure,
        }),
        password: PasswordFor::of(&connection.system),
        self_registration: false,
    }
}

/// 'Sign in again', or 'Add an account', over the untouched page. While it is open, other calls to
/// the registry wait for its outcome.
#[component]
pub fn SignInDialog(
    connection: ConnectionId,
    /// Whether this is an account beside the one that is used.
    #[prop(optional)]
    another: bool,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().sign_in_methods;
    let registries = registries();
    let choice = Choice::new();
    let known = registries.find_untracked(&connection);
    let name = known.as_ref().map(|c| c.name.clone()).unwrap_or_default();
    let last = known.as_ref().and_then(|c| c.last_way);
    let asked = known.map(|known| Asked::now(known, choice));
    if another {
        choice.typed.user.set(String::new());
    } else {
        hold(connection.clone());
    }
    let to = SignInTo::Connection {
        connection,
        another,
    };
    let name = StoredValue::new(name);
    let to = StoredValue::new(to);
    let done = Callback::new(move |connection: Connection| {
        registries.put(connection);
        on_close.run(());
    });
    let title = if another {
        w.another_account.to_owned()
    } else {
        words().sign_in.sign_in_to(&name.get_value())
    };
    let offer = move || asked.and_then(|asked| asked.offer.get());
    move || match choice.browsing.get() {
        Some(at) => view! {
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
        .into_any(),
        None => view! {
            <Dialog title=title.clone() wide=true on_close=on_close>
                <div class="dlg-b col g12">
                    <p class="muted">
                        {if another { w.another_account_lead } else { w.page_stays }}
                    </p>
                    <AskedForm asked=asked choice=choice to=to.get_value() last=last on_done=done />
                </div>
            </Dialog>
        }
        .into_any(),
    }
}

/// The form once the registry has answered.
#[component]
pub fn AskedForm(
    asked: Option<Asked>,
    choice: Choice,
    to: SignInTo,
    last: Option<SignInMethod>,
    on_done: Callback<Connection>,
) -> impl IntoView {
    let to = Signal::stored(to);
    move || {
        let asked = asked?;
        let Some(offer) = asked.offer.get() else {
            return Some(
                view! {
                    <p class="chk" role="status">
                        <span>
                            <span class="spin"></span>
                            {words().sign_in_methods.asking}
                        </span>
                    </p>
                }
                .into_any(),
            );
        };
        Some(
            view! {
                {asked.failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                <ClockNote probed=asked.probed />
                <SignInForm
                    choice=choice
                    to=to
                    offer=Signal::stored(offer)
                    last=Signal::stored(last)
                    on_done=on_done
                />
            }
            .into_any(),
        )
    }
}

/// The clocks of registry and computer differ.
#[component]
pub fn ClockNote(#[prop(into)] probed: Signal<Option<Probed>>) -> impl IntoView {
    let w = &words().sign_in_methods;
    move || {
        let ahead =
            probed.with(|probed| probed.as_ref().and_then(|probed| probed.clock_ahead_s))?;
        let minutes = (ahead.abs() + 30) / 60;
        let said = if ahead > 0 {
            w.clock_ahead(minutes)
        } else {
            w.clock_behind(minutes)
        };
        Some(view! {
            <div class="note warn" role="status">
                <Icon name="clock-alert" />
                <span>{said}</span>
            </div>
        })
    }
}

/// Lets other calls wait for as long as the owner of this is there.
fn hold(connection: ConnectionId) {
    let (handle, registration) = AbortHandle::new_pair();
    let ticket = Ticket::new();
    spawn_local(async move {
        // Its end is of no interest: somebody signed in, or the dialog was closed.
        let _ = Abortable::new(ipc::call_with(Hold { connection }, ticket), registration).await;
    });
    on_cleanup(move || handle.abort());
}
