//! How large everything is drawn, in steps; kept for the next start.

use leptos::prelude::*;
use pilothouse_protocol::SetZoom;
use wasm_bindgen_futures::spawn_local;

use crate::{
    actions::use_action,
    failure::failure_message,
    ipc,
    kept::{keep, kept},
    registries::Registries,
};

/// Where the choice is kept.
const KEPT: &str = "zoom";
/// The steps, in percent.
const STEPS: [u16; 9] = [67, 80, 90, 100, 110, 125, 150, 175, 200];
/// As large as it was designed.
const USUAL: u16 = 100;

/// The step after or before a percentage; the ends are ends.
fn step(from: u16, larger: bool) -> u16 {
    let next = if larger {
        STEPS.into_iter().find(|step| *step > from)
    } else {
        STEPS.into_iter().rev().find(|step| *step < from)
    };
    next.unwrap_or(from)
}

/// The actions that change the size; the kept one is taken up again.
pub fn provide_zoom(registries: Registries) {
    let percent = StoredValue::new(USUAL);
    let set = move |wanted: u16| {
        percent.set_value(wanted);
        keep(KEPT, &wanted.to_string());
        spawn_local(async move {
            if let Err(failure) = ipc::call(SetZoom { percent: wanted }).await {
                registries
                    .notices
                    .update(|notices| notices.push(failure_message(&failure)));
            }
        });
    };
    let before = kept(KEPT).and_then(|text| text.parse().ok());
    if let Some(before) = before.filter(|before| *before != USUAL && STEPS.contains(before)) {
        set(before);
    }
    use_action("zoom.in", move || set(step(percent.get_value(), true)));
    use_action("zoom.out", move || set(step(percent.get_value(), false)));
    use_action("zoom.reset", move || set(USUAL));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_end_at_both_ends() {
        assert_eq!(step(100, true), 110);
        assert_eq!(step(100, false), 90);
        assert_eq!(step(200, true), 200);
        assert_eq!(step(67, false), 67);
    }
}
