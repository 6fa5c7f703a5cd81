//! Whether the window has room for more beside what it shows.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsValue;

/// Whether the window is at least so wide and high, in CSS pixels; follows its size.
pub fn has_room(width: f64, height: f64) -> Signal<bool> {
    let is_large = move || {
        let size = |size: Result<JsValue, JsValue>| size.ok().and_then(|size| size.as_f64());
        let window = window();
        let is_wide = size(window.inner_width()).is_none_or(|now| now >= width);
        is_wide && size(window.inner_height()).is_none_or(|now| now >= height)
    };
    let now = RwSignal::new(is_large());
    let resized = window_event_listener(ev::resize, move |_| {
        let is_large = is_large();
        if is_large != now.get_untracked() {
            now.set(is_large);
        }
    });
    on_cleanup(move || resized.remove());
    now.into()
}
