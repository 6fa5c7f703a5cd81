//! What a call brings, and how an answer becomes that.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use harbor_api::{Decode, Total};
use reqwest::header::{CONTENT_TYPE, DATE, LOCATION};

use crate::{error::ClientError, secret::Redactor, transport::Answer};

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

impl RawReply {
    /// Takes an answer; all but successes of Harbor's own are errors.
    pub(crate) fn of(
        answer: Answer,
        target: &str,
        redactor: impl FnOnce() -> Redactor,
    ) -> Result<Self, ClientError> {
        if !answer.is_success() {
            return Err(ClientError::Api(answer.error(&redactor())));
        }
        if let Some(what) = web_page(&answer, target) {
            return Err(ClientError::NotHarbor {
                what,
                request_id: answer.request_id,
            });
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

/// What a page of the web is, if one came in the place of an answer: a captive portal, a sign-in
/// page of a gateway, Harbor's own portal. Even a deletion must not take that for a success. Only
/// additions and logs may be pages of their own.
fn web_page(answer: &Answer, target: &str) -> Option<String> {
    let path = target.split('?').next().unwrap_or_default();
    if path.contains("/additions/") || path.ends_with("/log") {
        return None;
    }
    let is_html = answer
        .header(CONTENT_TYPE)
        .is_some_and(|kind| kind.contains("text/html"));
    if !is_html || !answer.body.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    Some(match title(&answer.body) {
        Some(title) => format!("a web page ‘{title}’"),
        None => "a web page".to_owned(),
    })
}

/// The title of a page, at most 100 characters.
pub(crate) fn title(body: &[u8]) -> Option<String> {
    let page = String::from_utf8_lossy(&body[..body.len().min(16_384)]);
    let lower = page.to_ascii_lowercase();
    let open = lower.find("<title")?;
    let start = open + lower[open..].find('>')? + 1;
    let end = start + lower[start..].find("</title")?;
    let title: Vec<&str> = page[start..end].split_whitespace().collect();
    let title: String = title.join(" ").chars().take(100).collect();
    (!title.is_empty()).then_some(title)
}
