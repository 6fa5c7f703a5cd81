//! Totals over all projects, and what is worst.

use harbor_api::{
    ArtifactReference, ProjectName, RepositoryName,
    types::{DangerousArtifact, DangerousCve, SecuritySummary},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, SecurityLook};

use super::{
    look::{LastLook, LookOf, look_of},
    page::Question,
};
use crate::{
    actions::use_action,
    format::{count, whole},
    ipc::load::Loaded,
    route::{Route, TabId},
    ui::{Failed, Icon, Link, SeverityWord},
    words::words,
};

#[component]
pub fn Totals(
    connection: Signal<ConnectionId>,
    summary: Loaded<SecuritySummary>,
    question: Question,
) -> impl IntoView {
    let w = &words().security;
    let look = LastLook::open(connection, LookOf::AllProjects);
    Effect::new(move |_| {
        if let Some(summary) = summary.data.get() {
            look.begin(look_of(&summary));
        }
    });
    let mark = move || {
        if let Some(summary) = summary.data.get_untracked() {
            look.mark(look_of(&summary));
        }
    };
    use_action("security.seen", mark);
    move || match (summary.data.get(), summary.failure.get()) {
        (Some(summary), _) => {
            let last = look.known.get();
            let worst = summary.dangerous_artifacts.iter().map(|artifact| {
                let is_new = last
                    .as_ref()
                    .is_some_and(|last| !last.artifacts.contains(&artifact.digest));
                view! {
                    <Worst connection=connection artifact=artifact.clone() is_new=is_new />
                }
            });
            let worst = worst.collect_view();
            let dangerous = summary.dangerous_cves.iter().map(|found| {
                let is_new = last
                    .as_ref()
                    .is_some_and(|last| !last.cves.contains(&found.cve_id));
                view! { <Dangerous found=found.clone() question=question is_new=is_new /> }
            });
            let dangerous = dangerous.collect_view();
            let compared = last.as_ref().map(|last| w.compared_with(&whole(last.at)));
            view! {
                <Strip summary=(*summary).clone() last=last />
                {compared
                    .map(|compared| {
                        view! {
                            <div class="row g8" id="last-look">
                                <span class="hint">{compared}</span>
                                <span class="sp"></span>
                                <button
                                    type="button"
                                    class="btn sm"
                                    id="mark-seen"
                                    on:click=move |_| mark()
                                >
                                    <Icon name="eye" />
                                    {w.seen}
                                    <kbd class="kbd" aria-hidden="true">"M"</kbd>
                                </button>
                            </div>
                        }
                    })}
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
fn Strip(summary: SecuritySummary, last: Option<SecurityLook>) -> impl IntoView {
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
    // What changed since the last look, before what else is said.
    let said = |now: i64, before: fn(&SecurityLook) -> i64, below: String| {
        let change = last.as_ref().map_or(0, |last| now - before(last));
        let change = match change {
            0 => String::new(),
            more if more > 0 => w.more_since(&count(more)),
            fewer => w.fewer_since(&count(-fewer)),
        };
        let parts = [change, below].into_iter();
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    };
    let none = w.and_none(&count(summary.none_cnt));
    let all = w.of_all(&count(summary.total_vuls));
    let unscanned = summary.total_artifact - summary.scanned_cnt;
    view! {
        <div class="facts" id="security-totals">
            {fact(
                w.critical,
                summary.critical_cnt,
                said(summary.critical_cnt, |last| last.critical, String::new()),
            )}
            {fact(w.high, summary.high_cnt, said(summary.high_cnt, |last| last.high, String::new()))}
            {fact(
                w.medium,
                summary.medium_cnt,
                said(summary.medium_cnt, |last| last.medium, String::new()),
            )}
            {fact(w.low, summary.low_cnt, said(summary.low_cnt, |last| last.low, none))}
            {fact(
                w.fixable,
                summary.fixable_cnt,
                said(summary.fixable_cnt, |last| last.fixable, all),
            )}
            {fact(
                w.scanned,
                summary.scanned_cnt,
                said(
                    summary.scanned_cnt,
                    |last| last.scanned,
                    w.not_scanned(&count(unscanned.max(0))),
                ),
            )}
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
fn Worst(
    connection: Signal<ConnectionId>,
    artifact: DangerousArtifact,
    is_new: bool,
) -> impl IntoView {
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
            <td class="wraps">{named} {is_new.then(|| view! { <NewMark /> })}</td>
            <td class="r">{count(artifact.critical_cnt)}</td>
            <td class="r">{count(artifact.high_cnt)}</td>
            <td class="r">{count(artifact.medium_cnt)}</td>
        </tr>
    }
}

#[component]
fn Dangerous(found: DangerousCve, question: Question, is_new: bool) -> impl IntoView {
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
                {is_new.then(|| view! { <NewMark /> })}
            </td>
            <td>
                <SeverityWord severity=found.severity />
            </td>
            <td class="r">{format!("{:.1}", found.cvss_score_v3)}</td>
            <td class="wraps">{format!("{} {}", found.package, found.version)}</td>
        </tr>
    }
}

/// Beside what was not there at the last look.
#[component]
pub fn NewMark() -> impl IntoView {
    let w = &words().security;
    view! {
        <span class="bdg" title=w.new_why>
            {w.new}
        </span>
    }
}
