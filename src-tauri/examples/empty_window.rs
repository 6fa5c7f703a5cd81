//! An empty window of Tauri's: what the frame alone takes of time and memory. `cargo xtask bench`
//! starts it with the file that it writes once it has drawn.

use std::path::PathBuf;

use tauri::{WebviewUrl, WebviewWindowBuilder, http::Response, webview::PageLoadEvent};

/// A page of its own: the end of `about:blank` is told of nobody.
const PAGE: &str = "empty://localhost/";

fn main() -> tauri::Result<()> {
    let ready = std::env::args_os().nth(1).map(PathBuf::from);
    tauri::Builder::default()
        .register_uri_scheme_protocol("empty", |_, _| {
            let page = b"<!doctype html><title>Empty</title>".to_vec();
            let mut response = Response::new(page);
            let kind = tauri::http::HeaderValue::from_static("text/html");
            response.headers_mut().insert("content-type", kind);
            response
        })
        .setup(move |app| {
            let page = WebviewUrl::CustomProtocol(PAGE.parse()?);
            WebviewWindowBuilder::new(app, "main", page)
                .inner_size(1280.0, 800.0)
                .incognito(true)
                .on_page_load(move |_, load| {
                    if load.event() == PageLoadEvent::Finished
                        && let Some(ready) = &ready
                        && let Err(error) = std::fs::write(ready, b"")
                    {
                        eprintln!("{}: {error}", ready.display());
                    }
                })
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
