//! The page of networks, for administrators.

mod declaration;
mod delete;
mod form;
mod inspector;
mod save;
mod used_by;

use std::sync::Arc;

use harbor_api::types::PreheatInstance;
use leptos::prelude::*;
use listing::{Line, Sort, lists::PreheatInstances};
use pilothouse_protocol::ConnectionId;

use self::{
    declaration::{columns, fields},
    delete::DeleteInstanceDialog,
    inspector::InstanceInspector,
    save::SaveInstanceDialog,
};
use crate::{
    list::{EditedList, List, ListPage, ListWords, NewButton, PageHead, TableOf},
    ui::Empty,
    words::words,
};

/// A dialog over the list.
#[derive(Clone, PartialEq)]
enum Question {
    New,
    Edit(Arc<PreheatInstance>),
    Delete(Arc<PreheatInstance>),
}

/// What the parts of the page share.
type InstanceList = EditedList<Question>;

/// Only administrators come here.
#[component]
pub fn InstancesPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().preheat;
    let by_name = Sort::ascending("name");
    let list = List::open(connection, PreheatInstances {}, Some(by_name));
    let instances = InstanceList::new(connection, list);
    let head = ViewFn::from(move || {
        view! {
            <PageHead list=list title=w.title>
                <NewButton
                    id="new-network"
                    text=w.new_network
                    off=instances.off
                    on_press=move || instances.question.set(Some(Question::New))
                />
            </PageHead>
        }
    });
    let said = ListWords {
        find: w.find_network,
        all: w.the_networks,
        one: w.network,
        copy_keys: w.copy_names,
        number: |number| words().preheat.networks(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="proxy" title=w.no_networks text=w.no_networks_text /> }
    });
    let inspector = move |line: Arc<Line>| {
        view! { <InstanceInspector instances=instances line=line /> }.into_any()
    };
    let close = Callback::new(move |()| instances.question.set(None));
    let question = move || {
        instances.question.get().map(|question| match question {
            Question::New => {
                view! { <SaveInstanceDialog instances=instances kept=None on_close=close /> }
                    .into_any()
            }
            Question::Edit(kept) => view! {
                <SaveInstanceDialog instances=instances kept=Some(kept) on_close=close />
            }
            .into_any(),
            Question::Delete(kept) => {
                view! { <DeleteInstanceDialog instances=instances kept=kept on_close=close /> }
                    .into_any()
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
