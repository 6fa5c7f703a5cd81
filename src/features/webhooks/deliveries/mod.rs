//! What a webhook sent, with tasks and logs.

mod list;
mod tasks;
mod words;

pub use words::Deliveries;

use harbor_api::{ProjectName, WebhookPolicyId};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{features::executions::Executions, words::words};

/// A webhook whose deliveries are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedWebhook {
    pub project: ProjectName,
    pub id: WebhookPolicyId,
    pub name: String,
}

/// What a webhook sent, in the place of the list of webhooks.
#[component]
pub fn DeliveriesOf(
    connection: Signal<ConnectionId>,
    webhook: OpenedWebhook,
    on_back: Callback<()>,
) -> impl IntoView {
    view! { <Executions connection=connection of=list::deliveries(webhook) on_back=on_back /> }
}

/// What a kind of events is called; the server's word for one that is not known here.
pub fn event_name(word: &str) -> String {
    let w = &words().deliveries;
    match word {
        "PUSH_ARTIFACT" => w.artifact_pushed,
        "PULL_ARTIFACT" => w.artifact_pulled,
        "DELETE_ARTIFACT" => w.artifact_deleted,
        "QUOTA_EXCEED" => w.quota_exceeded,
        "QUOTA_WARNING" => w.quota_near,
        "SCANNING_FAILED" => w.scan_failed,
        "SCANNING_STOPPED" => w.scan_stopped,
        "SCANNING_COMPLETED" => w.scan_completed,
        "REPLICATION" => w.replicated,
        "TAG_RETENTION" => w.retention_run,
        other => other,
    }
    .to_owned()
}
