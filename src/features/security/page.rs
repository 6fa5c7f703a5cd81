//! The page: totals and the worst, or what a question found.

use harbor_api::types::Severity;
use leptos::prelude::*;
use listing::lists::Vulnerabilities;
use pilothouse_protocol::ConnectionId;

use super::{found::Found, own::OwnSecurityPage, totals::Totals};
use crate::{
    registries::registries,
    ui::{Field, Icon, Select},
    words::words,
};

/// What is typed of a question.
#[derive(Clone, Copy)]
pub struct Question {
    pub cve: RwSignal<String>,
    package: RwSignal<String>,
    repository: RwSignal<String>,
    severity: RwSignal<String>,
    /// As it was asked.
    pub asked: RwSignal<Option<Vulnerabilities>>,
}

impl Question {
    fn typed(&self) -> Vulnerabilities {
        let text = |text: RwSignal<String>| text.get().trim().to_owned();
        let severity = self.severity.get();
        Vulnerabilities {
            cve: as_scanners_write(&text(self.cve)),
            package: text(self.package),
            repository: text(self.repository),
            severity: (!severity.is_empty()).then(|| Severity::from_word(&severity)),
        }
    }

    /// Asks what is typed.
    pub fn ask(&self) {
        let typed = untrack(|| self.typed());
        if typed.is_narrow() {
            self.asked.set(Some(typed));
        }
    }
}

/// Harbor compares with regard to case: upper case, but for what stands behind `GHSA-`.
fn as_scanners_write(id: &str) -> String {
    let upper = id.to_uppercase();
    match upper.strip_prefix("GHSA-") {
        Some(rest) => format!("GHSA-{}", rest.to_lowercase()),
        None => upper,
    }
}

/// Only administrators may ask the server about all projects.
#[component]
pub fn SecurityPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let registries = registries();
    let is_administrator = Memo::new(move |_| {
        let known = registries.find(&connection.get());
        known.is_none_or(|known| known.is_administrator())
    });
    move || match is_administrator.get() {
        true => view! { <AllProjects connection=connection /> }.into_any(),
        false => view! { <OwnSecurityPage connection=connection /> }.into_any(),
    }
}

#[component]
fn AllProjects(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().security;
    let text = || RwSignal::new(String::new());
    let question = Question {
        cve: text(),
        package: text(),
        repository: text(),
        severity: text(),
        asked: RwSignal::new(None),
    };
    let severities = [
        Severity::Critical,
        Severity::High,
        Severity::Medium,
        Severity::Low,
        Severity::None,
        Severity::Unknown,
    ];
    let mut choices = vec![(String::new(), w.any_severity.to_owned())];
    choices.extend(severities.map(|severity| {
        (
            severity.as_str().to_owned(),
            words().parts.severity(severity).to_owned(),
        )
    }));
    let is_narrow = move || question.typed().is_narrow();
    view! {
        <div class="page grow">
            <div class="ph">
                <h1>{w.title}</h1>
            </div>
            <form
                class="ask"
                on:submit=move |event| {
                    event.prevent_default();
                    question.ask();
                }
            >
                <Field id="ask-cve" label=w.cve value=question.cve placeholder="CVE-2024-45491" />
                <Field id="ask-package" label=w.package value=question.package />
                <Field
                    id="ask-repository"
                    label=w.repository
                    value=question.repository
                    placeholder="project/repository"
                />
                <Select
                    id="ask-severity"
                    label=w.severity
                    value=question.severity
                    choices=Signal::stored(choices)
                />
                <button
                    type="submit"
                    class="btn primary"
                    id="ask"
                    disabled=move || !is_narrow()
                    title=move || (!is_narrow()).then_some(w.too_wide)
                >
                    <Icon name="search" />
                    {w.find}
                </button>
            </form>
            {move || match question.asked.get() {
                Some(asked) => {
                    view! { <Found connection=connection asked=asked question=question /> }
                        .into_any()
                }
                None => {
                    view! { <Totals connection=connection question=question /> }.into_any()
                }
            }}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_asked_for_as_scanners_write_them() {
        assert_eq!(as_scanners_write("cve-2024-45491"), "CVE-2024-45491");
        assert_eq!(
            as_scanners_write("ghsa-7F8R-222p-6f5g"),
            "GHSA-7f8r-222p-6f5g"
        );
    }
}
