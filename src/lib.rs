//! The window: draws what the shell knows, and asks it for everything.
//!
//! Invariants: no HTTP, no secret beyond what is being typed, no file; one way to the shell (`ipc`), one table (`list`),
//! one dialog, one field, one copy button (`ui`).

mod actions;
mod bulk;
mod deferred;
mod failure;
mod features;
mod filter;
mod format;
mod ipc;
mod list;
mod permissions;
mod preferences;
mod registries;
mod route;
mod shell;
mod ui;
mod words;

use wasm_bindgen::prelude::wasm_bindgen;

/// Draws the window; called by `start.js` once the module is there.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(shell::App);
}
