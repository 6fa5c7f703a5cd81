//! What webhooks send, in each form.

use chrono::SecondsFormat;
use serde_json::{Value, json};

use crate::json::Time;
use crate::world::Webhook;

/// What an event is about.
pub(crate) struct Resource<'a> {
    pub(crate) repository: &'a str,
    pub(crate) digest: &'a str,
    pub(crate) tag: Option<&'a str>,
}

/// An event, and who did it.
pub(crate) struct Event<'a> {
    pub(crate) kind: &'static str,
    pub(crate) operator: &'a str,
    pub(crate) host: &'a str,
    pub(crate) is_public: bool,
    pub(crate) at: Time,
    /// Numbers the event, and stands for its request.
    pub(crate) id: i64,
}

/// CloudEvents' name of an event.
fn cloud_type(kind: &str) -> &'static str {
    match kind {
        "PUSH_ARTIFACT" => "harbor.artifact.pushed",
        "PULL_ARTIFACT" => "harbor.artifact.pulled",
        "DELETE_ARTIFACT" => "harbor.artifact.deleted",
        "SCANNING_FAILED" => "harbor.scan.failed",
        "SCANNING_STOPPED" => "harbor.scan.stopped",
        "SCANNING_COMPLETED" => "harbor.scan.completed",
        "QUOTA_EXCEED" => "harbor.quota.exceeded",
        "QUOTA_WARNING" => "harbor.quota.warned",
        "REPLICATION" => "harbor.replication.status.changed",
        _ => "harbor.tag_retention.finished",
    }
}

/// The text that goes to the webhook's address.
pub(super) fn payload(hook: &Webhook, event: &Event<'_>, resource: &Resource<'_>) -> String {
    let (namespace, name) = resource
        .repository
        .split_once('/')
        .unwrap_or(("", resource.repository));
    let reference = resource
        .tag
        .map_or_else(|| format!("@{}", resource.digest), |tag| format!(":{tag}"));
    let mut about = json!({
        "digest": resource.digest,
        // Without a scheme.
        "resource_url": format!("{}/{}{reference}", event.host, resource.repository),
    });
    if let Some(tag) = resource.tag {
        about["tag"] = tag.into();
    }
    let data = json!({
        "resources": [about],
        "repository": {
            "date_created": event.at.timestamp(),
            "name": name,
            "namespace": namespace,
            "repo_full_name": resource.repository,
            "repo_type": if event.is_public { "public" } else { "private" },
        },
    });
    let target = &hook.content["targets"][0];
    let sent = match (target["type"].as_str(), target["payload_format"].as_str()) {
        (Some("slack"), _) => slack(event, resource),
        (_, Some("CloudEvents")) => json!({
            "specversion": "1.0",
            "id": format!("00000000-0000-4000-8000-{:012}", event.id),
            "source": format!("/projects/{}/webhook/policies/{}", hook.project_id, hook.id),
            "type": cloud_type(event.kind),
            "datacontenttype": "application/json",
            "time": event.at.to_rfc3339_opts(SecondsFormat::Secs, true),
            "data": data,
            "operator": event.operator,
            "requestid": format!("00000000-0000-4000-9000-{:012}", event.id),
        }),
        _ => json!({
            "type": event.kind,
            "occur_at": event.at.timestamp(),
            "operator": event.operator,
            "event_data": data,
        }),
    };
    sent.to_string()
}

fn slack(event: &Event<'_>, resource: &Resource<'_>) -> Value {
    let section =
        |text: String| json!({"type": "section", "text": {"type": "mrkdwn", "text": text}});
    json!({"blocks": [
        section("*Harbor webhook events*".to_owned()),
        section(format!("*event_type:* {}", event.kind)),
        section(format!("*operator:* {}", event.operator)),
        section(format!("*repository:* {}", resource.repository)),
    ]})
}
