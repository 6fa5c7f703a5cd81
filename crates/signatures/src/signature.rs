//! A signature as it was read.

use chrono::{DateTime, Utc};

use crate::statement::Statement;

/// A signature, with what it says. None of it is proven.
#[derive(Debug, Clone)]
pub struct Signature {
    /// The digests that it is about, as `sha256:…`.
    pub digests: Vec<String>,
    /// Who signed, by the certificate that came with it.
    pub identity: Option<Identity>,
    /// When, by the signer's word or a transparency log's entry.
    pub signed_at: Option<DateTime<Utc>>,
    /// Until when it holds, by the signer's word; most hold for good.
    pub expires: Option<DateTime<Utc>>,
    /// Where a transparency log has it, by the word of what came with it.
    pub log_entry: Option<LogEntry>,
    /// What is stated, where that is more than the digest.
    pub statement: Option<Statement>,
    pub(crate) material: Material,
}

/// Who a certificate is for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// An address of a person's or a workflow's, or else the certificate's subject.
    pub subject: String,
    /// Who vouched for the subject to the certificate's issuer (Fulcio's extension), or else the
    /// issuer itself.
    pub issuer: String,
}

/// An entry of a transparency log (Rekor), as the signature's maker was told it. Nobody asked the log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogEntry {
    /// Counted from zero.
    pub index: Option<u64>,
    pub at: Option<DateTime<Utc>>,
}

/// What verifying needs.
#[derive(Debug, Clone)]
pub(crate) struct Material {
    /// The bytes that were signed.
    pub(crate) signed: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) scheme: Scheme,
    /// Certificates that came with it (DER), the signer's first.
    pub(crate) certificates: Vec<Vec<u8>>,
    /// What whoever verifies it must understand, and is not known here.
    pub(crate) not_understood: Vec<String>,
}

/// How the bytes are signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// By the key's own usual way: Cosign.
    OfKey,
    /// By an algorithm that JSON Web Signatures and COSE have: Notation.
    Jose(String),
}

/// Why something could not be read as a signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(pub String);

impl Unreadable {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl From<serde_json::Error> for Unreadable {
    fn from(error: serde_json::Error) -> Self {
        Self(format!("it is not the JSON that was expected: {error}"))
    }
}

impl From<base64::DecodeError> for Unreadable {
    fn from(error: base64::DecodeError) -> Self {
        Self(format!("a part of it is no base64: {error}"))
    }
}
