//! Connections, and the way of a request through identity, protection, interference and operation.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http_body_util::{BodyExt, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use percent_encoding::percent_decode_str;
use serde::Serialize;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::http::call::{Call, Failure, Reply};
use crate::http::csrf::Guard;
use crate::http::identify::identify;
use crate::http::interference::{Interference, Met, Standing};
use crate::http::sending::{Content, finish};
use crate::identity::{Identity, Sessions, cookie};
use crate::oidc::Setup;
use crate::oidc::provider::Provider;
use crate::ops::rules::retention_runs;
use crate::ops::running::scheduled;
use crate::routes::{self, Found};
use crate::world::World;
use crate::{Options, chance, oidc, portal, sign_in};

/// A request that was answered.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct RequestLine {
    /// The method.
    pub method: String,
    /// The path as sent.
    pub path: String,
    /// The query as sent, empty for none.
    pub query: String,
    /// The operation's id in Harbor's description, if it is one that is served.
    pub operation: Option<String>,
    /// The status of the answer.
    pub status: u16,
    /// Who asked: a user's or robot's name, or `anonymous`.
    pub identity: String,
}

/// How long a session lives after its last use, unless that is set.
const SESSION: Duration = Duration::from_secs(60 * 60);

/// What all connections share.
#[derive(Debug)]
pub(crate) struct Shared {
    state: Mutex<State>,
    interference: Option<Arc<dyn Interference>>,
    login_delay: Duration,
    session_lifetime: Option<Duration>,
    remember: usize,
    provider: Provider,
    client_secret: String,
    external: String,
}

#[derive(Debug)]
pub(crate) struct State {
    pub world: World,
    pub sessions: Sessions,
    requests: VecDeque<RequestLine>,
}

impl Shared {
    /// Everything at its beginning; `external` is the address that people know.
    pub fn new(
        mut options: Options,
        external: String,
        interference: Option<Arc<dyn Interference>>,
    ) -> Self {
        let client_secret = options.client_secret();
        let mut world = options.world;
        world.scan_takes = options.scan_takes;
        let state = State {
            world,
            sessions: Sessions::living(options.session_lifetime.unwrap_or(SESSION)),
            requests: VecDeque::new(),
        };
        Self {
            state: Mutex::new(state),
            interference,
            login_delay: options.login_delay,
            session_lifetime: options.session_lifetime,
            remember: options.remember,
            provider: Provider::default(),
            client_secret,
            external,
        }
    }

    pub fn requests(&self) -> Vec<RequestLine> {
        self.state().requests.iter().cloned().collect()
    }

    pub fn clear_requests(&self) {
        self.state().requests.clear();
    }

    fn met(&self, operation: Option<&str>, path: &str, query: &str) -> Met {
        let interference = self.interference.as_ref();
        interference.map_or_else(Met::default, |it| it.meet(operation, path, query))
    }

    fn standing(&self) -> Standing {
        let interference = self.interference.as_ref();
        interference.map_or_else(Standing::default, |it| it.standing())
    }

    pub fn set_clock_forward(&self, by: Duration) {
        let world = &mut self.state().world;
        world.ahead += chrono::Duration::from_std(by).unwrap_or_default();
    }

    pub fn end_sessions(&self) {
        self.state().sessions.close_all();
    }

    pub fn unlock_names(&self) {
        self.state().sessions.unlock_names();
    }

    pub fn login_delay(&self) -> Duration {
        self.login_delay
    }

    pub fn session_lifetime(&self) -> Option<Duration> {
        self.session_lifetime
    }

    pub fn provider(&self) -> &Provider {
        &self.provider
    }

    /// How people sign in through a provider, if they do.
    pub fn setup(&self) -> Option<Setup> {
        Setup::of(&self.state().world, &self.client_secret, &self.external)
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
                // Without it small answers may wait for the other side's delayed acknowledgement.
                let _ = stream.set_nodelay(true);
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

async fn answer(shared: &Shared, request: Request<Incoming>) -> Response<Content> {
    let (head, body) = request.into_parts();
    let body = match Limited::new(body, 16 << 20).collect().await {
        Ok(body) => body.to_bytes(),
        Err(_) => Bytes::new(),
    };
    let request = Request::from_parts(head, body);
    let path = request.uri().path().to_owned();
    if let Some(asked) = path.strip_prefix("/demo/") {
        return finish(demo(shared, asked, &request), false);
    }
    let found = routes::find(request.method(), &path);
    let operation = match &found {
        Found::Operation(route, _) => Some(route.operation),
        Found::Nothing(_) => None,
    };
    let query = request.uri().query().unwrap_or_default();
    let is_file = portal::serves(&path);
    let asked = if is_file {
        Some(portal::FILE)
    } else {
        operation
    };
    let mut met = shared.met(asked, &path, query);
    if !met.waits.is_zero() {
        tokio::time::sleep(met.waits).await;
    }
    if met.ends_sessions {
        shared.state().sessions.close_all();
    }
    let identity = identify(shared, &request).await;
    let mut reply = match met.reply.take() {
        Some(reply) => reply,
        None if is_file => portal::answer(request.method(), request.headers()),
        None if sign_in::serves(&path) => sign_in(shared, &request, &path).await,
        None => respond(shared, &request, &path, found, identity),
    };
    let request_id = request
        .headers()
        .get("x-request-id")
        .and_then(|value| value.to_str().ok());
    let request_id = request_id.map_or_else(chance::uuid, str::to_owned);
    if !is_file {
        reply.headers.push(("x-request-id", request_id));
    }
    remember(shared, &request, operation, identity, reply.status);
    met.alter(&mut reply);
    if *request.method() == Method::HEAD {
        reply.body.clear();
    }
    finish(reply, met.cuts_body)
}

/// `/c/login`, `/c/log_out`: sessions and their protection.
async fn sign_in(shared: &Shared, request: &Request<Bytes>, path: &str) -> Reply {
    let guard = Guard::of(request.method(), path, request.headers());
    let mut reply = match guard.as_ref().and_then(|guard| guard.refusal) {
        Some(refusal) => Failure::forbidden(refusal).into(),
        None if path.starts_with(sign_in::OIDC) => oidc::flow::answer(shared, request, path).await,
        None => {
            let (reply, wrong) = {
                let state = &mut *shared.state();
                sign_in::answer(state, request, path, &shared.external, shared.login_delay)
            };
            if wrong {
                tokio::time::sleep(shared.login_delay).await;
            }
            reply
        }
    };
    if let Some(guard) = guard {
        reply.headers.extend(guard.headers());
    }
    reply
}

fn respond(
    shared: &Shared,
    request: &Request<Bytes>,
    path: &str,
    found: Found,
    identity: Identity,
) -> Reply {
    let guard = Guard::of(request.method(), path, request.headers());
    let refusal = guard.as_ref().and_then(|guard| guard.refusal);
    let mut reply = match refusal {
        Some(refusal) => Failure::forbidden(refusal).into(),
        None => {
            let state = &mut *shared.state();
            let mut reply = perform(shared, &mut state.world, request, path, found, identity);
            let sid = cookie(request.headers(), "sid");
            if sid.is_none_or(|sid| !state.sessions.knows(&sid)) {
                let sid = state.sessions.open(None);
                reply.headers.push((
                    "set-cookie",
                    format!("sid={sid}; Path=/; HttpOnly; HttpOnly"),
                ));
            }
            reply
        }
    };
    if let Some(guard) = guard {
        reply.headers.extend(guard.headers());
    }
    reply
}

fn perform(
    shared: &Shared,
    world: &mut World,
    request: &Request<Bytes>,
    path: &str,
    found: Found,
    identity: Identity,
) -> Reply {
    let (route, parameters) = match found {
        Found::Operation(route, parameters) => (route, parameters),
        Found::Nothing(failure) => return failure.into(),
    };
    let unsafe_method = ![Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    let configures = route.operation == "updateConfigurations";
    let standing = shared.standing();
    let is_read_only = standing.read_only || *world.setting("read_only") == true;
    if unsafe_method && !configures && is_read_only {
        return Failure::read_only().into();
    }
    let query = request.uri().query().unwrap_or_default();
    if query.contains(';') {
        return Failure::bad_request("invalid query string: semicolons are not allowed").into();
    }
    let host = request
        .headers()
        .get("host")
        .and_then(|value| value.to_str().ok());
    let call = Call {
        method: request.method().as_str(),
        head: *request.method() == Method::HEAD,
        path,
        parameters,
        query: pairs(query),
        headers: request.headers(),
        body: request.body(),
        identity,
        external: standing
            .external
            .unwrap_or_else(|| format!("http://{}", host.unwrap_or("127.0.0.1"))),
        upstream: standing.upstream,
    };
    if !route.any_accept && !accepts_json(call.header("accept")) {
        return Failure::invalid(
            "unsupported media type requested, only [application/json] are available",
        )
        .into();
    }
    // It looks as if somebody had set it.
    let configured = world.setting("read_only").clone();
    if standing.read_only {
        world.set("read_only", true.into());
    }
    scheduled::advance(world);
    retention_runs::advance(world);
    let reply = (route.handler)(world, &call).unwrap_or_else(Reply::from);
    if standing.read_only {
        world.set("read_only", configured);
    }
    reply
}

fn accepts_json(accept: Option<&str>) -> bool {
    accept.is_none_or(|accept| {
        accept.split(',').any(|kind| {
            let kind = kind.split(';').next().unwrap_or_default().trim();
            ["*/*", "application/*", "application/json", ""].contains(&kind)
        })
    })
}

/// The pairs of a query or a form, decoded.
pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        percent_decode_str(&text.replace('+', " "))
            .decode_utf8_lossy()
            .into_owned()
    };
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (decode(key), decode(value)))
        .collect()
}

fn remember(
    shared: &Shared,
    request: &Request<Bytes>,
    operation: Option<&str>,
    identity: Identity,
    status: u16,
) {
    let state = &mut *shared.state();
    let name = match identity {
        Identity::Anonymous => None,
        Identity::User(id) => state.world.user(id).map(|user| user.name.clone()),
        Identity::Robot(id) => state
            .world
            .robots
            .iter()
            .find(|robot| robot.id == id)
            .map(|robot| robot.full_name.clone()),
    };
    if state.requests.len() >= shared.remember {
        state.requests.pop_front();
    }
    state.requests.push_back(RequestLine {
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        query: request.uri().query().unwrap_or_default().to_owned(),
        operation: operation.map(str::to_owned),
        status,
        identity: name.unwrap_or_else(|| "anonymous".to_owned()),
    });
}

/// The demo's own paths, which are no part of Harbor.
fn demo(shared: &Shared, asked: &str, request: &Request<Bytes>) -> Reply {
    let method = request.method().as_str();
    let interference = shared.interference.as_ref();
    if let Some(reply) = interference.and_then(|it| it.answer(method, asked, request.body())) {
        return reply;
    }
    match (method, asked) {
        ("GET", "requests") => Reply::json(json!(shared.requests())),
        ("DELETE", "requests") => {
            shared.clear_requests();
            Reply::empty(200)
        }
        _ => Failure::not_found(format!("path /demo/{asked} was not found")).into(),
    }
}
