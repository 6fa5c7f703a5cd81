//! 'Add a registry': the address, checked while one types, and how to sign in.

use std::time::Duration;

use harbor_api::types::AuthenticationMode;
use leptos::prelude::*;
use pilothouse_protocol::{
    AddConnection, AddDemo, Connection, Failure, FailureCode, KeychainState, Probe, Probed,
    Transport, Trust,
};
use wasm_bindgen_futures::spawn_local;

use super::{
    sign_in::{CredentialFields, FormFailure, Typed, Way},
    status::Notices,
};
use crate::{
    components::{Checkbox, Field, Icon, use_places},
    door,
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
        <div class="wl">
            <Greeting />
            <section class="wl-f">
                <div class="wl-n">
                    <Notices />
                </div>
                <AddForm />
            </section>
        </div>
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
    // Depth contours, as on a chart.
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
        <section class="wl-b">
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
    let typed = Typed::new(Way::Password);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);

    let trust = Memo::new(move |_| Trust {
        plain_http: plain_http.get(),
        unverified_certificate: unverified.get(),
        ca_file: filled(&ca_file.get()),
        proxy: filled(&proxy.get()),
    });

    // A consent is for the address it was given for.
    Effect::new(move |before: Option<String>| {
        let address = address.get();
        if before.as_ref().is_some_and(|before| *before != address) {
            plain_http.set(false);
            unverified.set(false);
            failure.set(None);
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
        Check::Failed(failure) => Some(match failure.hint {
            Some(hint) => format!("{} {hint}", failure.message),
            None => failure.message,
        }),
        _ => None,
    });
    let found = Memo::new(move |_| match check.get() {
        Check::Found(found) => Some(*found),
        _ => None,
    });
    let wants = move |code: FailureCode| matches!(check.get(), Check::Failed(failure) if failure.code == code);

    let connected = move |connection: Connection| {
        let id = connection.id.clone();
        registries.put(connection);
        registries.address.set(None);
        places.go(Route::Projects { connection: id });
    };
    let submit = move || {
        if busy.get_untracked() || found.get_untracked().is_none() {
            return;
        }
        let Some(credentials) = typed.credentials() else {
            return;
        };
        busy.set(true);
        failure.set(None);
        let ask = AddConnection {
            address: address.get_untracked().trim().to_owned(),
            trust: trust.get_untracked(),
            credentials,
        };
        spawn_local(async move {
            let outcome = door::ask(ask).await;
            busy.try_set(false);
            match outcome {
                Ok(connection) => connected(connection),
                Err(problem) => {
                    if !typed.fail(&problem) {
                        failure.try_set(Some(problem));
                    }
                }
            }
        });
    };

    view! {
        <form
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
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
            <Show when=move || found.get().is_some()>
                <Ways typed=typed found=found />
                <CredentialFields typed=typed />
            </Show>
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
            {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
            <div class="row">
                <button
                    type="submit"
                    class="btn primary lg"
                    id="connect"
                    disabled=move || busy.get() || found.get().is_none()
                >
                    {move || busy.get().then(|| view! { <span class="spin"></span> })}
                    {move || match typed.way.get() {
                        Way::Anonymous => w.connect,
                        _ => words().sign_in.sign_in,
                    }}
                </button>
                <span class="sp"></span>
                <span class="muted t12 row g6">
                    <Icon name="keychain" class="i-14" />
                    {move || match registries.keychain.get() {
                        KeychainState::System => w.kept_in_keychain,
                        KeychainState::ThisRun { .. } => w.kept_this_run,
                    }}
                </span>
            </div>
        </form>
    }
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

/// The ways to sign in that the registry offers.
#[component]
fn Ways(typed: Typed, found: Memo<Option<Probed>>) -> impl IntoView {
    let w = &words().welcome;
    let is_oidc = move || {
        found
            .get()
            .is_some_and(|found| found.system.auth_mode == AuthenticationMode::Oidc)
    };
    let ways = [
        (Way::Password, w.password),
        (Way::Robot, words().sign_in.robot_account),
        (Way::Anonymous, w.anonymous),
    ];
    let explained = move |way: Way| match way {
        Way::Password if is_oidc() => w.local_password_explained,
        Way::Password => w.password_explained,
        Way::Robot => w.robot_explained,
        Way::Anonymous => w.anonymous_explained,
    };
    view! {
        <fieldset class="field">
            <legend class="lbl">{w.sign_in_with}</legend>
            <div class="opts">
                {ways
                    .map(|(way, words)| {
                        view! {
                            <label class="opt" class:is-on=move || typed.way.get() == way>
                                <input
                                    type="radio"
                                    name="way"
                                    class="rb"
                                    prop:checked=move || typed.way.get() == way
                                    on:change=move |_| typed.way.set(way)
                                />
                                <span class="col">
                                    <span class="t">{words}</span>
                                    <span class="d">{move || explained(way)}</span>
                                </span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
}
