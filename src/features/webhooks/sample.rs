//! What a webhook sends, shown with made-up values.

use serde_json::{Value, json};

/// CloudEvents' name of an event.
fn cloud_type(event: &str) -> &'static str {
    match event {
        "PULL_ARTIFACT" => "harbor.artifact.pulled",
        "DELETE_ARTIFACT" => "harbor.artifact.deleted",
        "QUOTA_EXCEED" => "harbor.quota.exceeded",
        "QUOTA_WARNING" => "harbor.quota.warned",
        "SCANNING_FAILED" => "harbor.scan.failed",
        "SCANNING_STOPPED" => "harbor.scan.stopped",
        "SCANNING_COMPLETED" => "harbor.scan.completed",
        "REPLICATION" => "harbor.replication.status.changed",
        "TAG_RETENTION" => "harbor.tag_retention.finished",
        _ => "harbor.artifact.pushed",
    }
}

/// What an event of artifacts says; scans, replication and retention say more.
fn data(project: &str) -> Value {
    json!({
        "resources": [{
            "digest": "sha256:8a9f68…",
            "tag": "1.0",
            "resource_url": format!("registry.example.org/{project}/app:1.0"),
        }],
        "repository": {
            "date_created": 1_795_222_027,
            "name": "app",
            "namespace": project,
            "repo_full_name": format!("{project}/app"),
            "repo_type": "private",
        },
    })
}

/// The body in a format, and what is said of its type.
pub fn sample(kind: &str, format: &str, event: &str, project: &str) -> String {
    let text = |text: String| json!({"type": "section", "text": {"type": "mrkdwn", "text": text}});
    let body = match (kind, format) {
        ("slack", _) => json!({"blocks": [
            text("*Harbor webhook events*".to_owned()),
            text(format!("*event_type:* {event}")),
            text("*operator:* admin".to_owned()),
        ]}),
        (_, "CloudEvents") => json!({
            "specversion": "1.0",
            "id": "62e29295-4959-4020-bb51-7aad4ef131f0",
            "source": "/projects/1/webhook/policies/3",
            "type": cloud_type(event),
            "datacontenttype": "application/json",
            "time": "2026-11-21T00:47:07Z",
            "data": data(project),
            "operator": "admin",
            "requestid": "bff87572-34a4-438d-9233-f0880abde443",
        }),
        _ => json!({
            "type": event,
            "occur_at": 1_795_222_027,
            "operator": "admin",
            "event_data": data(project),
        }),
    };
    // It was made as JSON, so it can be written as JSON.
    serde_json::to_string_pretty(&body).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_has_its_formats_own_fields() {
        let default = sample("http", "Default", "PUSH_ARTIFACT", "skaha");
        assert!(default.contains("\"occur_at\"") && default.contains("skaha/app"));
        let cloud = sample("http", "CloudEvents", "QUOTA_WARNING", "skaha");
        assert!(cloud.contains("\"specversion\"") && cloud.contains("harbor.quota.warned"));
        assert!(sample("slack", "", "PUSH_ARTIFACT", "skaha").contains("\"blocks\""));
    }
}
