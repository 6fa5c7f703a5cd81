//! What can be done with the checked artifacts of a repository: labels on and off, scans.

use std::sync::Arc;

use harbor_api::types::Label;
use leptos::prelude::*;
use pilothouse_protocol::{BulkChange, BulkLabel, ConnectionId};

use crate::{
    bulk::{start, why_busy},
    features::labels::{KnownLabels, label_item},
    ipc::write::why_off,
    list::List,
    permissions::Rights,
    registries::{Registries, registries},
    ui::{Icon, Menu},
    words::words,
};

/// The actions of the bar of checked rows.
#[derive(Clone, Copy)]
pub struct BulkActions {
    registries: Registries,
    rights: Signal<Option<Arc<Rights>>>,
    off: Signal<Option<&'static str>>,
    list: List,
    labels: KnownLabels,
    wanted: RwSignal<bool>,
}

impl BulkActions {
    pub fn new(
        connection: Signal<ConnectionId>,
        rights: Signal<Option<Arc<Rights>>>,
        list: List,
    ) -> Self {
        let wanted = RwSignal::new(false);
        let (off, busy) = (why_off(connection), why_busy(connection));
        Self {
            registries: registries(),
            rights,
            off: Signal::derive(move || off.get().or_else(|| busy.get())),
            list,
            labels: KnownLabels::new(connection, rights, wanted.into()),
            wanted,
        }
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
            }
            .into_any()
        };
        view.into_any()
    }
}
