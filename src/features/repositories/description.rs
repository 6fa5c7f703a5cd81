//! A repository's description: Markdown, read and written.

use std::sync::Arc;

use harbor_api::{
    ProjectName, RepositoryName,
    operations::{GetRepository, UpdateRepository},
    types::{Repository, RepositoryChange},
};
use leptos::{html, prelude::*};
use pilothouse_protocol::{ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::{
    ipc::{
        load::load_one,
        write::{send, why_off},
    },
    permissions::rights,
    registries::registries,
    ui::{CopyButton, Empty, Failed, FormFailure, Icon, Markdown},
    words::words,
};

/// The description, and the form to change it.
#[component]
pub fn DescriptionTab(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    repository: RepositoryName,
) -> impl IntoView {
    let w = &words().description;
    let rights = rights(connection, project.clone());
    let off = why_off(connection);
    let at = StoredValue::new((project, repository));
    let loaded = load_one(connection, move || {
        let (project_name, repository_name) = at.get_value();
        Some(GetRepository {
            project_name,
            repository_name,
        })
    });
    let editing = RwSignal::new(false);
    let may_edit = Memo::new(move |_| {
        rights
            .get()
            .is_some_and(|rights| rights.may("repository", "update"))
    });
    let edit = move || {
        view! {
            <button
                type="button"
                class="btn"
                title=move || off.get()
                disabled=move || off.get().is_some()
                on:click=move |_| editing.set(true)
            >
                <Icon name="pencil" />
                {w.edit}
            </button>
        }
    };
    let shown = move |repository: Arc<Repository>| {
        let text = repository.plain_description();
        if text.trim().is_empty() {
            return view! {
                <Empty icon="book" title=w.none_title text=w.none>
                    {may_edit.get().then(edit)}
                </Empty>
            }
            .into_any();
        }
        view! {
            <div class="scroll">
                <div class="md-page">
                    <div class="row g8">
                        <span class="sp"></span>
                        <CopyButton text=text.clone() label=w.copy class="ghost" />
                        {may_edit.get().then(edit)}
                    </div>
                    <Markdown text=text />
                </div>
            </div>
        }
        .into_any()
    };
    move || {
        if let (Some(failure), None) = (loaded.failure.get(), loaded.data.get()) {
            return view! {
                <Failed
                    what=w.what
                    failure=failure
                    on_retry=Callback::new(move |()| loaded.reload())
                />
            }
            .into_any();
        }
        let Some(repository) = loaded.data.get() else {
            return view! { <div class="scroll" aria-busy="true"></div> }.into_any();
        };
        if editing.get() {
            let (project, name) = at.get_value();
            return view! {
                <Editor
                    connection=connection
                    project=project
                    repository=name
                    text=repository.plain_description()
                    off=off
                    on_close=Callback::new(move |saved: bool| {
                        editing.set(false);
                        if saved {
                            loaded.reload();
                        }
                    })
                />
            }
            .into_any();
        }
        shown(repository)
    }
}

/// The form: what is written on the left, how it will look on the right.
#[component]
fn Editor(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    repository: RepositoryName,
    text: String,
    off: Signal<Option<&'static str>>,
    /// Whether something was saved.
    on_close: Callback<bool>,
) -> impl IntoView {
    let w = &words().description;
    let registries = registries();
    let before = StoredValue::new(text.clone());
    let typed = RwSignal::new(text);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let field = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let is_changed = Memo::new(move |_| typed.with(|typed| before.with_value(|b| b != typed)));
    let save = move || {
        if busy.get_untracked() || off.get_untracked().is_some() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let operation = UpdateRepository {
            project_name: project.clone(),
            repository_name: repository.clone(),
            body: RepositoryChange {
                description: typed.get_untracked(),
            },
        };
        let connection = connection.get_untracked();
        spawn_local(async move {
            let outcome = send(registries, connection, &operation).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    registries.toasts.done(words().description.saved, None);
                    on_close.try_run(true);
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    let submit = save.clone();
    view! {
        <form
            class="md-edit"
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
            on:keydown=move |event| {
                if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                    event.prevent_default();
                    save();
                } else if event.key() == "Escape" && !is_changed.get_untracked() {
                    event.stop_propagation();
                    on_close.run(false);
                }
            }
        >
            <div class="md-both">
                <textarea
                    node_ref=field
                    id="description"
                    class="mono"
                    aria-label=w.label
                    spellcheck="true"
                    prop:value=typed
                    on:input=move |event| typed.set(event_target_value(&event))
                ></textarea>
                <div class="md-page" aria-label=w.preview role="region">
                    {move || view! { <Markdown text=typed.get() /> }}
                </div>
            </div>
            {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
            <div class="bulk">
                <span class="semi">
                    {move || if is_changed.get() { w.unsaved } else { w.unchanged }}
                </span>
                <span class="sp"></span>
                <button type="button" class="btn ghost" on:click=move |_| on_close.run(false)>
                    {w.discard}
                </button>
                <button
                    type="submit"
                    class="btn primary"
                    title=move || off.get()
                    disabled=move || busy.get() || !is_changed.get() || off.get().is_some()
                >
                    {move || busy.get().then(|| view! { <span class="spin"></span> })}
                    {w.save}
                </button>
            </div>
        </form>
    }
}
