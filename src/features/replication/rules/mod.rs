//! The rules: as sentences, run, changed, switched, deleted.

mod declaration;
mod delete;
mod filters;
mod form;
mod inspector;
mod preview;
mod save;
mod sentence;

use std::sync::Arc;

use harbor_api::types::ReplicationPolicy;
use leptos::prelude::*;
use listing::{Line, Sort, lists::ReplicationRules};
use pilothouse_protocol::ConnectionId;

use self::{
    declaration::{columns, fields},
    delete::DeleteRule,
    inspector::RuleInspector,
    save::SaveRule,
};
use crate::{
    features::replication::page::OpenedRule,
    ipc::write::why_off,
    list::{List, ListPage, ListWords, NewButton, PageHead, TableOf},
    ui::Empty,
    words::words,
};

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
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
}

impl RuleList {
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
            <PageHead list=list title=w.title>
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
            inspector=Callback::new(inspector)
        />
        {question}
    }
}
