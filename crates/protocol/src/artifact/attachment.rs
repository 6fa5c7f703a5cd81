//! What something that is attached to an image says: signatures and statements.

use chrono::{DateTime, Utc};
use harbor_api::Digest;
use listing::ContentPlace;
use serde::{Deserialize, Serialize};

use crate::connection::ConnectionId;

/// See [`crate::Command::ReadAttachment`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadAttachment {
    pub connection: ConnectionId,
    /// The manifest of what is attached.
    pub attachment: ContentPlace,
    /// The image that it is attached to.
    pub subject: Digest,
    /// A public key or certificates in PEM that the person trusts: signatures are verified with them.
    pub trust: Option<String>,
}

/// What is in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttachmentRead {
    pub parts: Vec<AttachmentPart>,
}

/// A layer of something that is attached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttachmentPart {
    pub digest: String,
    pub media_type: String,
    /// As the registry keeps it.
    pub bytes: Option<u64>,
    pub content: PartContent,
}

/// What a layer holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartContent {
    Signature(SignatureRead),
    /// A statement that nobody signed.
    Statement(StatementRead),
    /// Something else, which was not read.
    Other,
    /// It should be a signature or a statement, and could not be read.
    Unreadable(String),
}

/// What a signature says of itself; only `verification` is more than its word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignatureRead {
    /// It is about the image that it is attached to.
    pub is_about_subject: bool,
    pub identity: Option<SignerIdentity>,
    pub signed_at: Option<DateTime<Utc>>,
    /// Until when it holds; most hold for good.
    pub expires: Option<DateTime<Utc>>,
    pub log_entry: Option<LogEntryRead>,
    pub statement: Option<StatementRead>,
    /// Nothing where nobody gave anything to verify it with.
    pub verification: Option<Verification>,
}

/// Where a transparency log has it, by the signature's word: nobody asked the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEntryRead {
    pub index: Option<u64>,
    pub at: Option<DateTime<Utc>>,
}

/// Who signed, by the certificate that came along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignerIdentity {
    pub subject: String,
    pub issuer: String,
}

/// Whether a signature is good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verification {
    /// By the key with this fingerprint.
    ByKey {
        fingerprint: String,
    },
    /// By a trusted certificate for this subject.
    ByCertificate {
        subject: String,
    },
    Failed {
        reason: String,
    },
}

/// What a statement says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatementRead {
    pub predicate_type: String,
    pub provenance: Option<ProvenanceRead>,
}

/// How something was built, by the builder's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvenanceRead {
    pub builder: Option<String>,
    pub build_type: Option<String>,
    pub source: Option<String>,
    pub revision: Option<String>,
    pub started: Option<DateTime<Utc>>,
    pub finished: Option<DateTime<Utc>>,
    pub materials: usize,
}
