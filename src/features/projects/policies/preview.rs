//! What the policies, as they stand in the form, would refuse today.

use std::sync::Arc;

use harbor_api::{
    Capabilities,
    types::{Artifact, CveAllowlist, ScanState, Severity},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use super::{
    images::Images,
    settings::{Blocked, Policies, Threshold, has_ended},
    verdict::{Rule, Tally, Verdict, tally, wanted_reports},
};
use crate::{
    features::artifacts::VULNERABILITIES,
    format::{age, count},
    registries::registries,
    route::Route,
    ui::{CopyButton, Failed, Icon, Link, SeverityCounts, VulnerabilityCell, severity_counts},
    words::words,
};

/// Reports that are read without being asked for.
const READ_UNASKED: usize = 40;
/// Images that are listed.
const LISTED: usize = 100;

/// What can't be told, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    NoScanner,
    SystemAllowlist,
}

/// The rule that the policies make; nothing where no pull is refused.
pub fn rule_of(policies: &Policies, system: Option<&[String]>, now: i64) -> Option<Rule> {
    let Blocked::From(threshold) = policies.blocked else {
        return None;
    };
    let allowed = if policies.uses_system_allowlist {
        system.unwrap_or_default().to_vec()
    } else {
        policies.own_ids_in_force(now)
    };
    Some(Rule {
        threshold,
        allowed: allowed.into_iter().collect(),
    })
}

/// The ids of the registry's list that count: it may have ended.
pub fn ids_in_force(list: &CveAllowlist, now: i64) -> Vec<String> {
    if has_ended(list.expires_at, now) {
        return Vec::new();
    }
    list.items.iter().map(|item| item.cve_id.clone()).collect()
}

/// A threshold in words.
pub fn threshold_words(threshold: Threshold) -> String {
    let w = &words().policies;
    match threshold {
        Threshold::Any => w.any_finding.to_owned(),
        Threshold::Critical => words().parts.severity(Severity::Critical),
        other => w.and_above(&words().parts.severity(other.severity())),
    }
}

/// The panel.
#[component]
pub fn Preview(
    connection: Signal<ConnectionId>,
    images: Images,
    rule: Memo<Option<Rule>>,
    unknown: Signal<Option<Unknown>>,
    capabilities: Signal<Capabilities>,
) -> impl IntoView {
    let w = &words().policies;
    let registries = registries();
    let judged = Memo::new(move |_| {
        let (rule, artifacts) = (rule.get()?, images.artifacts.get()?);
        let now = registries.now.get();
        Some(
            images
                .reports
                .with(|reports| tally(&*artifacts, &rule, reports, now)),
        )
    });
    let read_reports = move || {
        if let (Some(rule), Some(artifacts)) =
            (rule.get_untracked(), images.artifacts.get_untracked())
        {
            images.reports.with_untracked(|reports| {
                images.read_reports(wanted_reports(&*artifacts, &rule, reports));
            });
        }
    };
    // A few are read at once; many when somebody asks.
    Effect::new(move |_| {
        let open = judged.with(|judged| judged.as_ref().map_or(0, |(tally, _)| tally.open));
        let is_idle = images.under_way.with_untracked(|number| *number == 0);
        if open > 0 && open <= READ_UNASKED && is_idle {
            read_reports();
        }
    });
    let content = move || {
        let Some(rule) = rule.get() else {
            return view! { <p class="isec muted">{w.nothing_blocked}</p> }.into_any();
        };
        match unknown.get() {
            Some(Unknown::NoScanner) => {
                return view! { <p class="isec muted">{w.no_scanner}</p> }.into_any();
            }
            Some(Unknown::SystemAllowlist) => {
                return view! { <p class="isec muted">{w.no_system_list}</p> }.into_any();
            }
            None => {}
        }
        if let Some(failure) = images.failure.get() {
            let retry = Callback::new(move |()| images.read(capabilities.get_untracked()));
            return view! { <Failed what=w.the_images failure=failure on_retry=retry /> }
                .into_any();
        }
        let Some((tally, refused)) = judged.get() else {
            return view! {
                <p class="isec muted row g8" role="status">
                    <span class="spin"></span>
                    {w.counting}
                </p>
            }
            .into_any();
        };
        if tally.images == 0 {
            return view! { <p class="isec muted">{w.no_images}</p> }.into_any();
        }
        let artifacts = images.artifacts.get_untracked().unwrap_or_default();
        view! {
            <Numbers tally=tally.clone() threshold=rule.threshold images=images read=Callback::new(move |()| read_reports()) />
            <Refused connection=connection artifacts=artifacts refused=refused />
        }
        .into_any()
    };
    view! {
        <aside class="insp" aria-label=w.would_be_blocked>
            <div class="insp-h">
                <div class="t">
                    <Icon name="shield" class="muted" />
                    <h2>{w.would_be_blocked}</h2>
                </div>
            </div>
            <div class="insp-b">{content}</div>
        </aside>
    }
}

#[component]
fn Numbers(
    tally: Tally,
    threshold: Threshold,
    images: Images,
    read: Callback<()>,
) -> impl IntoView {
    let w = &words().policies;
    let blocked = count(tally.blocked());
    // What depends on reports may be added to it.
    let blocked = if tally.open > 0 {
        w.at_least(&blocked)
    } else {
        blocked
    };
    let unread = images.unread;
    let line = move |class: &'static str, words: String, figure: usize| {
        view! {
            <dt class=class>{words}</dt>
            <dd class="num">{count(figure)}</dd>
        }
    };
    let open = tally.open;
    view! {
        <section class="isec">
            <div class="row g8">
                <span class="total" id="would-be-blocked">
                    {blocked}
                </span>
                <span class="muted">{w.of_images(tally.images)}</span>
            </div>
            <dl class="kv wide-k">
                {line("", threshold_words(threshold), tally.refused)}
                {line("", w.not_scanned.to_owned(), tally.not_scanned)}
                {line("", w.pullable.to_owned(), tally.pullable)}
                {(tally.allowed > 0)
                    .then(|| line("muted", w.by_allowlist.to_owned(), tally.allowed))}
                {(open > 0).then(|| line("", w.open.to_owned(), open))}
                {move || {
                    let lost = unread.with(std::collections::HashSet::len);
                    (lost > 0).then(|| line("c-warn", w.unread.to_owned(), lost))
                }}
            </dl>
            {move || {
                let under_way = images.under_way.get();
                let lost = unread.with(std::collections::HashSet::len);
                if under_way > 0 {
                    return view! {
                        <span class="hint row g6" role="status">
                            <span class="spin"></span>
                            {w.read_reports(under_way)}
                        </span>
                    }
                        .into_any();
                }
                (open > lost.max(READ_UNASKED))
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn sm"
                                on:click=move |_| read.run(())
                            >
                                {w.read_reports(open)}
                            </button>
                        }
                    })
                    .into_any()
            }}
        </section>
        {(tally.pulled_lately > 0)
            .then(|| {
                view! {
                    <section class="isec">
                        <div class="note warn">
                            <Icon name="warning" />
                            <span>{w.pulled_lately(tally.pulled_lately, tally.blocked())}</span>
                        </div>
                    </section>
                }
            })}
        {(tally.indexes > 0)
            .then(|| view! { <p class="isec hint">{w.indexes(tally.indexes)}</p> })}
    }
}

/// What an image is called: its first tag, or else its digest.
fn name_of(artifact: &Artifact) -> String {
    let repository = artifact
        .parts()
        .map_or_else(String::new, |(_, repository)| repository.to_string());
    let tag = artifact.tags.iter().find_map(|tag| tag.typed_name());
    match (tag, artifact.typed_digest()) {
        (Some(tag), _) => format!("{repository}:{tag}"),
        (None, Some(digest)) => format!("{repository}@{}", digest.short()),
        (None, None) => repository,
    }
}

#[component]
fn Refused(
    connection: Signal<ConnectionId>,
    artifacts: Arc<Vec<Artifact>>,
    refused: Vec<(usize, Verdict)>,
) -> impl IntoView {
    let w = &words().policies;
    let now = registries().now.get_untracked();
    if refused.is_empty() {
        return ().into_any();
    }
    let text = {
        let names = refused.iter().filter_map(|(at, _)| artifacts.get(*at));
        names.map(name_of).collect::<Vec<_>>().join("\n")
    };
    let lines = refused
        .iter()
        .take(LISTED)
        .filter_map(|(at, verdict)| Some((artifacts.get(*at)?, *verdict)))
        .map(|(artifact, verdict)| {
            let name = name_of(artifact);
            let place = artifact.parts().zip(artifact.reference());
            let shown = match place {
                Some(((project, repository), reference)) => {
                    let to = Route::Artifact {
                        connection: connection.get_untracked(),
                        project,
                        repository,
                        reference,
                        tab: VULNERABILITIES,
                    };
                    view! {
                        <Link to=to class="trunc mono">
                            {name}
                        </Link>
                    }
                    .into_any()
                }
                None => view! { <span class="trunc mono">{name}</span> }.into_any(),
            };
            let why = match (verdict, artifact.scan()) {
                (Verdict::Refused, ScanState::Done(summary)) => {
                    let counts = severity_counts(&summary.counts);
                    let worst = counts.into_iter().filter(|(_, number)| *number > 0).take(2);
                    let worst = worst.map(|(severity, number)| {
                        view! { <SeverityCounts severity=severity number=number /> }
                    });
                    worst.collect_view().into_any()
                }
                (_, state) => view! { <VulnerabilityCell state=state /> }.into_any(),
            };
            let pulled = artifact
                .pull_time
                .map_or_else(|| w.never_pulled.to_owned(), |time| age(time, now));
            view! {
                <li class="row g8">
                    {shown} <span class="sp"></span> {why} <span class="muted t12">{pulled}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="isec">
            <h3>
                {w.blocked_list} <span class="sp"></span>
                <CopyButton text=Signal::stored(text) label=w.copy_list class="sm ghost" />
            </h3>
            <ul class="refused">{lines}</ul>
        </section>
    }
    .into_any()
}
