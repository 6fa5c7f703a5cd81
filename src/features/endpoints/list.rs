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
    list::{EditedList, List, ListPage, ListWords, NewButton, PageHead, TableOf},
    ui::Empty,
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
pub type EndpointList = EditedList<Question>;

/// The page. Only administrators come here.
#[component]
pub fn EndpointsPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().endpoints;
    let list = List::open(connection, Endpoints {}, Some(Sort::ascending("name")));
    let endpoints = EndpointList::new(connection, list);
    let said = ListWords {
        find: w.find,
        all: w.the_endpoints,
        one: w.endpoint,
        copy_keys: w.copy_names,
        number: |number| words().endpoints.number(number),
    };
    let head = ViewFn::from(move || {
        view! {
            <PageHead list=list title=w.title>
                <NewButton
                    id="new-endpoint"
                    text=w.new
                    off=endpoints.off
                    on_press=move || endpoints.question.set(Some(Question::New))
                />
            </PageHead>
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
