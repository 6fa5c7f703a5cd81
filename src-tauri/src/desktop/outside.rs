//! Links that other programs open in Pilothouse.

use pilothouse_protocol::{DeepLink, EVENT, Event};
use tauri::{AppHandle, Emitter, Manager};

use crate::windows::window;

/// Shows the window, and tells it of a link if there is one. What is no link is left alone.
pub fn opened(app: &AppHandle, texts: &[String]) {
    if let Some(window) = app.get_webview_window(window::LABEL) {
        // A desktop may refuse to bring a window to the front.
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
    if let Some(link) = texts.iter().find_map(|text| DeepLink::parse(text)) {
        // Nobody listens while the window closes; that is no failure.
        let _ = app.emit(EVENT, Event::Link(link));
    }
}
