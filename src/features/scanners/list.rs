//! The list of scanners.

use std::sync::Arc;

use harbor_api::types::ScannerRegistration;
use leptos::prelude::*;
use listing::{Line, Sort, lists::Scanners};
use pilothouse_protocol::ConnectionId;

use crate::{
    features::scanners::{
        declaration::{columns, fields},
        delete::DeleteScannerDialog,
        inspector::ScannerInspector,
        save::SaveScannerDialog,
    },
    list::{EditedList, List, ListPage, ListWords, NewButton, TableOf},
    ui::Empty,
    words::words,
};

/// A dialog over the list.
#[derive(Clone, PartialEq)]
pub enum Question {
    New,
    Edit(Arc<ScannerRegistration>),
    Delete(Arc<ScannerRegistration>),
}

/// What the parts of the page share.
pub type ScannerList = EditedList<Question>;

/// The part of the page.
#[component]
pub fn ScannersPart(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().scanners;
    let list = List::open(connection, Scanners {}, Some(Sort::ascending("name")));
    let scanners = ScannerList::new(connection, list);
    let said = ListWords {
        find: w.find,
        all: w.the_scanners,
        one: w.scanner,
        copy_keys: w.copy_names,
        number: |number| words().scanners.number(number),
    };
    let bar = ViewFn::from(move || {
        view! {
            <NewButton id="new-scanner" text=w.new off=scanners.off on_press=move || scanners.question.set(Some(Question::New)) class="btn" />
        }
    });
    let empty = ViewFn::from(move || {
        view! { <Empty icon="scan" title=w.empty_title text=w.empty_text /> }
    });
    let inspector = move |line: Arc<Line>| {
        view! { <ScannerInspector scanners=scanners line=line /> }.into_any()
    };
    let close = Callback::new(move |()| scanners.question.set(None));
    let question = move || {
        scanners.question.get().map(|question| match question {
            Question::New => {
                view! { <SaveScannerDialog scanners=scanners kept=None on_close=close /> }
                    .into_any()
            }
            Question::Edit(kept) => view! {
                <SaveScannerDialog scanners=scanners kept=Some(kept) on_close=close />
            }
            .into_any(),
            Question::Delete(kept) => view! {
                <DeleteScannerDialog scanners=scanners kept=kept on_close=close />
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
            bar=bar
            inspector=Callback::new(inspector)
        />
        {question}
    }
}
