//! The dialog: one level, focus inside while it is open, Escape closes it.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::{html, prelude::*};

use wasm_bindgen::JsCast;

use crate::{ui::Icon, words::words};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// The focus goes to what is to be filled in or pressed, not to the button that closes.
fn focus_first(dialog: &web_sys::HtmlDialogElement) {
    const FIRST: [&str; 5] = [
        "[autofocus]",
        ".dlg-b input, .dlg-b textarea",
        // What is only read is scrolled by the arrow keys.
        ".dlg-b[tabindex]",
        ".dlg-b button",
        ".dlg-f .btn",
    ];
    let first = FIRST
        .iter()
        .find_map(|what| dialog.query_selector(what).ok().flatten());
    if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = first.focus();
    }
}

/// A dialog over an untouched page. It is there for as long as it is in the view.
#[component]
pub fn Dialog(
    #[prop(into)] title: String,
    /// Beside the title, more quietly.
    #[prop(optional, into)]
    beside: String,
    /// A second width, for dialogs that explain.
    #[prop(optional)]
    wide: bool,
    /// A third one, for tables.
    #[prop(optional)]
    large: bool,
    /// It can't be left by its corner or by Escape now: only by what is in it.
    #[prop(optional, into)]
    stays: Signal<bool>,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let id = format!("dialog-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let label = id.clone();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            // The browser's own modal keeps the focus inside and makes the page inert.
            let _ = dialog.show_modal();
            focus_first(&dialog);
        }
    });
    view! {
        <dialog
            node_ref=node
            class="dlg"
            class:wide=wide
            class:large=large
            aria-labelledby=label
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                if !stays.get_untracked() {
                    on_close.run(());
                }
            }
        >
            <div class="dlg-h">
                <h2 id=id>
                    {title}
                    {(!beside.is_empty()).then(|| view! { <span class="beside">{beside}</span> })}
                </h2>
                <Show when=move || !stays.get()>
                    <button
                        type="button"
                        class="ib"
                        aria-label=words().parts.close
                        on:click=move |_| on_close.run(())
                    >
                        <Icon name="x" />
                    </button>
                </Show>
            </div>
            {children()}
        </dialog>
    }
}
