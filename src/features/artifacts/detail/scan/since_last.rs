//! What another scan found else than the one before. The registry forgets a report when the next
//! scan begins, so its findings are kept here, for as long as the page is shown.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use comparison::{FindingChanges, Found, compare_findings, findings_of};
use harbor_api::{operations::GetVulnerabilities, types::ACCEPT_VULNERABILITIES};
use leptos::prelude::*;

use crate::{
    features::artifacts::detail::tags::Changing,
    format::ago,
    ipc::{Ticket, harbor},
    registries::registries,
    ui::{Dialog, SeverityGlyph},
    words::words,
};

/// The findings of a report.
#[derive(Debug)]
struct Kept {
    at: Option<DateTime<Utc>>,
    found: Vec<Found>,
}

/// What differs between a report and the one before it.
#[derive(Debug)]
struct SinceLastScan {
    /// When the one before was made.
    at: Option<DateTime<Utc>>,
    changes: FindingChanges,
}

/// The report before the newest.
#[derive(Clone, Copy, Default)]
pub struct LastReport {
    kept: RwSignal<Option<Arc<Kept>>>,
    since: RwSignal<Option<Arc<SinceLastScan>>>,
}

impl LastReport {
    /// Keeps the report that the next scan ends. One that can't be read is not kept.
    pub async fn keep(self, changing: Changing) {
        let kept = read(changing).await;
        self.kept.try_set(kept.map(Arc::new));
        self.since.try_set(None);
    }

    /// Compares the newest report with the one that was kept.
    pub async fn compare(self, changing: Changing) {
        let Some(kept) = self.kept.try_get_untracked().flatten() else {
            return;
        };
        let Some(now) = read(changing).await else {
            return;
        };
        self.since.try_set(Some(Arc::new(SinceLastScan {
            at: kept.at,
            changes: compare_findings(&kept.found, &now.found),
        })));
    }
}

async fn read(changing: Changing) -> Option<Kept> {
    let (project_name, repository_name, reference) = changing.place()?;
    let operation = GetVulnerabilities {
        project_name,
        repository_name,
        reference,
        accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
    };
    let connection = changing.connection.try_get_untracked()?;
    let answer = harbor(connection, &operation, Ticket::new()).await.ok()?;
    let report = answer.value.report()?;
    Some(Kept {
        at: report.generated_at,
        found: findings_of(report)?,
    })
}

/// 'Since the scan 3 days ago: 2 fixed, 1 new', with what they are.
#[component]
pub fn SinceLast(report: LastReport) -> impl IntoView {
    let w = &words().findings;
    let registries = registries();
    let shown = RwSignal::new(false);
    let line = move || {
        let since = report.since.get()?;
        let when = since
            .at
            .map_or_else(String::new, |at| ago(at, registries.now.get()));
        let FindingChanges { fixed, new, left } = &since.changes;
        let text = match (fixed.len(), new.len()) {
            (0, 0) => w.same_since(&when, *left),
            (fixed, new) => w.since(&when, fixed, new),
        };
        let has_any = !fixed.is_empty() || !new.is_empty();
        Some(view! {
            <div class="row g6 t12" id="since-last-scan" role="status">
                <span class="soft">{text}</span>
                {has_any
                    .then(|| {
                        view! {
                            <button type="button" class="lnk" on:click=move |_| shown.set(true)>
                                {w.show_changes}
                            </button>
                        }
                    })}
            </div>
        })
    };
    let dialog = move || {
        let since = report.since.get().filter(|_| shown.get())?;
        let part = |title: &'static str, all: &[Found]| {
            (!all.is_empty()).then(|| view! { <Part title=title all=all.to_vec() /> })
        };
        Some(view! {
            <Dialog title=w.changes_title.to_owned() on_close=Callback::new(move |()| shown.set(false))>
                <div class="dlg-b col g12">
                    {part(w.fixed_since, &since.changes.fixed)}
                    {part(w.new_since, &since.changes.new)}
                </div>
            </Dialog>
        })
    };
    view! {
        {line}
        {dialog}
    }
}

#[component]
fn Part(title: &'static str, all: Vec<Found>) -> impl IntoView {
    let rows = all.into_iter().map(|found| {
        view! {
            <li class="row g6">
                <SeverityGlyph severity=found.severity />
                <span class="mono">{found.id}</span>
                <span class="muted wraps">{format!("{} {}", found.package, found.version)}</span>
            </li>
        }
    });
    view! {
        <section>
            <h3 class="lbl">{title}</h3>
            <ul class="plain col g6">{rows.collect_view()}</ul>
        </section>
    }
}
