//! Facts of a project as pages show them: what kind it is, roles, storage against its limit, policies.

use harbor_api::types::{Project, ProjectMetadata, Role};
use leptos::prelude::*;
use listing::lists::projects::{PRIVATE, PROXY, PUBLIC};

use crate::{
    format::size,
    ui::{Icon, pair, titled_section},
    words::words,
};

/// A project's icon and what it is called.
pub fn kind(project: &Project) -> (&'static str, &'static str) {
    kind_of(if project.is_proxy_cache() {
        PROXY
    } else if project.is_public() {
        PUBLIC
    } else {
        PRIVATE
    })
}

/// The same by the list's word for it.
pub fn kind_of(word: &str) -> (&'static str, &'static str) {
    let w = &words().project;
    match word {
        PROXY => ("proxy", w.proxy),
        PUBLIC => ("globe", w.public),
        _ => ("lock", w.private),
    }
}

/// A role's name.
pub fn role_name(role: Role) -> &'static str {
    let w = &words().members;
    match role {
        Role::ProjectAdministrator => w.project_admin,
        Role::Maintainer => w.maintainer,
        Role::Developer => w.developer,
        Role::Guest => w.guest,
        Role::LimitedGuest => w.limited_guest,
    }
}

/// A role's name from Harbor's word for it; another word as it is.
pub fn named_role(word: &str) -> String {
    Role::from_word(word).map_or_else(|| word.to_owned(), |role| role_name(role).to_owned())
}

/// How many percent of a limit are used; 0 without one.
pub fn percent(used: i64, limit: i64) -> i64 {
    if limit <= 0 {
        0
    } else {
        used.saturating_mul(100) / limit
    }
}

/// A bar from zero to the limit: amber from 85 %, red from 95 %.
#[component]
pub fn Meter(used: i64, limit: i64, #[prop(optional)] class: &'static str) -> impl IntoView {
    let percent = percent(used, limit);
    let state = match percent {
        95.. => "bad",
        85.. => "warn",
        _ => "",
    };
    view! {
        <span
            class=format!("meter {class} {state}")
            role="meter"
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=percent
            aria-label=words().projects.used_of(percent, &size(limit))
        >
            <i style:width=format!("{}%", percent.min(100))></i>
        </span>
    }
}

/// A project's storage against its limit.
#[component]
pub fn QuotaSection(used: i64, limit: i64) -> impl IntoView {
    let w = &words().project;
    let percent = percent(used, limit);
    let state = move || {
        if limit <= 0 {
            return view! { <span class="muted">{w.no_limit}</span> }.into_any();
        }
        let (icon, class) = match percent {
            95.. => (Some("octagon"), "row g4 c-bad"),
            85.. => (Some("warning"), "row g4 c-warn"),
            _ => (None, "row g4"),
        };
        view! {
            <span class=class>
                {icon.map(|icon| view! { <Icon name=icon class="i-12" /> })}
                {w.percent_used(percent)}
            </span>
        }
        .into_any()
    };
    view! {
        {titled_section(w.storage_quota, (state)(), view! { {(limit > 0).then(|| view! { <Meter used=used limit=limit class="wide" /> })}
            <p class="row t12 soft num quota-line">
                {if limit > 0 {
                    w.used_of(&size(used), &size(limit))
                } else {
                    size(used)
                }} <span class="sp"></span>
                {(limit > used).then(|| w.left(&size(limit - used)))}
            </p> })}
    }
}

/// What a project asks of its images.
#[component]
pub fn Policies(metadata: ProjectMetadata) -> impl IntoView {
    let w = &words().project;
    let on = |is_on: bool, words: &'static str| {
        if is_on {
            view! {
                <Icon name="check" class="i-14 c-ok" />
                {words}
            }
            .into_any()
        } else {
            view! { <span class="muted">{w.off}</span> }.into_any()
        }
    };
    let scan = if metadata.is_on(ProjectMetadata::AUTO_SBOM) {
        w.on_with_sbom
    } else {
        w.on
    };
    let signatures = match (
        metadata.is_on(ProjectMetadata::COSIGN_REQUIRED),
        metadata.is_on(ProjectMetadata::NOTATION_REQUIRED),
    ) {
        (true, true) => Some(w.both_required),
        (true, false) => Some(w.cosign_required),
        (false, true) => Some(w.notation_required),
        (false, false) => None,
    };
    view! {
        {titled_section(w.policies, (), view! { <dl class="kv">
                {pair(w.scan_on_push, on(metadata.is_on(ProjectMetadata::AUTO_SCAN), scan))}
                {pair(w.block_pulls, match metadata.pulls_blocked_from() {
                        Some(severity) => w.blocked_from(severity).into_any(),
                        None => view! { <span class="muted">{w.off}</span> }.into_any(),
                    })}
                {pair(w.signatures, on(signatures.is_some(), signatures.unwrap_or(w.off)))}
            </dl> })}
    }
}
