//! The page: totals and the worst, or what a question found.

use harbor_api::{
    ProjectId,
    operations::{GetSecuritySummary, ListProjects},
    types::{Project, Severity},
};
use leptos::prelude::*;
use listing::lists::Vulnerabilities;
use pilothouse_protocol::ConnectionId;

use super::{found::Found, own::OwnSecurityPage, totals::Totals};
use crate::{
    ipc::load::{load_list, load_one},
    list::Refresh,
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
    tag: RwSignal<String>,
    digest: RwSignal<String>,
    status: RwSignal<String>,
    /// A project's number; empty for all.
    project: RwSignal<String>,
    /// The least and the most, 0 to 10; empty for that end.
    score_from: RwSignal<String>,
    score_to: RwSignal<String>,
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
            tag: text(self.tag),
            digest: text(self.digest),
            status: text(self.status),
            project: self.project.with(|id| id.parse().ok()).map(ProjectId),
            scores: scores(&text(self.score_from), &text(self.score_to)).unwrap_or(None),
        }
    }

    /// What keeps the scores from being asked for.
    fn score_problem(&self) -> Option<&'static str> {
        let typed = scores(self.score_from.get().trim(), self.score_to.get().trim());
        typed.is_none().then_some(words().security.score_rule)
    }

    fn is_askable(&self) -> bool {
        self.score_problem().is_none() && self.typed().is_narrow()
    }

    /// Asks what is typed.
    pub fn ask(&self) {
        if untrack(|| self.is_askable()) {
            self.asked.set(Some(untrack(|| self.typed())));
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

/// The tenths of scores from 0 to 10, the lower one first; none of them where nothing is typed, and nothing
/// where it can't be read.
fn scores(from: &str, to: &str) -> Option<Option<(u8, u8)>> {
    let tenths = |text: &str, empty: u8| match text {
        "" => Some(empty),
        text => {
            let score: f64 = text.replace(',', ".").parse().ok()?;
            // Within these bounds it fits.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            (0.0..=10.0)
                .contains(&score)
                .then(|| (score * 10.0).round() as u8)
        }
    };
    if from.is_empty() && to.is_empty() {
        return Some(None);
    }
    let (from, to) = (tenths(from, 0)?, tenths(to, 100)?);
    (from <= to).then_some(Some((from, to)))
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
        tag: text(),
        digest: text(),
        status: text(),
        project: text(),
        score_from: text(),
        score_to: text(),
        asked: RwSignal::new(None),
    };
    let more = RwSignal::new(false);
    let summary = load_one(connection, || {
        Some(GetSecuritySummary {
            with_dangerous_cve: Some(true),
            with_dangerous_artifact: Some(true),
        })
    });
    let projects = load_list::<_, Project>(connection, move || {
        more.get().then(ListProjects::without_details)
    });
    let project_choices = Signal::derive(move || {
        let mut all = vec![(String::new(), w.any_project.to_owned())];
        if let Some(rows) = projects.data.get() {
            let rows = rows.good.iter();
            all.extend(rows.map(|known| (known.project_id.to_string(), known.name.clone())));
        }
        all
    });
    let score_problem = Signal::derive(move || question.score_problem().map(str::to_owned));
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
    let is_askable = move || question.is_askable();
    view! {
        <div class="page grow">
            <div class="ph">
                <h1>{w.title}</h1>
                <span class="sp"></span>
                <button
                    type="button"
                    class="btn ghost"
                    id="ask-more"
                    aria-expanded=move || more.get().to_string()
                    on:click=move |_| more.update(|more| *more = !*more)
                >
                    <Icon name="filter" />
                    {w.more_fields}
                </button>
                <Show when=move || question.asked.with(Option::is_none)>
                    <Refresh loading=summary.loading on_refresh=move || summary.reload() />
                </Show>
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
                    disabled=move || !is_askable()
                    title=move || (!is_askable()).then_some(w.too_wide)
                >
                    <Icon name="search" />
                    {w.find}
                </button>
                <Show when=move || more.get()>
                    <Field id="ask-tag" label=w.tag value=question.tag />
                    <Field
                        id="ask-digest"
                        label=w.digest
                        value=question.digest
                        placeholder="sha256:…"
                    />
                    <Select
                        id="ask-project"
                        label=w.project
                        value=question.project
                        choices=project_choices
                    />
                    <Field
                        id="ask-status"
                        label=w.status
                        value=question.status
                        placeholder="fixed"
                    />
                    <span></span>
                    <Field
                        id="ask-score-from"
                        label=w.score_from
                        value=question.score_from
                        problem=score_problem
                        placeholder="0"
                    />
                    <Field
                        id="ask-score-to"
                        label=w.score_to
                        value=question.score_to
                        placeholder="10"
                    />
                </Show>
            </form>
            {move || match question.asked.get() {
                Some(asked) => {
                    view! { <Found connection=connection asked=asked question=question /> }
                        .into_any()
                }
                None => {
                    view! { <Totals connection=connection summary=summary question=question /> }.into_any()
                }
            }}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_a_range_from_0_to_10() {
        assert_eq!(scores("", ""), Some(None));
        assert_eq!(scores("7", ""), Some(Some((70, 100))));
        assert_eq!(scores("7,5", "9.1"), Some(Some((75, 91))));
        for (from, to) in [("9", "7"), ("-1", ""), ("", "11"), ("high", "")] {
            assert_eq!(scores(from, to), None, "{from} {to}");
        }
    }

    #[test]
    fn ids_are_asked_for_as_scanners_write_them() {
        assert_eq!(as_scanners_write("cve-2024-45491"), "CVE-2024-45491");
        assert_eq!(
            as_scanners_write("ghsa-7F8R-222p-6f5g"),
            "GHSA-7f8r-222p-6f5g"
        );
    }
}
