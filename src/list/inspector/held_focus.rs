//! The inspector is drawn anew when its row changes; where one is in it stays.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

const INSPECTOR: &str = ".work > .insp";
const BODY: &str = ".insp-b";
const FOCUSABLE: &str = "a[href], button, input, select, textarea, [tabindex]";

/// Frames that a control is waited for: some seconds.
const FRAMES: u32 = 180;

/// Where one is in the inspector.
pub struct HeldFocus {
    /// The focused control: its id and its place among all.
    focused: Option<(String, u32)>,
    scrolled: i32,
}

impl HeldFocus {
    /// As it is now, if there is an inspector.
    pub fn take() -> Option<Self> {
        let inspector = inspector()?;
        let active = document().active_element();
        let focused = active.and_then(|active| {
            let controls = controls(&inspector);
            let at = controls.iter().position(|control| *control == active)?;
            Some((active.id(), u32::try_from(at).ok()?))
        });
        let body = inspector.query_selector(BODY).ok().flatten();
        Some(Self {
            focused,
            scrolled: body.map_or(0, |body| body.scroll_top()),
        })
    }

    /// Puts it back once the new inspector is drawn, unless one has gone elsewhere by then.
    pub fn put_back(self) {
        request_animation_frame(move || {
            let Some(inspector) = inspector() else {
                return;
            };
            if let Ok(Some(body)) = inspector.query_selector(BODY) {
                body.set_scroll_top(self.scrolled);
            }
            if let Some((id, at)) = self.focused {
                focus(id, at, FRAMES);
            }
        });
    }
}

/// Focuses the control that is the same one. What is read for a row comes a little later than the
/// row, and some controls with it: one with an id is waited for.
fn focus(id: String, at: u32, frames: u32) {
    let nowhere = document().active_element().is_none_or(|active| {
        active.tag_name().eq_ignore_ascii_case("body") || !active.is_connected()
    });
    let Some(inspector) = inspector().filter(|_| nowhere) else {
        return;
    };
    let controls = controls(&inspector);
    let same = match id.is_empty() {
        true => usize::try_from(at).ok().and_then(|at| controls.get(at)),
        false => controls.iter().find(|control| control.id() == id),
    };
    if let Some(control) = same.and_then(|control| control.dyn_ref::<HtmlElement>()) {
        // A disabled one takes no focus.
        let _ = control.focus();
    }
    if !id.is_empty() && frames > 0 {
        request_animation_frame(move || focus(id, at, frames - 1));
    }
}

fn inspector() -> Option<Element> {
    document().query_selector(INSPECTOR).ok().flatten()
}

fn controls(inspector: &Element) -> Vec<Element> {
    let Ok(found) = inspector.query_selector_all(FOCUSABLE) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.item(at)?.dyn_into().ok())
        .collect()
}
