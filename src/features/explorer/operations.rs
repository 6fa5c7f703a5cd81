//! The operations that there are, by tag, found by words.

use std::sync::Arc;

use leptos::prelude::*;
use openapi::{Method, Operation};
use pilothouse_protocol::ApiDescription;

use super::allowed::{Allowance, Allowed};
use crate::{
    ui::{Find, Icon},
    words::words,
};

/// The operations of a tag.
struct Group<'a> {
    tag: &'a str,
    operations: Vec<Listed<'a>>,
}

/// An operation, and whether the server lacks it.
#[derive(Clone, Copy)]
struct Listed<'a> {
    operation: &'a Operation,
    is_missing: bool,
}

/// Groups what has all the words, in the order of the tags and then of the paths.
fn groups<'a>(description: &'a ApiDescription, sought: &str) -> Vec<Group<'a>> {
    let sought = sought.to_lowercase();
    let words: Vec<&str> = sought.split_whitespace().collect();
    let mut groups: Vec<Group<'_>> = Vec::new();
    let there = description.document.operations.iter();
    let there = there.map(|operation| (operation, false));
    let missing = description.missing.iter();
    let missing = missing.map(|operation| (operation, true));
    for (operation, is_missing) in there.chain(missing) {
        let text = format!(
            "{} {} {} {} {}",
            operation.method.as_str(),
            operation.path,
            operation.summary,
            operation.id,
            operation.tag
        );
        let text = text.to_lowercase();
        if !words.iter().all(|word| text.contains(word)) {
            continue;
        }
        let tag = operation.tag.as_str();
        let listed = Listed {
            operation,
            is_missing,
        };
        match groups
            .iter_mut()
            .find(|group| group.tag.eq_ignore_ascii_case(tag))
        {
            Some(group) => group.operations.push(listed),
            None => groups.push(Group {
                tag,
                operations: vec![listed],
            }),
        }
    }
    groups.sort_by_key(|group| group.tag.to_lowercase());
    groups
}

/// A method's class: reads, changes and deletions have colours of their own.
pub fn method_class(method: Method) -> &'static str {
    match method {
        Method::Get | Method::Head => "meth get",
        Method::Delete => "meth del",
        Method::Post | Method::Put | Method::Patch => "meth put",
    }
}

/// What a button is that sends by this method: deleting stands apart.
pub fn button_class(method: Method) -> &'static str {
    match method {
        Method::Delete => "btn danger",
        _ => "btn primary",
    }
}

/// The list; `chosen` is the method and path of the one that is shown.
#[component]
pub fn Operations(
    allowance: Allowance,
    description: Arc<ApiDescription>,
    chosen: RwSignal<Option<(Method, String)>>,
) -> impl IntoView {
    let w = &words().explorer;
    let sought = RwSignal::new(String::new());
    let list = move || {
        let groups = groups(&description, &sought.get());
        if groups.is_empty() {
            return view! {
                <p class="muted ax-none" role="status">
                    {w.no_match}
                </p>
            }
            .into_any();
        }
        groups
            .into_iter()
            .map(|group| {
                let number = group.operations.len();
                let lines = group
                    .operations
                    .into_iter()
                    .map(|it| line(&allowance, it, chosen));
                view! {
                    <section aria-label=group.tag.to_owned()>
                        <h2>
                            {group.tag.to_owned()} <span class="sp"></span>
                            <span class="num">{number}</span>
                        </h2>
                        <ul>{lines.collect_view()}</ul>
                    </section>
                }
            })
            .collect_view()
            .into_any()
    };
    view! {
        <div class="ax-ops">
            <div class="ax-find">
                <Find value=sought placeholder=w.find />
            </div>
            <div class="ax-list" id="operations">
                {list}
            </div>
        </div>
    }
}

fn line(
    allowance: &Allowance,
    Listed {
        operation,
        is_missing,
    }: Listed<'_>,
    chosen: RwSignal<Option<(Method, String)>>,
) -> impl IntoView + use<> {
    let w = &words().explorer;
    let key = (operation.method, operation.path.clone());
    let (this, here) = (key.clone(), key.clone());
    let is_chosen = move || chosen.with(|chosen| chosen.as_ref() == Some(&this));
    let is_current = is_chosen.clone();
    let title = format!("{} {}", operation.method.as_str(), operation.path);
    let allowed = allowance.of(operation);
    let mark = match allowed {
        _ if is_missing => Some(("minus", w.missing_here.to_owned())),
        Allowed::No(needed) => Some(("lock", allowance.needed(needed))),
        _ if operation.is_deprecated => Some(("clock-alert", w.deprecated.to_owned())),
        Allowed::Unknown if allowance.is_of_harbor() => {
            Some(("not-scanned", w.may_unknown.to_owned()))
        }
        Allowed::Unknown | Allowed::Yes => None,
    };
    let is_dimmed = is_missing || matches!(allowed, Allowed::No(_));
    view! {
        <li>
            <button
                type="button"
                class="ax-op"
                class:on=is_chosen
                class:dim=is_dimmed
                aria-current=move || is_current().then_some("true")
                title=title
                on:click=move |_| chosen.set(Some(here.clone()))
            >
                <span class=method_class(operation.method)>{operation.method.as_str()}</span>
                <span class="trunc">{operation.summary.clone()}</span>
                {mark
                    .map(|(icon, text)| {
                        let title = text.clone();
                        view! {
                            <span class="muted" title=title>
                                <Icon name=icon class="i-12" />
                                <span class="sr">{text}</span>
                            </span>
                        }
                    })}
            </button>
        </li>
    }
}
