//! The operations that there are, by tag, found by words.

use std::sync::Arc;

use leptos::prelude::*;
use openapi::{Method, Operation};
use pilothouse_protocol::{ApiDescription, ExploredApi};

use crate::{
    ui::{Find, Icon},
    words::words,
};

/// The operations of a tag.
struct Group<'a> {
    tag: &'a str,
    operations: Vec<&'a Operation>,
}

/// Groups what has all the words, in the order of the tags and then of the paths.
fn groups<'a>(description: &'a ApiDescription, sought: &str) -> Vec<Group<'a>> {
    let sought = sought.to_lowercase();
    let words: Vec<&str> = sought.split_whitespace().collect();
    let mut groups: Vec<Group<'_>> = Vec::new();
    for operation in &description.document.operations {
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
        match groups.iter_mut().find(|group| group.tag == tag) {
            Some(group) => group.operations.push(operation),
            None => groups.push(Group {
                tag,
                operations: vec![operation],
            }),
        }
    }
    groups.sort_by_key(|group| group.tag.to_lowercase());
    groups
}

/// Whether Harbor lets nobody but its administrators do this; of the rest a project's roles decide.
pub fn is_for_administrators(api: ExploredApi, operation: &Operation) -> bool {
    const PATHS: [&str; 12] = [
        "/configurations",
        "/internalconfig",
        "/jobservice/",
        "/ldap/",
        "/quotas",
        "/registries",
        "/replication/",
        "/schedules",
        "/security/",
        "/system/gc",
        "/system/purgeaudit",
        "/system/scanAll",
    ];
    api == ExploredApi::Harbor && PATHS.iter().any(|path| operation.path.starts_with(path))
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
    api: ExploredApi,
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
                let lines = group.operations.into_iter().map(|it| line(api, it, chosen));
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
    api: ExploredApi,
    operation: &Operation,
    chosen: RwSignal<Option<(Method, String)>>,
) -> impl IntoView + use<> {
    let w = &words().explorer;
    let key = (operation.method, operation.path.clone());
    let (this, here) = (key.clone(), key.clone());
    let is_chosen = move || chosen.with(|chosen| chosen.as_ref() == Some(&this));
    let is_current = is_chosen.clone();
    let title = format!("{} {}", operation.method.as_str(), operation.path);
    let mark = match operation {
        one if one.is_deprecated => Some(("clock-alert", w.deprecated)),
        one if is_for_administrators(api, one) => Some(("key", w.administrators)),
        _ => None,
    };
    view! {
        <li>
            <button
                type="button"
                class="ax-op"
                class:on=is_chosen
                aria-current=move || is_current().then_some("true")
                title=title
                on:click=move |_| chosen.set(Some(here.clone()))
            >
                <span class=method_class(operation.method)>{operation.method.as_str()}</span>
                <span class="trunc">{operation.summary.clone()}</span>
                {mark
                    .map(|(icon, text)| {
                        view! {
                            <span class="muted" title=text>
                                <Icon name=icon class="i-12" />
                                <span class="sr">{text}</span>
                            </span>
                        }
                    })}
            </button>
        </li>
    }
}
