//! What one API of a registry is: where its operations stand, how it is signed in to, how it says
//! no. Harbor's own is one; another is another table of operations and another [`Api`].

use std::fmt;

use crate::{ApiError, OPERATIONS, OperationInfo};

/// One of the HTTP APIs that a registry has.
///
/// What depends on a request is asked for with its target: the encoded path with its query.
pub trait Api: fmt::Debug + Sync {
    /// A word for it, in logs.
    fn name(&self) -> &'static str;

    /// The path that every operation's path stands under, without a slash at its end.
    fn root(&self) -> &'static str;

    /// The facts of all operations of its table.
    fn operations(&self) -> &'static [OperationInfo];

    /// What an unsuccessful answer says.
    fn error(&self, status: u16, body: &[u8], request_id: Option<String>) -> ApiError;

    /// What a request is sent with.
    fn authorization(&self, _target: &str) -> Authorization {
        Authorization::Account
    }

    /// Headers that go with a request besides the operation's own.
    fn headers(&self, _target: &str) -> &'static [(&'static str, &'static str)] {
        &[]
    }

    /// The largest answer taken, in bytes, unpacked; `None`: the client's own limit.
    fn body_limit(&self, _target: &str) -> Option<usize> {
        None
    }

    /// Whether the content may be kept at another host, which a redirect leads to. It is asked
    /// there without credentials.
    fn may_be_elsewhere(&self, _target: &str) -> bool {
        false
    }

    /// Whether a successful answer may be a web page; elsewhere one is no answer of the API's.
    fn may_be_a_page(&self, _target: &str) -> bool {
        false
    }

    /// Compares a successful answer with the digest that it must have; `said` is the digest that
    /// the answer states itself.
    ///
    /// `Ok(true)`: it was compared; nothing else than the content asked for passes then.
    fn verify(
        &self,
        _target: &str,
        _said: Option<&str>,
        _body: &[u8],
    ) -> Result<bool, ContentMismatch> {
        Ok(false)
    }
}

impl PartialEq for dyn Api {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for dyn Api {}

/// What a request is sent with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authorization {
    /// What the connection is signed in with: a session or a header.
    Account,
    /// A token for this scope, from the token service that the API names.
    Token { scope: String },
}

/// Content that is not what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentMismatch {
    #[error("its digest is {found}, not {expected}")]
    Digest { expected: String, found: String },
    /// It can't be compared: nobody here knows the algorithm.
    #[error("its digest {0} is made in a way that is not known here")]
    Algorithm(String),
}

/// Harbor's own API, v2.0.
#[derive(Debug, Clone, Copy)]
pub struct Harbor;

impl Api for Harbor {
    fn name(&self) -> &'static str {
        "harbor"
    }

    fn root(&self) -> &'static str {
        "/api/v2.0"
    }

    fn operations(&self) -> &'static [OperationInfo] {
        OPERATIONS
    }

    fn error(&self, status: u16, body: &[u8], request_id: Option<String>) -> ApiError {
        ApiError::from_answer(status, body, request_id)
    }

    fn may_be_a_page(&self, target: &str) -> bool {
        // Additions and logs may be pages of their own.
        let path = target.split('?').next().unwrap_or_default();
        path.contains("/additions/") || path.ends_with("/log")
    }
}
