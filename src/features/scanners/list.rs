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
    ipc::write::why_off,
    list::{List, ListPage, ListWords, TableOf},
    ui::{Empty, Icon},
    words::words,
};

/// A dialog over the list.
#[derive(Clone, PartialEq)]
pub enum Question {
    New,
    Edit(Arc<ScannerRegistration>),
    Delete(Arc<ScannerRegistration>),
}

/// What the parts share.
#[derive(Clone, Copy)]
pub struct ScannerList {
    pub connection: Signal<ConnectionId>,
    pub list: List,
    pub question: RwSignal<Option<Question>>,
    /// Counts the changes made here, so that details are read again.
    pub changed: RwSignal<u32>,
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
}

impl ScannerList {
    /// Something was changed: what is shown is read again.
    pub fn has_changed(self) {
        self.list.reload();
        self.changed.try_update(|changed| *changed += 1);
    }
}

/// The part of the page.
#[component]
pub fn ScannersPart(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().scanners;
    let scanners = ScannerList {
        connection,
        list: List::open(connection, Scanners {}, Some(Sort::ascending("name"))),
        question: RwSignal::new(None),
        changed: RwSignal::new(0),
        off: why_off(connection),
    };
    let list = scanners.list;
    let said = ListWords {
        find: w.find,
        all: w.the_scanners,
        one: w.scanner,
        copy_keys: w.copy_names,
        number: |number| words().scanners.number(number),
    };
    let bar = ViewFn::from(move || {
        view! {
            <button
                type="button"
                class="btn"
                id="new-scanner"
                disabled=move || scanners.off.get().is_some()
                title=move || scanners.off.get()
                on:click=move |_| scanners.question.set(Some(Question::New))
            >
                <Icon name="plus" />
                {w.new}
            </button>
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
