//! Totals over all projects, and what is worst.

use harbor_api::{
    ArtifactReference, ProjectName, RepositoryName,
    operations::GetSecuritySummary,
    types::{DangerousArtifact, DangerousCve, SecuritySummary},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use super::page::Question;
use crate::{
    format::count,
    ipc::load::load_one,
    route::{Route, TabId},
    ui::{Failed, Link, SeverityWord},
    words::words,
};

#[component]
pub fn Totals(connection: Signal<ConnectionId>, question: Question) -> impl IntoView {
    let w = &words().security;
    let summary = load_one(connection, || {
        Some(GetSecuritySummary {
            with_dangerous_cve: Some(true),
            with_dangerous_artifact: Some(true),
        })
    });
    move || match (summary.data.get(), summary.failure.get()) {
        (Some(summary), _) => {
            let worst = summary.dangerous_artifacts.iter().map(|artifact| {
                view! { <Worst connection=connection artifact=artifact.clone() /> }
            });
            let worst = worst.collect_view();
            let dangerous = summary.dangerous_cves.iter().map(|found| {
                view! { <Dangerous found=found.clone() question=question /> }
            });
            let dangerous = dangerous.collect_view();
            view! {
                <Strip summary=(*summary).clone() />
                <div class="security">
                    <section>
                        <h2>{w.worst}</h2>
                        <table class="rt-next">
                            <thead>
                                <tr>
                                    <th>{w.artifact}</th>
                                    <th class="r">{w.critical}</th>
                                    <th class="r">{w.high}</th>
                                    <th class="r">{w.medium}</th>
                                </tr>
                            </thead>
                            <tbody>{worst}</tbody>
                        </table>
                    </section>
                    <section>
                        <h2>{w.dangerous}</h2>
                        <p class="hint">{w.dangerous_why}</p>
                        <table class="rt-next">
                            <thead>
                                <tr>
                                    <th>{w.cve}</th>
                                    <th>{w.severity}</th>
                                    <th class="r">{w.score}</th>
                                    <th>{w.package}</th>
                                </tr>
                            </thead>
                            <tbody>{dangerous}</tbody>
                        </table>
                    </section>
                </div>
            }
            .into_any()
        }
        (None, Some(failure)) => view! {
            <Failed
                what=w.the_totals
                failure=failure
                on_retry=Callback::new(move |()| summary.reload())
            />
        }
        .into_any(),
        (None, None) => view! { <div aria-busy="true"></div> }.into_any(),
    }
}

/// What is scanned is said beside what was found: the rest is not known.
#[component]
fn Strip(summary: SecuritySummary) -> impl IntoView {
    let w = &words().security;
    let fact = |title: &'static str, value: i64, below: String| {
        view! {
            <div>
                <span class="k">{title}</span>
                <span class="v">{count(value)}</span>
                <span class="s">{below}</span>
            </div>
        }
    };
    let unscanned = summary.total_artifact - summary.scanned_cnt;
    view! {
        <div class="facts" id="security-totals">
            {fact(w.critical, summary.critical_cnt, String::new())}
            {fact(w.high, summary.high_cnt, String::new())}
            {fact(w.medium, summary.medium_cnt, String::new())}
            {fact(w.low, summary.low_cnt, w.and_none(&count(summary.none_cnt)))}
            {fact(w.fixable, summary.fixable_cnt, w.of_all(&count(summary.total_vuls)))}
            {fact(w.scanned, summary.scanned_cnt, w.not_scanned(&count(unscanned.max(0))))}
        </div>
    }
}

/// The place of an artifact, by its repository with the project and its digest.
pub fn place(connection: ConnectionId, repository: &str, digest: &str) -> Option<Route> {
    let (project, repository) = repository.split_once('/')?;
    Some(Route::Artifact {
        connection,
        project: ProjectName::new(project).ok()?,
        repository: RepositoryName::new(repository).ok()?,
        reference: ArtifactReference::parse(digest).ok()?,
        tab: TabId::new("vulnerabilities"),
    })
}

#[component]
fn Worst(connection: Signal<ConnectionId>, artifact: DangerousArtifact) -> impl IntoView {
    let name = artifact.repository_name.clone();
    let short: String = artifact.digest.chars().skip(7).take(12).collect();
    let text = format!("{name}@{short}");
    let to = place(connection.get_untracked(), &name, &artifact.digest);
    let named = match to {
        Some(to) => view! { <Link to=to class="lnk mono">{text}</Link> }.into_any(),
        None => text.into_any(),
    };
    view! {
        <tr>
            <td class="wraps">{named}</td>
            <td class="r">{count(artifact.critical_cnt)}</td>
            <td class="r">{count(artifact.high_cnt)}</td>
            <td class="r">{count(artifact.medium_cnt)}</td>
        </tr>
    }
}

#[component]
fn Dangerous(found: DangerousCve, question: Question) -> impl IntoView {
    let cve = found.cve_id.clone();
    let asked = cve.clone();
    view! {
        <tr>
            <td>
                <button
                    type="button"
                    class="lnk mono"
                    on:click=move |_| {
                        question.cve.set(asked.clone());
                        question.ask();
                    }
                >
                    {cve}
                </button>
            </td>
            <td>
                <SeverityWord severity=found.severity />
            </td>
            <td class="r">{format!("{:.1}", found.cvss_score_v3)}</td>
            <td class="wraps">{format!("{} {}", found.package, found.version)}</td>
        </tr>
    }
}
