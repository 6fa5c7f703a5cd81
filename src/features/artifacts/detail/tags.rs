//! The tags in an artifact's head: added, and taken away after a time to think.

use std::sync::Arc;

use harbor_api::{
    ArtifactReference, ProjectName, RepositoryName, TagName,
    operations::DeleteTag,
    types::{Artifact, Tag},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    actions::use_action,
    features::{
        artifacts::detail::scan::CurrentScan,
        immutable_tags::{FreezingRules, TagLock},
        tags::TagDialog,
    },
    ipc::{
        load::Loaded,
        write::{Change, why_off, write},
    },
    permissions::{Rights, rights},
    registries::{Registries, registries},
    ui::{Act, Icon},
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
    /// Read where a tag is immutable.
    freezing: FreezingRules,
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
        let rights = rights(connection, project.clone());
        let has_immutable = Memo::new(move |_| {
            let of = |found: &Artifact| found.tags.iter().any(|tag| tag.immutable);
            artifact.data.with(|found| found.as_deref().is_some_and(of))
        });
        Self {
            registries: registries(),
            connection,
            at,
            artifact,
            scan: CurrentScan::new(artifact),
            rights,
            off: why_off(connection),
            freezing: FreezingRules::new(connection, project, rights, has_immutable.into()),
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
    let repository = changing
        .at
        .with_value(|(_, repository, _)| repository.to_string());
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
                            {tag
                                .immutable
                                .then(|| {
                                    view! {
                                        <TagLock
                                            rules=changing.freezing
                                            repository=repository.clone()
                                            tag=name.clone()
                                        />
                                    }
                                })} {name.clone()}
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
            {move || {
                let (project, repository, reference) = changing.place()?;
                Some(
                    view! {
                        <TagDialog
                            connection=changing.connection
                            project=project
                            repository=repository
                            target=Some(reference)
                            on_done=Callback::new(move |()| changing.artifact.reload())
                            on_close=Callback::new(move |()| adding.set(false))
                        />
                    },
                )
            }}
        </Show>
    }
}
