//! A scanner, described and tested.

use std::sync::Arc;

use harbor_api::types::ScannerRegistration;
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Entered, ScannerDraft, TestScanner};

use crate::{
    features::account::SecretField,
    ipc,
    ui::{Checkbox, Field, Select, Trial, TrialButton, is_web_address},
    words::words,
};

/// Harbor's words for how its adapter is signed in to.
const NONE: &str = "";
const BASIC: &str = "Basic";
const BEARER: &str = "Bearer";
const API_KEY: &str = "X-ScannerAdapter-API-Key";

/// What was typed of a scanner.
#[derive(Clone, Copy)]
pub struct ScannerForm {
    name: RwSignal<String>,
    description: RwSignal<String>,
    url: RwSignal<String>,
    auth: RwSignal<String>,
    credential: RwSignal<String>,
    skip_certificate_check: RwSignal<bool>,
    use_internal_address: RwSignal<bool>,
    /// As the server keeps it; none for a new one.
    kept: StoredValue<Option<Arc<ScannerRegistration>>>,
    /// It was tried to go on: what is missing is said from then on.
    pub tried: RwSignal<bool>,
    /// Name or address are those of another one.
    pub taken: RwSignal<bool>,
    trial: Trial,
}

/// What of it is not right yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Faults {
    name: Option<&'static str>,
    url: Option<&'static str>,
    credential: Option<&'static str>,
}

impl ScannerForm {
    pub fn new(kept: Option<Arc<ScannerRegistration>>) -> Self {
        let known = kept.as_deref().cloned().unwrap_or_default();
        Self {
            name: RwSignal::new(known.name),
            description: RwSignal::new(known.description),
            url: RwSignal::new(known.url),
            auth: RwSignal::new(known.auth),
            credential: RwSignal::new(String::new()),
            skip_certificate_check: RwSignal::new(known.skip_certificate_check),
            use_internal_address: RwSignal::new(known.use_internal_addr),
            kept: StoredValue::new(kept),
            tried: RwSignal::new(false),
            taken: RwSignal::new(false),
            trial: Trial::new(),
        }
    }

    fn faults(&self) -> Faults {
        let w = &words().scanners;
        let is_missing = self.name.with(|name| name.trim().is_empty());
        let url = self.url.with(|url| is_web_address(url.trim()));
        let auth = self.auth.get();
        let has_credential = self.credential.with(|text| !text.is_empty());
        // The server keeps a credential for the way that it was given for.
        let is_kept = self.kept.with_value(|kept| {
            kept.as_ref()
                .is_some_and(|kept| kept.auth == auth && kept.auth != NONE)
        });
        let needs_one = auth != NONE && !has_credential && !is_kept;
        let is_pair =
            auth != BASIC || !has_credential || self.credential.with(|text| text.contains(':'));
        Faults {
            name: is_missing.then_some(w.name_missing),
            url: (!url).then_some(w.address_rule),
            credential: match (needs_one, is_pair) {
                (true, _) => Some(w.credential_missing),
                (false, false) => Some(w.credential_pair),
                (false, true) => None,
            },
        }
    }

    /// Whether it can be sent.
    pub fn is_whole(&self) -> bool {
        self.faults() == Faults::default()
    }

    /// As it is sent.
    pub fn draft(&self) -> ScannerDraft {
        let text = |text: RwSignal<String>| text.get_untracked().trim().to_owned();
        let credential = self.credential.get_untracked();
        let has_one = !credential.is_empty() && text(self.auth) != NONE;
        ScannerDraft {
            name: text(self.name),
            description: text(self.description),
            url: text(self.url),
            auth: text(self.auth),
            credential: has_one.then(|| Entered::new(credential)),
            skip_certificate_check: self.skip_certificate_check.get_untracked(),
            use_internal_address: self.use_internal_address.get_untracked(),
            disabled: self
                .kept
                .with_value(|kept| kept.as_ref().is_some_and(|kept| kept.disabled)),
        }
    }

    fn test(&self, connection: ConnectionId) {
        let this = *self;
        this.tried.set(true);
        if this.trial.is_under_way() || !untrack(|| this.is_whole()) {
            return;
        }
        let command = TestScanner {
            connection,
            scanner: this.draft(),
        };
        this.trial.run(ipc::call(command));
    }
}

/// The form.
#[component]
pub fn ScannerFields(connection: Signal<ConnectionId>, form: ScannerForm) -> impl IntoView {
    let w = &words().scanners;
    // Another address or credential was not tested.
    Effect::new(move |_| {
        form.url.track();
        form.auth.track();
        form.credential.track();
        form.trial.forget();
    });
    Effect::new(move |_| {
        form.name.track();
        form.url.track();
        form.taken.set(false);
    });
    let said = move |fault: fn(&Faults) -> Option<&'static str>| {
        Signal::derive(move || {
            let found = fault(&form.faults());
            found.filter(|_| form.tried.get()).map(str::to_owned)
        })
    };
    let name_problem = Signal::derive(move || {
        let fault = form.faults().name.filter(|_| form.tried.get());
        let taken = form.taken.get().then_some(w.taken);
        fault.or(taken).map(str::to_owned)
    });
    let ways = [
        (NONE, w.auth_none),
        (BASIC, w.auth_basic),
        (BEARER, w.auth_bearer),
        (API_KEY, w.auth_key),
    ]
    .map(|(id, words)| (id.to_owned(), words.to_owned()))
    .to_vec();
    // A credential can't be read back: one that is kept is tested only where it is typed again.
    let is_untestable =
        move || form.auth.with(|auth| auth != NONE) && form.credential.with(String::is_empty);
    view! {
        <div class="halves">
            <Field
                id="scanner-name"
                label=w.name
                value=form.name
                problem=name_problem
                autofocus=true
            />
            <Field id="scanner-description" label=w.description value=form.description />
        </div>
        <Field
            id="scanner-url"
            label=w.address
            value=form.url
            problem=said(|faults| faults.url)
            placeholder="http://scanner-adapter:8080"
        />
        <div class="halves">
            <Select
                id="scanner-auth"
                label=w.auth
                value=form.auth
                choices=Signal::stored(ways)
            />
            <Show when=move || form.auth.with(|auth| auth != NONE)>
                <div>
                    <SecretField
                        id="scanner-credential"
                        label=w.credential
                        value=form.credential
                        problem=said(|faults| faults.credential)
                    />
                    <span class="hint">
                        {move || match form.auth.with(|auth| auth == BASIC) {
                            true => w.credential_pair,
                            false => w.credential_hint,
                        }}
                    </span>
                </div>
            </Show>
        </div>
        <Checkbox id="scanner-unverified" value=form.skip_certificate_check>
            {w.unverified}
        </Checkbox>
        <Checkbox id="scanner-internal" value=form.use_internal_address>
            {w.internal}
        </Checkbox>
        <TrialButton
            trial=form.trial
            text=w.test
            works=w.answers
            off=Signal::derive(move || is_untestable().then_some(w.test_needs_credential))
            on_press=move || form.test(connection.get_untracked())
            hint=w.test_failed_why
        >
            <Show when=move || form.skip_certificate_check.get()>
                <span class="hint">{w.test_verifies}</span>
            </Show>
        </TrialButton>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_adapter_is_reached_by_http() {
        for good in ["http://trivy-adapter:8080", "https://scan.example.org/api"] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "trivy-adapter:8080",
            "https://",
            "ftp://h",
            "http://u:p@h",
            "http://a b",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }
}
