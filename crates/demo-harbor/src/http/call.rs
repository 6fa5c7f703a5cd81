//! One request as an operation sees it, and what the operation answers.

use std::collections::BTreeMap;

use hyper::HeaderMap;
use serde_json::{Value, json};

use crate::identity::Identity;

/// A request whose route is known and whose sender is identified.
pub struct Call<'a> {
    /// `GET`, `POST`, …
    pub method: &'a str,
    /// Whether only the answer's head is wanted.
    pub head: bool,
    /// The path as it was sent.
    pub path: &'a str,
    /// The template's parameters, decoded once; a repository's name twice.
    pub parameters: BTreeMap<&'static str, String>,
    /// The query's pairs, decoded, in the order sent.
    pub query: Vec<(String, String)>,
    /// The request's headers.
    pub headers: &'a HeaderMap,
    /// The request's body.
    pub body: &'a [u8],
    /// Who asks.
    pub identity: Identity,
    /// Harbor's own address, as its settings have it: `http://host:port`.
    pub external: String,
    /// The status with which the registries behind proxy caches refuse, where they do.
    pub upstream: Option<u16>,
}

impl Call<'_> {
    /// Harbor's own address without its scheme.
    pub fn external_host(&self) -> &str {
        let address = &self.external;
        address.split_once("://").map_or(address, |(_, host)| host)
    }

    /// A parameter of the path; empty if the template has none of that name.
    pub fn parameter(&self, name: &str) -> &str {
        self.parameters.get(name).map_or("", String::as_str)
    }

    /// A parameter of the path that must be a number.
    pub fn number(&self, name: &str) -> Result<i64, Failure> {
        let text = self.parameter(name);
        text.parse().map_err(|_| {
            Failure::invalid(&format!("{name} in path must be of type int64: {text:?}"))
        })
    }

    /// The first value of a query parameter.
    pub fn asked(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// A query parameter that is a number.
    pub fn asked_number(&self, name: &str, default: i64) -> Result<i64, Failure> {
        match self.asked(name) {
            None | Some("") => Ok(default),
            Some(text) => text.parse().map_err(|_| {
                Failure::invalid(&format!("{name} in query must be of type int64: {text:?}"))
            }),
        }
    }

    /// A query parameter that is true or false.
    pub fn asked_flag(&self, name: &str, default: bool) -> bool {
        match self.asked(name) {
            None | Some("") => default,
            Some(text) => matches!(text, "true" | "1" | "t" | "T" | "True" | "TRUE"),
        }
    }

    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The same, of which these fields have these kinds where they are there: Go reads no number
    /// out of a text.
    pub fn object_of(
        &self,
        what: &str,
        model: &str,
        fields: &[(&str, Kind)],
    ) -> Result<Value, Failure> {
        let body = self.object(what, model)?;
        for (name, kind) in fields {
            let value = &body[*name];
            let found = match (kind, value) {
                (_, Value::Null)
                | (Kind::Text, Value::String(_))
                | (Kind::Flag, Value::Bool(_)) => continue,
                (Kind::Integer, Value::Number(number)) if number.is_i64() => continue,
                (Kind::Texts, Value::Object(map)) => {
                    let is_text = |value: &Value| value.is_string() || value.is_null();
                    match map.values().find(|value| !is_text(value)) {
                        Some(other) => word(other),
                        None => continue,
                    }
                }
                (Kind::Integers, Value::Object(map)) => {
                    match map.values().find(|value| !value.is_i64()) {
                        Some(other) => word(other),
                        None => continue,
                    }
                }
                (_, other) => word(other),
            };
            return Err(Failure::invalid(&format!(
                "parsing {what} body from \"\" failed, because json: cannot unmarshal {found} into Go \
                 struct field {model}.{name} of type {}",
                kind.go()
            )));
        }
        Ok(body)
    }

    /// The JSON object in the body. `what` and `model` are the words of Harbor's refusal.
    pub fn object(&self, what: &str, model: &str) -> Result<Value, Failure> {
        let kind = self.header("content-type").unwrap_or("application/json");
        if !self.body.is_empty() && !kind.starts_with("application/json") {
            return Err(Failure::invalid(&format!(
                "unsupported media type {kind:?}, only [application/json] are allowed"
            )));
        }
        if self.body.is_empty() {
            return Err(Failure::invalid(&format!("{what} in body is required")));
        }
        let refuse = |why: String| {
            Failure::invalid(&format!(
                "parsing {what} body from \"\" failed, because {why}"
            ))
        };
        let value: Value = serde_json::from_slice(self.body)
            .map_err(|_| refuse(syntax_error(&String::from_utf8_lossy(self.body))))?;
        let kind = match &value {
            Value::Object(_) => return Ok(value),
            Value::Null => return Ok(json!({})),
            other => word(other),
        };
        Err(refuse(format!(
            "json: cannot unmarshal {kind} into Go value of type models.{model}"
        )))
    }
}

/// What a field of a body holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
    Flag,
    /// Texts by name.
    Texts,
    /// Integers by name.
    Integers,
}

impl Kind {
    /// Go's name for it.
    fn go(self) -> &'static str {
        match self {
            Self::Text | Self::Texts => "string",
            Self::Integer | Self::Integers => "int64",
            Self::Flag => "bool",
        }
    }
}

/// What Go calls a JSON value.
fn word(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "object",
        Value::Array(_) => "array",
        Value::String(_) => "string",
        Value::Number(_) => "number",
        Value::Bool(_) => "bool",
        Value::Null => "null",
    }
}

/// What Go says about a body that is no JSON.
fn syntax_error(text: &str) -> String {
    let mut characters = text.trim_start().chars();
    match (characters.next(), characters.find(|c| !c.is_whitespace())) {
        (Some('{'), Some(next)) if next != '"' => {
            format!("invalid character '{next}' looking for beginning of object key string")
        }
        (Some(first), _) if !"{[\"-0123456789tfn".contains(first) => {
            format!("invalid character '{first}' looking for beginning of value")
        }
        _ => "unexpected EOF".to_owned(),
    }
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// Headers besides `Content-Type` and `Content-Length`.
    pub headers: Vec<(&'static str, String)>,
    /// The content type; none for an empty body.
    pub content_type: Option<&'static str>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// 200 with JSON.
    pub fn json(value: impl Into<Value>) -> Self {
        let value: Value = value.into();
        Self {
            status: 200,
            headers: Vec::new(),
            content_type: Some("application/json"),
            body: format!("{value}\n").into_bytes(),
        }
    }

    /// 200 with text of some kind.
    pub fn text(kind: &'static str, text: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            headers: Vec::new(),
            content_type: Some(kind),
            body: text.into(),
        }
    }

    /// A status and nothing else.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            content_type: None,
            body: Vec::new(),
        }
    }

    /// 201 with a `Location`.
    pub fn created(location: String) -> Self {
        Self::empty(201).with("location", location)
    }

    /// Another status.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }
}

/// A refusal, sent in Harbor's error envelope.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The status.
    pub status: u16,
    /// Harbor's code, such as `NOT_FOUND`.
    pub code: &'static str,
    /// The message.
    pub message: String,
}

impl Failure {
    fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
        }
    }

    /// 400.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, "BAD_REQUEST", message)
    }

    /// 401.
    pub fn unauthorized() -> Self {
        Self::new(401, "UNAUTHORIZED", "unauthorized")
    }

    /// 403 with a message of its own.
    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::new(403, "FORBIDDEN", message)
    }

    /// 403 in read-only mode.
    pub fn read_only() -> Self {
        Self::new(
            403,
            "DENIED",
            "The system is in read only mode. Any modification is prohibited.",
        )
    }

    /// 403 for what nobody may do, or not in this way.
    pub fn denied(message: impl Into<String>) -> Self {
        Self::new(403, "DENIED", message)
    }

    /// 404.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(404, "NOT_FOUND", message)
    }

    /// 405.
    pub fn method_not_allowed(message: impl Into<String>) -> Self {
        Self::new(405, "METHOD_NOT_ALLOWED", message)
    }

    /// 409.
    pub fn conflict(message: impl Into<String>) -> Self {
        Self::new(409, "CONFLICT", message)
    }

    /// 412.
    pub fn precondition(message: impl Into<String>) -> Self {
        Self::new(412, "PRECONDITION", message)
    }

    /// 412 because something else points at it.
    pub fn referenced(message: impl Into<String>) -> Self {
        Self::new(412, "VIOLATE_FOREIGN_KEY_CONSTRAINT", message)
    }

    /// 412 because a project's policy forbids it.
    pub fn policy(message: &str) -> Self {
        Self::new(412, "PROJECTPOLICYVIOLATION", message)
    }

    /// 422 of the validation that comes before the operation.
    pub fn invalid(what: &str) -> Self {
        Self::new(
            422,
            "UNPROCESSABLE_ENTITY",
            format!("validation failure list:\n{what}"),
        )
    }

    /// 422 for a field of the body: Harbor nests the list's heading there.
    pub fn invalid_body(what: &str) -> Self {
        Self::invalid(&format!("validation failure list:\n{what}"))
    }

    /// 500: Harbor never says why.
    pub fn internal() -> Self {
        Self::new(500, "UNKNOWN", "internal server error")
    }

    /// Any status with its usual code.
    pub fn status(status: u16) -> Self {
        let (code, message) = match status {
            502 => ("BAD_GATEWAY", "bad gateway"),
            503 => ("SERVICE_UNAVAILABLE", "service unavailable"),
            504 => ("GATEWAY_TIMEOUT", "gateway timeout"),
            429 => ("TOO_MANY_REQUEST", "too many requests"),
            401 => ("UNAUTHORIZED", "unauthorized"),
            403 => ("FORBIDDEN", "forbidden"),
            404 => ("NOT_FOUND", "not found"),
            409 => ("CONFLICT", "conflict"),
            412 => ("PRECONDITION", "precondition failed"),
            _ => ("UNKNOWN", "internal server error"),
        };
        Self::new(status, code, message)
    }
}

impl From<Failure> for Reply {
    fn from(failure: Failure) -> Self {
        let body = json!({"errors": [{"code": failure.code, "message": failure.message}]});
        Self {
            status: failure.status,
            headers: Vec::new(),
            content_type: Some("application/json; charset=utf-8"),
            body: format!("{body}\n").into_bytes(),
        }
    }
}
