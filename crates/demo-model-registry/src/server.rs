//! Connections, and the way of a request through its token to its operation.

use std::{
    convert::Infallible,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use demo_harbor::ProjectAccess;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinSet};

use crate::{BASE, Options, answers, description, state::State};

/// The largest body taken, in bytes.
const BODY: usize = 1 << 20;

/// What all connections share.
#[derive(Debug)]
pub(crate) struct Shared {
    state: Mutex<State>,
    pub harbor: ProjectAccess,
    pub refresh_takes: Duration,
    has_lists: bool,
    /// Where Harbor's webhooks lead.
    pub webhook: String,
}

/// A status and a JSON body.
pub(crate) type Answer = (u16, Value);

impl Shared {
    pub fn new(options: Options, address: SocketAddr) -> Self {
        Self {
            state: Mutex::new(State::sample(&options.harbor)),
            webhook: format!("http://{address}{BASE}/webhooks/harbor"),
            harbor: options.harbor,
            refresh_takes: options.refresh_takes,
            has_lists: options.has_lists,
        }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes connections until it is aborted, which cuts them all.
pub(crate) async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((stream, _)) = accepted else { continue };
                let shared = Arc::clone(&shared);
                connections.spawn(async move {
                    let service = hyper::service::service_fn(move |request| {
                        let shared = Arc::clone(&shared);
                        async move { Ok::<_, Infallible>(answer(&shared, request).await) }
                    });
                    // A connection that ends badly concerns the client only.
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

async fn answer(shared: &Shared, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let (head, body) = request.into_parts();
    let body = match Limited::new(body, BODY).collect().await {
        Ok(body) => body.to_bytes(),
        Err(_) => Bytes::new(),
    };
    let (method, path) = (head.method.as_str(), head.uri.path());
    let Some(path) = path.strip_prefix(BASE) else {
        return written((404, json!({"message": "404 page not found"})));
    };
    shared.state().requests.push(format!("{method} {path}"));
    match (method, path) {
        ("GET", "/swagger/index.html") => {
            return response(200, "text/html; charset=utf-8", description::PAGE.into());
        }
        ("GET", "/swagger/doc.json") => {
            return written((200, description::document(shared.has_lists)));
        }
        _ => {}
    }
    let token = head.headers.get("authorization");
    let token = token.and_then(|value| value.to_str().ok());
    let token = token.and_then(|value| value.strip_prefix("Bearer "));
    let admitted = shared.state().admits(token);
    let Some(may_write) = admitted else {
        return written((401, json!({"message": "token is expired or invalid"})));
    };
    if method != "GET" && !may_write {
        return written((403, json!({"message": "insufficient permissions"})));
    }
    if method == "GET" && !shared.has_lists {
        return written((405, json!({"message": "method not allowed"})));
    }
    let query = head.uri.query().unwrap_or_default();
    written(answers::answer(shared, method, path, query, &body).await)
}

fn written((status, body): Answer) -> Response<Full<Bytes>> {
    response(status, "application/json", body.to_string().into())
}

fn response(status: u16, kind: &'static str, body: Bytes) -> Response<Full<Bytes>> {
    let response = Response::builder()
        .status(status)
        .header("content-type", kind);
    response
        .body(Full::new(body))
        // Statuses and types are written here, and are good ones.
        .unwrap_or_default()
}
