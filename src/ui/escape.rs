//! Escape, for what isn't a dialog.

use leptos::{ev::keydown, prelude::*};

/// Whether a dialog lies over the page.
pub fn is_dialog_open() -> bool {
    document()
        .query_selector("dialog[open]")
        .ok()
        .flatten()
        .is_some()
}

/// Hears of Escape for as long as the caller's part of the page is there. `take` says whether there was
/// anything to leave: it is nobody else's then. What is behind a dialog hears nothing: that one is left first.
pub fn use_escape(take: impl Fn() -> bool + 'static) {
    let handle = window_event_listener(keydown, move |event| {
        if event.key() == "Escape" && !event.default_prevented() && !is_dialog_open() && take() {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}
