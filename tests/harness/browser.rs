//! The window's files in a plain browser, with the console behind them and no shell: what the page
//! needs of Tauri are two functions.

use std::{
    convert::Infallible,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use futures::future::BoxFuture;
use http_body_util::{BodyExt, Full};
use hyper::{
    Method, Request, Response,
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use pilothouse_console::{Console, Demo, DemoAccess, MemoryKeychain};
use pilothouse_protocol::{Call, Event};
use tokio::{
    net::TcpListener,
    sync::{Mutex, mpsc},
};

use super::registries::harbor::Servers;

/// What the page finds instead of Tauri's own.
const TAURI: &str = r#"
const heard = new Map();
let next = 1;
async function hears(callback) {
  for (;;) {
    const events = await (await fetch("/events")).json();
    events.forEach((payload) => callback({ payload }));
  }
}
window.__TAURI_INTERNALS__ = {
  transformCallback(callback) {
    heard.set(next, callback);
    return next++;
  },
  async invoke(command, given) {
    if (command === "plugin:event|listen") {
      hears(heard.get(given.handler));
      return 1;
    }
    const answer = await fetch("/call", { method: "POST", body: JSON.stringify(given.call) });
    return answer.arrayBuffer();
  },
};
"#;

/// The page at an address of its own. Dropping it ends that.
pub struct Page {
    address: String,
    // Dropped before the folder of what runs in it.
    _runtime: Servers,
    _profile: tempfile::TempDir,
}

struct Served {
    console: Arc<Console>,
    events: Mutex<mpsc::UnboundedReceiver<Event>>,
}

struct NoDemo;

impl Demo for NoDemo {
    fn start(&self) -> BoxFuture<'_, Result<DemoAccess, String>> {
        Box::pin(async { Err("there is none here".to_owned()) })
    }
}

impl Page {
    pub fn serve() -> Self {
        assert!(
            files().join("index.html").is_file(),
            "The window is not built: cargo xtask build"
        );
        let profile = tempfile::tempdir().expect("a temporary folder");
        let runtime = Servers::new();
        let (publish, events) = mpsc::unbounded_channel();
        let listener = Arc::new(move |event| {
            // Nobody listens any more when a page was closed.
            let _ = publish.send(event);
        });
        let keychain = Arc::new(MemoryKeychain::default());
        let console = Console::open(profile.path(), keychain, Arc::new(NoDemo), listener);
        let served = Arc::new(Served {
            console,
            events: Mutex::new(events),
        });
        let listener = runtime
            .block_on(TcpListener::bind(("127.0.0.1", 0)))
            .expect("a free port");
        let address = format!("http://{}/", listener.local_addr().expect("an address"));
        runtime.spawn(accept(listener, served));
        Self {
            address,
            _runtime: runtime,
            _profile: profile,
        }
    }

    pub fn address(&self) -> &str {
        &self.address
    }
}

/// The browser of the engine that the shell's window has.
pub fn program() -> PathBuf {
    let folders = ["lib/x86_64-linux-gnu", "lib/aarch64-linux-gnu", "libexec"];
    let mut programs = folders.iter().map(|folder| {
        Path::new("/usr")
            .join(folder)
            .join("webkit2gtk-4.1/MiniBrowser")
    });
    programs
        .find(|program| program.is_file())
        .expect("WebKit's MiniBrowser, which comes with its library")
}

fn files() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist")
}

async fn accept(listener: TcpListener, served: Arc<Served>) {
    while let Ok((stream, _)) = listener.accept().await {
        let served = Arc::clone(&served);
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(Arc::clone(&served), request));
            // A page that goes away cuts its connections.
            let _ = http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

async fn answer(
    served: Arc<Served>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path().to_owned();
    let (kind, body) = match (request.method(), path.as_str()) {
        (&Method::POST, "/call") => {
            let body = request.into_body().collect().await.expect("a call");
            let call: Call = serde_json::from_slice(&body.to_bytes()).expect("a call");
            (
                "application/octet-stream",
                served.console.answer(call).await,
            )
        }
        (_, "/events") => {
            let mut events = Vec::new();
            served.events.lock().await.recv_many(&mut events, 100).await;
            let events = serde_json::to_vec(&events).expect("JSON");
            ("application/json", events)
        }
        (_, "/tauri.js") => ("text/javascript", TAURI.as_bytes().to_vec()),
        (_, path) => file(path),
    };
    Ok(Response::builder()
        .header("content-type", kind)
        .body(Full::new(Bytes::from(body)))
        .expect("a header"))
}

/// A file of the window; the page itself for all its places.
fn file(path: &str) -> (&'static str, Vec<u8>) {
    let name = path.trim_start_matches('/');
    let kind = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        _ => {
            let page = fs::read_to_string(files().join("index.html")).expect("the page");
            let tauri = r#"<head><script src="/tauri.js"></script>"#;
            return ("text/html", page.replace("<head>", tauri).into_bytes());
        }
    };
    (kind, fs::read(files().join(name)).unwrap_or_default())
}
