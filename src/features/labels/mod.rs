//! Labels: those of the registry and of projects, and on an artifact, where they are put on and taken off at
//! once, each with 'Undo'.

mod list_words;
mod tab;
mod words;

pub use list_words::LabelListWords;
use std::sync::Arc;
pub use tab::LabelsTab;
use tab::RegistryLabelsPage;
pub use words::Labels;

use harbor_api::{
    ArtifactReference, LabelId, ProjectName, RepositoryName,
    operations::{AddLabel, ListLabels, RemoveLabel},
    types::{Label, LabelAttachment, LabelScope},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    deferred::deferred,
    features::{
        artifacts::Changing,
        feature::{Feature, RegistryPage, Section, Tab},
        projects::ProjectContext,
    },
    ipc::{
        load::{Loaded, Rows, load_list},
        write::{Change, write},
    },
    permissions::Rights,
    registries::Registries,
    route::{PageId, TabId},
    ui::{Act, Icon, Menu, MenuItem},
    words::words,
};

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[RegistryPage {
        id: PageId::new("labels"),
        section: Section::Operations,
        rank: 80,
        title: |w| w.label_list.title,
        icon: "label",
        go: "go.labels",
        offered: |connection| connection.is_administrator(),
        view: deferred!(administration, labels_page, |connection| {
            view! { <RegistryLabelsPage connection=connection /> }.into_any()
        }),
    }],
    project_tabs: &[Tab::new(
        TabId::new("labels"),
        80,
        |w| w.label_list.title,
        deferred!(project, labels_tab, |at: ProjectContext| {
            view! { <LabelsTab connection=at.connection rights=at.rights /> }.into_any()
        }),
    )
    .offered(|at| at.may("label", "list"))],
    ..Feature::EMPTY
};

/// The labels that a project's artifacts can have: the server's and the project's own. They are
/// asked for when `wanted`.
#[derive(Clone, Copy)]
pub struct KnownLabels {
    global: Loaded<Rows<Label>>,
    own: Loaded<Rows<Label>>,
}

impl KnownLabels {
    pub fn new(
        connection: Signal<ConnectionId>,
        rights: Signal<Option<Arc<Rights>>>,
        wanted: Signal<bool>,
    ) -> Self {
        let list = |scope: LabelScope, project_id| ListLabels {
            scope,
            project_id,
            name: None,
            q: Default::default(),
            sort: Default::default(),
            page: Default::default(),
        };
        Self {
            global: load_list(connection, move || {
                wanted.get().then(|| list(LabelScope::Global, None))
            }),
            own: load_list(connection, move || {
                let project = rights.get()?.project;
                wanted
                    .get()
                    .then(|| list(LabelScope::Project, Some(project)))
            }),
        }
    }

    /// All of them, by name.
    pub fn all(&self) -> Vec<Arc<Label>> {
        let mut all: Vec<Arc<Label>> = [self.global, self.own]
            .iter()
            .flat_map(|list| list.data.get())
            .flat_map(|rows| rows.good.clone())
            .collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }
}

/// Where a label is put on or taken off.
#[derive(Clone)]
pub struct Labelled {
    pub connection: ConnectionId,
    pub project: ProjectName,
    pub repository: RepositoryName,
    pub artifact: ArtifactReference,
}

impl Labelled {
    pub fn add(&self, label: LabelId) -> AddLabel {
        AddLabel {
            project_name: self.project.clone(),
            repository_name: self.repository.clone(),
            reference: self.artifact.clone(),
            body: LabelAttachment { id: label },
        }
    }

    fn remove(&self, label: LabelId) -> RemoveLabel {
        RemoveLabel {
            project_name: self.project.clone(),
            repository_name: self.repository.clone(),
            reference: self.artifact.clone(),
            label_id: label,
        }
    }
}

/// Puts a label on or takes it off, and offers the way back.
fn change(registries: Registries, at: Labelled, label: Arc<Label>, on: bool, done: Act) {
    let w = &words().labels;
    let back: Act = {
        let (at, label, done) = (at.clone(), Arc::clone(&label), Arc::clone(&done));
        Arc::new(move || {
            change(
                registries,
                at.clone(),
                Arc::clone(&label),
                !on,
                Arc::clone(&done),
            );
        })
    };
    let said = if on {
        w.added(&label.name)
    } else {
        w.removed(&label.name)
    };
    let on_done: Act = Arc::new(move || {
        registries
            .toasts
            .done(said.clone(), Some(Arc::clone(&back)));
        done();
    });
    let connection = at.connection.clone();
    if on {
        let change = Change {
            connection,
            operation: at.add(label.id),
            failed: w.not_added(&label.name),
            on_done,
            on_failed: None,
        };
        write(registries, change);
    } else {
        let change = Change {
            connection,
            operation: at.remove(label.id),
            failed: w.not_removed(&label.name),
            on_done,
            on_failed: None,
        };
        write(registries, change);
    }
}

/// The labels of an artifact; with the right to, each can be taken off and others put on.
#[component]
pub fn EditableLabels(changing: Changing, labels: Vec<Label>) -> impl IntoView {
    let w = &words().labels;
    let registries = changing.registries;
    let may_remove = Memo::new(move |_| changing.may("artifact-label", "delete"));
    let may_add = Memo::new(move |_| changing.may("artifact-label", "create"));
    let wanted = RwSignal::new(false);
    let known = KnownLabels::new(changing.connection, changing.rights, wanted.into());
    let is_none = labels.is_empty();
    let here: Vec<LabelId> = labels.iter().map(|label| label.id).collect();
    let at = move || {
        let (project, repository, artifact) = changing.place()?;
        Some(Labelled {
            connection: changing.connection.get_untracked(),
            project,
            repository,
            artifact,
        })
    };
    let turn = move |label: Arc<Label>, on: bool| {
        if let Some(at) = at() {
            let done: Act = Arc::new(move || changing.artifact.reload());
            change(registries, at, label, on, done);
        }
    };
    let chips = labels
        .into_iter()
        .map(|label| {
            let label = Arc::new(label);
            let removed = Arc::clone(&label);
            let title = w.remove(&label.name);
            view! {
                <span
                    class="label"
                    style:--c=label.color.clone()
                    title=label.description.clone()
                >
                    {label.name.clone()}
                    {move || {
                        let (title, removed) = (title.clone(), Arc::clone(&removed));
                        may_remove
                            .get()
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="off"
                                        aria-label=title.clone()
                                        title=title
                                        disabled=move || changing.off.get().is_some()
                                        on:click=move |_| turn(Arc::clone(&removed), false)
                                    >
                                        <Icon name="x" class="i-12" />
                                    </button>
                                }
                            })
                    }}
                </span>
            }
        })
        .collect_view();
    let items = Signal::derive(move || {
        known
            .all()
            .into_iter()
            .filter(|label| !here.contains(&label.id))
            .map(|label| label_item(&label, move |label| turn(label, true)))
            .collect::<Vec<_>>()
    });
    let opener = || view! { <Icon name="plus" class="i-12" /> }.into_any();
    view! {
        <div class="labels">
            {chips}
            {move || {
                (is_none && !may_add.get()).then(|| view! { <span class="muted t125">{w.none}</span> })
            }}
            {move || {
                may_add
                    .get()
                    .then(|| {
                        view! {
                            <Menu
                                label=w.add
                                class="ib xs"
                                opener=opener
                                items=items
                                off=changing.off
                                find=w.find
                                nothing=w.nothing
                                action="artifact.label"
                                on_open=Callback::new(move |()| wanted.set(true))
                            />
                        }
                    })
            }}
        </div>
    }
}

/// A label in a menu.
pub fn label_item(
    label: &Arc<Label>,
    choose: impl Fn(Arc<Label>) + Send + Sync + 'static,
) -> MenuItem {
    let chosen = Arc::clone(label);
    let on_choose = Callback::new(move |()| choose(Arc::clone(&chosen)));
    let mut item = MenuItem::new(label.name.clone(), on_choose);
    item.color = Some(if label.color.is_empty() {
        "var(--tx-3)".to_owned()
    } else {
        label.color.clone()
    });
    item
}
