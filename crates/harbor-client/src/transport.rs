//! One exchange with one host: sends a request, reads the answer within its limits.

pub(super) mod certificate;
pub(super) mod concurrency_limit;
pub(super) mod fault;
pub(super) mod proxy;
pub(super) mod reply;
pub(super) mod retry;
pub(super) mod server;
pub(super) mod tls;

use std::{sync::Arc, time::Duration};

use bytes::{Bytes, BytesMut};
use harbor_api::{Api, ApiError, Harbor, Method};
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, LOCATION,
};
use tokio::time::{Instant, timeout};
use url::Url;

use crate::{
    address::Address,
    error::{ClientError, ProxyProblem},
    identity::secret::Redactor,
    options::{Patience, SendOptions},
    request_log::{Logging, RequestLog},
    transport::{
        concurrency_limit::ConcurrencyLimit,
        proxy::ProxyName,
        server::{Server, Trust},
    },
};

/// Without `*/*` some of Harbor's text answers are refused with 406.
const ACCEPTED: &str = "application/json, text/plain, */*";
const REQUEST_ID: &str = "x-request-id";
const NO_RENEWAL: &str = "x-harbor-no-session-renewal";
/// Silence in the middle of an answer's body.
const IDLE: Duration = Duration::from_secs(30);
/// Redirects that a read follows, within its origin.
const REDIRECTS: u32 = 3;

/// A request with everything but the address.
#[derive(Debug, Clone)]
pub(crate) struct Outgoing {
    pub method: Method,
    /// Encoded path and query.
    pub target: String,
    /// Credentials and what the operation wants; must hold nothing for another origin.
    pub headers: HeaderMap,
    pub body: Option<Vec<u8>>,
    /// Whether a redirect is an answer to be given back as it is.
    pub keep_redirect: bool,
    /// Whether a redirect may lead to another host, which is then asked without credentials.
    pub may_be_elsewhere: bool,
    /// Whether a success gives its body piece by piece instead of read.
    pub is_streamed: bool,
    pub options: SendOptions,
}

impl Outgoing {
    /// A read without credentials.
    pub(crate) fn get(target: &str) -> Self {
        Self {
            method: Method::Get,
            target: target.to_owned(),
            headers: HeaderMap::new(),
            body: None,
            keep_redirect: false,
            may_be_elsewhere: false,
            is_streamed: false,
            options: SendOptions::default(),
        }
    }

    /// A read without credentials that somebody waits for, or that nothing depends on.
    pub(crate) fn quick_get(target: &str) -> Self {
        let options = SendOptions {
            patience: Patience::Quick,
            ..SendOptions::default()
        };
        Self {
            options,
            ..Self::get(target)
        }
    }

    /// A request of an operation's, without credentials.
    pub(crate) fn of(
        request: &harbor_api::Request,
        options: SendOptions,
    ) -> Result<Self, ClientError> {
        let mut headers = HeaderMap::new();
        let own = request.headers.iter();
        let own = own.map(|(name, value)| (*name, value.as_str()));
        let common = request.api.headers(&request.target).iter().copied();
        for (name, value) in common.chain(own) {
            let name = HeaderName::from_bytes(name.as_bytes());
            let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) else {
                return Err(ClientError::InvalidRequest(
                    "a header can't be written".into(),
                ));
            };
            headers.insert(name, value);
        }
        if request.body.is_some() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        Ok(Self {
            method: request.method,
            target: request.target.clone(),
            headers,
            body: request.body.clone(),
            keep_redirect: false,
            may_be_elsewhere: request.api.may_be_elsewhere(&request.target),
            is_streamed: false,
            options,
        })
    }

    /// Adds what a person wrote; a header of that name that is there goes.
    pub(crate) fn add_headers(&mut self, headers: &[(String, String)]) -> Result<(), ClientError> {
        for (name, value) in headers {
            let header = HeaderName::from_bytes(name.as_bytes());
            let (Ok(header), Ok(value)) = (header, HeaderValue::from_str(value)) else {
                return Err(ClientError::InvalidRequest(format!(
                    "the header {name} can't be written"
                )));
            };
            self.headers.insert(header, value);
        }
        Ok(())
    }

    /// The path without its query, for logs.
    fn path(&self) -> &str {
        self.target.split(['?', '#']).next().unwrap_or_default()
    }
}

/// An answer, whatever its status.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    /// Empty where it is streamed.
    pub body: Bytes,
    /// The body of a success that is streamed.
    pub stream: Option<reqwest::Response>,
    /// The server's `X-Request-Id`, or else ours.
    pub request_id: String,
    /// The certificate that the server showed (DER).
    pub certificate: Option<Vec<u8>>,
}

impl Answer {
    /// A header's value, if it is text.
    pub(crate) fn header(&self, name: impl reqwest::header::AsHeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// What an unsuccessful answer of Harbor's says, without the secrets it may repeat.
    pub(crate) fn error(&self, redactor: &Redactor) -> ApiError {
        self.error_of(&Harbor, redactor)
    }

    /// The same for any API.
    pub(crate) fn error_of(&self, api: &dyn Api, redactor: &Redactor) -> ApiError {
        let request_id = Some(self.request_id.clone());
        let mut error = api.error(self.status, &self.body, request_id);
        error.message = redactor.clean(&error.message);
        error
    }
}

/// The way to one host. Cheap to clone; clones share connections.
#[derive(Debug, Clone)]
pub(crate) struct Transport {
    server: Arc<Server>,
    /// What requests go through.
    proxy: Option<Arc<ProxyName>>,
    http: reqwest::Client,
    concurrency_limit: ConcurrencyLimit,
    /// Where requests are noted.
    log: Option<RequestLog>,
}

impl Transport {
    /// Checks the consents and prepares the connections; nothing is sent.
    pub(crate) fn new(server: Server) -> Result<Self, ClientError> {
        if server.address.is_plain_http() && !server.trust.accept_plain_http {
            return Err(ClientError::PlainHttpNotAllowed);
        }
        let proxy = proxy::of(&server)?;
        let http = tls::client(&server, proxy.as_ref())?;
        let concurrency_limit = ConcurrencyLimit::to(&server.address);
        Ok(Self {
            server: Arc::new(server),
            proxy: proxy.map(|proxy| Arc::new(proxy.name())),
            http,
            concurrency_limit,
            log: None,
        })
    }

    pub(crate) fn address(&self) -> &Address {
        &self.server.address
    }

    pub(crate) fn server(&self) -> &Server {
        &self.server
    }

    /// The same way, with its requests noted in a log.
    pub(crate) fn logged(&self, log: RequestLog) -> Self {
        Self {
            log: Some(log),
            ..self.clone()
        }
    }

    fn begin_logging(&self, outgoing: &Outgoing) -> Option<Logging> {
        let log = self.log.as_ref()?;
        Some(log.begin(self.address().origin(), outgoing))
    }

    /// Sends a request; a safe one (GET, HEAD) again where it is of use.
    pub(crate) async fn send(&self, outgoing: &Outgoing) -> Result<Answer, ClientError> {
        let logging = self.begin_logging(outgoing);
        let mut retries = 0;
        let outcome = loop {
            let outcome = self.attempt(outgoing).await;
            if !outgoing.method.is_safe() {
                break outcome;
            }
            let Some(wait) = retry::wait_after(&outcome, retries) else {
                break outcome;
            };
            retries += 1;
            tracing::debug!(path = outgoing.path(), retries, "trying again");
            tokio::time::sleep(wait).await;
        };
        if let Some(logging) = logging {
            logging.end(&outcome, retries);
        }
        outcome
    }

    /// Sends a request one time, with the redirects that it may follow.
    pub(crate) async fn send_once(&self, outgoing: &Outgoing) -> Result<Answer, ClientError> {
        let logging = self.begin_logging(outgoing);
        let outcome = self.attempt(outgoing).await;
        if let Some(logging) = logging {
            logging.end(&outcome, 0);
        }
        outcome
    }

    async fn attempt(&self, outgoing: &Outgoing) -> Result<Answer, ClientError> {
        let url = self.address().join(&outgoing.target).ok_or_else(|| {
            ClientError::InvalidRequest("its target is not a path on this host".into())
        })?;
        let own = outgoing.headers.get(REQUEST_ID);
        let own = own.and_then(|value| value.to_str().ok());
        let request_id = match own {
            Some(own) => own.to_owned(),
            None => format!("{:032x}", fastrand::u128(..)),
        };
        let _turn = self.concurrency_limit.enter().await;
        let start = Instant::now();
        let outcome = self.follow(outgoing, url, &request_id).await;
        let ms = start.elapsed().as_millis() as u64;
        let method = outgoing.method.as_str();
        match &outcome {
            Ok(answer) => {
                tracing::debug!(
                    method,
                    path = outgoing.path(),
                    status = answer.status,
                    ms,
                    request_id
                );
            }
            Err(error) => {
                tracing::debug!(method, path = outgoing.path(), %error, ms, request_id);
            }
        }
        outcome
    }

    async fn follow(
        &self,
        outgoing: &Outgoing,
        mut url: Url,
        request_id: &str,
    ) -> Result<Answer, ClientError> {
        let mut redirects = 0;
        loop {
            let answer = self.exchange(outgoing, url.clone(), request_id).await?;
            if outgoing.keep_redirect || !matches!(answer.status, 301..=303 | 307 | 308) {
                return Ok(answer);
            }
            let to = answer
                .header(LOCATION)
                .and_then(|location| url.join(location).ok());
            // An answer that does not say where to go is a failure as any other.
            let Some(mut to) = to else { return Ok(answer) };
            redirects += 1;
            let stays = self.address().is_origin_of(&to);
            if !stays && outgoing.may_be_elsewhere {
                return self.exchange_elsewhere(outgoing, to, request_id).await;
            }
            if !outgoing.method.is_safe() || !stays || redirects > REDIRECTS {
                return Err(ClientError::Redirect { to: shown(&to) });
            }
            remove_user(&mut to);
            url = to;
        }
    }

    /// Asks another host, which the registry leads to, for content that it keeps there: one request
    /// without credentials, over encrypted connections that trust nothing but what this registry's
    /// may. Plain http is for registries that are themselves reached by it.
    async fn exchange_elsewhere(
        &self,
        outgoing: &Outgoing,
        mut to: Url,
        request_id: &str,
    ) -> Result<Answer, ClientError> {
        remove_user(&mut to);
        let refused = || ClientError::Redirect { to: shown(&to) };
        let address = Address::of(&to).ok_or_else(refused)?;
        if outgoing.method != Method::Get
            || (address.is_plain_http() && !self.address().is_plain_http())
        {
            return Err(refused());
        }
        let there = Self::new(Server {
            address,
            trust: Trust {
                accept_unverified_certificate: false,
                ..self.server.trust.clone()
            },
            proxy: self.server.proxy.clone(),
        })?;
        let mut outgoing = outgoing.clone();
        outgoing.headers.remove(AUTHORIZATION);
        outgoing.headers.remove(COOKIE);
        let answer = there.exchange(&outgoing, to.clone(), request_id).await?;
        match answer.status {
            301..=303 | 307 | 308 => Err(refused()),
            _ => Ok(answer),
        }
    }

    async fn exchange(
        &self,
        outgoing: &Outgoing,
        url: Url,
        request_id: &str,
    ) -> Result<Answer, ClientError> {
        let after = outgoing.options.patience.total();
        let whole = self.exchange_without_end(outgoing, url, request_id);
        timeout(after, whole).await.unwrap_or_else(|_| {
            Err(ClientError::TimedOut {
                after,
                request_id: request_id.to_owned(),
            })
        })
    }

    async fn exchange_without_end(
        &self,
        outgoing: &Outgoing,
        url: Url,
        request_id: &str,
    ) -> Result<Answer, ClientError> {
        let mut request = self
            .http
            .request(method(outgoing.method), url)
            .headers(outgoing.headers.clone());
        if !outgoing.headers.contains_key(REQUEST_ID) {
            request = request.header(REQUEST_ID, request_id);
        }
        if !outgoing.headers.contains_key(ACCEPT) {
            request = request.header(ACCEPT, ACCEPTED);
        }
        if outgoing.options.background {
            request = request.header(NO_RENEWAL, "1");
        }
        if let Some(body) = &outgoing.body {
            request = request.body(body.clone());
        }
        let mut response = request.send().await.map_err(|error| {
            fault::from_request(error, &self.server, self.proxy.as_deref(), request_id)
        })?;
        let certificate = response
            .extensions()
            .get::<reqwest::tls::TlsInfo>()
            .and_then(|info| info.peer_certificate())
            .map(<[u8]>::to_vec);
        let status = response.status().as_u16();
        if let (407, Some(proxy)) = (status, &self.proxy) {
            return Err(fault::from_proxy(proxy, ProxyProblem::SignIn));
        }
        let headers = std::mem::take(response.headers_mut());
        let request_id = headers
            .get(REQUEST_ID)
            .and_then(|value| value.to_str().ok())
            .filter(|value| !value.is_empty())
            .unwrap_or(request_id)
            .to_owned();
        let (body, stream) = if outgoing.is_streamed && (200..300).contains(&status) {
            (Bytes::new(), Some(response))
        } else {
            let limit = outgoing.options.body_limit;
            (read(response, limit, &request_id).await?, None)
        };
        let answer = Answer {
            status,
            headers,
            body,
            stream,
            request_id,
            certificate,
        };
        match header_too_large(&outgoing.headers, &answer) {
            Some(error) => Err(error),
            None => Ok(answer),
        }
    }
}

/// Reads a body, counted as it is unpacked, so that a small packed one can't fill the memory.
async fn read(
    mut response: reqwest::Response,
    limit: usize,
    request_id: &str,
) -> Result<Bytes, ClientError> {
    let too_large = || ClientError::TooLarge {
        limit,
        request_id: request_id.to_owned(),
    };
    if response
        .content_length()
        .is_some_and(|length| length > limit as u64)
    {
        return Err(too_large());
    }
    let mut body = BytesMut::new();
    loop {
        match next_chunk(&mut response, request_id).await? {
            None => return Ok(body.freeze()),
            Some(chunk) if body.len() + chunk.len() > limit => return Err(too_large()),
            Some(chunk) => body.extend_from_slice(&chunk),
        }
    }
}

/// The next piece of a body; nothing at its end.
pub(crate) async fn next_chunk(
    response: &mut reqwest::Response,
    request_id: &str,
) -> Result<Option<Bytes>, ClientError> {
    let chunk = timeout(IDLE, response.chunk())
        .await
        .map_err(|_| ClientError::TimedOut {
            after: IDLE,
            request_id: request_id.to_owned(),
        })?;
    chunk.map_err(|error| fault::from_body(error, request_id))
}

/// Servers and gateways take at least this much in one header's line.
const HEADER_ALWAYS_TAKEN: usize = 4 * 1024;

/// Whether the request's headers are what was refused. There is a status for it (RFC 6585, 5), but
/// nginx and others say 400 with a page of their own.
fn header_too_large(sent: &HeaderMap, answer: &Answer) -> Option<ClientError> {
    let (header, bytes) = sent
        .iter()
        .map(|(name, value)| (name, value.len()))
        .max_by_key(|(_, bytes)| *bytes)?;
    let says_why = serde_json::from_slice::<serde_json::Value>(&answer.body).is_ok();
    let is_refused = match answer.status {
        431 => true,
        400 | 413 | 414 => bytes > HEADER_ALWAYS_TAKEN && !says_why,
        _ => false,
    };
    is_refused.then(|| ClientError::HeaderTooLarge {
        header: header.to_string(),
        bytes,
        status: answer.status,
        request_id: answer.request_id.clone(),
    })
}

/// An address without what may be secret in it.
fn shown(url: &Url) -> String {
    let mut shown = url.clone();
    shown.set_query(None);
    shown.set_fragment(None);
    remove_user(&mut shown);
    shown.into()
}

/// A user in an address would be sent as Basic credentials.
fn remove_user(url: &mut Url) {
    // These fail only for addresses that can't have a user anyway.
    let _ = url.set_username("");
    let _ = url.set_password(None);
}

fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Head => reqwest::Method::HEAD,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
    }
}
