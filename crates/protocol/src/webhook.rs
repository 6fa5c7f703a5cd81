//! Webhooks of a project, as somebody describes them.

use harbor_api::{ProjectName, WebhookPolicyId};
use serde::{Deserialize, Serialize};

use crate::connection::{ConnectionId, Entered};

/// See [`Command::SaveWebhook`](crate::Command::SaveWebhook).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SaveWebhook {
    pub connection: ConnectionId,
    pub project: ProjectName,
    /// None for a new one.
    pub id: Option<WebhookPolicyId>,
    pub webhook: WebhookDraft,
}

/// A webhook. Of one with several targets this is about the first; the others stay.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WebhookDraft {
    pub name: String,
    pub description: String,
    pub enabled: bool,
    /// As the server names them.
    pub event_types: Vec<String>,
    /// `http` or `slack`.
    pub kind: String,
    /// With its scheme.
    pub address: String,
    pub auth_header: AuthHeader,
    /// The certificate of the address is not to be checked.
    pub skip_certificate: bool,
    /// `Default` or `CloudEvents`; empty for `slack`.
    pub payload_format: String,
}

/// What is sent as `Authorization`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthHeader {
    /// What the registry keeps, or nothing for a new webhook.
    Kept,
    /// Nothing any more.
    Absent,
    New(Entered),
}
