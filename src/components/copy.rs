//! Copying, which says that it copied.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::Icon;
use crate::{actions::use_action, brief::Brief, words::words};

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
