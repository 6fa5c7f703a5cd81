//! The one error type that crosses to the window.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What the window tells apart; it branches on nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    /// The address can't be one.
    InvalidAddress,
    /// Something answers there, but it is no Harbor.
    NotHarbor,
    /// The server leads somewhere else.
    Redirected,
    /// The certificate is not trusted; the person may agree to it.
    CertificateNotTrusted,
    /// Plain http was not agreed to.
    PlainHttp,
    /// Nothing answers.
    Unreachable,
    TimedOut,
    /// User name or password are wrong.
    WrongCredentials,
    /// Signed in once, but no longer.
    SignInNeeded,
    /// The Model Registry does not take the token; its sign-in is not the registry's.
    TokenRefused,
    /// No right to do this.
    Forbidden,
    NotFound,
    /// The name is taken, or somebody was faster.
    Conflict,
    /// A rule of the registry forbids it.
    Precondition,
    /// The registry finds an argument wrong.
    Invalid,
    /// Too many requests.
    Busy,
    /// A gateway in front of the registry refuses addresses of repositories with a slash.
    EncodedSlash,
    /// The server failed.
    Server,
    /// An answer that can't be read.
    BadAnswer,
    /// What is signed in with is too large for what stands before the registry.
    HeaderTooLarge,
    /// This server does not know the operation.
    Unsupported,
    Cancelled,
    /// The settings or the keychain can't be read or written.
    Storage,
    /// A secret would be kept in a file without encryption, which was not agreed to.
    PlainStorage,
    /// A fault of Pilothouse.
    Internal,
}

/// A call that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub code: FailureCode,
    /// For a person: what failed and why, where known.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// An address to use instead of the one that was given.
    pub instead: Option<String>,
    /// Whether the same call may go well later.
    pub retryable: bool,
    /// Finds the call in the server's log.
    pub request_id: Option<String>,
    /// The HTTP status, where the server answered.
    pub status: Option<u16>,
    /// The call that failed, for the details: `artifact.list GET /api/…`.
    pub call: Option<String>,
    pub at: Option<DateTime<Utc>>,
    /// The certificate that is not trusted, to be recognised or not.
    #[serde(default)]
    pub certificate: Option<Box<Certificate>>,
    /// The proxy that does not lead to the registry: scheme, host and port.
    #[serde(default)]
    pub proxy: Option<String>,
    /// The request as a command of curl's that asks for the password: of reads only.
    #[serde(default)]
    pub curl: Option<String>,
    /// The Model Registry failed, and not the registry.
    #[serde(default)]
    pub of_model_registry: bool,
}

/// What tells one certificate from another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// SHA-256, in pairs: `AB:CD:…`.
    pub fingerprint: String,
    /// Who vouches for it, as a distinguished name.
    pub issuer: String,
    /// Host names and addresses that it is for.
    pub hosts: Vec<String>,
    pub not_after: Option<DateTime<Utc>>,
}

impl Failure {
    /// A failure without details.
    pub fn new(code: FailureCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            hint: None,
            instead: None,
            retryable: matches!(
                code,
                FailureCode::Unreachable
                    | FailureCode::TimedOut
                    | FailureCode::Busy
                    | FailureCode::Server
                    | FailureCode::BadAnswer
            ),
            request_id: None,
            status: None,
            call: None,
            at: None,
            certificate: None,
            proxy: None,
            curl: None,
            of_model_registry: false,
        }
    }

    /// Adds what to do.
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Everything that helps whoever looks into it, as text to copy.
    pub fn details(&self) -> String {
        let code = serde_json::to_string(&self.code).unwrap_or_default();
        let mut lines = vec![
            self.message.clone(),
            format!("code: {}", code.trim_matches('"')),
        ];
        lines.extend(self.status.map(|status| format!("status: {status}")));
        lines.extend(self.call.as_ref().map(|call| format!("call: {call}")));
        lines.extend(
            self.request_id
                .as_ref()
                .map(|id| format!("request id: {id}")),
        );
        lines.extend(self.certificate.as_ref().map(|one| {
            format!(
                "certificate: SHA-256 {}, of {}",
                one.fingerprint, one.issuer
            )
        }));
        lines.extend(
            self.at
                .map(|at| format!("time: {}", at.format("%Y-%m-%dT%H:%M:%SZ"))),
        );
        lines.join("\n")
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
