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
    ipc::write::why_off,
    list::{List, ListPage, ListWords, Refresh, TableOf},
    ui::{Empty, Icon},
    words::words,
};

/// A dialog over the list.
#[derive(Clone, PartialEq)]
enum Question {
    New,
    Edit(Arc<PreheatInstance>),
    Delete(Arc<PreheatInstance>),
}

/// What the parts share.
#[derive(Clone, Copy)]
struct InstanceList {
    connection: Signal<ConnectionId>,
    list: List,
    question: RwSignal<Option<Question>>,
    /// Counts the changes made here, so that details are read again.
    changed: RwSignal<u32>,
    /// Why nothing can be changed now.
    off: Signal<Option<&'static str>>,
}

impl InstanceList {
    /// Something was changed: what is shown is read again.
    fn has_changed(self) {
        self.list.reload();
        self.changed.try_update(|changed| *changed += 1);
    }
}

/// Only administrators come here.
#[component]
pub fn InstancesPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().preheat;
    let instances = InstanceList {
        connection,
        list: List::open(
            connection,
            PreheatInstances {},
            Some(Sort::ascending("name")),
        ),
        question: RwSignal::new(None),
        changed: RwSignal::new(0),
        off: why_off(connection),
    };
    let list = instances.list;
    let head = ViewFn::from(move || {
        view! {
            <div class="ph">
                <h1>{w.title}</h1>
                <span class="sp"></span>
                <Refresh
                    loading=Signal::derive(move || list.is_reading())
                    on_refresh=move || list.reload()
                />
                <button
                    type="button"
                    class="btn primary"
                    id="new-network"
                    disabled=move || instances.off.get().is_some()
                    title=move || instances.off.get()
                    on:click=move |_| instances.question.set(Some(Question::New))
                >
                    <Icon name="plus" />
                    {w.new_network}
                </button>
            </div>
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
