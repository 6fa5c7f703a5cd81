//! The box that checks all rows, and how boxes look.

use leptos::prelude::*;
use pilothouse_protocol::Check;
use web_sys::Element;

use crate::{
    list::{
        handle::List,
        rows::dom::{copy_of, template},
    },
    ui::Icon,
    words::words,
};

/// A box that shows whether something is checked: all, some or none.
pub fn check_box(on: bool, mixed: bool) -> AnyView {
    let class = match (on, mixed) {
        (_, true) => "cb mix",
        (true, _) => "cb on",
        _ => "cb",
    };
    let icon = match (on, mixed) {
        (_, true) => Some("minus"),
        (true, _) => Some("check"),
        _ => None,
    };
    view! { <span class=class>{icon.map(|icon| view! { <Icon name=icon /> })}</span> }.into_any()
}

/// The mark of a row's box.
pub(in crate::list) fn check_mark() -> Element {
    thread_local! {
        static MARK: Element = template(|| view! { <Icon name="check" /> });
    }
    MARK.with(copy_of)
}

/// The box that checks all rows that are shown.
#[component]
pub(in crate::list) fn HeadBox(list: List) -> impl IntoView {
    let all = Memo::new(move |_| {
        list.checked
            .with(|checked| checked.all && checked.shown > 0)
    });
    let some = Memo::new(move |_| list.checked.with(|checked| checked.shown > 0));
    view! {
        <button
            type="button"
            class="box"
            role="checkbox"
            aria-checked=move || match (some.get(), all.get()) {
                (_, true) => "true",
                (true, _) => "mixed",
                _ => "false",
            }
            aria-label=words().table.check_all
            on:click=move |_| list.check(Check::All { on: !all.get_untracked() })
        >
            {move || check_box(all.get(), some.get() && !all.get())}
        </button>
    }
}
