//! Scanners of a registry, with credentials that only pass through.

use harbor_api::ScannerId;
use serde::{Deserialize, Serialize};

use crate::connection::{ConnectionId, Entered};

/// A scanner, as somebody describes it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ScannerDraft {
    pub name: String,
    pub description: String,
    /// Of its adapter, with the scheme.
    pub url: String,
    /// Empty, `Basic`, `Bearer` or `X-ScannerAdapter-API-Key`.
    pub auth: String,
    /// None: the one that the registry keeps, if there is one.
    pub credential: Option<Entered>,
    /// The adapter's certificate is not checked.
    pub skip_certificate_check: bool,
    /// The adapter reaches the registry by its address inside.
    pub use_internal_address: bool,
    pub disabled: bool,
}

/// See [`Command::TestScanner`](crate::Command::TestScanner).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TestScanner {
    pub connection: ConnectionId,
    pub scanner: ScannerDraft,
}

/// See [`Command::SaveScanner`](crate::Command::SaveScanner).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SaveScanner {
    pub connection: ConnectionId,
    /// The one that is changed; none: a new one.
    pub id: Option<ScannerId>,
    pub scanner: ScannerDraft,
}
