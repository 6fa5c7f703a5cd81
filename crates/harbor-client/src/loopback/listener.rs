//! The place on this computer that the browser is sent back to (RFC 8252, 7.3 and 8.3).

use std::{
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use http_body_util::Full;
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{
        ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST,
        REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    },
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use openidconnect::RedirectUrl;
use sha2::{Digest, Sha256};
use tokio::{net::TcpListener, sync::oneshot};
use url::{Url, form_urlencoded};

use super::error::{LoopbackError, shown};
use crate::identity::secret::Secret;

const PATH: &str = "/callback";
/// Browsers open connections ahead and say nothing on them.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);

/// A listener for one sign-in, on 127.0.0.1 and a port that nobody else has.
pub(super) struct Listener {
    socket: TcpListener,
    redirect: RedirectUrl,
    expected: Arc<Expected>,
    code: oneshot::Receiver<Result<Secret, LoopbackError>>,
}

/// What an answer must hold, and who waits for it.
struct Expected {
    host: String,
    state: Secret,
    issuer: String,
    must_name_issuer: bool,
    /// Taken by the first good answer.
    waiting: Mutex<Option<oneshot::Sender<Result<Secret, LoopbackError>>>>,
}

impl Listener {
    pub(super) async fn open(
        state: Secret,
        (issuer, must_name_issuer): (String, bool),
    ) -> Result<Self, LoopbackError> {
        let failed = |error: std::io::Error| LoopbackError::Listener(error.to_string());
        let socket = TcpListener::bind(("127.0.0.1", 0)).await.map_err(failed)?;
        let host = socket.local_addr().map_err(failed)?.to_string();
        let redirect = Url::parse(&format!("http://{host}{PATH}"))
            .map_err(|error| LoopbackError::Listener(error.to_string()))?;
        let (waiting, code) = oneshot::channel();
        Ok(Self {
            socket,
            redirect: RedirectUrl::from_url(redirect),
            expected: Arc::new(Expected {
                host,
                state,
                issuer,
                must_name_issuer,
                waiting: Mutex::new(Some(waiting)),
            }),
            code,
        })
    }

    /// Where the browser is to be sent.
    pub(super) fn redirect(&self) -> RedirectUrl {
        self.redirect.clone()
    }

    /// `host:port` of that place.
    pub(super) fn host(&self) -> &str {
        &self.expected.host
    }

    /// Waits for the browser's code. The port is closed when this ends, however it ends.
    pub(super) async fn code(self) -> Result<Secret, LoopbackError> {
        let mut code = self.code;
        loop {
            tokio::select! {
                code = &mut code => {
                    return code.unwrap_or(Err(LoopbackError::TimedOut));
                }
                accepted = self.socket.accept() => {
                    // One that went away before it was taken is no reason to end.
                    if let Ok((stream, _)) = accepted {
                        let expected = Arc::clone(&self.expected);
                        // On its own, so that the answer to the last one is still written.
                        tokio::spawn(async move {
                            let service = service_fn(move |request| {
                                let answer = answer(&expected, &request);
                                async move { Ok::<_, Infallible>(answer) }
                            });
                            let _ = http1::Builder::new()
                                .timer(TokioTimer::new())
                                .header_read_timeout(HEAD_TIMEOUT)
                                .keep_alive(false)
                                .serve_connection(TokioIo::new(stream), service)
                                .await;
                        });
                    }
                }
            }
        }
    }
}

fn answer(expected: &Expected, request: &Request<Incoming>) -> Response<Full<Bytes>> {
    if request.uri().path() != PATH {
        return page(StatusCode::NOT_FOUND, "There is nothing here.");
    }
    if request.method() != Method::GET {
        let mut refused = page(StatusCode::METHOD_NOT_ALLOWED, "There is nothing here.");
        refused
            .headers_mut()
            .insert(ALLOW, hyper::header::HeaderValue::from_static("GET"));
        return refused;
    }
    // A name that leads here (DNS rebinding) is not this place's.
    let mut hosts = request.headers().get_all(HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    if host != Some(expected.host.as_str()) || hosts.next().is_some() {
        return page(StatusCode::BAD_REQUEST, "There is nothing here.");
    }
    let Some(parameters) = Parameters::read(request.uri().query().unwrap_or_default()) else {
        return page(StatusCode::BAD_REQUEST, OTHER);
    };
    if !parameters
        .state
        .is_some_and(|state| same(&state, expected.state.expose()))
    {
        return page(StatusCode::BAD_REQUEST, OTHER);
    }
    let outcome = match (parameters.issuer, parameters.code, parameters.error) {
        (Some(issuer), ..) if issuer != expected.issuer => Err(LoopbackError::MixUp),
        (None, ..) if expected.must_name_issuer => Err(LoopbackError::MixUp),
        (_, None, Some(code)) => Err(LoopbackError::Refused {
            code: shown(&code),
            description: shown(&parameters.description.unwrap_or_default()),
        }),
        (_, Some(code), None) => Ok(Secret::new(code)),
        _ => return page(StatusCode::BAD_REQUEST, OTHER),
    };
    let waiting = expected
        .waiting
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    let Some(waiting) = waiting else {
        return page(StatusCode::GONE, OTHER);
    };
    let words = match &outcome {
        Ok(_) => "You can close this page and go back to Pilothouse.",
        Err(_) => "The sign-in was not completed. Pilothouse says more.",
    };
    // Somebody who no longer waits has ended the sign-in.
    let _ = waiting.send(outcome);
    page(StatusCode::OK, words)
}

const OTHER: &str = "This page belongs to no sign-in that is under way. Begin again in Pilothouse.";

/// An answer's parameters (OpenID Connect Core, 3.1.2.5 and 3.1.2.6).
#[derive(Default)]
struct Parameters {
    state: Option<String>,
    code: Option<String>,
    issuer: Option<String>,
    error: Option<String>,
    description: Option<String>,
}

impl Parameters {
    /// `None` if one is there twice (RFC 6749, 3.1).
    fn read(query: &str) -> Option<Self> {
        let mut parameters = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let place = match &*name {
                "state" => &mut parameters.state,
                "code" => &mut parameters.code,
                "iss" => &mut parameters.issuer,
                "error" => &mut parameters.error,
                "error_description" => &mut parameters.description,
                _ => continue,
            };
            if place.replace(value.into_owned()).is_some() {
                return None;
            }
        }
        Some(parameters)
    }
}

/// Whether two texts are the same, in a time that says nothing about where they differ.
fn same(one: &str, other: &str) -> bool {
    Sha256::digest(one) == Sha256::digest(other)
}

/// A page of its own, without a script and without anything to load.
fn page(status: StatusCode, words: &'static str) -> Response<Full<Bytes>> {
    let text = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Pilothouse</title>\
         <style>body{{font:16px/1.5 system-ui,sans-serif;max-width:32em;margin:20vh auto;\
         padding:0 1em;color-scheme:light dark}}</style><h1>Pilothouse</h1><p>{words}</p></html>"
    );
    let mut page = Response::new(Full::new(Bytes::from(text)));
    *page.status_mut() = status;
    for (name, value) in [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'",
        ),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONNECTION, "close"),
    ] {
        page.headers_mut()
            .insert(name, hyper::header::HeaderValue::from_static(value));
    }
    page
}
