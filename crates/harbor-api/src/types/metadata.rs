//! Settings of a project.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::Severity;

/// A project's settings by key. All values are texts: `"true"`, `"-1"`, `"high"`.
///
/// Sent in an update, only the given keys change. Unknown keys are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ProjectMetadata(pub BTreeMap<String, String>);

impl<'de> Deserialize<'de> for ProjectMetadata {
    /// Numbers and truth values are read as texts; everything else is left out.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let values = Option::<BTreeMap<String, Value>>::deserialize(deserializer)?;
        let text = |value: Value| match value {
            Value::String(text) => Some(text),
            Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
            _ => None,
        };
        let texts = values.unwrap_or_default().into_iter();
        Ok(Self(
            texts
                .filter_map(|(key, value)| Some((key, text(value)?)))
                .collect(),
        ))
    }
}

impl ProjectMetadata {
    /// Everybody may see and pull.
    pub const PUBLIC: &str = "public";
    /// Pulls need a Notation signature (the name is historic).
    pub const NOTATION_REQUIRED: &str = "enable_content_trust";
    /// Pulls need a Cosign signature.
    pub const COSIGN_REQUIRED: &str = "enable_content_trust_cosign";
    /// Pulls of what has findings of [`Self::SEVERITY`] or worse are refused.
    pub const PREVENT_VULNERABLE: &str = "prevent_vul";
    /// `none`, `low`, `medium`, `high` or `critical`.
    pub const SEVERITY: &str = "severity";
    /// What is pushed is scanned.
    pub const AUTO_SCAN: &str = "auto_scan";
    /// For what is pushed an SBOM is made.
    pub const AUTO_SBOM: &str = "auto_sbom_generation";
    /// The server's CVE allowlist holds, not the project's. Absent means `true`.
    pub const SYSTEM_ALLOWLIST: &str = "reuse_sys_cve_allowlist";
    /// Number of the retention policy, as text. Clients can't set it.
    pub const RETENTION: &str = "retention_id";
    /// Kilobits per second, `-1` without a limit; proxy caches only. The first megabyte of each blob
    /// is not counted (seen on 2.16.0).
    pub const PROXY_SPEED: &str = "proxy_speed_kb";
    /// `-1` without a limit; proxy caches only.
    pub const MAXIMUM_CONNECTIONS: &str = "max_upstream_conn";
    /// What is not found upstream any more is still given out; proxy caches only.
    pub const PROXY_STALE: &str = "proxy_cache_local_on_not_found";
    /// Signatures and the like are looked for upstream too; proxy caches only.
    pub const PROXY_REFERRERS: &str = "proxy_referrer_api";
    /// Which repositories are taken from upstream; proxy caches only. Empty: all.
    pub const PROXY_FILTER: &str = "proxy_cache_filter_pattern";
    /// How [`Self::PROXY_FILTER`] is read: `doublestar` or `regex`.
    pub const PROXY_FILTER_KIND: &str = "proxy_cache_filter_kind";

    /// A setting as it is; `None` where it was never set.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Whether a setting is there and true.
    pub fn is_on(&self, key: &str) -> bool {
        self.get(key)
            .is_some_and(|text| text.eq_ignore_ascii_case("true"))
    }

    /// Whether everybody may see the project.
    pub fn is_public(&self) -> bool {
        self.is_on(Self::PUBLIC)
    }

    /// Whether the server's own CVE allowlist holds for the project.
    pub fn uses_system_allowlist(&self) -> bool {
        self.get(Self::SYSTEM_ALLOWLIST).is_none() || self.is_on(Self::SYSTEM_ALLOWLIST)
    }

    /// From which severity on pulls are refused, if they are.
    pub fn pulls_blocked_from(&self) -> Option<Severity> {
        self.is_on(Self::PREVENT_VULNERABLE)
            .then(|| Severity::from_word(self.get(Self::SEVERITY).unwrap_or("low")))
    }

    /// Number of the retention policy.
    pub fn retention_id(&self) -> Option<i64> {
        self.get(Self::RETENTION)?.parse().ok().filter(|id| *id > 0)
    }

    /// The same with a setting more.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.0.insert(key.into(), value.into());
        self
    }

    /// The same with a truth value more.
    #[must_use]
    pub fn with_switch(self, key: impl Into<String>, on: bool) -> Self {
        self.with(key, if on { "true" } else { "false" })
    }
}

object!(ProjectMetadata);
