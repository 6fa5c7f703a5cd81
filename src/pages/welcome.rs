//! 'Add a registry': the address, checked while one types, and how to sign in.

use std::time::Duration;

use harbor_api::types::AuthenticationMode;
use leptos::prelude::*;
use pilothouse_protocol::{
    AddDemo, Connection, Failure, FailureCode, Probe, Probed, SignInTo, Transport, Trust,
};
use wasm_bindgen_futures::spawn_local;

use super::{
    sign_in::{
        Choice, ClockNote, FormFailure, HandBackDialog, KeychainNote, SignInForm, provider_name,
    },
    status::Notices,
};
use crate::{
    components::{Checkbox, Field, Icon, use_places},
    door,
    failure::{failure_hint, failure_message},
    registries::registries,
    route::Route,
    words::words,
};

/// How long typing must rest before the address is tried.
const REST: Duration = Duration::from_millis(500);

/// What is known of the address.
#[derive(Clone, PartialEq)]
enum Check {
    Nothing,
    Running,
    Found(Box<Probed>),
    Failed(Failure),
}

/// The first page, and the way to another registry.
#[component]
pub fn WelcomePage() -> impl IntoView {
    view! {
        <main class="wl">
            <Greeting />
            <section class="wl-f">
                <div class="wl-n">
                    <Notices />
                </div>
                <AddForm />
            </section>
        </main>
    }
}

#[component]
fn Greeting() -> impl IntoView {
    let w = &words().welcome;
    let registries = registries();
    let places = use_places();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let try_demo = move |_| {
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let outcome = door::ask(AddDemo {}).await;
            busy.try_set(false);
            match outcome {
                Ok(connection) => {
                    let id = connection.id.clone();
                    registries.put(connection);
                    places.go(Route::Projects { connection: id });
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <section class="wl-b">
            <Contours />
            <span class="logo">
                <Icon name="helm" class="i-24" />
            </span>
            <h1>"Pilothouse"</h1>
            <p>{w.pitch}</p>
            {move || {
                failure.get().map(|failure| view! { <FormFailure failure=failure /> })
            }}
            <button
                type="button"
                class="demo"
                id="try-demo"
                disabled=move || busy.get()
                on:click=try_demo
            >
                <b>{w.try_demo}</b>
                <span>{w.demo_explained}</span>
                {move || {
                    if busy.get() {
                        view! { <span class="spin"></span> }.into_any()
                    } else {
                        view! { <Icon name="arrow-right" class="i-18" /> }.into_any()
                    }
                }}
            </button>
        </section>
    }
}

/// Depth contours, as on a chart.
#[component]
pub fn Contours() -> impl IntoView {
    let contours: Vec<_> = (0..11)
        .map(|n| {
            let line = format!(
                "M-40 {} C {} {}, {} {}, {} {} S {} {}, 470 {}",
                470 + 26 * n,
                60 + 7 * n,
                400 + 34 * n,
                120 - 4 * n,
                560 + 18 * n,
                230 + 5 * n,
                486 + 27 * n,
                330 + 3 * n,
                360 + 38 * n,
                430 + 31 * n
            );
            view! { <path opacity=format!("{:.3}", 0.16 - 0.011 * f64::from(n)) d=line></path> }
        })
        .collect();
    view! {
        <svg
            class="chart"
            viewBox="0 0 412 800"
            fill="none"
            stroke="#7fc4d9"
            aria-hidden="true"
            preserveAspectRatio="xMidYMax slice"
        >
            {contours}
        </svg>
    }
}

#[component]
fn AddForm() -> impl IntoView {
    let w = &words().welcome;
    let registries = registries();
    let places = use_places();
    let address = RwSignal::new(registries.address.get_untracked().unwrap_or_default());
    let ca_file = RwSignal::new(String::new());
    let proxy = RwSignal::new(String::new());
    let plain_http = RwSignal::new(false);
    let unverified = RwSignal::new(false);
    let advanced = RwSignal::new(false);
    let check = RwSignal::new(Check::Nothing);
    let choice = Choice::new();

    let trust = Memo::new(move |_| Trust {
        plain_http: plain_http.get(),
        unverified_certificate: unverified.get(),
        ca_file: filled(&ca_file.get()),
        proxy: filled(&proxy.get()),
    });

    // A link from outside names one while the page is there.
    Effect::new(move |_| {
        if let Some(named) = registries.address.get()
            && address.with_untracked(|address| *address != named)
        {
            address.set(named);
        }
    });

    // A consent is for the address it was given for.
    Effect::new(move |before: Option<String>| {
        let address = address.get();
        if before.as_ref().is_some_and(|before| *before != address) {
            plain_http.set(false);
            unverified.set(false);
        }
        address
    });

    // An answer about what is no longer typed is of no use.
    let newest = StoredValue::new(0_u32);
    let probe = move |address: String, trust: Trust| {
        check.set(Check::Running);
        let mine = newest.get_value();
        spawn_local(async move {
            let outcome = door::ask(Probe { address, trust }).await;
            if newest.try_get_value() == Some(mine) {
                check.set(match outcome {
                    Ok(found) => Check::Found(Box::new(found)),
                    Err(failure) => Check::Failed(failure),
                });
            }
        });
    };
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop_timer = move || {
        if let Some(Some(handle)) = timer.try_update_value(Option::take) {
            handle.clear();
        }
    };
    Effect::new(move |_| {
        let typed = address.get().trim().to_owned();
        let trust = trust.get();
        stop_timer();
        newest.update_value(|newest| *newest += 1);
        if typed.is_empty() {
            check.set(Check::Nothing);
            return;
        }
        let handle = set_timeout_with_handle(move || probe(typed, trust), REST);
        timer.set_value(handle.ok());
    });
    on_cleanup(stop_timer);

    let problem = Signal::derive(move || match check.get() {
        Check::Failed(failure) => Some(match failure_hint(&failure) {
            Some(hint) => format!("{} {hint}", failure_message(&failure)),
            None => failure_message(&failure),
        }),
        _ => None,
    });
    let found = Memo::new(move |_| match check.get() {
        Check::Found(found) => Some(*found),
        _ => None,
    });
    let wants = move |code: FailureCode| matches!(check.get(), Check::Failed(failure) if failure.code == code);

    // The ways are those of the registry that was found; what was chosen stays while it is the same.
    let offer = Memo::new(move |_| found.get().map(|found| found.offer));
    Effect::new(move |_| {
        if let Some(offer) = offer.get() {
            choice.start(&offer, None);
        }
    });
    let connected = Callback::new(move |connection: Connection| {
        let id = connection.id.clone();
        registries.address.set(None);
        places.go(Route::Projects { connection: id });
        // A link that waited for this registry leads on from there.
        registries.put(connection);
    });
    let to = Signal::derive(move || SignInTo::Address {
        address: address.get().trim().to_owned(),
        trust: trust.get(),
    });
    let browsing = move || {
        let at = choice.browsing.get()?;
        let offer = offer.get_untracked()?;
        let registry = found.get_untracked().map(|found| host_of(&found.origin));
        Some(view! {
            <HandBackDialog
                to=to.get_untracked()
                at=at
                own_client=choice.own_client()
                provider=provider_name(&offer)
                registry=registry.unwrap_or_default()
                on_done=connected
                on_close=Callback::new(move |()| choice.browsing.set(None))
            />
        })
    };

    view! {
        <div class="wf">
            <div>
                <h2>{w.title}</h2>
                <p class="muted lead">{w.lead}</p>
            </div>
            <div class="col g6">
                <Field
                    id="address"
                    label=w.address
                    value=address
                    problem=problem
                    placeholder="registry.example.org"
                    autocomplete="url"
                    large=true
                    autofocus=true
                />
                <div class="chk" role="status" id="check">
                    {move || match check.get() {
                        Check::Running => {
                            view! {
                                <span>
                                    <span class="spin"></span>
                                    {w.asking}
                                </span>
                            }
                                .into_any()
                        }
                        Check::Found(found) => facts(&found).into_any(),
                        _ => ().into_any(),
                    }}
                </div>
                {move || match check.get() {
                    Check::Failed(Failure { instead: Some(instead), .. }) => {
                        let words = w.use_instead(&instead);
                        Some(
                            view! {
                                <button
                                    type="button"
                                    class="btn sm"
                                    id="use-instead"
                                    on:click=move |_| address.set(instead.clone())
                                >
                                    {words}
                                </button>
                            },
                        )
                    }
                    _ => None,
                }}
                <Show when=move || wants(FailureCode::PlainHttp) || plain_http.get()>
                    <Checkbox id="plain-http" value=plain_http>
                        {w.plain_http}
                    </Checkbox>
                </Show>
                <Show when=move || wants(FailureCode::CertificateNotTrusted) || unverified.get()>
                    <Checkbox id="unverified" value=unverified>
                        {w.unverified}
                    </Checkbox>
                </Show>
            </div>
            <ClockNote probed=found />
            {move || {
                offer
                    .get()
                    .map(|offer| {
                        view! {
                            <SignInForm
                                choice=choice
                                to=to
                                offer=Signal::stored(offer)
                                last=Signal::stored(None)
                                on_done=connected
                            />
                        }
                    })
            }}
            <div class="col g12">
                <button
                    type="button"
                    class="adv"
                    aria-expanded=move || advanced.get().to_string()
                    on:click=move |_| advanced.update(|open| *open = !*open)
                >
                    <Icon
                        name=Signal::derive(move || {
                            if advanced.get() { "chevron-down" } else { "chevron-right" }
                        })
                        class="i-14"
                    />
                    {w.advanced}
                </button>
                <Show when=move || advanced.get()>
                    <Field
                        id="ca-file"
                        label=w.authority
                        value=ca_file
                        hint=w.authority_hint
                        placeholder="/etc/ssl/our-ca.pem"
                    />
                    <Field
                        id="proxy"
                        label=w.proxy
                        value=proxy
                        hint=w.proxy_hint
                        placeholder="http://proxy.example.org:3128"
                    />
                </Show>
            </div>
            <KeychainNote />
        </div>
        {browsing}
    }
}

/// A registry's address without its scheme.
fn host_of(origin: &str) -> String {
    origin
        .split_once("://")
        .map_or(origin, |(_, host)| host)
        .to_owned()
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// What was found at the address.
fn facts(found: &Probed) -> impl IntoView + use<> {
    let w = &words().welcome;
    let fact = |icon: &'static str, class: &'static str, words: String| {
        view! {
            <span>
                <Icon name=icon class=class />
                {words}
            </span>
        }
    };
    let mode = match found.system.auth_mode {
        AuthenticationMode::Database => w.harbor_accounts.to_owned(),
        AuthenticationMode::Ldap => w.ldap_accounts.to_owned(),
        AuthenticationMode::Oidc => match filled_name(found) {
            Some(name) => w.single_sign_on_at(&name),
            None => w.single_sign_on.to_owned(),
        },
        _ => w.proxy_accounts.to_owned(),
    };
    let transport = match found.transport {
        Transport::VerifiedTls => fact("check", "i-14 c-ok", w.tls_ok.to_owned()),
        Transport::UnverifiedTls => fact(
            "warning",
            "i-14 c-warn",
            w.certificate_not_checked.to_owned(),
        ),
        Transport::PlainHttp => fact("warning", "i-14 c-warn", w.not_encrypted.to_owned()),
    };
    view! {
        {fact("check", "i-14 c-ok", "Harbor".to_owned())}
        {fact("check", "i-14 c-ok", mode)}
        {transport}
        <span class="muted">{w.took(found.elapsed_ms.max(1))}</span>
    }
}

fn filled_name(found: &Probed) -> Option<String> {
    found
        .system
        .oidc_provider_name
        .clone()
        .filter(|name| !name.is_empty())
}
