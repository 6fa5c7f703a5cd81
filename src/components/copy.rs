//! Copying, which says that it copied.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::Icon;
use crate::{actions::use_action, words::words};

/// How long 'Copied' stays.
pub const SAID: Duration = Duration::from_millis(1600);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    No,
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

fn copy(text: String, state: RwSignal<Copied>) {
    copy_text(text, move |copied| {
        state.try_set(if copied { Copied::Yes } else { Copied::Failed });
        set_timeout(
            move || {
                state.try_set(Copied::No);
            },
            SAID,
        );
    });
}

fn icon_of(state: Copied) -> &'static str {
    match state {
        Copied::No => "copy",
        Copied::Yes => "check",
        Copied::Failed => "alert",
    }
}

fn said(state: Copied) -> &'static str {
    let w = &words().parts;
    match state {
        Copied::No => "",
        Copied::Yes => w.copied,
        Copied::Failed => w.not_copied_why,
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
    let state = RwSignal::new(Copied::No);
    view! {
        <button
            type="button"
            class=format!("ib xs {class}")
            aria-label=label
            title=move || if state.get() == Copied::No { label } else { said(state.get()) }
            on:click=move |event| {
                event.stop_propagation();
                copy(text.get_untracked(), state);
            }
        >
            <Icon name=Signal::derive(move || icon_of(state.get())) class="i-12" />
            <span class="sr" aria-live="polite">{move || said(state.get())}</span>
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
    let state = RwSignal::new(Copied::No);
    if let Some(action) = action {
        use_action(action, move || copy(text.get_untracked(), state));
    }
    view! {
        <button
            type="button"
            class=format!("btn {class}")
            on:click=move |_| copy(text.get_untracked(), state)
        >
            <Icon name=Signal::derive(move || icon_of(state.get())) />
            {move || if state.get() == Copied::Yes { words().parts.copied } else { label }}
            <span class="sr" aria-live="polite">{move || said(state.get())}</span>
        </button>
    }
}
