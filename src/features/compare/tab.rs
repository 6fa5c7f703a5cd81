//! The tab of an artifact that compares it with another one.

use std::sync::Arc;

use comparison::{AtPlatform, TagBefore, common_platforms};
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
    ipc::load::load_one,
    registries::registries,
    ui::{Empty, Failed, Field, FormFailure},
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
                        <Both
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

/// Both as they are, or, where one is an index, their parts of one platform.
#[component]
fn Both(
    connection: Signal<ConnectionId>,
    this: Other,
    artifact: Arc<Artifact>,
    other: Other,
    attachments: Attachments,
) -> impl IntoView {
    let w = &words().compare;
    // The other one as it is, once it is read.
    let read = RwSignal::new(None::<Arc<Artifact>>);
    let chosen = RwSignal::new(None::<AtPlatform>);
    let whole = StoredValue::new((this, artifact, other));
    let choices = Memo::new(move |_| {
        let before = read.get();
        let common = |before: Arc<Artifact>| {
            whole.with_value(|(_, after, _)| common_platforms(&before, after))
        };
        before.map(common).unwrap_or_default()
    });
    let choose = move |name: &str| {
        let found = choices.with_untracked(|all| all.iter().find(|at| at.name == name).cloned());
        chosen.set(found);
    };
    let picker = move || {
        let all = choices.get();
        let options = all.iter().map(|at| {
            let name = at.name.clone();
            view! { <option value=name.clone()>{name.clone()}</option> }
        });
        (!all.is_empty()).then(|| {
            view! {
                <div class="field cmp-platform">
                    <label for="compare-platform">{words().artifact.platform}</label>
                    <select
                        id="compare-platform"
                        class="in"
                        on:change=move |event| choose(&event_target_value(&event))
                    >
                        <option value="">{w.all_platforms}</option>
                        {options.collect_view()}
                    </select>
                </div>
            }
        })
    };
    let compared = move || {
        let (this, artifact, other) = whole.get_value();
        let at = chosen.get();
        let other = other.part(at.as_ref().and_then(|at| at.before.as_ref()));
        if let Some(at) = at.as_ref().filter(|at| at.after.is_some()) {
            let this = this.part(at.after.as_ref());
            let platform = at.name.clone();
            return view! {
                <WithPart connection=connection this=this other=other platform=platform />
            }
            .into_any();
        }
        // A part of it is not the other one.
        let read = at.is_none().then_some(read);
        view! {
            <Comparison
                connection=connection
                this=this
                artifact=artifact
                other=other
                attachments=attachments
                platform=at.map(|at| at.name)
                read=read
            />
        }
        .into_any()
    };
    view! { {picker} {compared} }
}

/// A part of the artifact, which is read first, compared with another one.
#[component]
fn WithPart(
    connection: Signal<ConnectionId>,
    this: Other,
    other: Other,
    platform: String,
) -> impl IntoView {
    let at = StoredValue::new((
        this.project.clone(),
        this.repository.clone(),
        this.reference.clone(),
    ));
    let both = StoredValue::new((this, other, platform));
    let part = load_one(connection, move || {
        Some(both.with_value(|(this, ..)| this.reading()))
    });
    let attachments = Attachments::new(connection, at, part);
    move || match (part.data.get(), part.failure.get()) {
        (Some(artifact), _) => {
            let (this, other, platform) = both.get_value();
            view! {
                <Comparison
                    connection=connection
                    this=this
                    artifact=artifact
                    other=other
                    attachments=attachments
                    platform=Some(platform)
                />
            }
            .into_any()
        }
        (None, Some(failure)) => view! {
            <Failed
                what=words().compare.the_part
                failure=failure
                on_retry=Callback::new(move |()| part.reload())
            />
        }
        .into_any(),
        (None, None) => view! { <div class="scroll" aria-busy="true"></div> }.into_any(),
    }
}
