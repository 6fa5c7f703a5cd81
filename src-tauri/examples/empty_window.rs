//! An empty window of Tauri's: what the frame alone takes of time and memory. `cargo xtask bench`
//! starts it with the file that it writes once it has drawn.

use std::path::PathBuf;

use tauri::{WebviewUrl, WebviewWindowBuilder, webview::PageLoadEvent};

fn main() -> tauri::Result<()> {
    let ready = std::env::args_os().nth(1).map(PathBuf::from);
    tauri::Builder::default()
        .setup(move |app| {
            let page = WebviewUrl::External("about:blank".parse()?);
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
