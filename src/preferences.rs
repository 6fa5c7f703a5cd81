//! The person's preferences: here while the window is open, kept by the shell.

use std::cell::RefCell;

use pilothouse_protocol::{Preferences, SetPreferences};
use wasm_bindgen_futures::spawn_local;

use crate::ipc;

thread_local! {
    static NOW: RefCell<Preferences> = RefCell::default();
    static WRITING: RefCell<Writing> = const { RefCell::new(Writing::Idle) };
}

/// One change is on its way at most; those that come meanwhile go together.
#[derive(Clone, Copy, PartialEq)]
enum Writing {
    Idle,
    OnItsWay,
    OnItsWayAndChangedSince,
}

/// Takes up what the shell has kept.
pub fn begin(preferences: Preferences) {
    NOW.with_borrow_mut(|now| *now = preferences);
}

/// Looks at the preferences.
pub fn preference<T>(read: impl FnOnce(&Preferences) -> T) -> T {
    NOW.with_borrow(read)
}

/// Changes a preference and has the shell keep it.
pub fn set_preference(change: impl FnOnce(&mut Preferences)) {
    let is_changed = NOW.with_borrow_mut(|now| {
        let before = now.clone();
        change(now);
        before != *now
    });
    if !is_changed {
        return;
    }
    let is_idle = WRITING.with_borrow_mut(|writing| {
        let is_idle = *writing == Writing::Idle;
        *writing = if is_idle {
            Writing::OnItsWay
        } else {
            Writing::OnItsWayAndChangedSince
        };
        is_idle
    });
    if is_idle {
        spawn_local(write_changes());
    }
}

async fn write_changes() {
    loop {
        write().await;
        let is_done = WRITING.with_borrow_mut(|writing| {
            let is_done = *writing == Writing::OnItsWay;
            *writing = if is_done {
                Writing::Idle
            } else {
                Writing::OnItsWay
            };
            is_done
        });
        if is_done {
            return;
        }
    }
}

/// Writes the preferences as they are now. That they could not be kept is no reason to disturb: they
/// hold for this run.
pub async fn write() {
    let preferences = preference(Clone::clone);
    if let Err(failure) = ipc::call(SetPreferences { preferences }).await {
        leptos::logging::warn!("preferences were not kept: {failure}");
    }
}
