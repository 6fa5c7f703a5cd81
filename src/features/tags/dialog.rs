//! A tag that is added to an artifact, or moved to it from another one.

use harbor_api::{
    ArtifactReference, ProjectName, RepositoryName, TagName, operations::CreateTag, types::NewTag,
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure, FailureCode, MoveTag};
use wasm_bindgen_futures::spawn_local;

use crate::{
    ipc::{
        call,
        write::{send, why_off},
    },
    registries::registries,
    ui::{Dialog, Field, FormButtons, FormFailure, Icon},
    words::words,
};

/// 'Add a tag', with the rule checked while typing. A tag that another artifact has is moved, if the
/// person says so.
#[component]
pub fn TagDialog(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    repository: RepositoryName,
    /// The artifact; without it the person names one.
    target: Option<ArtifactReference>,
    /// A tag that is to be moved.
    #[prop(optional)]
    tag: Option<String>,
    on_done: Callback<()>,
    on_close: Callback<()>,
) -> impl IntoView {
    let (w, of_artifact) = (&words().tags, &words().artifact);
    let registries = registries();
    let off = why_off(connection);
    let is_move = tag.is_some();
    let name = RwSignal::new(tag.clone().unwrap_or_default());
    let typed_target = RwSignal::new(String::new());
    let is_fixed = target.is_some();
    let place = StoredValue::new((project, repository, target));
    // A name that the repository has already, on another artifact.
    let taken = RwSignal::new(tag.and_then(|tag| TagName::new(tag).ok()));
    let refused = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    Effect::new(move |before: Option<()>| {
        name.track();
        if before.is_some() {
            refused.set(None);
            taken.set(None);
        }
    });
    let problem = Signal::derive(move || {
        let typed = name.get();
        let wrong = TagName::new(typed.trim()).err();
        let wrong = wrong.map(|wrong| of_artifact.tag_refused(&wrong));
        wrong.filter(|_| !typed.is_empty()).or(refused.get())
    });
    let reference = move || {
        let known = place.with_value(|(.., target)| target.clone());
        known.or_else(|| ArtifactReference::parse(typed_target.get().trim()).ok())
    };
    let target_problem = Signal::derive(move || {
        let is_empty = typed_target.with(|typed| typed.trim().is_empty());
        (!is_empty && reference().is_none()).then(|| w.no_artifact.to_owned())
    });
    let is_wrong = Signal::derive(move || {
        let is_empty = name.with(|name| name.trim().is_empty());
        is_empty || reference().is_none() || (problem.get().is_some() && taken.get().is_none())
    });
    let done = move |said: String| {
        registries.toasts.done(said, None);
        on_close.try_run(());
        on_done.try_run(());
    };
    let move_here = move |tag: TagName| {
        let Some(to) = untrack(reference) else {
            return;
        };
        let (project, repository, _) = place.get_value();
        let command = MoveTag {
            connection: connection.get_untracked(),
            project,
            repository,
            tag: tag.clone(),
            to,
        };
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let outcome = call(command).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => done(w.moved(tag.as_str())),
                Err(reason) => {
                    failure.try_set(Some(reason));
                    on_done.try_run(());
                }
            }
        });
    };
    let submit = move || {
        if busy.get_untracked() || off.get_untracked().is_some() {
            return;
        }
        if let Some(tag) = taken.get_untracked() {
            move_here(tag);
            return;
        }
        let typed = name.get_untracked().trim().to_owned();
        let tag = match TagName::new(typed.clone()) {
            Ok(tag) => tag,
            Err(wrong) => {
                refused.set(Some(of_artifact.tag_refused(&wrong)));
                return;
            }
        };
        let Some(reference) = untrack(reference) else {
            return;
        };
        let (project_name, repository_name, _) = place.get_value();
        busy.set(true);
        failure.set(None);
        let operation = CreateTag {
            project_name,
            repository_name,
            reference,
            body: NewTag { name: tag.clone() },
        };
        let connection = connection.get_untracked();
        spawn_local(async move {
            let outcome = send(registries, connection, &operation).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => done(of_artifact.tag_added(&typed)),
                Err(error) if error.code == FailureCode::Conflict => {
                    refused.try_set(Some(of_artifact.tag_taken(&typed)));
                    taken.try_set(Some(tag));
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    let title = if is_move {
        w.move_title
    } else {
        of_artifact.add_a_tag
    };
    view! {
        <Dialog title=title stays=busy on_close=on_close>
            <form on:submit=move |event| {
                event.prevent_default();
                submit();
            }>
                <div class="dlg-b col g12">
                    <Field
                        id="tag"
                        label=of_artifact.tag
                        value=name
                        problem=problem
                        off=is_move
                        autofocus=!is_move
                    />
                    {(!is_fixed)
                        .then(|| {
                            view! {
                                <Field
                                    id="tag-target"
                                    label=w.target
                                    value=typed_target
                                    problem=target_problem
                                    hint=w.target_hint
                                    autofocus=is_move
                                />
                            }
                        })}
                    {move || {
                        taken
                            .get()
                            .map(|_| {
                                view! {
                                    <div class="note warn">
                                        <Icon name="warning" />
                                        <span class="grow">{w.move_how}</span>
                                    </div>
                                }
                            })
                    }}
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                {move || {
                    let send = if taken.get().is_some() { w.move_here } else { of_artifact.add_tag };
                    view! {
                        <FormButtons
                            send=send
                            on_cancel=on_close
                            is_wrong=is_wrong
                            busy=busy
                            why_off=off
                        />
                    }
                }}
            </form>
        </Dialog>
    }
}
