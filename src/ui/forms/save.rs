//! Saving a text into the person's downloads, which says where it went.

use pilothouse_protocol::SaveFile;
use wasm_bindgen_futures::spawn_local;

use crate::{failure::failure_message, ipc, registries::registries, words::words};

/// Saves a text as a new file of that name.
pub fn save_text(name: String, text: String) {
    let toasts = registries().toasts;
    spawn_local(async move {
        match ipc::call(SaveFile { name, text }).await {
            Ok(saved) => toasts.done(words().table.saved_as(&saved.path), None),
            Err(failure) => {
                let details = failure.details();
                toasts.failed(failure_message(&failure), String::new(), details, None);
            }
        }
    });
}
