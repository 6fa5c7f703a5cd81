//! What can be done with the checked artifacts of a repository: labels on and off, scans.

use std::sync::Arc;

use harbor_api::types::Label;
use leptos::prelude::*;
use pilothouse_protocol::{BulkChange, BulkLabel, BulkRows, ConnectionId};

use crate::{
    bulk::{start, why_no_run},
    features::{
        artifacts::acts::Question,
        compare::{COMPARE, Other, compare_with},
        labels::{KnownLabels, label_item},
    },
    list::{List, RouteOf, Values, use_delete_checked},
    permissions::Rights,
    registries::{Registries, registries},
    ui::{Icon, Menu, Places, use_places},
    words::words,
};

/// The actions of the bar of checked rows.
#[derive(Clone, Copy)]
pub struct BulkActions {
    registries: Registries,
    rights: Signal<Option<Arc<Rights>>>,
    off: Signal<Option<&'static str>>,
    list: List,
    /// Where a row's artifact is.
    route: RouteOf,
    places: Places,
    labels: KnownLabels,
    question: RwSignal<Option<Question>>,
    wanted: RwSignal<bool>,
}

impl BulkActions {
    pub fn new(
        connection: Signal<ConnectionId>,
        rights: Signal<Option<Arc<Rights>>>,
        list: List,
        route: RouteOf,
    ) -> Self {
        let wanted = RwSignal::new(false);
        Self {
            registries: registries(),
            rights,
            off: why_no_run(connection),
            list,
            route,
            places: use_places(),
            labels: KnownLabels::new(connection, rights, wanted.into()),
            question: RwSignal::new(None),
            wanted,
        }
    }

    /// Opens the newer of two checked artifacts beside the older.
    fn compare(self) {
        let artifact = move |key: &str, values: &Values<'_>| {
            let pushed = values.time("pushed");
            let route = self.route.try_run(key.to_owned())??;
            Some((pushed, route))
        };
        self.list.with_checked(artifact, move |mut known| {
            known.sort_by_key(|(pushed, _)| *pushed);
            let [(_, older), (_, newer)] = &known[..] else {
                return;
            };
            if let Some(other) = Other::at(older) {
                compare_with(other);
                self.places.go(newer.clone().with_tab(COMPARE));
            }
        });
    }

    /// What is asked about the checked rows; the page shows it.
    pub fn question(self) -> RwSignal<Option<Question>> {
        self.question
    }

    fn asking(
        self,
        words_of: &'static str,
        icon: &'static str,
        is_danger: bool,
        question: fn(BulkRows) -> Question,
    ) -> AnyView {
        view! {
            <button
                type="button"
                class="btn ghost"
                class:danger-ghost=is_danger
                title=move || self.off.get()
                disabled=move || self.off.get().is_some()
                on:click=move |_| self.question.set(self.list.checked_in_bulk().map(question))
            >
                <Icon name=icon />
                {words_of}
            </button>
        }
        .into_any()
    }

    fn may(&self, resource: &str, action: &str) -> bool {
        self.rights
            .get()
            .is_some_and(|rights| rights.may(resource, action))
    }

    /// A menu of labels, each of which begins a change.
    fn label_menu(
        self,
        words_of: &'static str,
        icon: &'static str,
        change: fn(BulkLabel) -> BulkChange,
    ) -> AnyView {
        let opener = move || {
            view! {
                <Icon name=icon />
                {words_of}
            }
            .into_any()
        };
        let items = Signal::derive(move || {
            let labels = self.labels.all();
            let item = |label: &Arc<Label>| {
                label_item(label, move |label| {
                    let label = BulkLabel {
                        id: label.id,
                        name: label.name.clone(),
                        color: label.color.clone(),
                    };
                    start(self.registries, self.list, change(label));
                })
            };
            labels.iter().map(item).collect::<Vec<_>>()
        });
        view! {
            <Menu
                label=words_of
                class="btn ghost"
                opener=opener
                items=items
                off=self.off
                find=words().labels.find
                nothing=words().labels.nothing
                on_open=Callback::new(move |()| self.wanted.set(true))
            />
        }
        .into_any()
    }

    fn button(self, words_of: &'static str, icon: &'static str, change: BulkChange) -> AnyView {
        view! {
            <button
                type="button"
                class="btn ghost"
                title=move || self.off.get()
                disabled=move || self.off.get().is_some()
                on:click=move |_| start(self.registries, self.list, change.clone())
            >
                <Icon name=icon />
                {words_of}
            </button>
        }
        .into_any()
    }

    /// The buttons, as far as the account may.
    pub fn view(self) -> AnyView {
        let w = &words().bulk;
        let view = move || {
            let add = |label| BulkChange::AddLabel { label };
            let remove = |label| BulkChange::RemoveLabel { label };
            view! {
                {self
                    .may("artifact-label", "create")
                    .then(|| self.label_menu(w.add_label, "label", add))}
                {self
                    .may("artifact-label", "delete")
                    .then(|| self.label_menu(w.remove_label, "minus", remove))}
                {self.may("scan", "create").then(|| self.button(w.scan, "scan", BulkChange::Scan))}
                {self
                    .may("sbom", "create")
                    .then(|| self.button(w.generate_sbom, "sbom", BulkChange::GenerateSbom))}
                {self
                    .may("scan", "stop")
                    .then(|| self.button(w.stop_scans, "stop", BulkChange::StopScan))}
                {move || {
                    let is_two = self.list.checked.with(|checked| checked.shown == 2);
                    is_two
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="btn ghost"
                                    on:click=move |_| self.compare()
                                >
                                    <Icon name="columns" />
                                    {words().compare.compare}
                                </button>
                            }
                        })
                }}
                {self
                    .may("artifact", "read")
                    .then(|| self.asking(words().acts.copy_open, "copy", false, Question::Copy))}
                {self
                    .may("artifact", "delete")
                    .then(|| {
                        use_delete_checked(self.off, move || {
                            self.question.set(self.list.checked_in_bulk().map(Question::Delete));
                        });
                        self.asking(words().acts.delete_many, "trash", true, Question::Delete)
                    })}
            }
            .into_any()
        };
        view.into_any()
    }
}
