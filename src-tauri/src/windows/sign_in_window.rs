//! A window for a provider's pages, on request: the browser is the usual place (RFC 8252 8.12).
//!
//! It has no capability, so nothing in it can call the shell; it keeps nothing (incognito), loads
//! web pages only, opens no further windows and takes no downloads. The address that ends the
//! sign-in is caught before it is loaded.

use std::sync::atomic::{AtomicU64, Ordering};

use harbor_client::{Callback, Secret};
use pilothouse_console::{OpenWindow, SignInWindows, WindowTold};
use tauri::{
    AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
    webview::{NewWindowResponse, PageLoadEvent},
};
use tokio::sync::mpsc::UnboundedSender;

/// What the labels of these windows begin with. No capability may name one.
pub const LABEL: &str = "sign-in";

/// Opens windows for providers' pages.
pub struct ProviderWindows {
    app: AppHandle,
    opened: AtomicU64,
}

/// One that is open; it is closed when this is dropped.
struct Opened(WebviewWindow);

impl OpenWindow for Opened {}

impl Drop for Opened {
    fn drop(&mut self) {
        // It is gone already where the person closed it.
        let _ = self.0.destroy();
    }
}

impl ProviderWindows {
    pub fn new(app: AppHandle) -> Self {
        Self {
            app,
            opened: AtomicU64::new(0),
        }
    }
}

impl SignInWindows for ProviderWindows {
    fn open(
        &self,
        page: &str,
        awaited: Callback,
        tell: UnboundedSender<WindowTold>,
    ) -> Result<Box<dyn OpenWindow>, String> {
        let page = Url::parse(page).map_err(|error| error.to_string())?;
        let number = self.opened.fetch_add(1, Ordering::Relaxed);
        let (at, closed) = (tell.clone(), tell.clone());
        let window = WebviewWindowBuilder::new(
            &self.app,
            format!("{LABEL}-{number}"),
            WebviewUrl::External(page.clone()),
        )
        .title(title(&page))
        .inner_size(520.0, 720.0)
        .incognito(true)
        .on_navigation(move |url| match judge(url, &awaited) {
            Going::There => true,
            Going::Nowhere => false,
            Going::Back => {
                // Nobody waits for it any more when the sign-in was given up just now.
                let _ = tell.send(WindowTold::Came(Secret::new(url.as_str())));
                false
            }
        })
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_page_load(move |window, load| {
            if load.event() == PageLoadEvent::Started {
                let _ = window.set_title(&title(load.url()));
                let _ = at.send(WindowTold::At(host(load.url())));
            }
        })
        .build()
        .map_err(|error| error.to_string())?;
        window.on_window_event(move |event| {
            if matches!(event, WindowEvent::Destroyed) {
                let _ = closed.send(WindowTold::Closed);
            }
        });
        Ok(Box::new(Opened(window)))
    }
}

/// Closes them all with the program's own window.
pub fn close_with(main: &WebviewWindow) {
    let app = main.app_handle().clone();
    main.on_window_event(move |event| {
        if matches!(event, WindowEvent::Destroyed) {
            for (label, window) in app.webview_windows() {
                if label.starts_with(LABEL) {
                    let _ = window.destroy();
                }
            }
        }
    });
}

/// Where a window is about to go.
#[derive(Debug, PartialEq)]
enum Going {
    There,
    Nowhere,
    /// To the address that ends the sign-in.
    Back,
}

fn judge(url: &Url, awaited: &Callback) -> Going {
    match url.scheme() {
        _ if awaited.is(url.as_str()) => Going::Back,
        "https" | "http" => Going::There,
        // The empty page of a frame.
        "about" if matches!(url.path(), "blank" | "srcdoc") => Going::There,
        _ => Going::Nowhere,
    }
}

/// Nothing of the page's own words: only who it is.
fn title(url: &Url) -> String {
    let mark = match url.scheme() {
        "https" => "",
        _ => " (not encrypted)",
    };
    format!("{}{mark} · Pilothouse sign-in", host(url))
}

fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_caught_and_only_web_pages_are_loaded() {
        let awaited = Callback::at("https://registry.example.org").expect("an address");
        for (address, going) in [
            ("https://idp.example/auth?state=x", Going::There),
            ("https://registry.example.org/harbor/projects", Going::There),
            ("about:blank", Going::There),
            (
                "https://registry.example.org/c/oidc/callback?state=x&code=y",
                Going::Back,
            ),
            (
                "https://registry.example.org.evil.example/c/oidc/callback?state=x",
                Going::There,
            ),
            ("file:///etc/passwd", Going::Nowhere),
            ("tauri://localhost/", Going::Nowhere),
            ("ipc://localhost/call", Going::Nowhere),
            ("javascript:alert(1)", Going::Nowhere),
            ("data:text/html,x", Going::Nowhere),
            ("about:config", Going::Nowhere),
        ] {
            let url = Url::parse(address).expect("a URL");
            assert_eq!(judge(&url, &awaited), going, "{address}");
        }
    }

    #[test]
    fn the_title_is_the_host() {
        let title = |address: &str| title(&Url::parse(address).expect("a URL"));
        assert_eq!(
            title("https://idp.example:8443/My%20Bank?x=1"),
            "idp.example:8443 · Pilothouse sign-in"
        );
        assert!(title("http://idp.example/").contains("not encrypted"));
    }
}
