//! The tab of an artifact that compares it with another one.

use std::sync::Arc;

use harbor_api::{
    ArtifactReference, Direction, Filter, Page, ProjectName, RepositoryName, Sort,
    operations::ListArtifacts, types::Artifact,
};
use leptos::prelude::*;
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

/// The newest tagged artifact of its repository that was pushed before this one.
fn one_before<'a>(all: impl Iterator<Item = &'a Artifact>, artifact: &Artifact) -> Option<String> {
    let is_before = |other: &&Artifact| {
        other.digest != artifact.digest
            && !other.tags.is_empty()
            && other.is_content()
            && other.push_time < artifact.push_time
    };
    let before = all.filter(is_before).max_by_key(|other| other.push_time)?;
    Some(before.digest.clone())
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
    let this = StoredValue::new(Other {
        connection: connection.get_untracked(),
        project: project.clone(),
        repository: repository.clone(),
        reference,
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
            let before = one_before(list.iter_good(), &artifact);
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
