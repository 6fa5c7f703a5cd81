//! What can be done with the checked artifacts of a repository: label them, scan them.

use std::sync::Arc;

use harbor_api::{
    ArtifactReference, ProjectName, RepositoryName,
    operations::ScanArtifact,
    types::{Label, ScanRequest},
};
use leptos::prelude::*;
use pilothouse_protocol::{Check, ConnectionId};
use wasm_bindgen_futures::spawn_local;

use crate::{
    bulk::{Bulk, Outcome},
    failure::failure_message,
    features::{
        artifacts::list::{scan_cell::scan_state, short},
        labels::{KnownLabels, Labelled, label_item},
    },
    format::count,
    ipc::write::{send, why_off},
    list::{List, Values},
    permissions::Rights,
    registries::{Registries, registries},
    ui::{Icon, Menu},
    words::words,
};

/// The actions of the bar of checked rows.
#[derive(Clone, Copy)]
pub struct BulkActions {
    registries: Registries,
    connection: Signal<ConnectionId>,
    at: (StoredValue<ProjectName>, StoredValue<RepositoryName>),
    rights: Signal<Option<Arc<Rights>>>,
    off: Signal<Option<&'static str>>,
    list: List,
    labels: KnownLabels,
    wanted: RwSignal<bool>,
    bulk: Bulk,
}

impl BulkActions {
    pub fn new(
        connection: Signal<ConnectionId>,
        at: (StoredValue<ProjectName>, StoredValue<RepositoryName>),
        rights: Signal<Option<Arc<Rights>>>,
        list: List,
    ) -> Self {
        let wanted = RwSignal::new(false);
        Self {
            registries: registries(),
            connection,
            at,
            rights,
            off: why_off(connection),
            list,
            labels: KnownLabels::new(connection, rights, wanted.into()),
            wanted,
            bulk: Bulk::new(),
        }
    }

    fn may(&self, resource: &str, action: &str) -> bool {
        self.rights
            .get()
            .is_some_and(|rights| rights.may(resource, action))
    }

    /// Does something with the checked artifacts for which something holds.
    fn with_checked(
        &self,
        fits: impl Fn(&Values<'_>) -> bool + 'static,
        work: impl FnOnce(Vec<String>) + 'static,
    ) {
        let (list, toasts) = (self.list, self.registries.toasts);
        spawn_local(async move {
            match list.checked_rows().await {
                Ok(rows) => {
                    let fitting = rows.into_iter().filter(|row| {
                        fits(&Values {
                            columns: list.columns,
                            cells: &row.cells,
                        })
                    });
                    work(fitting.map(|row| row.key).collect());
                }
                Err(failure) => {
                    let details = failure.details();
                    toasts.failed(failure_message(&failure), String::new(), details, None);
                }
            }
        });
    }

    fn place(&self, digest: &str) -> Option<Labelled> {
        Some(Labelled {
            connection: self.connection.get_untracked(),
            project: self.at.0.get_value(),
            repository: self.at.1.get_value(),
            artifact: ArtifactReference::parse(digest).ok()?,
        })
    }

    /// Those that went well are no longer checked; the others can be tried again.
    fn ended(&self, outcome: &Outcome<String>, done: String) {
        outcome.tell(self.registries.toasts, done, |digest| short(digest));
        let failed = outcome.failed.iter().map(|(digest, _)| digest);
        let keys = failed.chain(&outcome.left).cloned().collect();
        self.list.check(Check::Only { keys });
        self.list.reload();
    }

    fn label(&self, label: &Arc<Label>) {
        let this = *self;
        let id = label.id;
        let name = label.name.clone();
        let known = label.name.clone();
        let lacks = move |artifact: &Values<'_>| !artifact.texts("label").contains(&known);
        self.with_checked(lacks, move |digests| {
            let title = words().labels.adding(&name);
            this.bulk.run(
                title,
                digests,
                move |digest: String| {
                    let place = this.place(&digest);
                    async move {
                        let Some(place) = place else { return Ok(()) };
                        let operation = place.add(id);
                        send(this.registries, place.connection, &operation).await
                    }
                },
                move |outcome| {
                    let done = words().labels.added_to(&name, outcome.done);
                    this.ended(&outcome, done);
                },
            );
        });
    }

    fn scan(&self) {
        let this = *self;
        let can_begin =
            |artifact: &Values<'_>| scan_state(artifact).is_some_and(|state| !state.is_under_way());
        self.with_checked(can_begin, move |digests| {
            this.bulk.run(
                words().bulk.scanning.to_owned(),
                digests,
                move |digest: String| {
                    let place = this.place(&digest);
                    async move {
                        let Some(place) = place else { return Ok(()) };
                        let operation = ScanArtifact {
                            project_name: place.project,
                            repository_name: place.repository,
                            reference: place.artifact,
                            body: ScanRequest::default(),
                        };
                        send(this.registries, place.connection, &operation).await
                    }
                },
                move |outcome| {
                    let done = words().bulk.scanned(outcome.done);
                    this.ended(&outcome, done);
                },
            );
        });
    }

    /// The buttons, or how far it is and 'Stop'.
    pub fn view(self) -> AnyView {
        let w = &words().bulk;
        let this = self;
        let opener = || {
            view! {
                <Icon name="label" />
                {words().labels.bulk_add}
            }
            .into_any()
        };
        let items = Signal::derive(move || {
            let labels = this.labels.all();
            labels
                .iter()
                .map(|label| label_item(label, move |label| this.label(&label)))
                .collect::<Vec<_>>()
        });
        let view = move || {
            if let Some((title, done, total)) = this.bulk.now.get() {
                let number = |n: usize| count(i64::try_from(n).unwrap_or(i64::MAX));
                return view! {
                    <span class="row g6" role="status">
                        <span class="spin"></span>
                        {title}
                        <span class="num soft">{w.progress(&number(done), &number(total))}</span>
                    </span>
                    <button type="button" class="btn ghost" on:click=move |_| this.bulk.stop()>
                        {w.stop}
                    </button>
                }
                .into_any();
            }
            view! {
                {this
                    .may("artifact-label", "create")
                    .then(|| {
                        view! {
                            <Menu
                                label=words().labels.bulk_add
                                class="btn ghost"
                                opener=opener
                                items=items
                                off=this.off
                                find=words().labels.find
                                nothing=words().labels.nothing
                                on_open=Callback::new(move |()| this.wanted.set(true))
                            />
                        }
                    })}
                {this
                    .may("scan", "create")
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn ghost"
                                title=move || this.off.get()
                                disabled=move || this.off.get().is_some()
                                on:click=move |_| this.scan()
                            >
                                <Icon name="scan" />
                                {w.scan}
                            </button>
                        }
                    })}
            }
            .into_any()
        };
        view.into_any()
    }
}
