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

/// What an event says: its own part for each kind of event, as Harbor's `EventData` has it
/// (`src/pkg/notifier/model/event.go`).
fn data(event: &str, project: &str) -> Value {
    let repository = json!({
        "date_created": 1_795_222_027,
        "name": "app",
        "namespace": project,
        "repo_full_name": format!("{project}/app"),
        "repo_type": "private",
    });
    let mut resource = json!({
        "digest": "sha256:8a9f68…",
        "tag": "1.0",
        "resource_url": format!("registry.example.org/{project}/app:1.0"),
    });
    match event {
        "REPLICATION" => json!({ "replication": replication(project) }),
        "TAG_RETENTION" => json!({ "retention": retention(project) }),
        "QUOTA_EXCEED" | "QUOTA_WARNING" => {
            let details = match event {
                "QUOTA_EXCEED" => {
                    "adding 1.2 GiB of storage resource, which when updated to current usage of \
                     9.6 GiB will exceed the configured upper limit of 10.0 GiB."
                }
                _ => "quota usage reach 85%: resource storage: used 8.5 GiB of 10.0 GiB",
            };
            json!({
                "resources": [resource],
                "repository": repository,
                "custom_attributes": { "Details": details },
            })
        }
        "SCANNING_COMPLETED" | "SCANNING_FAILED" | "SCANNING_STOPPED" => {
            resource["scan_overview"] = json!({
                "application/vnd.security.vulnerability.report; version=1.1": scan(event),
            });
            json!({
                "resources": [resource],
                "repository": repository,
                "scan": { "scan_type": "vulnerability" },
            })
        }
        _ => json!({ "resources": [resource], "repository": repository }),
    }
}

/// A scan: figures where it has ended well only.
fn scan(event: &str) -> Value {
    let status = match event {
        "SCANNING_FAILED" => "Error",
        "SCANNING_STOPPED" => "Stopped",
        _ => "Success",
    };
    let mut report = json!({
        "report_id": "9e1d1f6c-4d6f-4f0a-9a0c-2f6f2a1f8b11",
        "scan_status": status,
        "start_time": "2026-11-21T00:47:01Z",
        "end_time": "2026-11-21T00:47:07Z",
        "scanner": { "name": "Trivy", "vendor": "Aqua Security", "version": "v0.65.0" },
    });
    if status == "Success" {
        report["severity"] = "High".into();
        report["summary"] = json!({
            "total": 12,
            "fixable": 5,
            "summary": { "High": 2, "Medium": 4, "Low": 6 },
        });
    }
    report
}

fn replication(project: &str) -> Value {
    json!({
        "harbor_hostname": "registry.example.org",
        "job_status": "Success",
        "artifact_type": "image",
        "override_mode": true,
        "trigger_type": "MANUAL",
        "execution_timestamp": 1_795_222_027,
        "src_resource": {
            "registry_name": "Local",
            "registry_type": "harbor",
            "endpoint": "https://registry.example.org",
            "namespace": project,
        },
        "dest_resource": {
            "registry_name": "mirror",
            "registry_type": "harbor",
            "endpoint": "https://mirror.example.org",
            "namespace": project,
        },
        "successful_artifact": [{
            "type": "image",
            "status": "Success",
            "name_tag": "app [1 item(s) in total]",
        }],
    })
}

fn retention(project: &str) -> Value {
    json!({
        "total": 3,
        "retained": 2,
        "harbor_hostname": "registry.example.org",
        "project_name": project,
        "retention_policy_id": 4,
        "result": "SUCCESS",
        "deleted_artifact": [{
            "type": "image",
            "status": "SUCCESS",
            "name_tag": "app:1.0",
        }],
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
            "data": data(event, project),
            "operator": "admin",
            "requestid": "bff87572-34a4-438d-9233-f0880abde443",
        }),
        _ => json!({
            "type": event,
            "occur_at": 1_795_222_027,
            "operator": "admin",
            "event_data": data(event, project),
        }),
    };
    // It was made as JSON, so it can be written as JSON.
    serde_json::to_string_pretty(&body).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_event_has_its_own_part() {
        let of = |event: &str| -> Value {
            let text = sample("http", "Default", event, "skaha");
            serde_json::from_str::<Value>(&text).unwrap_or_default()["event_data"].clone()
        };
        for event in ["QUOTA_EXCEED", "QUOTA_WARNING"] {
            let details = of(event)["custom_attributes"]["Details"].clone();
            assert!(details.is_string(), "{event}");
        }
        assert_eq!(of("REPLICATION")["replication"]["job_status"], "Success");
        assert_eq!(of("TAG_RETENTION")["retention"]["project_name"], "skaha");
        for event in ["REPLICATION", "TAG_RETENTION"] {
            assert!(
                of(event)["resources"].is_null(),
                "{event} is of no artifact"
            );
        }
        let report = "application/vnd.security.vulnerability.report; version=1.1";
        let scan = |event| of(event)["resources"][0]["scan_overview"][report].clone();
        assert_eq!(scan("SCANNING_FAILED")["scan_status"], "Error");
        assert!(scan("SCANNING_FAILED")["summary"].is_null());
        assert_eq!(scan("SCANNING_COMPLETED")["summary"]["total"], 12);
        assert!(of("PUSH_ARTIFACT")["resources"][0]["scan_overview"].is_null());
    }

    #[test]
    fn a_sample_has_its_formats_own_fields() {
        let default = sample("http", "Default", "PUSH_ARTIFACT", "skaha");
        assert!(default.contains("\"occur_at\"") && default.contains("skaha/app"));
        let cloud = sample("http", "CloudEvents", "QUOTA_WARNING", "skaha");
        assert!(cloud.contains("\"specversion\"") && cloud.contains("harbor.quota.warned"));
        assert!(sample("slack", "", "PUSH_ARTIFACT", "skaha").contains("\"blocks\""));
    }
}
