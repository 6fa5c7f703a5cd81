//! The program's own window.

use std::path::{Path, PathBuf};

use pilothouse_protocol::{Empty, Failure, FailureCode};
use tauri::{App, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

use crate::windows::{geometry, sign_in_window};

/// The name of the one window that may ask the console.
pub const LABEL: &str = "main";

/// Opens the window. It shows the program's own pages and never anything else. A profile of its own
/// has a folder of its own for what the web view keeps.
pub fn open(app: &App, folder: &Path, web_data: Option<PathBuf>) -> tauri::Result<()> {
    let mut window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Pilothouse")
        .inner_size(1280.0, 800.0)
        .min_inner_size(960.0, 600.0)
        // Files are dropped on the page itself, which takes a robot account's.
        .disable_drag_drop_handler()
        .on_navigation(is_own_page);
    if let Some(web_data) = web_data {
        window = window.data_directory(web_data);
    }
    let window = window.build()?;
    geometry::keep(&window, folder);
    sign_in_window::close_with(&window);
    Ok(())
}

/// Draws the page larger or smaller; 100 is as designed.
pub fn zoom(window: &WebviewWindow, percent: u16) -> Result<Empty, Failure> {
    let factor = f64::from(percent.clamp(50, 300)) / 100.0;
    let set = window.set_zoom(factor);
    set.map(|()| Empty {})
        .map_err(|error| Failure::new(FailureCode::Internal, error.to_string()))
}

/// Tauri's own scheme, which is `http(s)://tauri.localhost` on Windows.
fn is_own_page(url: &tauri::Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_on_its_own_pages() {
        let own = |address: &str| is_own_page(&tauri::Url::parse(address).expect("a URL"));
        assert!(own("tauri://localhost/demo/projects"));
        assert!(own("http://tauri.localhost/"));
        assert!(!own("https://example.org/"));
        assert!(!own("http://tauri.localhost.example.org/"));
        assert!(!own("file:///etc/passwd"));
        assert!(!own("data:text/html,hello"));
    }
}
