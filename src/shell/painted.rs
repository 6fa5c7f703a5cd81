//! When what the person waits for is on the screen.

use leptos::prelude::{document, request_animation_frame};

/// What a page shows as long as it waits for data.
const WAITS: &str = "[aria-busy=true]";

/// Calls back one time, when the page waits for no data any more and was painted so: the second of
/// two frames in a row is asked for only after the first was drawn.
pub fn once_painted(call: impl FnOnce() + 'static) {
    look(0, call);
}

fn look(frames: u8, call: impl FnOnce() + 'static) {
    request_animation_frame(move || {
        let waits = document().query_selector(WAITS).ok().flatten().is_some();
        match (waits, frames) {
            (true, _) => look(0, call),
            (false, 0..=1) => look(frames + 1, call),
            (false, _) => call(),
        }
    });
}
