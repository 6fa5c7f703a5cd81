//! The tab of an artifact that compares it with another one.

use std::sync::Arc;

use comparison::TagBefore;
use harbor_api::{ArtifactReference, ProjectName, RepositoryName, types::Artifact};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::{
        artifacts::Attachments,
        compare::{
            OneBefore, Other,
            before::own_tag,
            other::{Next, take},
            result::Comparison,
        },
    },
    registries::registries,
    ui::{Empty, Field, FormFailure},
    words::words,
};

/// The tab.
#[component]
pub(super) fn CompareTab(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    repository: RepositoryName,
    artifact: Arc<Artifact>,
    attachments: Attachments,
    before: OneBefore,
) -> impl IntoView {
    let w = &words().compare;
    let registries = registries();
    let Some(reference) = artifact.reference() else {
        return view! { <Empty icon="layers" title=w.nothing_title text=w.no_reference /> }
            .into_any();
    };
    let Next { tag, with } = take();
    // By a name that says something, where it has one.
    let tag = tag.unwrap_or_else(|| own_tag(&artifact).name);
    let this = StoredValue::new(Other {
        connection: connection.get_untracked(),
        project,
        repository,
        reference,
        tag: Some(tag).filter(|tag| !tag.is_empty()),
    });
    let typed = RwSignal::new(with.as_ref().map(Other::text).unwrap_or_default());
    let known = with.as_ref().map(|other| other.connection.clone());
    let at = RwSignal::new(known.unwrap_or_else(|| connection.get_untracked()));
    let other = RwSignal::new(with);
    // Without another word it is the one before.
    let is_asked = other.with_untracked(Option::is_none);
    if is_asked {
        before.want();
    }
    let found = Memo::new(move |_| before.found().filter(|_| is_asked));
    Effect::new(move |_| {
        let Some(found) = found.get() else {
            return;
        };
        if other.with_untracked(Option::is_some) || !typed.with_untracked(String::is_empty) {
            return;
        }
        let Some(one) = found.tag() else {
            return;
        };
        if let Ok(reference) = ArtifactReference::parse(&one.digest) {
            typed.set(one.name.clone());
            other.set(Some(Other {
                reference,
                tag: Some(one.name.clone()),
                ..this.get_value()
            }));
        }
    });
    // Why it is this one, while it is.
    let why = move || {
        let found = found.get()?;
        let one = found.tag()?;
        let is_it = other.with(|other| {
            let tag = other.as_ref().and_then(|other| other.tag.as_ref());
            tag == Some(&one.name)
        });
        is_it.then(|| match found {
            TagBefore::Lower(_) => w.by_version(&one.name),
            _ => w.by_time(&one.name),
        })
    };
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
            {move || why().map(|why| view! { <p class="soft t12 cmp-why">{why}</p> })}
            {move || match other.get() {
                Some(other) => {
                    view! {
                        <Comparison
                            connection=connection
                            this=this.get_value()
                            artifact=artifact.get_value()
                            other=other
                            attachments=attachments
                        />
                    }
                        .into_any()
                }
                None => {
                    let why = found.get().and_then(|found| before.why_none(&found));
                    why.map(|why| {
                        let text = format!("{why} {}", w.nothing_text);
                        view! { <Empty icon="layers" title=w.nothing_title text=text /> }
                    })
                        .into_any()
                }
            }}
            {move || before.failure().map(|failure| view! { <FormFailure failure=failure /> })}
        </div>
    }
    .into_any()
}
