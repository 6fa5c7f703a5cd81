//! Copying, which says that it copied.

use std::{cell::Cell, future::Future, rc::Rc, time::Duration};

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

use crate::{
    actions::use_action,
    ui::{Icon, brief::Brief},
    words::words,
};

/// How long 'Copied' stays.
pub const SAID: Duration = Duration::from_millis(1600);

/// Whether it was copied, while that is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    Yes,
    Failed,
}

/// Copies, and says whether it did.
pub fn copy_text(text: String, then: impl FnOnce(bool) + 'static) {
    spawn_local(async move {
        let clipboard = window().navigator().clipboard();
        then(JsFuture::from(clipboard.write_text(&text)).await.is_ok());
    });
}

/// Copies a text that is still to be asked for; without one nothing is copied. The clipboard is
/// given a promise of it: a web view lets nothing be copied later than right after a press.
fn copy_promised(
    text: impl Future<Output = Option<String>> + 'static,
    then: impl FnOnce(bool) + 'static,
) {
    let is_there = Rc::new(Cell::new(true));
    let was_there = Rc::clone(&is_there);
    let promised = future_to_promise(async move {
        let Some(text) = text.await else {
            is_there.set(false);
            return Err(JsValue::NULL);
        };
        let options = web_sys::BlobPropertyBag::new();
        options.set_type("text/plain");
        let parts = js_sys::Array::of1(&JsValue::from(text));
        web_sys::Blob::new_with_str_sequence_and_options(&parts, &options).map(Into::into)
    });
    let written = write_promised(&promised);
    spawn_local(async move {
        let outcome = match written {
            Ok(written) => JsFuture::from(written).await,
            Err(error) => Err(error),
        };
        // Why there is no text is told by whoever asked for it.
        if was_there.get() {
            then(outcome.is_ok());
        }
    });
}

/// `navigator.clipboard.write([new ClipboardItem({'text/plain': promise})])`
fn write_promised(promised: &js_sys::Promise) -> Result<js_sys::Promise, JsValue> {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name));
    let kinds = js_sys::Object::new();
    Reflect::set(&kinds, &JsValue::from_str("text/plain"), promised)?;
    let item: js_sys::Function = get(&window(), "ClipboardItem")?.dyn_into()?;
    let item = Reflect::construct(&item, &js_sys::Array::of1(&kinds))?;
    let clipboard = window().navigator().clipboard();
    let write: js_sys::Function = get(&clipboard, "write")?.dyn_into()?;
    write
        .call1(&clipboard, &js_sys::Array::of1(&item))?
        .dyn_into()
}

fn copy(text: String, state: Brief<Copied>) {
    copy_text(text, move |copied| {
        state.show(if copied { Copied::Yes } else { Copied::Failed });
    });
}

fn icon_of(state: Option<&Copied>) -> &'static str {
    match state {
        None => "copy",
        Some(Copied::Yes) => "check",
        Some(Copied::Failed) => "alert",
    }
}

fn said(state: Option<&Copied>) -> &'static str {
    let w = &words().parts;
    match state {
        None => "",
        Some(Copied::Yes) => w.copied,
        Some(Copied::Failed) => w.not_copied_why,
    }
}

/// A small copy button for a value beside it.
#[component]
pub fn CopyIcon(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// What the button does, in words: 'Copy digest'.
    label: &'static str,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let state = Brief::new(SAID);
    view! {
        <button
            type="button"
            class=format!("ib xs {class}")
            aria-label=label
            title=move || {
                state.with(|state| if state.is_none() { label } else { said(state) })
            }
            on:click=move |event| {
                event.stop_propagation();
                copy(text.get_untracked(), state);
            }
        >
            <Icon name=Signal::derive(move || state.with(icon_of)) class="i-12" />
            <span class="sr" aria-live="polite">{move || state.with(said)}</span>
        </button>
    }
}

/// A copy button with words.
#[component]
pub fn CopyButton(
    #[prop(into)] text: Signal<String>,
    label: &'static str,
    #[prop(optional)] class: &'static str,
    /// The action that this button is, for palette and keys.
    #[prop(optional)]
    action: Option<&'static str>,
) -> impl IntoView {
    let state = Brief::new(SAID);
    if let Some(action) = action {
        use_action(action, move || copy(text.get_untracked(), state));
    }
    view! {
        <button
            type="button"
            class=format!("btn {class}")
            on:click=move |_| copy(text.get_untracked(), state)
        >
            <Icon name=Signal::derive(move || state.with(icon_of)) />
            {move || {
                state
                    .with(|state| match state {
                        Some(Copied::Yes) => words().parts.copied,
                        _ => label,
                    })
            }}
            <span class="sr" aria-live="polite">{move || state.with(said)}</span>
        </button>
    }
}

/// The same for a text that must be asked for first; without one the failure is told elsewhere.
#[component]
pub fn CopyLater<F, Text>(
    text: F,
    label: &'static str,
    #[prop(optional)] class: &'static str,
    /// The action that this button is, for palette and keys.
    #[prop(optional)]
    action: Option<&'static str>,
) -> impl IntoView
where
    F: Fn() -> Text + Clone + Send + Sync + 'static,
    Text: Future<Output = Option<String>> + 'static,
{
    let state = Brief::new(SAID);
    let press = move || {
        copy_promised(text(), move |copied| {
            state.show(if copied { Copied::Yes } else { Copied::Failed });
        });
    };
    if let Some(action) = action {
        use_action(action, press.clone());
    }
    view! {
        <button type="button" class=format!("btn {class}") on:click=move |_| press()>
            <Icon name=Signal::derive(move || state.with(icon_of)) />
            {move || {
                state
                    .with(|state| match state {
                        Some(Copied::Yes) => words().parts.copied,
                        _ => label,
                    })
            }}
            <span class="sr" aria-live="polite">{move || state.with(said)}</span>
        </button>
    }
}
