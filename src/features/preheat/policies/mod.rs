//! The project's tab: its policies, or what came of one of them.

mod declaration;
mod delete;
mod executions;
mod form;
mod inspector;
mod save;

use std::sync::Arc;

use harbor_api::{PreheatName, ProjectId, ProjectName, types::PreheatPolicy};
use leptos::prelude::*;
use listing::{Line, Sort, lists::PreheatPolicies};
use pilothouse_protocol::ConnectionId;

use self::{
    declaration::{columns, fields},
    delete::DeletePolicies,
    inspector::PolicyInspector,
    save::SavePolicy,
};
use crate::{
    bulk::{SwitchAndDelete, why_no_run},
    features::{executions::Executions, projects::ProjectContext},
    ipc::write::why_off,
    list::{List, ListPage, ListWords, NewButton, RowDeed, TableOf, Values},
    ui::Empty,
    words::words,
};

/// A dialog over the list.
#[derive(Clone, PartialEq)]
enum Question {
    New,
    Edit(Arc<PreheatPolicy>),
    Delete(Vec<PreheatName>),
}

/// What the parts share.
#[derive(Clone, Copy)]
struct PolicyList {
    connection: Signal<ConnectionId>,
    project: StoredValue<ProjectName>,
    /// Once the project was read.
    project_id: Signal<Option<ProjectId>>,
    list: List,
    question: RwSignal<Option<Question>>,
    /// The policy whose executions are looked at.
    opened: RwSignal<Option<PreheatName>>,
    /// Why nothing can be changed now.
    off: Signal<Option<&'static str>>,
    /// Why no change of rows can be begun now.
    run_off: Signal<Option<&'static str>>,
    may_update: Signal<bool>,
    may_delete: Signal<bool>,
}

impl PolicyList {
    /// Asks about the checked ones.
    fn ask_delete(self) {
        let name = |key: &str, _: &Values<'_>| PreheatName::new(key.to_owned()).ok();
        self.list.with_checked(name, move |which| {
            self.question.try_set(Some(Question::Delete(which)));
        });
    }
}

#[component]
pub fn PoliciesTab(at: ProjectContext) -> impl IntoView {
    let opened = RwSignal::new(None::<PreheatName>);
    let may = move |action: &'static str| Signal::derive(move || at.may("preheat-policy", action));
    let (off, run_off) = (why_off(at.connection), why_no_run(at.connection));
    move || match opened.get() {
        Some(policy) => view! {
            <Executions
                connection=at.connection
                of=executions::executions(
                    at.connection,
                    at.name.get_value(),
                    policy,
                    may("update"),
                )
                on_back=Callback::new(move |()| opened.set(None))
            />
        }
        .into_any(),
        None => {
            let scope = PreheatPolicies {
                project: at.name.get_value(),
            };
            let policies = PolicyList {
                connection: at.connection,
                project: at.name,
                project_id: Signal::derive(move || {
                    at.details.data.get().map(|project| project.project_id)
                }),
                list: List::open(at.connection, scope, Some(Sort::ascending("name"))),
                question: RwSignal::new(None),
                opened,
                off,
                run_off,
                may_update: may("update"),
                may_delete: may("delete"),
            };
            view! { <Policies policies=policies may_create=may("create") /> }.into_any()
        }
    }
}

#[component]
fn Policies(policies: PolicyList, may_create: Signal<bool>) -> impl IntoView {
    let w = &words().preheat;
    let list = policies.list;
    let said = ListWords {
        find: w.find_policy,
        all: w.the_policies,
        one: w.policy,
        copy_keys: w.copy_names,
        number: |number| words().preheat.policies(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="proxy" title=w.no_policies text=w.no_policies_text /> }
    });
    let bar = ViewFn::from(move || {
        view! {
            {move || {
                may_create
                    .get()
                    .then(|| {
                        view! {
                            <NewButton id="new-policy" text=w.new_policy off=policies.off on_press=move || policies.question.set(Some(Question::New)) class="btn sm" />
                        }
                    })
            }}
        }
    });
    let actions = ViewFn::from(move || {
        let delete = RowDeed::new(w.delete_open, move || policies.ask_delete());
        view! {
            <SwitchAndDelete
                list=list
                turn_on=w.turn_on
                turn_off=w.turn_off
                may_switch=policies.may_update
                delete=delete.only_if(policies.may_delete)
                off=policies.run_off
            />
        }
    });
    let inspector =
        move |line: Arc<Line>| view! { <PolicyInspector policies=policies line=line /> }.into_any();
    let close = Callback::new(move |()| policies.question.set(None));
    let question = move || {
        policies.question.get().map(|question| match question {
            Question::New => {
                view! { <SavePolicy policies=policies kept=None on_close=close /> }.into_any()
            }
            Question::Edit(kept) => {
                view! { <SavePolicy policies=policies kept=Some(kept) on_close=close /> }.into_any()
            }
            Question::Delete(which) => {
                view! { <DeletePolicies policies=policies which=which on_close=close /> }.into_any()
            }
        })
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            label=w.tab.to_owned()
            empty=empty
            bar=bar
            actions=actions
            inspector=Callback::new(inspector)
        />
        {question}
    }
}
