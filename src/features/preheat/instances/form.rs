//! A network, described and tested.

use std::{collections::BTreeMap, sync::Arc};

use harbor_api::{
    PreheatName,
    operations::ListPreheatProviders,
    types::{PreheatInstance, PreheatProvider},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Entered, PreheatInstanceDraft, TestPreheatInstance};

use crate::{
    features::account::SecretField,
    ipc::{self, load::load_list},
    ui::{Absent, Checkbox, Field, Select, Trial, TrialButton, is_web_address},
    words::words,
};

/// Harbor's words for how a network is signed in to.
pub const NONE: &str = "NONE";
pub const BASIC: &str = "BASIC";
pub const OAUTH: &str = "OAUTH";
pub const CUSTOM: &str = "CUSTOM";

/// What was typed of a network.
#[derive(Clone, Copy)]
pub struct InstanceForm {
    name: RwSignal<String>,
    description: RwSignal<String>,
    vendor: RwSignal<String>,
    endpoint: RwSignal<String>,
    auth_mode: RwSignal<String>,
    /// A user's name, or that of a header.
    user: RwSignal<String>,
    /// A password, a token, or a header's value.
    secret: RwSignal<String>,
    enabled: RwSignal<bool>,
    is_default: RwSignal<bool>,
    insecure: RwSignal<bool>,
    /// As the server keeps it; none for a new one.
    kept: StoredValue<Option<Arc<PreheatInstance>>>,
    /// It was tried to go on: what is missing is said from then on.
    pub tried: RwSignal<bool>,
    trial: Trial,
}

/// What of it is not right yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Faults {
    name: Option<&'static str>,
    endpoint: Option<&'static str>,
    user: Option<&'static str>,
    secret: Option<&'static str>,
}

impl InstanceForm {
    pub fn new(kept: Option<Arc<PreheatInstance>>) -> Self {
        let known = kept.as_deref().cloned();
        let is_new = known.is_none();
        let known = known.unwrap_or_default();
        let word = |word: String, usual: &str| match word.is_empty() {
            true => RwSignal::new(usual.to_owned()),
            false => RwSignal::new(word),
        };
        Self {
            name: RwSignal::new(known.name),
            description: RwSignal::new(known.description),
            vendor: word(known.vendor, "dragonfly"),
            endpoint: RwSignal::new(known.endpoint),
            auth_mode: word(known.auth_mode, NONE),
            user: RwSignal::new(String::new()),
            secret: RwSignal::new(String::new()),
            enabled: RwSignal::new(is_new || known.enabled),
            is_default: RwSignal::new(known.is_default),
            insecure: RwSignal::new(known.insecure),
            kept: StoredValue::new(kept),
            tried: RwSignal::new(false),
            trial: Trial::new(),
        }
    }

    fn is_kept(&self) -> bool {
        self.kept.with_value(Option::is_some)
    }

    /// Whether the server keeps a credential for the way that is chosen.
    fn has_kept_credential(&self) -> bool {
        let mode = self.auth_mode.get();
        self.kept.with_value(|kept| {
            kept.as_ref()
                .is_some_and(|kept| kept.auth_mode == mode && mode != NONE)
        })
    }

    fn faults(&self) -> Faults {
        let w = &words().preheat;
        let name = self.name.with(|name| match name.trim() {
            "" => Some(w.name_missing),
            name => PreheatName::new(name).is_err().then_some(w.name_rule),
        });
        let is_address = self.endpoint.with(|text| is_web_address(text.trim()));
        let mode = self.auth_mode.get();
        let (has_user, has_secret) = (
            self.user.with(|text| !text.trim().is_empty()),
            self.secret.with(|text| !text.is_empty()),
        );
        let needs = mode != NONE && (has_user || has_secret || !self.has_kept_credential());
        let needs_user = needs && mode != OAUTH;
        Faults {
            name,
            endpoint: (!is_address).then_some(w.address_rule),
            user: (needs_user && !has_user).then_some(w.credential_missing),
            secret: (needs && !has_secret).then_some(w.credential_missing),
        }
    }

    /// Whether it can be sent.
    pub fn is_whole(&self) -> bool {
        self.faults() == Faults::default()
    }

    /// Its name, checked.
    pub fn name(&self) -> Option<PreheatName> {
        PreheatName::new(self.name.get_untracked().trim()).ok()
    }

    /// As it is sent. Without a credential that was typed the server keeps what it has.
    pub fn draft(&self) -> PreheatInstanceDraft {
        let text = |text: RwSignal<String>| text.get_untracked().trim().to_owned();
        let (mode, user, secret) = (
            text(self.auth_mode),
            text(self.user),
            self.secret.get_untracked(),
        );
        let pairs: Vec<(String, String)> = match (mode.as_str(), secret.is_empty()) {
            (_, true) => Vec::new(),
            (BASIC, false) => vec![
                ("username".to_owned(), user),
                ("password".to_owned(), secret),
            ],
            (OAUTH, false) => vec![("token".to_owned(), secret)],
            (CUSTOM, false) => vec![(user, secret)],
            _ => Vec::new(),
        };
        let info: BTreeMap<String, Entered> = pairs
            .into_iter()
            .map(|(key, value)| (key, Entered::new(value)))
            .collect();
        PreheatInstanceDraft {
            description: text(self.description),
            vendor: text(self.vendor),
            endpoint: text(self.endpoint),
            auth_mode: mode,
            auth_info: (!info.is_empty()).then_some(info),
            enabled: self.enabled.get_untracked(),
            is_default: self.enabled.get_untracked() && self.is_default.get_untracked(),
            insecure: self.insecure.get_untracked(),
        }
    }

    /// Whether what is typed would be called as the server keeps it.
    fn is_as_kept(&self) -> bool {
        let (vendor, endpoint) = (self.vendor.get(), self.endpoint.get());
        let (mode, insecure) = (self.auth_mode.get(), self.insecure.get());
        let is_typed =
            self.secret.with(|text| !text.is_empty()) || self.user.with(|text| !text.is_empty());
        self.kept.with_value(|kept| {
            kept.as_ref().is_some_and(|kept| {
                !is_typed
                    && kept.vendor == vendor
                    && kept.endpoint == endpoint.trim()
                    && kept.auth_mode == mode
                    && kept.insecure == insecure
            })
        })
    }

    /// A credential that is kept can't be read back: it is tested only with what it was given for.
    fn is_untestable(&self) -> bool {
        let needs_one = self.auth_mode.with(|mode| mode != NONE);
        self.is_kept() && needs_one && self.secret.with(String::is_empty) && !self.is_as_kept()
    }

    fn test(&self, connection: ConnectionId) {
        let this = *self;
        this.tried.set(true);
        if this.trial.is_under_way() || !untrack(|| this.is_whole()) {
            return;
        }
        let Some(name) = this.name() else { return };
        let instance = match untrack(|| this.is_as_kept()) {
            true => None,
            false => Some(this.draft()),
        };
        let command = TestPreheatInstance {
            connection,
            name,
            instance,
        };
        this.trial.run(ipc::call(command));
    }
}

/// The form.
#[component]
pub fn InstanceFields(connection: Signal<ConnectionId>, form: InstanceForm) -> impl IntoView {
    let w = &words().preheat;
    // Another address or credential was not tested.
    Effect::new(move |_| {
        form.vendor.track();
        form.endpoint.track();
        form.auth_mode.track();
        form.user.track();
        form.secret.track();
        form.insecure.track();
        form.trial.forget();
    });
    let said = move |fault: fn(&Faults) -> Option<&'static str>| {
        Signal::derive(move || {
            let found = fault(&form.faults());
            found.filter(|_| form.tried.get()).map(str::to_owned)
        })
    };
    let name_problem = Signal::derive(move || {
        let is_typed = form.name.with(|name| !name.trim().is_empty());
        let fault = form.faults().name;
        fault
            .filter(|_| form.tried.get() || is_typed)
            .map(str::to_owned)
    });
    let known = load_list::<_, PreheatProvider>(connection, || Some(ListPreheatProviders {}));
    let vendors = Signal::derive(move || {
        let rows = known.data.get();
        let rows = rows.iter().flat_map(|rows| rows.good.iter());
        let mut all: Vec<(String, String)> = rows
            .map(|known| (known.id.clone(), known.name.clone()))
            .collect();
        let current = form.vendor.get();
        if !all.iter().any(|(id, _)| *id == current) {
            all.push((current.clone(), super::super::vendor_name(&current)));
        }
        all
    });
    let modes = [
        (NONE, w.auth_none),
        (BASIC, w.auth_basic),
        (OAUTH, w.auth_token),
        (CUSTOM, w.auth_header),
    ]
    .map(|(id, words)| (id.to_owned(), words.to_owned()))
    .to_vec();
    let is_kept = form.is_kept();
    let is = move |mode: &'static str| form.auth_mode.with(|known| known == mode);
    view! {
        <div class="halves">
            <Field
                id="network-name"
                label=w.name
                value=form.name
                problem=name_problem
                off=is_kept
                autofocus=!is_kept
            />
            <Field id="network-description" label=w.description value=form.description />
        </div>
        <Absent what=w.the_kinds of=known />
        <div class="halves">
            <Select id="network-kind" label=w.kind value=form.vendor choices=vendors />
            <Field
                id="network-address"
                label=w.address
                value=form.endpoint
                problem=said(|faults| faults.endpoint)
                placeholder="https://dragonfly.example.org"
            />
        </div>
        <Select
            id="network-auth"
            label=w.auth
            value=form.auth_mode
            choices=Signal::stored(modes)
        />
        <Show when=move || !is(NONE)>
            <div class="halves">
                <Show when=move || is(BASIC)>
                    <Field
                        id="network-user"
                        label=w.user
                        value=form.user
                        problem=said(|faults| faults.user)
                    />
                </Show>
                <Show when=move || is(CUSTOM)>
                    <Field
                        id="network-header"
                        label=w.header
                        value=form.user
                        problem=said(|faults| faults.user)
                    />
                </Show>
                <div class="col g4">
                    <SecretField
                        id="network-secret"
                        label=w.secret
                        value=form.secret
                        problem=said(|faults| faults.secret)
                        autocomplete="off"
                    />
                    <Show when=move || form.has_kept_credential()>
                        <span class="hint">{w.credential_kept}</span>
                    </Show>
                </div>
            </div>
        </Show>
        <Checkbox id="network-unverified" value=form.insecure>
            {w.unverified}
        </Checkbox>
        <Checkbox id="network-enabled" value=form.enabled>
            {w.enable}
        </Checkbox>
        <Checkbox
            id="network-default"
            value=form.is_default
            off=Signal::derive(move || !form.enabled.get())
        >
            {w.make_default}
        </Checkbox>
        <TrialButton
            trial=form.trial
            id="network-test"
            text=w.test
            works=w.answers
            off=Signal::derive(move || form.is_untestable().then_some(w.test_needs_credential))
            on_press=move || form.test(connection.get_untracked())
        />
    }
}
