//! A registry's address, checked while one types, and what is needed to reach it.

use std::time::Duration;

use harbor_api::types::AuthenticationMode;
use leptos::prelude::*;
use pilothouse_protocol::{Certificate, Failure, FailureCode, Probe, Probed, Transport, Trust};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::{failure_hint, failure_message},
    format::whole,
    ipc,
    ui::{Checkbox, CopyIcon, Field, Icon, pair},
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

/// What is typed of an address, and what stands there.
#[derive(Clone, Copy)]
pub struct Reach {
    pub address: RwSignal<String>,
    pub trust: Memo<Trust>,
    /// The registry that answers.
    pub found: Memo<Option<Probed>>,
    ca_file: RwSignal<String>,
    proxy: RwSignal<String>,
    plain_http: RwSignal<bool>,
    unverified: RwSignal<bool>,
    check: RwSignal<Check>,
}

impl Reach {
    /// Begins with this, and looks at what is typed from then on.
    pub fn new(address: String, trust: Trust) -> Self {
        let address = RwSignal::new(address);
        let ca_file = RwSignal::new(trust.ca_file.unwrap_or_default());
        let proxy = RwSignal::new(trust.proxy.unwrap_or_default());
        let plain_http = RwSignal::new(trust.plain_http);
        let unverified = RwSignal::new(trust.unverified_certificate);
        let check = RwSignal::new(Check::Nothing);
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
            }
            address
        });

        // An answer about what is no longer typed is of no use.
        let newest = StoredValue::new(0_u32);
        let probe = move |address: String, trust: Trust| {
            check.set(Check::Running);
            let mine = newest.get_value();
            spawn_local(async move {
                let outcome = ipc::call(Probe { address, trust }).await;
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

        let found = Memo::new(move |_| match check.get() {
            Check::Found(found) => Some(*found),
            _ => None,
        });
        Self {
            address,
            trust,
            found,
            ca_file,
            proxy,
            plain_http,
            unverified,
            check,
        }
    }

    fn failure(&self) -> Option<Failure> {
        match self.check.get() {
            Check::Failed(failure) => Some(failure),
            _ => None,
        }
    }

    /// Whether what is typed would have to be agreed to.
    fn wants(&self, code: FailureCode) -> bool {
        self.failure().is_some_and(|failure| failure.code == code)
    }
}

/// The field, what was found, and what there is to agree to.
#[component]
pub fn AddressField(reach: Reach, label: &'static str, large: bool) -> impl IntoView {
    let w = &words().welcome;
    let (address, check) = (reach.address, reach.check);
    let (plain_http, unverified) = (reach.plain_http, reach.unverified);
    let problem = Signal::derive(move || {
        let failure = reach.failure()?;
        Some(match failure_hint(&failure) {
            Some(hint) => format!("{} {hint}", failure_message(&failure)),
            None => failure_message(&failure),
        })
    });
    view! {
        <div class="col g6">
            <Field
                id="address"
                label=label
                value=address
                problem=problem
                placeholder="registry.example.org"
                autocomplete="url"
                large=large
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
            <Show when=move || reach.wants(FailureCode::PlainHttp) || plain_http.get()>
                <Checkbox id="plain-http" value=plain_http>
                    {w.plain_http}
                </Checkbox>
            </Show>
            {move || reach.failure()?.certificate.map(|one| certificate(&one))}
            <Show when=move || reach.wants(FailureCode::CertificateNotTrusted) || unverified.get()>
                <Checkbox id="unverified" value=unverified>
                    {w.unverified}
                </Checkbox>
            </Show>
        </div>
    }
}

/// A certificate that nobody vouches for here: what whoever runs the registry can confirm.
fn certificate(one: &Certificate) -> impl IntoView + use<> {
    let w = &words().welcome;
    let fingerprint = one.fingerprint.clone();
    let issuer = (!one.issuer.is_empty()).then(|| pair(w.issuer, one.issuer.clone()));
    let hosts = (!one.hosts.is_empty()).then(|| pair(w.for_hosts, one.hosts.join(", ")));
    view! {
        <dl class="kv" id="certificate">
            {issuer} {hosts}
            {pair(
                w.fingerprint,
                view! {
                    <span class="row g6">
                        <span class="mono trunc" title=fingerprint.clone()>
                            {fingerprint.clone()}
                        </span>
                        <CopyIcon text=fingerprint label=w.copy_fingerprint />
                    </span>
                },
            )} {one.not_after.map(|end| pair(w.valid_until, whole(end)))}
        </dl>
    }
}

/// Certificate authorities and proxy.
#[component]
pub fn CertificateAndProxy(reach: Reach) -> impl IntoView {
    let w = &words().welcome;
    view! {
        <Field
            id="ca-file"
            label=w.authority
            value=reach.ca_file
            hint=w.authority_hint
            placeholder="/etc/ssl/our-ca.pem"
        />
        <Field
            id="proxy"
            label=w.proxy
            value=reach.proxy
            hint=w.proxy_hint
            placeholder="http://proxy.example.org:3128"
        />
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
