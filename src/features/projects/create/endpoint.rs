//! A new endpoint, described and tested inside the dialog that needs it.

use harbor_api::{
    operations::{ListRegistryProviderInfos, ListRegistryProviderTypes},
    types::RegistryProvider,
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, EndpointDraft, Entered, Failure, TestEndpoint};
use wasm_bindgen_futures::spawn_local;

use super::preset::Preset;
use crate::{
    features::account::SecretField,
    ipc::{
        self,
        load::{load_list, load_one},
    },
    ui::{Checkbox, Field, FormFailure, Icon, Select},
    words::words,
};

/// The most characters that Harbor keeps of an endpoint's name.
const LONGEST_NAME: usize = 64;

/// What was typed of a new endpoint.
#[derive(Clone, Copy)]
pub struct EndpointForm {
    pub preset: RwSignal<Preset>,
    pub name: RwSignal<String>,
    provider: RwSignal<String>,
    pub url: RwSignal<String>,
    access_id: RwSignal<String>,
    secret: RwSignal<String>,
    insecure: RwSignal<bool>,
    /// It was tried to go on: what is missing is said from then on.
    pub tried: RwSignal<bool>,
    /// The name is taken.
    pub refused_name: RwSignal<bool>,
    tested: RwSignal<Option<Result<(), Failure>>>,
    busy: RwSignal<bool>,
}

/// What of it is not right yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Faults {
    name: Option<&'static str>,
    url: Option<&'static str>,
    access_id: Option<&'static str>,
    secret: Option<&'static str>,
}

impl Faults {
    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// Whether an address names a host, by a scheme that Harbor can use.
fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && !host.contains(char::is_whitespace) && !host.contains('@')
    })
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
            tried: RwSignal::new(false),
            refused_name: RwSignal::new(false),
            tested: RwSignal::new(None),
            busy: RwSignal::new(false),
        };
        this.fill_in(Preset::NvidiaNgc);
        this
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

    fn faults(&self) -> Faults {
        let w = &words().new_project;
        let name = self.name.with(|name| {
            if name.trim().is_empty() {
                Some(w.endpoint_name_missing)
            } else if name.trim().chars().count() > LONGEST_NAME {
                Some(w.endpoint_name_long)
            } else {
                None
            }
        });
        let url = self.url.with(|url| {
            if url.trim().is_empty() {
                Some(w.address_missing)
            } else {
                (!is_address(url.trim())).then_some(w.address_rule)
            }
        });
        let (has_id, has_secret) = (
            self.access_id.with(|id| !id.trim().is_empty()),
            self.secret.with(|secret| !secret.is_empty()),
        );
        Faults {
            name,
            url,
            access_id: (has_secret && !has_id).then_some(w.access_id_missing),
            secret: (has_id && !has_secret).then_some(w.secret_missing),
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
        }
    }

    /// Shows the registry's refusal where its test's outcome stands.
    pub fn refuse(&self, failure: Failure) {
        self.tested.try_set(Some(Err(failure)));
    }

    fn test(&self, connection: ConnectionId) {
        let this = *self;
        this.tried.set(true);
        if this.busy.get_untracked() || !untrack(|| this.is_whole()) {
            return;
        }
        this.busy.set(true);
        this.tested.set(None);
        let command = TestEndpoint {
            connection,
            endpoint: this.draft(),
        };
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            this.busy.try_set(false);
            this.tested.try_set(Some(outcome.map(|_| ())));
        });
    }
}

/// The form.
#[component]
pub fn NewEndpoint(connection: Signal<ConnectionId>, form: EndpointForm) -> impl IntoView {
    let w = &words().new_project;
    // Another address or secret was not tested.
    Effect::new(move |before: Option<()>| {
        form.url.track();
        form.access_id.track();
        form.secret.track();
        form.insecure.track();
        form.provider.track();
        if before.is_some() {
            form.tested.set(None);
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
            .map(|name| (name.clone(), name))
            .collect::<Vec<_>>()
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
        let taken = form.refused_name.get().then_some(w.endpoint_name_taken);
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
                </div>
            </div>
        }
    };
    view! {
        <div class="presets" role="radiogroup" aria-label=w.known_registries>
            {presets.collect_view()}
        </div>
        <div class="halves">
            <Field
                id="endpoint-name"
                label=w.endpoint_name
                value=form.name
                problem=name_problem
            />
            <Select
                id="endpoint-provider"
                label=w.provider
                value=form.provider
                choices=choices
            />
        </div>
        <Field
            id="endpoint-url"
            label=w.address
            value=form.url
            problem=said(|faults| faults.url)
            placeholder="https://registry.example.org"
            list="endpoint-addresses"
        />
        <datalist id="endpoint-addresses">{addresses}</datalist>
        {fields}
        <Checkbox id="endpoint-insecure" value=form.insecure>
            {w.unverified}
        </Checkbox>
        <div class="row g8">
            <button
                type="button"
                class="btn sm"
                disabled=move || form.busy.get()
                on:click=move |_| form.test(connection.get_untracked())
            >
                {move || form.busy.get().then(|| view! { <span class="spin"></span> })}
                {w.test}
            </button>
            <span role="status">
                {move || {
                    matches!(form.tested.get(), Some(Ok(())))
                        .then(|| {
                            view! {
                                <span class="hint ok">
                                    <Icon name="check" class="i-14" />
                                    {w.works}
                                </span>
                            }
                        })
                }}
            </span>
        </div>
        {move || {
            form.tested
                .get()
                .and_then(Result::err)
                .map(|failure| view! { <FormFailure failure=failure /> })
        }}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_scheme_and_a_host() {
        for good in [
            "https://nvcr.io",
            "http://127.0.0.1:5000/",
            "https://h/path",
        ] {
            assert!(is_address(good), "{good}");
        }
        // Harbor would put http:// before the first, and keep the second as it is.
        for bad in [
            "nvcr.io",
            "https://",
            "ftp://h",
            "https://user:pw@h",
            "https://a b",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
