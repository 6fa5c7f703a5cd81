//! Webhooks: what is refused, what is sent, and what of it can be read afterwards.

use std::time::{Duration, Instant};

use crate::common::sample::{ask, demo, get};
use demo_harbor::DemoHarbor;
use serde_json::{Value, json};

const POLICIES: &str = "/projects/skaha/webhook/policies";

fn policy(name: &str, target: Value) -> Value {
    json!({
        "name": name,
        "enabled": true,
        "event_types": ["PUSH_ARTIFACT", "DELETE_ARTIFACT"],
        "targets": [target],
    })
}

/// The policy of a name, as the list has it.
fn found(demo: &DemoHarbor, name: &str) -> Value {
    let all = get(demo, "ada", &format!("{POLICIES}?page_size=100")).json();
    let all = all.as_array().expect("a list").iter();
    all.clone()
        .find(|known| known["name"] == name)
        .expect(name)
        .clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn targets_that_can_not_be_sent_to_are_refused_but_not_one_without_a_host() {
    let demo = demo().await;
    let refused = [
        json!({"type": "http", "address": "ftp://example.org"}),
        json!({"type": "http", "address": ""}),
        json!({"type": "teams", "address": "https://example.org"}),
        json!({"type": "http", "address": "https://example.org", "payload_format": "Foo"}),
        json!({"type": "slack", "address": "https://example.org", "payload_format": "Default"}),
    ];
    for target in refused {
        let answer = ask(
            &demo,
            "ada",
            "POST",
            POLICIES,
            Some(policy("hook", target.clone())),
        );
        assert_eq!(answer.status, 400, "{target}");
    }
    let taken = json!({"type": "http", "address": "http://"});
    let answer = ask(&demo, "ada", "POST", POLICIES, Some(policy("", taken)));
    assert_eq!(answer.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_to_an_artifact_is_sent_and_a_tag_is_not() {
    let demo = demo().await;
    let target = json!({"type": "http", "address": "https://ci.example.org/hook", "auth_header": "Bearer abc"});
    assert_eq!(
        ask(&demo, "ada", "POST", POLICIES, Some(policy("ci", target))).status,
        201
    );
    let hook = found(&demo, "ci");
    // In clear, and with the format that it got.
    assert_eq!(hook["targets"][0]["auth_header"], "Bearer abc");
    assert_eq!(hook["targets"][0]["payload_format"], "Default");
    let executions = format!("{POLICIES}/{}/executions", hook["id"]);
    let tags = "/projects/skaha/repositories/astroml/artifacts/25.11-gpu/tags";
    ask(
        &demo,
        "admin",
        "POST",
        tags,
        Some(json!({"name": "not-told"})),
    );
    assert_eq!(get(&demo, "ada", &executions).json(), json!([]));
    let copy = "/projects/skaha/repositories/copied/artifacts?from=skaha%2Fastroml:25.11-gpu";
    assert_eq!(ask(&demo, "admin", "POST", copy, None).status, 201);
    let sent = get(&demo, "ada", &executions).json();
    assert_eq!(sent[0]["extra_attrs"]["event_type"], "PUSH_ARTIFACT");
    let payload: Value =
        serde_json::from_str(sent[0]["extra_attrs"]["payload"].as_str().expect("a text"))
            .expect("JSON");
    assert_eq!(
        payload["event_data"]["repository"]["repo_full_name"],
        "skaha/copied"
    );

    // It can't be deleted until it is through, and is then gone with what it sent.
    let path = format!("{POLICIES}/{}", hook["id"]);
    let refused = ask(&demo, "ada", "DELETE", &path, None);
    assert_eq!(refused.status, 412);
    assert_eq!(refused.json()["errors"][0]["code"], "UNKNOWN");
    let end = Instant::now() + Duration::from_secs(20);
    while ask(&demo, "ada", "DELETE", &path, None).status != 200 {
        assert!(Instant::now() < end, "it ends");
        std::thread::yield_now();
    }
    assert_eq!(get(&demo, "ada", &executions).status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_delivery_was_tried_three_times_and_its_log_says_why() {
    let demo = demo().await;
    let hook = found(&demo, "Chat of the operators");
    let executions = format!("{POLICIES}/{}/executions", hook["id"]);
    let newest = get(&demo, "ada", &executions).json()[0].clone();
    assert_eq!(newest["status"], "Error");
    assert_eq!(newest["vendor_type"], "SLACK");
    let tasks = format!("{executions}/{}/tasks", newest["id"]);
    let task = get(&demo, "ada", &tasks).json()[0].clone();
    assert_eq!(task["run_count"], 3);
    let log = get(&demo, "ada", &format!("{tasks}/{}/log", task["id"])).text();
    assert_eq!(
        log.matches("signed by unknown authority").count(),
        3,
        "{log}"
    );
    let old = get(
        &demo,
        "ada",
        &format!("/projects/skaha/webhook/jobs?policy_id={}", hook["id"]),
    );
    assert_eq!(old.json()[0]["notify_type"], "slack");
    assert_eq!(
        get(&demo, "ada", "/projects/skaha/webhook/jobs").status,
        422
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_replaces_the_whole_and_loses_when_it_was_made() {
    let demo = demo().await;
    let hook = found(&demo, "Tell the portal");
    let path = format!("{POLICIES}/{}", hook["id"]);
    let mut sent = hook.clone();
    sent["enabled"] = false.into();
    assert_eq!(
        ask(&demo, "ada", "PUT", &path, Some(sent.clone())).status,
        200
    );
    let kept = get(&demo, "ada", &path).json();
    assert_eq!(kept["creation_time"], hook["creation_time"]);
    // Of one that is off, the last triggers leave it out.
    let last = get(&demo, "ada", "/projects/skaha/webhook/lasttrigger").json();
    let of_it = last.as_array().expect("a list").iter();
    let of_it: Vec<_> = of_it
        .filter(|row| row["policy_name"] == "Tell the portal")
        .collect();
    assert!(of_it.iter().all(|row| row["enabled"].is_null()));
    assert_ne!(of_it[0]["last_trigger_time"], "0001-01-01T00:00:00.000Z");
    sent.as_object_mut()
        .expect("an object")
        .remove("creation_time");
    assert_eq!(ask(&demo, "ada", "PUT", &path, Some(sent)).status, 200);
    let lost = get(&demo, "ada", &path).json();
    assert_eq!(lost["creation_time"], "0001-01-01T00:00:00.000Z");
    assert_eq!(lost["update_time"], hook["update_time"]);
}
