//! What went wrong, read from whatever the server sent.

use serde::{Deserialize, Serialize};

use crate::web_page;

/// An answer that was a success by its status, but can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the answer could not be read: {reason}")]
pub struct DecodeError {
    pub reason: String,
    /// The beginning of the body, at most 200 characters.
    pub start: String,
}

impl DecodeError {
    /// What is wrong with a body.
    pub fn new(error: &impl std::fmt::Display, body: &[u8]) -> Self {
        Self {
            reason: error.to_string(),
            start: beginning(body),
        }
    }
}

/// Harbor's error codes (`src/lib/errors`), and what a gateway's status comes closest to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ErrorCode {
    BadRequest,
    Unauthorized,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    NotAcceptable,
    Conflict,
    Precondition,
    PolicyViolation,
    TooLarge,
    UnsupportedMediaType,
    Unprocessable,
    TooManyRequests,
    Server,
    Unavailable,
    Other,
}

impl ErrorCode {
    /// The code for Harbor's word, or else for the status. The status decides between success and
    /// failure, the word between failures of one status.
    pub fn of(status: u16, word: Option<&str>) -> Self {
        match word {
            Some("PROJECTPOLICYVIOLATION") => return Self::PolicyViolation,
            Some("VIOLATE_FOREIGN_KEY_CONSTRAINT" | "PRECONDITION") => return Self::Precondition,
            Some("DENIED") => return Self::Forbidden,
            _ => {}
        }
        match status {
            400 => Self::BadRequest,
            401 => Self::Unauthorized,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            405 => Self::MethodNotAllowed,
            406 => Self::NotAcceptable,
            409 => Self::Conflict,
            412 => Self::Precondition,
            413 => Self::TooLarge,
            415 => Self::UnsupportedMediaType,
            422 => Self::Unprocessable,
            429 => Self::TooManyRequests,
            502..=504 => Self::Unavailable,
            500.. => Self::Server,
            _ => Self::Other,
        }
    }
}

/// An answer that says 'no'.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ApiError {
    /// The HTTP status.
    pub status: u16,
    pub code: ErrorCode,
    /// Harbor's words where it sent some, else the beginning of the text, else the status.
    pub message: String,
    /// `X-Request-Id`: finds the call in Harbor's log.
    pub request_id: Option<String>,
}

#[derive(Deserialize)]
struct Envelope {
    errors: Vec<EnvelopeItem>,
}

#[derive(Deserialize)]
struct EnvelopeItem {
    #[serde(default)]
    code: serde_json::Value,
    #[serde(default)]
    message: String,
}

/// The other JSON form: go-openapi's `{"code":422,"message":"…"}`.
#[derive(Deserialize)]
struct Flat {
    message: String,
}

impl ApiError {
    /// Reads an unsuccessful answer. The content type is not asked: it may lie.
    pub fn from_answer(status: u16, body: &[u8], request_id: Option<String>) -> Self {
        let (word, message) = read(body);
        let message = message
            .filter(|text| !text.trim().is_empty())
            .unwrap_or_else(|| format!("HTTP status {status}"));
        Self {
            status,
            code: ErrorCode::of(status, word.as_deref()),
            message,
            request_id,
        }
    }
}

/// Harbor's code word and message.
fn read(body: &[u8]) -> (Option<String>, Option<String>) {
    let body = web_page::without_mark(body);
    if let Ok(Envelope { errors }) = serde_json::from_slice(body)
        && let Some(first) = errors.first()
    {
        let word = first.code.as_str().map(str::to_owned);
        let all: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
        return (word, Some(all.join("; ")));
    }
    if let Ok(Flat { message }) = serde_json::from_slice(body) {
        return (None, Some(message));
    }
    let text = web_page::beginning(body);
    if text.trim_start().starts_with('<') {
        return (None, web_page::title(body));
    }
    (None, Some(beginning(body)))
}

fn beginning(body: &[u8]) -> String {
    web_page::beginning(body).chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, body: &str) -> ApiError {
        ApiError::from_answer(status, body.as_bytes(), None)
    }

    #[test]
    fn envelopes_give_code_and_words() {
        let denied = error(
            403,
            r#"{"errors":[{"code":"DENIED","message":"read only"}]}"#,
        );
        assert_eq!(
            (denied.code, denied.message.as_str()),
            (ErrorCode::Forbidden, "read only")
        );
        let policy = error(
            412,
            r#"{"errors":[{"code":"PROJECTPOLICYVIOLATION","message":"blocked"}]}"#,
        );
        assert_eq!(policy.code, ErrorCode::PolicyViolation);
        let two = error(
            400,
            r#"{"errors":[{"message":"a"},{"code":7,"message":"b"}]}"#,
        );
        assert_eq!(
            (two.code, two.message.as_str()),
            (ErrorCode::BadRequest, "a; b")
        );
    }

    #[test]
    fn a_byte_order_mark_hides_no_words() {
        let marked = error(
            403,
            "\u{feff}{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no\"}]}",
        );
        assert_eq!(
            (marked.code, marked.message.as_str()),
            (ErrorCode::Forbidden, "no")
        );
    }

    #[test]
    fn flat_objects_give_words() {
        let flat = error(422, r#"{"code":602,"message":"page_size is too large"}"#);
        assert_eq!(flat.code, ErrorCode::Unprocessable);
        assert_eq!(flat.message, "page_size is too large");
    }

    #[test]
    fn pages_give_their_title() {
        let page = "<html>\n<head><TITLE> 502 Bad Gateway </TITLE></head><body>…</body></html>";
        let gateway = error(502, page);
        assert_eq!(gateway.code, ErrorCode::Unavailable);
        assert_eq!(gateway.message, "502 Bad Gateway");
        let marked = error(
            502,
            "\u{feff}<html><title lang=en>Bad\nGateway</title></html>",
        );
        assert_eq!(marked.message, "Bad Gateway");
        assert_eq!(
            error(504, "<html><body>late</body></html>").message,
            "HTTP status 504"
        );
    }

    #[test]
    fn texts_are_cut_and_emptiness_gives_the_status() {
        assert_eq!(error(404, "").message, "HTTP status 404");
        assert_eq!(error(400, " \n ").message, "HTTP status 400");
        let empty_words = error(400, r#"{"errors":[{"code":"BAD_REQUEST","message":""}]}"#);
        assert_eq!(empty_words.message, "HTTP status 400");
        assert_eq!(error(500, &"ü".repeat(900)).message.chars().count(), 200);
        let broken = ApiError::from_answer(500, b"\xff\xfe", Some("id".into()));
        assert_eq!(broken.request_id.as_deref(), Some("id"));
        assert_eq!(error(418, "teapot").code, ErrorCode::Other);
    }
}
