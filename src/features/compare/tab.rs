//! The tab of an artifact that compares it with another one.

use std::{cmp::Ordering, sync::Arc};

use harbor_api::{
    ArtifactReference, Direction, Filter, Page, ProjectName, RepositoryName, Sort,
    operations::ListArtifacts, types::Artifact,
};
use leptos::prelude::*;
use listing::version::{compare, order_of};
use pilothouse_protocol::ConnectionId;

use crate::{
    features::compare::{Other, other::take, result::Comparison},
    ipc::load::load_one,
    registries::registries,
    ui::{Empty, Field, FormFailure},
    words::words,
};

/// Artifacts that the one before is looked for among.
const LOOKED_AT: u32 = 100;

/// What stands behind a version in a tag: `gpu` of `25.11-gpu`.
fn variant(tag: &str) -> &str {
    tag.split_once('-').map_or("", |(_, variant)| variant)
}

/// The one before of an artifact: the highest version below its own, of the same variant; else the
/// newest tagged one that was pushed earlier.
fn one_before(all: &[&Artifact], artifact: &Artifact) -> Option<String> {
    let others = all
        .iter()
        .filter(|other| other.digest != artifact.digest && other.is_content());
    let versions = |of: &Artifact| {
        let tags: Vec<String> = of.tags.iter().map(|tag| tag.name.clone()).collect();
        tags.into_iter().filter(|tag| order_of(tag).is_version())
    };
    // The tag that says most: `25.11.2` rather than `25`.
    let own = versions(artifact).max_by_key(|tag| tag.len());
    let lower = own.and_then(|own| {
        let below = others.clone().flat_map(|other| {
            let own = own.clone();
            let fits = move |tag: &String| {
                let is_lower = compare(tag, &own) == Some(Ordering::Less);
                is_lower && variant(tag) == variant(&own)
            };
            versions(other).filter(fits).map(|tag| (tag, *other))
        });
        below.max_by_key(|(tag, _)| order_of(tag).key().to_owned())
    });
    if let Some((_, lower)) = lower {
        return Some(lower.digest.clone());
    }
    let is_earlier =
        |other: &&&Artifact| !other.tags.is_empty() && other.push_time < artifact.push_time;
    let earlier = others
        .filter(is_earlier)
        .max_by_key(|other| other.push_time)?;
    Some(earlier.digest.clone())
}

/// The tab.
#[component]
pub(super) fn CompareTab(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    repository: RepositoryName,
    artifact: Arc<Artifact>,
) -> impl IntoView {
    let w = &words().compare;
    let registries = registries();
    let Some(reference) = artifact.reference() else {
        return view! { <Empty icon="layers" title=w.nothing_title text=w.nothing_text /> }
            .into_any();
    };
    // By a name that says something, where it has one.
    let name = artifact.tags.iter().max_by_key(|tag| tag.name.len());
    let name = name.and_then(|tag| ArtifactReference::parse(&tag.name).ok());
    let this = StoredValue::new(Other {
        connection: connection.get_untracked(),
        project: project.clone(),
        repository: repository.clone(),
        reference: name.unwrap_or(reference),
    });
    let other = RwSignal::new(take());
    let typed = RwSignal::new(
        other.with_untracked(|other| other.as_ref().map(Other::text).unwrap_or_default()),
    );
    let at = RwSignal::new(other.with_untracked(|other| {
        let known = other.as_ref().map(|other| other.connection.clone());
        known.unwrap_or_else(|| connection.get_untracked())
    }));
    // Without another word it is the one before.
    let is_asked = other.with_untracked(Option::is_none);
    let list = load_one(connection, move || {
        is_asked.then(|| ListArtifacts {
            project_name: project.clone(),
            repository_name: repository.clone(),
            q: Filter::all(),
            sort: Sort::by("push_time", Direction::Descending),
            page: Page::new(1, LOOKED_AT),
            with_tag: Some(true),
            with_label: None,
            with_scan_overview: None,
            with_sbom_overview: None,
            with_immutable_status: None,
            with_accessory: None,
            with_inherited_accessory: None,
            accept_vulnerabilities: None,
        })
    });
    Effect::new({
        let artifact = Arc::clone(&artifact);
        move |_| {
            let Some(list) = list.data.get() else {
                return;
            };
            if other.with_untracked(Option::is_some) || !typed.with_untracked(String::is_empty) {
                return;
            }
            let all: Vec<&Artifact> = list.iter_good().collect();
            let before = one_before(&all, &artifact);
            let reference = before.and_then(|digest| ArtifactReference::parse(&digest).ok());
            if let Some(reference) = reference {
                let before = Other {
                    reference,
                    ..this.get_value()
                };
                let tag = list.iter_good().find_map(|known| {
                    let is_it = before.reference.to_string() == known.digest;
                    let tag = known.tags.first().filter(|_| is_it)?;
                    Some(tag.name.clone())
                });
                typed.set(tag.unwrap_or_else(|| before.reference.to_string()));
                other.set(Some(before));
            }
        }
    });
    let read = move || {
        let typed = typed.get();
        this.with_value(|this| Other::read(&typed, this, at.get()))
    };
    let problem = Signal::derive(move || {
        let is_empty = typed.with(|typed| typed.trim().is_empty());
        (!is_empty && read().is_none()).then(|| w.no_reference.to_owned())
    });
    let choices = registries.connections.get_untracked();
    let choose = (choices.len() > 1).then(|| {
        let options = choices.iter().map(|known| {
            let id = known.id.to_string();
            view! {
                <option value=id.clone() selected=at.with_untracked(|at| at.to_string() == id)>
                    {known.name.clone()}
                </option>
            }
        });
        view! {
            <div class="field">
                <label for="compare-registry">{w.registry}</label>
                <select
                    id="compare-registry"
                    class="in"
                    on:change=move |event| {
                        if let Ok(id) = ConnectionId::new(event_target_value(&event)) {
                            at.set(id);
                        }
                    }
                >
                    {options.collect_view()}
                </select>
            </div>
        }
    });
    let artifact = StoredValue::new(artifact);
    view! {
        <div class="scroll cmp">
            <form
                class="row g8 cmp-with"
                on:submit=move |event| {
                    event.prevent_default();
                    if let Some(chosen) = untrack(read) {
                        other.set(Some(chosen));
                    }
                }
            >
                {choose}
                <Field
                    id="compare-with"
                    label=w.with
                    value=typed
                    problem=problem
                    hint=w.hint
                />
                <button type="submit" class="btn" disabled=move || read().is_none()>
                    {w.compare}
                </button>
            </form>
            {move || match other.get() {
                Some(other) => {
                    view! {
                        <Comparison
                            connection=connection
                            this=this.get_value()
                            artifact=artifact.get_value()
                            other=other
                        />
                    }
                        .into_any()
                }
                None if list.data.with(Option::is_some) => {
                    view! { <Empty icon="layers" title=w.nothing_title text=w.nothing_text /> }
                        .into_any()
                }
                None => ().into_any(),
            }}
            {move || list.failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, Utc};
    use harbor_api::types::Tag;

    use super::*;

    fn artifact(digest: &str, tags: &[&str], days: i64) -> Artifact {
        let tag = |name: &&str| Tag {
            name: (*name).to_owned(),
            ..Tag::default()
        };
        Artifact {
            digest: digest.to_owned(),
            tags: tags.iter().map(tag).collect(),
            push_time: Some(Utc::now() - TimeDelta::days(days)),
            ..Artifact::default()
        }
    }

    #[test]
    fn the_one_before_is_the_version_below_of_the_same_variant() {
        let all = [
            artifact("now", &["25.11", "25", "latest"], 1),
            artifact("gpu", &["25.11-gpu"], 2),
            artifact("fixed", &["25.10.2", "25.10"], 3),
            artifact("first", &["25.10.1"], 30),
            artifact("untagged", &[], 2),
            artifact("gpu before", &["25.10-gpu"], 40),
            artifact("nightly", &["nightly"], 4),
        ];
        let before = |at: usize| {
            let all: Vec<&Artifact> = all.iter().collect();
            one_before(&all, all[at])
        };
        assert_eq!(before(0).as_deref(), Some("fixed"));
        assert_eq!(before(1).as_deref(), Some("gpu before"));
        assert_eq!(before(2).as_deref(), Some("first"));
        // Without a version the time counts.
        assert_eq!(before(6).as_deref(), Some("first"));
        assert_eq!(before(5), None);
    }
}
