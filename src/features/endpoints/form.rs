//! Another registry, described and tested: a new one, or one that the server keeps.

use std::sync::Arc;

use harbor_api::{
    Capabilities, Feature,
    operations::{ListRegistryProviderInfos, ListRegistryProviderTypes},
    types::{Registry, RegistryProvider, RegistryProviderInfo},
};
use leptos::prelude::*;
use pilothouse_protocol::{
    ConnectionId, EndpointChange, EndpointDraft, Entered, Failure, FailureCode, TestEndpoint,
};

use super::{cells::provider_name, fixed, preset::Preset};
use crate::{
    features::account::SecretField,
    ipc::{
        self,
        load::{load_list, load_one},
    },
    registries::registries,
    ui::{Checkbox, Field, Problem, Select, Trial, TrialButton, is_web_address},
    words::words,
};

/// The most characters that Harbor keeps of an endpoint's name.
const LONGEST_NAME: usize = 64;

/// What was typed of an endpoint.
#[derive(Clone, Copy)]
pub struct EndpointForm {
    pub preset: RwSignal<Preset>,
    pub name: RwSignal<String>,
    provider: RwSignal<String>,
    pub url: RwSignal<String>,
    access_id: RwSignal<String>,
    secret: RwSignal<String>,
    insecure: RwSignal<bool>,
    description: RwSignal<String>,
    /// PEM.
    certificate: RwSignal<String>,
    /// As the server keeps it; none for a new one.
    kept: StoredValue<Option<Arc<Registry>>>,
    /// It was tried to go on: what is missing is said from then on.
    pub tried: RwSignal<bool>,
    /// The name is taken.
    pub refused_name: RwSignal<bool>,
    trial: Trial,
}

/// What of it is not right yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Faults {
    name: Option<&'static str>,
    url: Option<&'static str>,
    access_id: Option<&'static str>,
    secret: Option<&'static str>,
    certificate: Option<&'static str>,
}

impl Faults {
    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl EndpointForm {
    pub fn new() -> Self {
        let this = Self {
            preset: RwSignal::new(Preset::NvidiaNgc),
            name: RwSignal::new(String::new()),
            provider: RwSignal::new(String::new()),
            url: RwSignal::new(String::new()),
            access_id: RwSignal::new(String::new()),
            secret: RwSignal::new(String::new()),
            insecure: RwSignal::new(false),
            description: RwSignal::new(String::new()),
            certificate: RwSignal::new(String::new()),
            kept: StoredValue::new(None),
            tried: RwSignal::new(false),
            refused_name: RwSignal::new(false),
            trial: Trial::new(),
        };
        this.fill_in(Preset::NvidiaNgc);
        this
    }

    /// One that the server keeps. Its secret is not known here.
    pub fn of_kept(registry: Arc<Registry>) -> Self {
        let this = Self::new();
        this.preset.set(Preset::Other);
        this.name.set(registry.name.clone());
        this.provider.set(registry.provider.as_str().to_owned());
        this.url.set(registry.url.clone());
        this.access_id.set(registry.credential.access_key.clone());
        this.insecure.set(registry.insecure);
        this.description.set(registry.description.clone());
        let certificate = registry.ca_certificate.clone();
        this.certificate.set(certificate.unwrap_or_default());
        this.kept.set_value(Some(registry));
        this
    }

    /// Whether the server keeps it.
    pub fn is_kept(&self) -> bool {
        self.kept.with_value(Option::is_some)
    }

    /// Fills in what a preset knows; what a person typed in its stead goes.
    fn fill_in(&self, preset: Preset) {
        self.preset.set(preset);
        let (_, host) = preset.names();
        self.name.set(host.unwrap_or_default().to_owned());
        self.provider.set(preset.provider().as_str().to_owned());
        self.url.set(preset.url().to_owned());
        self.access_id.set(preset.access_id().to_owned());
        self.secret.set(String::new());
        self.insecure.set(false);
        self.tried.set(false);
    }

    /// Fills in what is fixed of a provider that was chosen, and takes out what was of the one before.
    fn take_fixed(
        &self,
        before: Option<&RegistryProviderInfo>,
        now: Option<&RegistryProviderInfo>,
    ) {
        let address = self.url.get_untracked();
        if let Some(only) = now.and_then(fixed::address) {
            self.url.set(only.to_owned());
        } else if before.is_some_and(|before| fixed::has_address(before, &address))
            && !now.is_some_and(|now| fixed::has_address(now, &address))
        {
            self.url.set(String::new());
        }
        if let Some(always) = now.and_then(fixed::access_id) {
            self.access_id.set(always.to_owned());
        }
    }

    /// Why a secret that is kept is not enough.
    fn needs_secret(&self, url: &str, access_id: &str) -> Option<&'static str> {
        let w = &words().endpoints;
        self.kept.with_value(|kept| match kept {
            None => Some(w.secret_missing),
            Some(kept) if kept.credential.access_key != access_id => Some(w.id_needs_secret),
            Some(kept) if kept.url != url => Some(w.url_needs_secret),
            Some(_) => None,
        })
    }

    fn faults(&self) -> Faults {
        let w = &words().endpoints;
        let name = self.name.with(|name| {
            if name.trim().is_empty() {
                Some(w.name_missing)
            } else if name.trim().chars().count() > LONGEST_NAME {
                Some(w.name_long)
            } else {
                None
            }
        });
        let url = self.url.with(|url| {
            if url.trim().is_empty() {
                Some(w.address_missing)
            } else {
                (!is_web_address(url.trim())).then_some(w.address_rule)
            }
        });
        let (access_id, typed_url) = (self.access_id.get(), self.url.get());
        let (has_id, has_secret) = (
            !access_id.trim().is_empty(),
            self.secret.with(|secret| !secret.is_empty()),
        );
        let is_missing = has_id && !has_secret;
        let secret = is_missing.then(|| self.needs_secret(typed_url.trim(), access_id.trim()));
        let certificate = self.certificate.with(|text| {
            let text = text.trim();
            let is_pem = text.is_empty()
                || (text.starts_with("-----BEGIN CERTIFICATE-----")
                    && text.ends_with("-----END CERTIFICATE-----"));
            (!is_pem).then_some(w.authority_bad)
        });
        Faults {
            name,
            url,
            access_id: (has_secret && !has_id).then_some(w.access_id_missing),
            secret: secret.flatten(),
            certificate,
        }
    }

    /// Whether it can be sent.
    pub fn is_whole(&self) -> bool {
        self.faults().is_none()
    }

    /// As it is sent.
    pub fn draft(&self) -> EndpointDraft {
        let secret = self.secret.get_untracked();
        EndpointDraft {
            provider: RegistryProvider::from(self.provider.get_untracked()),
            url: self.url.get_untracked().trim().to_owned(),
            access_id: self.access_id.get_untracked().trim().to_owned(),
            secret: (!secret.is_empty()).then(|| Entered::new(secret)),
            insecure: self.insecure.get_untracked(),
            certificate: self.typed_certificate(),
        }
    }

    fn typed_certificate(&self) -> Option<String> {
        let certificate = self.certificate.get_untracked();
        let certificate = certificate.trim();
        (!certificate.is_empty()).then(|| certificate.to_owned())
    }

    /// What was typed as a description.
    pub fn description(&self) -> String {
        self.description.get_untracked().trim().to_owned()
    }

    /// What differs from what the server keeps; nothing of a new one. A secret is sent where one was
    /// typed only.
    pub fn change(&self) -> EndpointChange {
        let Some(kept) = self.kept.get_value() else {
            return EndpointChange::default();
        };
        let EndpointDraft {
            url,
            access_id,
            secret,
            insecure,
            certificate,
            ..
        } = self.draft();
        let changed = |new: String, old: &str| (new != old).then_some(new);
        let certificate = certificate.unwrap_or_default();
        let name = self.name.get_untracked().trim().to_owned();
        // A secret goes with its access id.
        let access_id = match secret.is_some() {
            true => Some(access_id),
            false => changed(access_id, &kept.credential.access_key),
        };
        EndpointChange {
            name: changed(name, &kept.name),
            description: changed(self.description(), &kept.description),
            url: changed(url, &kept.url),
            access_id,
            secret,
            insecure: (insecure != kept.insecure).then_some(insecure),
            certificate: changed(
                certificate,
                kept.ca_certificate.as_deref().unwrap_or_default(),
            ),
        }
    }

    /// Whether anything differs from what the server keeps.
    pub fn is_changed(&self) -> bool {
        for field in [
            self.name,
            self.url,
            self.access_id,
            self.secret,
            self.description,
            self.certificate,
        ] {
            field.track();
        }
        self.insecure.track();
        let EndpointChange {
            name,
            description,
            url,
            access_id,
            secret,
            insecure,
            certificate,
        } = self.change();
        [name, description, url, access_id, certificate]
            .iter()
            .any(Option::is_some)
            || secret.is_some()
            || insecure.is_some()
    }

    /// What the server can test: one that it keeps by what it keeps, so that another address or
    /// certificate needs all of it.
    fn tested_as(&self) -> Result<Option<harbor_api::RegistryId>, &'static str> {
        let Some(kept) = self.kept.get_value() else {
            return Ok(None);
        };
        let change = self.change();
        let is_elsewhere =
            change.url.is_some() || change.insecure.is_some() || change.certificate.is_some();
        let is_known = change.secret.is_some() || self.access_id.with_untracked(String::is_empty);
        match (is_elsewhere, is_known) {
            (false, _) => Ok(Some(kept.id)),
            (true, true) => Ok(None),
            (true, false) => Err(words().endpoints.test_needs_secret),
        }
    }

    /// Shows the registry's refusal where its test's outcome stands.
    pub fn refuse(&self, failure: Failure) {
        self.trial.refuse(failure);
    }

    fn test(&self, connection: ConnectionId) {
        let this = *self;
        this.tried.set(true);
        if this.trial.is_under_way() || !untrack(|| this.is_whole()) {
            return;
        }
        let kept = match this.tested_as() {
            Ok(kept) => kept,
            Err(reason) => {
                let failure = Failure::new(FailureCode::Precondition, reason);
                this.trial.refuse(failure);
                return;
            }
        };
        let command = TestEndpoint {
            connection,
            kept,
            endpoint: this.draft(),
        };
        this.trial.run(ipc::call(command));
    }
}

/// The form.
#[component]
pub fn EndpointFields(
    connection: Signal<ConnectionId>,
    form: EndpointForm,
    /// With what is not needed to make a cache.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    let w = &words().endpoints;
    let is_kept = form.is_kept();
    let version = registries()
        .find_untracked(&connection.get_untracked())
        .and_then(|known| known.system.harbor_version);
    let takes_certificate =
        Capabilities::from_version(version.as_deref()).can(Feature::RegistryCertificate);
    // Another address or secret was not tested.
    Effect::new(move |before: Option<()>| {
        form.url.track();
        form.access_id.track();
        form.secret.track();
        form.insecure.track();
        form.certificate.track();
        form.provider.track();
        if before.is_some() {
            form.trial.forget();
        }
    });
    Effect::new(move |_| {
        form.name.track();
        form.refused_name.set(false);
    });
    let providers = load_list(connection, || Some(ListRegistryProviderTypes {}));
    let infos = load_one(connection, || Some(ListRegistryProviderInfos {}));
    let choices = Signal::derive(move || {
        let mut all: Vec<String> = providers
            .data
            .get()
            .map(|rows| rows.good.iter().map(|name| (**name).clone()).collect())
            .unwrap_or_default();
        let chosen = form.provider.get();
        if !all.contains(&chosen) {
            all.push(chosen);
        }
        all.sort();
        all.into_iter()
            .map(|name| {
                let shown = provider_name(&name);
                (name, shown)
            })
            .collect::<Vec<_>>()
    });
    // Another provider has its own address and access id, where these are fixed.
    Effect::new(move |before: Option<String>| {
        let now = form.provider.get();
        if let Some(before) = before.filter(|before| *before != now)
            && let Some(infos) = infos.data.get_untracked()
        {
            form.take_fixed(infos.0.get(&before), infos.0.get(&now));
        }
        now
    });
    // What the server says of the provider: its addresses.
    let addresses = move || {
        let infos = infos.data.get()?;
        let info = infos.0.get(&form.provider.get())?;
        let lines = info.endpoint_pattern.endpoints.iter().map(|known| {
            let (key, value) = (known.key.clone(), known.value.clone());
            view! { <option value=value>{key}</option> }
        });
        Some(lines.collect_view())
    };
    let said = move |fault: fn(&Faults) -> Option<&'static str>| {
        Signal::derive(move || {
            let found = fault(&form.faults());
            found.filter(|_| form.tried.get()).map(str::to_owned)
        })
    };
    let name_problem = Signal::derive(move || {
        let fault = form.faults().name.filter(|_| form.tried.get());
        let taken = form.refused_name.get().then_some(w.name_taken);
        fault.or(taken).map(str::to_owned)
    });
    let presets = Preset::ALL.map(|preset| {
        let (name, host) = preset.names();
        let below = match preset {
            Preset::Other => w.any_registry,
            _ => host.unwrap_or(w.type_the_address),
        };
        let name = if name.is_empty() { w.other } else { name };
        view! {
            <button
                type="button"
                role="radio"
                aria-checked=move || (form.preset.get() == preset).to_string()
                on:click=move |_| form.fill_in(preset)
            >
                {name}
                <span>{below}</span>
            </button>
        }
    });
    let is_ngc = move || form.preset.get() == Preset::NvidiaNgc;
    let fields = move || {
        view! {
            <div class="halves">
                <Field
                    id="access-id"
                    label=w.access_id
                    value=form.access_id
                    problem=said(|faults| faults.access_id)
                    hint=if is_ngc() { w.always_this } else { w.nobody }
                />
                <div>
                    <SecretField
                        id="endpoint-secret"
                        label=w.secret
                        value=form.secret
                        problem=said(|faults| faults.secret)
                    />
                    {is_ngc().then(|| view! { <span class="hint">{w.ngc_key}</span> })}
                    {is_kept.then(|| view! { <span class="hint">{w.keep_secret}</span> })}
                </div>
            </div>
        }
    };
    view! {
        {(!is_kept)
            .then(|| {
                view! {
                    <div class="presets" role="radiogroup" aria-label=w.known_registries>
                        {presets.collect_view()}
                    </div>
                }
            })}
        <div class="halves">
            <Field
                id="endpoint-name"
                label=w.name
                value=form.name
                problem=name_problem
            />
            <Select
                id="endpoint-provider"
                label=w.provider
                value=form.provider
                choices=choices
                off=is_kept
            />
        </div>
        {move || {
            let placeholder = form.preset.get().example_url();
            view! {
                <Field
                    id="endpoint-url"
                    label=w.address
                    value=form.url
                    problem=said(|faults| faults.url)
                    placeholder=placeholder
                    list="endpoint-addresses"
                />
            }
        }}
        <datalist id="endpoint-addresses">{addresses}</datalist>
        {fields}
        <Checkbox id="endpoint-insecure" value=form.insecure>
            {w.unverified}
        </Checkbox>
        <TrialButton
            trial=form.trial
            text=w.test
            works=w.works
            on_press=move || form.test(connection.get_untracked())
        />
        {whole
            .then(|| {
                view! {
                    <Field id="endpoint-description" label=w.description value=form.description />
                }
            })}
        {(whole && takes_certificate)
            .then(|| {
                view! { <Authority value=form.certificate problem=said(|faults| faults.certificate) /> }
            })}
    }
}

/// The certificate of an authority of one's own.
#[component]
fn Authority(value: RwSignal<String>, problem: Signal<Option<String>>) -> impl IntoView {
    let w = &words().endpoints;
    view! {
        <div class="field">
            <label for="endpoint-authority">{w.authority}</label>
            <textarea
                id="endpoint-authority"
                class="pem"
                rows="3"
                spellcheck="false"
                placeholder="-----BEGIN CERTIFICATE-----"
                aria-invalid=move || problem.get().is_some().to_string()
                aria-describedby="endpoint-authority-said"
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
            <div id="endpoint-authority-said" aria-live="polite">
                {move || match problem.get() {
                    Some(problem) => {
                        view! {
                            <Problem text=problem />
                        }
                            .into_any()
                    }
                    None => view! { <span class="hint">{w.authority_hint}</span> }.into_any(),
                }}
            </div>
        </div>
    }
}
