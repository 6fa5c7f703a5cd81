//! What can go wrong between a call and its answer.

use std::time::Duration;

use harbor_api::{ApiError, ContentMismatch, DecodeError, ErrorCode};

use crate::transport::{certificate::Certificate, proxy::ProxyName};

/// Why a call brought no answer, or not the one asked for. No text in here holds a secret or a
/// query of an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The registry said no.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// A success by its status, that could not be read.
    #[error("{error}")]
    Decode {
        error: DecodeError,
        status: u16,
        request_id: String,
    },
    /// Content that is not what was asked for, or that can't be compared with it.
    #[error("this is not what was asked for: {mismatch}")]
    WrongContent {
        mismatch: ContentMismatch,
        request_id: String,
    },
    /// The server does not know the session any more, and it could not be renewed.
    #[error("the session has ended: sign in again")]
    SessionExpired { request_id: Option<String> },
    #[error("the registry can't be reached: {0}")]
    Unreachable(Unreachable),
    /// No answer, or nothing more of it, for this long.
    #[error("no answer within {} seconds", after.as_secs())]
    TimedOut { after: Duration, request_id: String },
    #[error("the registry's certificate is not trusted: {0}")]
    Certificate(CertificateProblem),
    /// An `https://` address whose port is not encrypted.
    #[error("what answers at this port is not encrypted")]
    NotEncrypted,
    /// The two sides could not agree on an encrypted connection.
    #[error("no encrypted connection: {reason}")]
    Tls { reason: String },
    #[error("the answer is larger than {} MB", limit / (1024 * 1024))]
    TooLarge { limit: usize, request_id: String },
    /// A list that goes on beyond all measure, or gives the same page again and again.
    #[error("the list does not end: {pages} pages were read, and more are promised")]
    EndlessList { pages: u32, request_id: String },
    /// An `http://` address without a person's consent; nothing was sent.
    #[error("the address is not encrypted (http), which was not allowed for this connection")]
    PlainHttpNotAllowed,
    /// The connection ended before an answer did. A change may have been made all the same.
    #[error("the connection ended before the answer did")]
    CutOff {
        request_id: String,
        /// Not even the beginning of an answer came.
        before_answer: bool,
    },
    /// The registry sends us elsewhere; that was not followed. Scheme, host and path only.
    #[error("the registry redirects to {to}")]
    Redirect { to: String },
    /// A web page where an answer of Harbor's was expected.
    #[error("this is not a Harbor registry's answer: {what}")]
    NotHarbor { what: String, request_id: String },
    /// Something before the registry refuses a path for its `%25`: the slash in a repository's name,
    /// which Harbor wants encoded twice.
    #[error("a gateway in front of the registry refuses %25 in addresses (status {status})")]
    EncodedSlashRefused { status: u16, request_id: String },
    /// The sign-in is to be renewed, and the identity provider fails; another time it may not.
    #[error("the identity provider can't answer just now (status {status})")]
    ProviderUnavailable { status: u16 },
    /// The sign-in is to be renewed, and what the identity provider gives can't be used; only a
    /// person can help.
    #[error("{0}")]
    ProviderRefused(String),
    /// The sign-in is to be renewed, and what answers is not the identity provider; another time it
    /// may be.
    #[error("{0}")]
    ProviderAnswer(String),
    /// What stands before the registry refuses a request because of what it was sent with, such as
    /// a token with many groups in it.
    #[error("its header ‘{header}’ of {} kB is too large for what stands before the registry (status {status})", bytes.div_ceil(1024))]
    HeaderTooLarge {
        /// The largest one's name.
        header: String,
        /// How large it was.
        bytes: usize,
        status: u16,
        request_id: String,
    },
    /// A request that can't be put into words of HTTP; nothing was sent.
    #[error("this request can't be sent: {0}")]
    InvalidRequest(String),
    /// The connection's settings can't be used (certificate file, proxy, token).
    #[error("{0}")]
    Setup(String),
    #[error("cancelled")]
    Cancelled,
}

/// Why no connection came about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    #[error("its name is not known")]
    UnknownHost,
    #[error("it refuses the connection")]
    Refused,
    #[error("it does not answer")]
    Timeout,
    /// Something stands on the way that should lead there.
    #[error("{0}")]
    Proxy(ProxyFault),
    #[error("{0}")]
    Other(String),
}

/// A proxy that does not lead to the registry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the proxy {} {problem}", proxy.address)]
pub struct ProxyFault {
    pub proxy: ProxyName,
    pub problem: ProxyProblem,
}

/// What a proxy does instead of leading on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProxyProblem {
    #[error("has a name that is not known")]
    UnknownHost,
    #[error("refuses the connection")]
    Refused,
    #[error("does not answer")]
    Timeout,
    #[error("wants a user name and password, or does not take those that it was given")]
    SignIn,
    /// It is there, and does not reach the registry or may not.
    #[error("does not let us through: {0}")]
    NotThrough(String),
    /// It is not to be had in the first place.
    #[error("can't be used: {0}")]
    Other(String),
}

/// Why a certificate was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct CertificateProblem {
    pub kind: CertificateFault,
    /// The reason in words.
    pub reason: String,
    /// The certificate itself; only [`probe`](crate::probe) looks for it.
    pub certificate: Option<Box<Certificate>>,
}

/// Kinds of trouble with a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CertificateFault {
    /// Made by nobody that this computer trusts, or by itself.
    UnknownIssuer,
    Expired,
    NotYetValid,
    /// It is another host's.
    WrongHost,
    Revoked,
    Other,
}

impl ClientError {
    /// Whether the same call may bring an answer a little later, if it is safe to repeat.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Api(error) => {
                matches!(
                    error.code,
                    ErrorCode::TooManyRequests | ErrorCode::Unavailable
                )
            }
            // An unknown name as well: that is how being offline looks.
            Self::Unreachable(_) | Self::TimedOut { .. } | Self::CutOff { .. } => true,
            _ => false,
        }
    }

    /// The HTTP status, where there was an answer of the server's.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(error) => Some(error.status),
            Self::Decode { status, .. }
            | Self::EncodedSlashRefused { status, .. }
            | Self::HeaderTooLarge { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Finds the call in the registry's own log.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id.as_deref(),
            Self::SessionExpired { request_id } => request_id.as_deref(),
            Self::Decode { request_id, .. }
            | Self::TimedOut { request_id, .. }
            | Self::TooLarge { request_id, .. }
            | Self::HeaderTooLarge { request_id, .. }
            | Self::EndlessList { request_id, .. }
            | Self::CutOff { request_id, .. }
            | Self::WrongContent { request_id, .. }
            | Self::EncodedSlashRefused { request_id, .. }
            | Self::NotHarbor { request_id, .. } => Some(request_id),
            _ => None,
        }
    }
}
