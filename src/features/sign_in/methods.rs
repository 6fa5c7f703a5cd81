//! Choosing how to sign in: one way first, the others as a quiet list, in an order that stays.

use leptos::prelude::*;
use pilothouse_protocol::{
    AddConnection, Connection, Failure, Offer, OwnClient, PasswordFor, ProviderOffer, SignIn,
    SignInMethod, SignInPlace, SignInTo,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::sign_in::credentials::{CredentialFields, Typed},
    ipc,
    ui::{Checkbox, Field, FormFailure, Icon},
    words::words,
};

/// What is typed and chosen, and what came of it. Whoever shows the form owns it, so that it is
/// still there when the form comes back.
#[derive(Clone, Copy)]
pub struct Choice {
    pub typed: Typed,
    /// A sign-in through the provider goes on there; its dialog is shown by the form's owner.
    pub browsing: RwSignal<Option<SignInPlace>>,
    pub client_id: RwSignal<String>,
    pub issuer: RwSignal<String>,
    pub consent: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
}

impl Choice {
    pub fn new() -> Self {
        Self {
            typed: Typed::new(SignInMethod::Password),
            browsing: RwSignal::new(None),
            client_id: RwSignal::default(),
            issuer: RwSignal::default(),
            consent: RwSignal::new(false),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// The way to begin with: the last one where it was typed, else what the registry is made for.
    pub fn start(&self, offer: &Offer, last: Option<SignInMethod>) {
        let ways = offer.ways();
        let first = ways.first().copied().unwrap_or(SignInMethod::Password);
        let typed = last.filter(|last| {
            ways.contains(last)
                && matches!(
                    last,
                    SignInMethod::Provider
                        | SignInMethod::Password
                        | SignInMethod::Robot
                        | SignInMethod::CliSecret
                )
        });
        self.typed.way.set(typed.unwrap_or(first));
        self.failure.set(None);
    }

    /// The client of Pilothouse's own that was typed, where one was.
    pub fn own_client(&self) -> Option<OwnClient> {
        let filled = |text: RwSignal<String>| {
            let text = text.get_untracked().trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        Some(OwnClient {
            client_id: filled(self.client_id),
            issuer: filled(self.issuer),
            consent: self.consent.get_untracked(),
        })
    }

    fn send(&self, to: SignInTo, on_done: Callback<Connection>) {
        let this = *self;
        if this.busy.get_untracked() {
            return;
        }
        let Some(credentials) = this.typed.credentials() else {
            return;
        };
        this.busy.set(true);
        this.failure.set(None);
        spawn_local(async move {
            let outcome = match to {
                SignInTo::Address { address, trust } => {
                    ipc::call(AddConnection {
                        address,
                        trust,
                        credentials,
                    })
                    .await
                }
                SignInTo::Connection {
                    connection,
                    another,
                } => {
                    ipc::call(SignIn {
                        connection,
                        credentials,
                        another,
                    })
                    .await
                }
            };
            this.busy.try_set(false);
            match outcome {
                Ok(connection) => on_done.run(connection),
                Err(problem) => {
                    if !this.typed.fail(&problem) {
                        this.failure.try_set(Some(problem));
                    }
                }
            }
        });
    }
}

/// The word for the provider.
pub fn provider_name(offer: &Offer) -> String {
    let name = match &offer.provider {
        Some(ProviderOffer::Ready(provider)) => provider.name.as_str(),
        Some(ProviderOffer::Broken { name, .. }) => name,
        None => "",
    };
    if name.is_empty() {
        words().welcome.single_sign_on.to_owned()
    } else {
        name.to_owned()
    }
}

/// The form: the chosen way, and the others.
#[component]
pub fn SignInForm(
    choice: Choice,
    /// What is signed in to, when it is sent.
    to: Signal<SignInTo>,
    offer: Signal<Offer>,
    #[prop(into)] last: Signal<Option<SignInMethod>>,
    on_done: Callback<Connection>,
) -> impl IntoView {
    let w = &words().sign_in_methods;
    let way = choice.typed.way;
    let chosen = move |wanted: SignInMethod| match wanted {
        SignInMethod::Window => choice.browsing.set(Some(SignInPlace::Window)),
        SignInMethod::Anonymous => {
            way.set(SignInMethod::Anonymous);
            choice.send(to.get_untracked(), on_done);
        }
        wanted => way.set(wanted),
    };
    view! {
        <form
            class="ways-form"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                match way.get_untracked() {
                    SignInMethod::Browser => choice.browsing.set(Some(SignInPlace::Browser)),
                    SignInMethod::Window => choice.browsing.set(Some(SignInPlace::Window)),
                    SignInMethod::Provider => choice.browsing.set(Some(SignInPlace::Loopback)),
                    _ => choice.send(to.get_untracked(), on_done),
                }
            }
        >
            {move || match offer.get().provider {
                Some(ProviderOffer::Broken { name, failure }) => {
                    Some(
                        view! {
                            <div class="note warn" role="status">
                                <Icon name="warning" />
                                <span class="grow">
                                    {w.provider_broken(&name)} " "
                                    {crate::failure::failure_message(&failure)}
                                </span>
                            </div>
                        },
                    )
                }
                _ => None,
            }}
            <div class="field g8">
                {move || {
                    let way = way.get();
                    let (title, _) = described(way, &offer.get());
                    view! {
                        <h3 class="lbl row">
                            {title}
                            {(last.get() == Some(way)).then(used_last)}
                        </h3>
                    }
                }}
                <CredentialFields typed=choice.typed />
                <Show when=move || way.get() == SignInMethod::Provider>
                    <p class="hint">{w.own_client_is}</p>
                    <Field
                        id="client-id"
                        label=w.client_id
                        value=choice.client_id
                        hint=w.client_id_hint
                    />
                    <Field
                        id="issuer"
                        label=w.issuer
                        value=choice.issuer
                        hint=w.issuer_hint
                        placeholder="https://login.example.org/realms/main"
                    />
                    <div class="field">
                        <Checkbox id="consent" value=choice.consent>
                            {w.consent}
                        </Checkbox>
                        <p class="hint">{w.consent_hint}</p>
                    </div>
                </Show>
                <button
                    type="submit"
                    class="btn primary lg wide"
                    id="connect"
                    disabled=move || choice.busy.get()
                >
                    {move || choice.busy.get().then(|| view! { <span class="spin"></span> })}
                    {move || match way.get() {
                        SignInMethod::Browser | SignInMethod::Window | SignInMethod::Provider => {
                            w.sign_in_with(&provider_name(&offer.get()))
                        }
                        SignInMethod::Anonymous => w.connect.to_owned(),
                        _ => w.sign_in.to_owned(),
                    }}
                    <Show when=move || {
                        matches!(way.get(), SignInMethod::Browser | SignInMethod::Provider)
                    }>
                        <Icon name="external" />
                    </Show>
                </button>
                {move || {
                    let (_, explained) = described(way.get(), &offer.get());
                    view! { <p class="hint">{explained}</p> }
                }}
                {move || {
                    choice.failure.get().map(|failure| view! { <FormFailure failure=failure /> })
                }}
            </div>
            <div class="field g8">
                <h3 class="lbl">{w.other_ways}</h3>
                <ul class="card ways">
                    {move || {
                        let offer = offer.get();
                        offer
                            .ways()
                            .into_iter()
                            .filter(|other| *other != way.get())
                            .map(|other| {
                                let (title, explained) = described(other, &offer);
                                view! {
                                    <li>
                                        <button
                                            type="button"
                                            class="way"
                                            on:click=move |_| chosen(other)
                                        >
                                            <Icon name=icon(other) />
                                            <span>
                                                <span class="t">
                                                    {title}
                                                    {(other == SignInMethod::CliSecret)
                                                        .then(|| {
                                                            view! { <span class="muted">{w.lists_only}</span> }
                                                        })}
                                                    {(last.get() == Some(other)).then(used_last)}
                                                </span>
                                                <span class="d">{explained}</span>
                                            </span>
                                            <Icon name="chevron-right" class="i-14" />
                                        </button>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </div>
        </form>
    }
}

fn used_last() -> impl IntoView {
    view! {
        <span class="bdg acc">
            <Icon name="check" />
            {words().sign_in_methods.used_last}
        </span>
    }
}

fn icon(way: SignInMethod) -> &'static str {
    match way {
        SignInMethod::Browser | SignInMethod::Provider => "external",
        SignInMethod::Window => "app-window",
        SignInMethod::Password => "password",
        SignInMethod::Robot => "robot",
        SignInMethod::CliSecret => "terminal",
        SignInMethod::Anonymous => "globe",
    }
}

/// A way's name, and what works by it and how long.
pub fn described(way: SignInMethod, offer: &Offer) -> (&'static str, String) {
    let w = &words().sign_in_methods;
    match way {
        SignInMethod::Browser => (w.in_browser, w.browser_explained.to_owned()),
        SignInMethod::Window => (w.window, w.window_explained.to_owned()),
        SignInMethod::Provider => (w.own_client, w.own_client_explained.to_owned()),
        SignInMethod::Password => {
            let explained = match offer.password {
                PasswordFor::Everybody => w.password_explained,
                PasswordFor::LocalAdministrator => w.local_password_explained,
            };
            (w.password, explained.to_owned())
        }
        SignInMethod::Robot => (w.robot, w.robot_explained.to_owned()),
        SignInMethod::CliSecret => (w.cli_secret, w.cli_secret_explained(&provider_name(offer))),
        SignInMethod::Anonymous => (w.anonymous, w.anonymous_explained.to_owned()),
    }
}
