//! Webhooks of projects.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    names::{ExecutionId, ProjectId, WebhookPolicyId},
    types::{JobStatus, SentSecret, null_default},
    wire::time,
};

/// A webhook (`GET …/webhook/policies`), and body of making or changing it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WebhookPolicy {
    pub id: WebhookPolicyId,
    pub name: String,
    #[serde(deserialize_with = "null_default")]
    pub description: String,
    pub project_id: ProjectId,
    #[serde(deserialize_with = "null_default")]
    pub targets: Vec<WebhookTarget>,
    #[serde(deserialize_with = "null_default")]
    pub event_types: Vec<String>,
    #[serde(
        deserialize_with = "null_default",
        skip_serializing_if = "String::is_empty"
    )]
    pub creator: String,
    pub enabled: bool,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub creation_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub update_time: Option<DateTime<Utc>>,
}

/// Where a webhook sends to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WebhookTarget {
    /// `http` or `slack`.
    #[serde(rename = "type")]
    pub kind: String,
    pub address: String,
    /// Sent as `Authorization`. The server gives it back in clear, and a change without it empties it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_header: Option<SentSecret>,
    pub skip_cert_verify: bool,
    /// `Default` or `CloudEvents`; empty for `slack`.
    #[serde(
        deserialize_with = "null_default",
        skip_serializing_if = "String::is_empty"
    )]
    pub payload_format: String,
}

impl WebhookTarget {
    /// Whether something is sent as `Authorization`.
    pub fn has_auth_header(&self) -> bool {
        self.auth_header
            .as_ref()
            .is_some_and(|header| !header.is_empty())
    }
}

/// What webhooks may be about (`GET …/webhook/events`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WebhookEventTypes {
    #[serde(deserialize_with = "null_default")]
    pub event_type: Vec<String>,
    #[serde(deserialize_with = "null_default")]
    pub notify_type: Vec<String>,
    /// Absent on older servers, which know one.
    #[serde(deserialize_with = "null_default")]
    pub payload_formats: Vec<PayloadFormats>,
}

/// The formats of a kind of targets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PayloadFormats {
    pub notify_type: String,
    #[serde(deserialize_with = "null_default")]
    pub formats: Vec<String>,
}

/// When a webhook last sent for a kind of events (`GET …/webhook/lasttrigger`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WebhookLastTrigger {
    pub policy_name: String,
    pub event_type: String,
    pub enabled: bool,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub creation_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub last_trigger_time: Option<DateTime<Utc>>,
}

/// A delivery, as older servers list them (`GET …/webhook/jobs`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WebhookJob {
    pub id: ExecutionId,
    pub policy_id: WebhookPolicyId,
    pub event_type: String,
    pub notify_type: String,
    pub status: JobStatus,
    /// What was sent.
    #[serde(deserialize_with = "null_default")]
    pub job_detail: String,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub creation_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub update_time: Option<DateTime<Utc>>,
}

object!(WebhookPolicy, WebhookEventTypes);
