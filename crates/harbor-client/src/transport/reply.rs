//! What a call brings, and how an answer becomes that.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use harbor_api::{Decode, Method, Request, Total, web_page};
use reqwest::header::{CONTENT_TYPE, DATE, LOCATION};

use crate::{error::ClientError, identity::secret::Redactor, transport::Answer};

/// The digest of what is sent (distribution-spec, 'Pulling manifests').
const CONTENT_DIGEST: &str = "docker-content-digest";

/// A decoded answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply<T> {
    pub value: T,
    /// Items of the whole list, where it is one and the server counts them.
    pub total: Total,
    /// Finds the call in the registry's own log.
    pub request_id: String,
    /// The server's clock, to the second.
    pub date: Option<DateTime<Utc>>,
}

/// A successful answer as it came.
#[derive(Debug, Clone, PartialEq)]
pub struct RawReply {
    /// 200 to 299.
    pub status: u16,
    pub content_type: Option<String>,
    /// Unpacked.
    pub body: Bytes,
    pub total: Total,
    pub request_id: String,
    /// Where a new thing is, as the server says it: often a path that ends in its number.
    pub location: Option<String>,
    pub server_date: Option<DateTime<Utc>>,
}

/// An answer as it came, whatever its status.
#[derive(Debug, Clone, PartialEq)]
pub struct WholeAnswer {
    pub status: u16,
    /// All that are text, but those that hold what a session is kept with.
    pub headers: Vec<(String, String)>,
    /// Unpacked. Where it is no success, without the secrets that it may repeat.
    pub body: Bytes,
    pub request_id: String,
}

/// Headers that nobody is shown.
const SESSION_HEADERS: [&str; 2] = ["set-cookie", "x-harbor-csrf-token"];

impl WholeAnswer {
    pub(crate) fn of(answer: Answer, redactor: &Redactor) -> Self {
        let headers = answer.headers.iter().filter_map(|(name, value)| {
            let name = name.as_str();
            let value = value.to_str().ok().map(|value| redactor.clean(value))?;
            (!SESSION_HEADERS.contains(&name)).then(|| (name.to_owned(), value))
        });
        let headers = headers.collect();
        let body = match std::str::from_utf8(&answer.body) {
            Ok(text) if !answer.is_success() => redactor.clean(text).into(),
            _ => answer.body,
        };
        Self {
            status: answer.status,
            headers,
            body,
            request_id: answer.request_id,
        }
    }
}

impl RawReply {
    /// Takes an answer; all but successes of the API's own are errors, and so is other content than
    /// what was asked for by its digest.
    pub(crate) fn of(
        answer: Answer,
        request: &Request,
        redactor: impl FnOnce() -> Redactor,
    ) -> Result<Self, ClientError> {
        let target = request.target.as_str();
        let answer = success(answer, request, redactor)?;
        let is_verified = request.method == Method::Get
            && request
                .api
                .verify(target, answer.header(CONTENT_DIGEST), &answer.body)
                .map_err(|mismatch| match not_harbor(&answer) {
                    Some(error) => error,
                    None => ClientError::WrongContent {
                        mismatch,
                        request_id: answer.request_id.clone(),
                    },
                })?;
        if !is_verified
            && !request.api.may_be_a_page(target)
            && let Some(error) = not_harbor(&answer)
        {
            return Err(error);
        }
        let text = |name| answer.header(name).map(str::to_owned);
        Ok(Self {
            status: answer.status,
            content_type: text(CONTENT_TYPE),
            total: Total::from_header(answer.header("x-total-count")),
            location: text(LOCATION),
            server_date: answer
                .header(DATE)
                .and_then(|date| DateTime::parse_from_rfc2822(date).ok())
                .map(|date| date.with_timezone(&Utc)),
            request_id: answer.request_id,
            body: answer.body,
        })
    }

    /// Reads the body.
    pub(crate) fn decode<T: Decode>(
        self,
        redactor: impl FnOnce() -> Redactor,
    ) -> Result<Reply<T>, ClientError> {
        let value = T::decode(&self.body).map_err(|mut error| {
            let redactor = redactor();
            error.reason = redactor.clean(&error.reason);
            error.start = redactor.clean(&error.start);
            ClientError::Decode {
                error,
                status: self.status,
                request_id: self.request_id.clone(),
            }
        })?;
        Ok(Reply {
            value,
            total: self.total,
            request_id: self.request_id,
            date: self.server_date,
        })
    }
}

/// The answer, if it is a success; any other is an error.
pub(crate) fn success(
    answer: Answer,
    request: &Request,
    redactor: impl FnOnce() -> Redactor,
) -> Result<Answer, ClientError> {
    if answer.is_success() {
        return Ok(answer);
    }
    if refuses_encoded_slash(&answer, &request.target) {
        return Err(ClientError::EncodedSlashRefused {
            status: answer.status,
            request_id: answer.request_id,
        });
    }
    Err(ClientError::Api(answer.error_of(request.api, &redactor())))
}

/// The error for a page of the web that came in the place of an answer: a captive portal, a sign-in
/// page of a gateway, Harbor's own portal. Even a deletion must not take that for a success.
pub(crate) fn not_harbor(answer: &Answer) -> Option<ClientError> {
    if !web_page::is_web_page(answer.header(CONTENT_TYPE), &answer.body) {
        return None;
    }
    let what = match web_page::title(&answer.body) {
        Some(title) => format!("a web page ‘{title}’"),
        None => "a web page".to_owned(),
    };
    Some(ClientError::NotHarbor {
        what,
        request_id: answer.request_id.clone(),
    })
}

/// Whether something before Harbor refused a path for its `%25`. A slash in a repository's name is
/// encoded twice, as Harbor wants it (`%252F`), which Traefik refuses with an empty 400 and web
/// application firewalls with a page. Harbor's own refusals are JSON.
fn refuses_encoded_slash(answer: &Answer, target: &str) -> bool {
    matches!(answer.status, 400 | 403 | 404 | 406)
        && path(target).contains("%25")
        && (answer.body.trim_ascii().is_empty()
            || web_page::is_web_page(answer.header(CONTENT_TYPE), &answer.body))
}

fn path(target: &str) -> &str {
    target.split('?').next().unwrap_or_default()
}
