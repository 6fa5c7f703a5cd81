//! The rules: as sentences, run, changed, switched, deleted; the chosen one's runs below them where there is
//! room.

mod declaration;
mod deeds;
mod delete;
mod fields;
mod filters;
mod form;
mod inspector;
mod preview;
mod save;
mod sentence;
mod tags_there;

use std::sync::Arc;

use harbor_api::types::ReplicationPolicy;
use leptos::prelude::*;
use listing::{Line, Sort, lists::ReplicationRules};
use pilothouse_protocol::ConnectionId;

use self::{
    declaration::{columns, fields},
    deeds::{ChosenRule, RuleBar},
    delete::DeleteRule,
    inspector::RuleInspector,
    save::SaveRule,
};
use crate::{
    features::replication::{page::OpenedRule, runs::RunPanes},
    ipc::write::why_off,
    list::{List, ListPage, ListWords, NewButton, OnRequest, PageHead, TableOf, chosen_line},
    ui::{Empty, has_room},
    words::words,
};

/// The smallest window in which a rule's runs and their tasks stand below the rules.
const ROOM: (f64, f64) = (1101.0, 680.0);

/// A dialog over the list.
#[derive(Clone, PartialEq)]
pub enum Question {
    New,
    Edit(Arc<ReplicationPolicy>),
    Delete(Arc<ReplicationPolicy>),
}

/// What the parts share.
#[derive(Clone, Copy)]
pub struct RuleList {
    pub connection: Signal<ConnectionId>,
    pub list: List,
    pub question: RwSignal<Option<Question>>,
    /// Counts the changes made here, so that details are read again.
    pub changed: RwSignal<u32>,
    /// The rule whose runs are looked at.
    pub opened: RwSignal<Option<OpenedRule>>,
    /// Counts the runs that were started here.
    pub started: RwSignal<u32>,
    /// Counts how often everything was asked to be read again.
    pub refreshed: RwSignal<u32>,
    /// The details of the rule wait to be asked for while its runs stand below.
    pub details: OnRequest,
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
}

impl RuleList {
    /// Whether the chosen rule's runs stand below the rules.
    pub fn waits_for_details(self) -> bool {
        self.details.waits.get_untracked()
    }

    /// Something was changed: what is shown is read again.
    pub fn has_changed(self) {
        self.list.reload();
        self.changed.try_update(|changed| *changed += 1);
    }
}

#[component]
pub fn RulesPart(
    connection: Signal<ConnectionId>,
    opened: RwSignal<Option<OpenedRule>>,
) -> impl IntoView {
    let w = &words().replication;
    let rules = RuleList {
        connection,
        list: List::open(
            connection,
            ReplicationRules {},
            Some(Sort::ascending("name")),
        ),
        question: RwSignal::new(None),
        changed: RwSignal::new(0),
        opened,
        started: RwSignal::new(0),
        refreshed: RwSignal::new(0),
        details: OnRequest::new(has_room(ROOM.0, ROOM.1)),
        off: why_off(connection),
    };
    let list = rules.list;
    let said = ListWords {
        find: w.find_rule,
        all: w.the_rules,
        one: w.rule,
        copy_keys: w.copy_names,
        number: |number| words().replication.rules_of(number),
    };
    let head = ViewFn::from(move || {
        view! {
            <PageHead
                list=list
                title=w.title
                on_refresh=Callback::new(move |()| rules.refreshed.update(|times| *times += 1))
            >
                <NewButton
                    id="new-rule"
                    text=w.new_rule
                    off=rules.off
                    on_press=move || rules.question.set(Some(Question::New))
                />
            </PageHead>
        }
    });
    let empty = ViewFn::from(move || {
        view! { <Empty icon="renew" title=w.no_rules text=w.no_rules_text /> }
    });
    let line = chosen_line(list, list.place.selected.into());
    let chosen = Memo::new(move |_| {
        let has_room = rules.details.waits.get();
        let line = line.get().filter(|_| has_room)?;
        Some(ChosenRule::of(rules, &line))
    });
    let bar = ViewFn::from(move || {
        move || {
            chosen
                .get()
                .map(|rule| view! { <RuleBar rules=rules rule=rule /> })
        }
    });
    let below = Memo::new(move |_| chosen.get()?.opened());
    let foot = ViewFn::from(move || {
        move || {
            below
                .get()
                .map(|rule| view! { <RunPanes rules=rules rule=rule /> })
        }
    });
    let inspector =
        move |line: Arc<Line>| view! { <RuleInspector rules=rules line=line /> }.into_any();
    let close = Callback::new(move |()| rules.question.set(None));
    let question = move || {
        rules.question.get().map(|question| match question {
            Question::New => view! { <SaveRule rules=rules kept=None on_close=close /> }.into_any(),
            Question::Edit(rule) => {
                view! { <SaveRule rules=rules kept=Some(rule) on_close=close /> }.into_any()
            }
            Question::Delete(rule) => {
                view! { <DeleteRule rules=rules rule=rule on_close=close /> }.into_any()
            }
        })
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            label=w.title.to_owned()
            empty=empty
            head=head
            bar=bar
            foot=foot
            inspector=Callback::new(inspector)
            on_request=rules.details
        />
        {question}
    }
}
