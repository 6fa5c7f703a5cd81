//! The tags in an artifact's head: added, and taken away after a time to think.

use std::sync::Arc;

use harbor_api::{
    ArtifactReference, ProjectName, RepositoryName, TagName,
    operations::{CreateTag, DeleteTag},
    types::{Artifact, NewTag, Tag},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use crate::{
    actions::use_action,
    features::artifacts::detail::scan::CurrentScan,
    ipc::{
        load::Loaded,
        write::{Change, send, why_off, write},
    },
    permissions::{Rights, rights},
    registries::{Registries, registries},
    ui::{Act, Dialog, Field, FormFailure, Icon},
    words::words,
};

/// How many are shown at first.
const FEW: usize = 4;

/// An artifact that is changed, and what is allowed.
#[derive(Clone, Copy)]
pub struct Changing {
    pub registries: Registries,
    pub connection: Signal<ConnectionId>,
    pub at: StoredValue<(ProjectName, RepositoryName, ArtifactReference)>,
    pub artifact: Loaded<Artifact>,
    pub scan: CurrentScan,
    pub rights: Signal<Option<Arc<Rights>>>,
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
    /// Tags that go when their time is over.
    going: RwSignal<Vec<String>>,
}

impl Changing {
    pub fn new(
        connection: Signal<ConnectionId>,
        at: StoredValue<(ProjectName, RepositoryName, ArtifactReference)>,
        artifact: Loaded<Artifact>,
    ) -> Self {
        let project = at.with_value(|(project, ..)| project.clone());
        Self {
            registries: registries(),
            connection,
            at,
            artifact,
            scan: CurrentScan::new(artifact),
            rights: rights(connection, project),
            off: why_off(connection),
            going: RwSignal::default(),
        }
    }

    pub fn may(&self, resource: &str, action: &str) -> bool {
        self.rights
            .get()
            .is_some_and(|rights| rights.may(resource, action))
    }

    /// The artifact by its digest, which no tag can move.
    pub fn place(&self) -> Option<(ProjectName, RepositoryName, ArtifactReference)> {
        let (project, repository, reference) = self.at.get_value();
        let loaded = self.artifact.data.get_untracked();
        let digest = loaded.and_then(|found| ArtifactReference::parse(&found.digest).ok());
        Some((project, repository, digest.unwrap_or(reference)))
    }

    /// Removes a tag in 8 seconds, unless it is taken back.
    fn remove(&self, name: &str) {
        let w = &words().artifact;
        let registries = self.registries;
        let this = *self;
        let (Some((project_name, repository_name, reference)), Ok(tag_name)) =
            (self.place(), TagName::new(name))
        else {
            return;
        };
        let name = name.to_owned();
        let stay: Act = {
            let name = name.clone();
            Arc::new(move || {
                let _ = this.going.try_update(|all| all.retain(|tag| *tag != name));
            })
        };
        let change = Change {
            connection: self.connection.get_untracked(),
            operation: DeleteTag {
                project_name,
                repository_name,
                reference,
                tag_name,
            },
            failed: w.tag_not_removed(&name),
            on_done: Arc::new(move || this.artifact.reload()),
            on_failed: Some(Arc::clone(&stay)),
        };
        self.going.update(|all| all.push(name.clone()));
        let act: Act = Arc::new(move || write(registries, change.clone()));
        registries.toasts.defer(w.removing_tag(&name), act, stay);
    }
}

/// The tags, and the button that adds one.
#[component]
pub fn EditableTags(changing: Changing, tags: Vec<Tag>) -> impl IntoView {
    let w = &words().artifact;
    let all = RwSignal::new(false);
    let adding = RwSignal::new(false);
    let more = tags.len().saturating_sub(FEW);
    let tags = StoredValue::new(tags);
    let chips = move || {
        let shown = if all.get() { usize::MAX } else { FEW };
        let may_remove = changing.may("tag", "delete");
        tags.with_value(|tags| {
            tags.iter()
                .take(shown)
                .map(|tag| {
                    let name = tag.name.clone();
                    let label = w.remove_tag(&name);
                    let is_going = {
                        let name = name.clone();
                        Memo::new(move |_| changing.going.with(|all| all.contains(&name)))
                    };
                    let (removed, deleted) = (name.clone(), name.clone());
                    view! {
                        <span class="tag" class:going=move || is_going.get()>
                            {tag.immutable.then(|| view! { <Icon name="lock" /> })} {name}
                            {(may_remove && !tag.immutable)
                                .then(|| {
                                    view! {
                                        <button
                                            type="button"
                                            class="off"
                                            aria-label=label.clone()
                                            title=move || {
                                                changing
                                                    .off
                                                    .get()
                                                    .map_or(label.clone(), str::to_owned)
                                            }
                                            disabled=move || {
                                                is_going.get() || changing.off.get().is_some()
                                            }
                                            on:click=move |_| changing.remove(&removed)
                                            on:keydown=move |event| {
                                                if event.key() == "Delete" {
                                                    event.prevent_default();
                                                    changing.remove(&deleted);
                                                }
                                            }
                                        >
                                            <Icon name="x" />
                                        </button>
                                    }
                                })}
                        </span>
                    }
                })
                .collect_view()
        })
    };
    view! {
        {chips}
        {move || {
            (more > 0 && !all.get())
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="tag more"
                            aria-label=w.show_more_tags(more)
                            on:click=move |_| all.set(true)
                        >
                            {format!("+{more}")}
                        </button>
                    }
                })
        }}
        {move || {
            changing
                .may("tag", "create")
                .then(|| {
                    use_action("artifact.tag", move || {
                        if changing.off.get_untracked().is_none() {
                            adding.set(true);
                        }
                    });
                    view! {
                        <button
                            type="button"
                            class="ib xs"
                            aria-label=w.add_a_tag
                            title=move || changing.off.get().unwrap_or(w.add_a_tag)
                            disabled=move || changing.off.get().is_some()
                            on:click=move |_| adding.set(true)
                        >
                            <Icon name="plus" class="i-12" />
                        </button>
                    }
                })
        }}
        <Show when=move || adding.get()>
            <AddTag changing=changing on_close=Callback::new(move |()| adding.set(false)) />
        </Show>
    }
}

/// 'Add a tag', with the rule checked while typing.
#[component]
fn AddTag(changing: Changing, on_close: Callback<()>) -> impl IntoView {
    let w = &words().artifact;
    let registries = registries();
    let name = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        name.track();
        refused.set(None);
    });
    let problem = Signal::derive(move || {
        let typed = name.get();
        let wrong = TagName::new(typed.trim())
            .err()
            .map(|wrong| w.tag_refused(&wrong));
        wrong.filter(|_| !typed.is_empty()).or(refused.get())
    });
    let submit = move || {
        let typed = name.get_untracked().trim().to_owned();
        let tag = match TagName::new(typed.clone()) {
            Ok(tag) => tag,
            Err(wrong) => {
                refused.set(Some(w.tag_refused(&wrong)));
                return;
            }
        };
        let Some((project_name, repository_name, reference)) = changing.place() else {
            return;
        };
        if busy.get_untracked() || changing.off.get_untracked().is_some() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let operation = CreateTag {
            project_name,
            repository_name,
            reference,
            body: NewTag { name: tag },
        };
        let connection = changing.connection.get_untracked();
        spawn_local(async move {
            let outcome = send(registries, connection, &operation).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    registries.toasts.done(w.tag_added(&typed), None);
                    on_close.try_run(());
                    changing.artifact.reload();
                }
                Err(error) if error.code == FailureCode::Conflict => {
                    refused.try_set(Some(w.tag_taken(&typed)));
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <Dialog title=w.add_a_tag on_close=on_close>
            <form on:submit=move |event| {
                event.prevent_default();
                submit();
            }>
                <div class="dlg-b col g12">
                    <Field id="tag" label=w.tag value=name problem=problem autofocus=true />
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <div class="dlg-f">
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| on_close.run(())>
                        {w.cancel}
                    </button>
                    <button
                        type="submit"
                        class="btn primary"
                        disabled=move || {
                            busy.get() || problem.get().is_some() || changing.off.get().is_some()
                        }
                        title=move || changing.off.get()
                    >
                        {move || busy.get().then(|| view! { <span class="spin"></span> })}
                        {w.add_tag}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
