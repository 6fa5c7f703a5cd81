//! Scanners.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::null_default;
use crate::time;

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

object!(ScannerRegistration);
