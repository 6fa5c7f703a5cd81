//! The window: draws what the shell knows, and asks it for everything.
//!
//! Invariants: no HTTP, no secret beyond what is being typed, no file; one door (`door`), one table (`list`),
//! one dialog, one field, one copy button (`components`).

mod actions;
mod app;
mod brief;
mod bulk;
mod components;
mod door;
mod failure;
mod filter;
mod format;
mod kept;
mod list;
mod load;
mod login_commands;
mod pages;
mod painted;
mod permissions;
mod pull;
mod registries;
mod route;
mod words;
mod write;
mod zoom;

use wasm_bindgen::prelude::wasm_bindgen;

/// Draws the window; called by `start.js` once the module is there.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
    // Screen readers pronounce by it.
    if let Some(root) = leptos::prelude::document().document_element() {
        let _ = root.set_attribute("lang", words::language().tag());
    }
    leptos::mount::mount_to_body(app::App);
}
