//! What a page shows when it has nothing else to show.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use pilothouse_protocol::{Failure, FailureCode};

use super::{CopyButton, Icon};
use crate::{format::age, registries::registries};

/// Nothing is there, and what to do next.
#[component]
pub fn Empty(
    icon: &'static str,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="ic">
                <Icon name=icon class="i-20" />
            </span>
            <h3>{title}</h3>
            <p>{text}</p>
            {children.map(|children| view! { <div class="acts">{children()}</div> })}
        </div>
    }
}

/// A load that failed: what, why, what to do, and the details to copy.
#[component]
pub fn Failed(
    /// What could not be shown: 'the projects'.
    #[prop(into)]
    what: String,
    failure: Failure,
    on_retry: Callback<()>,
) -> impl IntoView {
    let (icon, title) = match failure.code {
        FailureCode::Forbidden => ("lock", format!("No right to see {what}")),
        FailureCode::NotFound => ("not-found", "This is no longer here".to_owned()),
        FailureCode::SignInNeeded => ("sign-in", format!("Sign in to see {what}")),
        FailureCode::Unreachable | FailureCode::TimedOut => {
            ("offline", "The registry can't be reached".to_owned())
        }
        FailureCode::Busy => ("clock-alert", "The registry is busy".to_owned()),
        _ => ("server-error", format!("Couldn't load {what}")),
    };
    let is_fault = icon == "server-error";
    let details = failure.details();
    let may_retry = failure.code != FailureCode::Forbidden;
    view! {
        <div class="empty" role="alert">
            <span class="ic" class:bad=is_fault>
                <Icon name=icon class="i-20" />
            </span>
            <h3>{title}</h3>
            <p>{failure.message.clone()} " " {failure.hint.clone()}</p>
            {(failure.status.is_some() || is_fault)
                .then(|| view! { <pre class="det">{details.clone()}</pre> })}
            <div class="acts">
                {may_retry
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn primary"
                                on:click=move |_| on_retry.run(())
                            >
                                <Icon name="refresh" />
                                "Try again"
                            </button>
                        }
                    })}
                <CopyButton text=details label="Copy details" />
            </div>
        </div>
    }
}

/// The line below a list: how many, and how old.
#[component]
pub fn Footer(
    #[prop(into)] text: Signal<String>,
    at: RwSignal<Option<DateTime<Utc>>>,
    #[prop(into)] loading: Signal<bool>,
    /// The last refresh failed: what is shown is old.
    #[prop(into)]
    stale: Signal<bool>,
    /// Items that could not be read.
    #[prop(optional, into)]
    malformed: Signal<usize>,
    /// The call that fetches the rest of a long list.
    #[prop(optional, into)]
    call: Signal<Option<u64>>,
) -> impl IntoView {
    let registries = registries();
    let progress = move || {
        let call = call.get()?;
        let (done, total) = registries
            .progress
            .with(|progress| progress.get(&call).copied())
            .unwrap_or_default();
        let number = |n: u64| crate::format::count(i64::try_from(n).unwrap_or(i64::MAX));
        Some(match total {
            Some(total) => format!("{} of {}", number(done), number(total)),
            None => number(done),
        })
    };
    view! {
        <div class="foot">
            <span>{text}</span>
            {move || {
                (malformed.get() > 0)
                    .then(|| {
                        view! {
                            <span class="k c-warn">
                                <Icon name="warning" class="i-12" />
                                {crate::format::counted(
                                    malformed.get(),
                                    "item can't be read",
                                    "items can't be read",
                                )}
                            </span>
                        }
                    })
            }}
            <span class="sp"></span>
            {move || {
                let updated = at.get().map(|at| age(at, registries.now.get().max(at)));
                match (loading.get(), stale.get(), updated) {
                    (true, _, Some(_)) => {
                        view! {
                            <span class="k">
                                <span class="spin"></span>
                                {match progress() {
                                    Some(progress) => format!("Loading {progress}"),
                                    None => "Refreshing".to_owned(),
                                }}
                            </span>
                        }
                            .into_any()
                    }
                    (_, true, Some(age)) => {
                        view! {
                            <span class="k c-warn">
                                <Icon name="clock-alert" class="i-12" />
                                {if age == "now" {
                                    "Not refreshed".to_owned()
                                } else {
                                    format!("{age} old")
                                }}
                            </span>
                        }
                            .into_any()
                    }
                    (_, false, Some(age)) => {
                        view! {
                            <span class="k">
                                <span class="dot"></span>
                                {if age == "now" {
                                    "Updated just now".to_owned()
                                } else {
                                    format!("Updated {age} ago")
                                }}
                            </span>
                        }
                            .into_any()
                    }
                    _ => ().into_any(),
                }
            }}
        </div>
    }
}
