//! The navigation's three forms: whole, folded to a strip of icons, and laid over the page.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    actions::use_action,
    preferences::{preference, set_preference},
    route::Route,
    ui::use_escape,
};

/// Up to this width of the page, in CSS pixels, there is room for the strip only.
const NARROW: f64 = 1100.0;

/// The form of the navigation.
#[derive(Clone, Copy)]
pub struct Fold {
    /// Icons only.
    pub strip: Signal<bool>,
    /// Laid over the page, whole; the strip's room stays empty.
    pub over: Signal<bool>,
}

fn is_narrow() -> bool {
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    width.is_some_and(|width| width <= NARROW)
}

fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Follows the window's width, and provides the key that folds and unfolds.
pub fn provide_navigation(route: Signal<Route>) -> Fold {
    let narrow = RwSignal::new(is_narrow());
    let folded = RwSignal::new(preference(|now| now.navigation_folded));
    let open = RwSignal::new(false);
    // What had the focus before the navigation was laid over it.
    let opener = StoredValue::new_local(None::<web_sys::HtmlElement>);
    let close = move || {
        if open.get_untracked() {
            open.set(false);
            if let Some(element) = opener.get_value() {
                let _ = element.focus();
            }
        }
    };
    let resized = window_event_listener(ev::resize, move |_| {
        let now = is_narrow();
        if now != narrow.get_untracked() {
            narrow.set(now);
            open.set(false);
        }
    });
    on_cleanup(move || resized.remove());
    use_escape(move || {
        let is_open = open.get_untracked();
        if is_open {
            close();
        }
        is_open
    });
    let pressed = window_event_listener(ev::mousedown, move |event| {
        let target = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let inside = target.and_then(|t| t.closest(".nav").ok().flatten());
        if open.get_untracked() && inside.is_none() {
            open.set(false);
        }
    });
    on_cleanup(move || pressed.remove());
    Effect::new(move |before: Option<()>| {
        route.track();
        if before.is_some() {
            open.set(false);
        }
    });
    use_action("navigation.toggle", move || {
        if !narrow.get_untracked() {
            folded.update(|folded| *folded = !*folded);
            set_preference(|now| now.navigation_folded = folded.get_untracked());
        } else if open.get_untracked() {
            close();
        } else {
            let active = document().active_element();
            opener.set_value(active.and_then(|active| active.dyn_into().ok()));
            open.set(true);
            request_animation_frame(|| focus(".nav a, .nav button"));
        }
    });
    Fold {
        strip: Signal::derive(move || narrow.get() || folded.get()),
        over: Signal::derive(move || narrow.get() && open.get()),
    }
}
