//! The one command: takes what the window asks, and answers with a frame.

use std::sync::Arc;

use pilothouse_console::Console;
use pilothouse_protocol::Call;
use tauri::{State, ipc::Response};

/// The window's one command. What does not decode never comes here: Tauri refuses it.
#[tauri::command]
pub async fn call(console: State<'_, Arc<Console>>, call: Call) -> Result<Response, ()> {
    Ok(Response::new(console.answer(call).await))
}
