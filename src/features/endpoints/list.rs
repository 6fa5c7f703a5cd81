//! The list of other registries.

use std::sync::Arc;

use harbor_api::types::Registry;
use leptos::prelude::*;
use listing::{Line, Sort, lists::Endpoints};
use pilothouse_protocol::ConnectionId;

use crate::{
    features::endpoints::{
        declaration::{columns, fields},
        delete::DeleteEndpoint,
        inspector::EndpointInspector,
        save::SaveEndpoint,
    },
    ipc::write::why_off,
    list::{List, ListPage, ListWords, Refresh, ShownCount, TableOf},
    ui::{Empty, Icon},
    words::words,
};

/// A dialog over the list.
#[derive(Clone, PartialEq)]
pub enum Question {
    New,
    Edit(Arc<Registry>),
    /// With the names of what uses it.
    Delete(Arc<Registry>, Vec<String>),
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct EndpointList {
    pub connection: Signal<ConnectionId>,
    pub list: List,
    pub question: RwSignal<Option<Question>>,
    /// Counts the changes made here, so that details are read again.
    pub changed: RwSignal<u32>,
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
}

impl EndpointList {
    /// Something was changed: what is shown is read again.
    pub fn has_changed(self) {
        self.list.reload();
        self.changed.try_update(|changed| *changed += 1);
    }
}

/// The page. Only administrators come here.
#[component]
pub fn EndpointsPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().endpoints;
    let endpoints = EndpointList {
        connection,
        list: List::open(connection, Endpoints {}, Some(Sort::ascending("name"))),
        question: RwSignal::new(None),
        changed: RwSignal::new(0),
        off: why_off(connection),
    };
    let list = endpoints.list;
    let said = ListWords {
        find: w.find,
        all: w.the_endpoints,
        one: w.endpoint,
        copy_keys: w.copy_names,
        number: |number| words().endpoints.number(number),
    };
    let head = ViewFn::from(move || {
        view! {
            <div class="ph">
                <h1>{w.title}</h1>
                <ShownCount list=list class="count" />
                <span class="sp"></span>
                <Refresh
                    loading=Signal::derive(move || list.is_reading())
                    on_refresh=move || list.reload()
                />
                <button
                    type="button"
                    class="btn primary"
                    id="new-endpoint"
                    disabled=move || endpoints.off.get().is_some()
                    title=move || endpoints.off.get()
                    on:click=move |_| endpoints.question.set(Some(Question::New))
                >
                    <Icon name="plus" />
                    {w.new}
                </button>
            </div>
        }
    });
    let empty = ViewFn::from(move || {
        view! { <Empty icon="server" title=w.empty_title text=w.empty_text /> }
    });
    let inspector = move |line: Arc<Line>| {
        view! { <EndpointInspector endpoints=endpoints line=line /> }.into_any()
    };
    let close = Callback::new(move |()| endpoints.question.set(None));
    let question = move || {
        endpoints.question.get().map(|question| match question {
            Question::New => {
                view! { <SaveEndpoint endpoints=endpoints kept=None on_close=close /> }.into_any()
            }
            Question::Edit(registry) => view! {
                <SaveEndpoint endpoints=endpoints kept=Some(registry) on_close=close />
            }
            .into_any(),
            Question::Delete(registry, users) => view! {
                <DeleteEndpoint endpoints=endpoints registry=registry users=users on_close=close />
            }
            .into_any(),
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
