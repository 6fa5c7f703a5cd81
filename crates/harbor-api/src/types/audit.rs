//! Audit logs.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::null_default;
use crate::{names::ProjectId, wire::time};

/// What somebody did (`/auditlog-exts`, and `/audit-logs` of older servers).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditEntry {
    pub id: i64,
    #[serde(deserialize_with = "null_default")]
    pub username: String,
    #[serde(deserialize_with = "null_default")]
    pub resource: String,
    /// `artifact`, `project`, `robot`, …
    #[serde(deserialize_with = "null_default")]
    pub resource_type: String,
    /// `create`, `delete`, `update`, `pull`, `login`, …
    #[serde(deserialize_with = "null_default")]
    pub operation: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation_description: Option<String>,
    /// Whether it succeeded; older servers don't tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation_result: Option<bool>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub op_time: Option<DateTime<Utc>>,
    /// Only where the server tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_id: Option<ProjectId>,
}

/// A kind of event (`GET /auditlog-exts/events`): `create_artifact`, `login_user`, …
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditEventType {
    pub event_type: String,
}
