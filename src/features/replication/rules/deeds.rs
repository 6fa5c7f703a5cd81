//! What is done to the chosen rule: run, edited, switched, deleted.

use std::sync::Arc;

use harbor_api::{
    ReplicationPolicyId,
    operations::{GetReplicationPolicy, StartReplication, UpdateReplicationPolicy},
    types::{NewReplication, ReplicationPolicy},
};
use leptos::prelude::*;
use listing::Line;

use super::{Question, RuleList};
use crate::{
    features::replication::page::OpenedRule,
    ipc::{
        load::{Loaded, load_one},
        write::{Change, write},
    },
    list::{RowDeed, RowMenu, Values},
    registries::{Registries, registries},
    ui::{Act, Icon},
    words::words,
};

/// A rule, as far as what is done to it depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenRule {
    pub id: Option<ReplicationPolicyId>,
    pub name: String,
    pub is_on: bool,
}

impl ChosenRule {
    pub fn of(rules: RuleList, line: &Line) -> Self {
        let values = Values {
            columns: rules.list.columns,
            cells: &line.cells,
        };
        Self {
            id: line.key.parse().ok().map(ReplicationPolicyId),
            name: values.text("name").to_owned(),
            is_on: values.text("enabled") == "yes",
        }
    }

    pub fn opened(&self) -> Option<OpenedRule> {
        let name = self.name.clone();
        self.id.map(|id| OpenedRule { id, name })
    }
}

/// What can be done to a rule.
#[derive(Clone, Copy)]
pub struct Deeds {
    rules: RuleList,
    registries: Registries,
    rule: StoredValue<ChosenRule>,
    /// The whole rule.
    pub loaded: Loaded<ReplicationPolicy>,
}

impl Deeds {
    /// For as long as the caller's part of the page is there.
    pub fn new(rules: RuleList, rule: ChosenRule) -> Self {
        let id = rule.id;
        let loaded = load_one(rules.connection, move || {
            rules.changed.track();
            id.map(|id| GetReplicationPolicy { id })
        });
        Self {
            rules,
            registries: registries(),
            rule: StoredValue::new(rule),
            loaded,
        }
    }

    /// Shows its runs as a page.
    pub fn look(self) {
        let opened = self.rule.with_value(ChosenRule::opened);
        if opened.is_some() {
            self.rules.opened.set(opened);
        }
    }

    /// Runs it, and shows what comes of that.
    fn start(self) {
        let Some(policy_id) = self.rule.with_value(|rule| rule.id) else {
            return;
        };
        let done: Act = Arc::new(move || {
            let toasts = self.registries.toasts;
            toasts.done(words().replication.started, None);
            if self.rules.waits_for_details() {
                self.rules.started.try_update(|started| *started += 1);
                self.rules.list.reload();
            } else {
                self.look();
            }
        });
        write(
            self.registries,
            Change {
                connection: self.rules.connection.get_untracked(),
                operation: StartReplication {
                    body: NewReplication { policy_id },
                },
                failed: words().replication.not_started.to_owned(),
                on_done: done,
                on_failed: None,
            },
        );
    }

    /// The whole rule is sent: the server takes what is absent for `false`.
    fn switch(self) {
        let id = self.rule.with_value(|rule| rule.id);
        let (Some(id), Some(rule)) = (id, self.loaded.data.get_untracked()) else {
            return;
        };
        let mut body = rule.change();
        body.enabled = !rule.enabled;
        let done: Act = Arc::new(move || self.rules.has_changed());
        write(
            self.registries,
            Change {
                connection: self.rules.connection.get_untracked(),
                operation: UpdateReplicationPolicy { id, body },
                failed: words().replication.not_switched.to_owned(),
                on_done: done,
                on_failed: None,
            },
        );
    }

    fn ask(self, make: fn(Arc<ReplicationPolicy>) -> Question) {
        if let Some(rule) = self.loaded.data.get_untracked() {
            self.rules.question.set(Some(make(rule)));
        }
    }
}

/// The button that runs a rule.
#[component]
pub fn RunButton(deeds: Deeds, #[prop(optional)] is_primary: bool) -> impl IntoView {
    let w = &words().replication;
    let off = deeds.rules.off;
    let is_on = deeds.rule.with_value(|rule| rule.is_on);
    view! {
        <button
            type="button"
            class=if is_primary { "btn primary" } else { "btn" }
            id="run-rule"
            disabled=move || off.get().is_some() || !is_on
            title=move || if is_on { off.get() } else { Some(w.is_off) }
            on:click=move |_| deeds.start()
        >
            <Icon name="play" />
            {w.run_now}
        </button>
    }
}

/// The menu of what is seldom done to a rule.
#[component]
pub fn RuleMenu(deeds: Deeds) -> impl IntoView {
    let w = &words().replication;
    let is_on = deeds.rule.with_value(|rule| rule.is_on);
    let switched = if is_on { w.turn_off } else { w.turn_on };
    view! {
        <RowMenu
            list=deeds.rules.list
            label=w.more
            edit=RowDeed::new(w.edit, move || deeds.ask(Question::Edit))
            switch=(is_on, RowDeed::new(switched, move || deeds.switch()))
            delete=RowDeed::new(w.delete_open, move || deeds.ask(Question::Delete))
            off=deeds.rules.off
        />
    }
}

/// What is done to the chosen rule, in the bar above the rules.
#[component]
pub fn RuleBar(rules: RuleList, rule: ChosenRule) -> impl IntoView {
    let w = &words().replication;
    let deeds = Deeds::new(rules, rule);
    view! {
        <span class="row g6" id="rule-bar">
            <RunButton deeds=deeds />
            <button
                type="button"
                class="btn"
                id="edit-rule"
                disabled=move || rules.off.get().is_some()
                title=move || rules.off.get()
                on:click=move |_| deeds.ask(Question::Edit)
            >
                <Icon name="pencil" />
                {w.edit}
            </button>
            <RuleMenu deeds=deeds />
        </span>
    }
}
