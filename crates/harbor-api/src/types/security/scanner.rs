//! Scanners.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ScannerName;
use crate::{
    names::ScannerId,
    types::{SentSecret, null_default},
    wire::time,
};

/// A scanner that the server knows. Its `access_credential` is always empty in answers and left
/// out on purpose.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScannerRegistration {
    pub uuid: String,
    pub name: String,
    #[serde(deserialize_with = "null_default")]
    pub description: String,
    pub url: String,
    pub disabled: bool,
    pub is_default: bool,
    /// Empty, `Basic`, `Bearer` or `X-ScannerAdapter-API-Key`.
    #[serde(deserialize_with = "null_default")]
    pub auth: String,
    /// Harbor's own spelling.
    #[serde(rename = "skip_certVerify")]
    pub skip_certificate_check: bool,
    pub use_internal_addr: bool,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub create_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub update_time: Option<DateTime<Utc>>,
    /// What the adapter calls itself; empty while it does not answer.
    #[serde(deserialize_with = "null_default")]
    pub adapter: String,
    #[serde(deserialize_with = "null_default")]
    pub vendor: String,
    #[serde(deserialize_with = "null_default")]
    pub version: String,
    /// `healthy` or `unhealthy`.
    #[serde(deserialize_with = "null_default")]
    pub health: String,
    /// Newer servers only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capabilities: Option<BTreeMap<String, Value>>,
}

impl ScannerRegistration {
    /// Whether it can look for vulnerabilities; servers that don't tell know no other scanners.
    pub fn finds_vulnerabilities(&self) -> bool {
        self.capability("support_vulnerability").unwrap_or(true)
    }

    /// Whether it can make SBOMs.
    pub fn makes_sboms(&self) -> bool {
        self.capability("support_sbom").unwrap_or(false)
    }

    fn capability(&self, name: &str) -> Option<bool> {
        self.capabilities
            .as_ref()?
            .get(name)
            .and_then(Value::as_bool)
    }
}

/// Body of `POST /scanners` and, whole, of `PUT /scanners/{registration_id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewScanner {
    pub name: String,
    pub description: String,
    /// Of the adapter.
    pub url: String,
    /// Empty, `Basic`, `Bearer` or `X-ScannerAdapter-API-Key`.
    pub auth: String,
    /// `None` keeps what is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_credential: Option<SentSecret>,
    /// Harbor's own spelling.
    #[serde(rename = "skip_certVerify")]
    pub skip_certificate_check: bool,
    pub use_internal_addr: bool,
    pub disabled: bool,
}

/// Body of `POST /scanners/ping`. The server always checks the certificate then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScannerPing {
    pub name: String,
    pub url: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub auth: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_credential: Option<SentSecret>,
}

/// Body of `PATCH /scanners/{registration_id}`; `false` does nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefaultScanner {
    pub is_default: bool,
}

/// Body of `PUT /projects/{project_name_or_id}/scanner`. An id that there is not is taken, and means
/// the default scanner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectScanner {
    pub uuid: ScannerId,
}

/// What an adapter says of itself (`GET /scanners/{registration_id}/metadata`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScannerMetadata {
    #[serde(deserialize_with = "null_default")]
    pub scanner: ScannerName,
    #[serde(deserialize_with = "null_default")]
    pub capabilities: Vec<ScannerCapability>,
    /// `harbor.scanner-adapter/vulnerability-database-updated-at` and others.
    #[serde(deserialize_with = "null_default")]
    pub properties: BTreeMap<String, String>,
}

/// What an adapter makes of what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScannerCapability {
    /// `vulnerability` or `sbom`; empty on older servers.
    #[serde(
        rename = "type",
        deserialize_with = "null_default",
        skip_serializing_if = "String::is_empty"
    )]
    pub kind: String,
    #[serde(deserialize_with = "null_default")]
    pub consumes_mime_types: Vec<String>,
    #[serde(deserialize_with = "null_default")]
    pub produces_mime_types: Vec<String>,
}

object!(ScannerRegistration, ScannerMetadata);
