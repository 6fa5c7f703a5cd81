//! Garbage collections and rotations of the audit log: what is refused, and when a run is told to have
//! ended.

use std::time::Duration;

use crate::common::Answer;
use crate::common::sample::{ask, demo, demo_taking, get};
use demo_harbor::DemoHarbor;
use serde_json::{Value, json};

const GC: &str = "/system/gc";

fn post(demo: &DemoHarbor, path: &str, kind: &str, cron: &str, parameters: Value) -> Answer {
    let body = json!({ "schedule": { "type": kind, "cron": cron }, "parameters": parameters });
    ask(
        demo,
        "admin",
        "POST",
        &format!("{path}/schedule"),
        Some(body),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_collection_is_refused() {
    let demo = demo().await;
    for workers in [0, 11] {
        let refused = post(&demo, GC, "Manual", "", json!({ "workers": workers }));
        assert_eq!(refused.status, 400);
        let words = format!("Invalid number of workers:{workers}");
        assert!(refused.message().contains(&words), "{}", refused.message());
    }
    assert_eq!(post(&demo, GC, "Daily", "", json!({})).status, 400);
    assert_eq!(post(&demo, GC, "Foo", "0 0 0 * * *", json!({})).status, 422);
    let path = format!("{GC}/schedule");
    assert_eq!(
        ask(&demo, "admin", "POST", &path, Some(json!({}))).status,
        500
    );
    // Two at once are no conflict.
    for _ in 0..2 {
        let begun = post(&demo, GC, "Manual", "", json!({ "workers": 10 }));
        assert_eq!(begun.status, 201);
    }
    let rotations = "/system/purgeaudit";
    let types = json!({ "include_event_types": "pull_artifact" });
    assert_eq!(post(&demo, rotations, "Manual", "", types).status, 400);
    let paused = get(&demo, "admin", "/schedules/REPLICATION/paused");
    assert_eq!(paused.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_schedule_replaces_the_first_and_does_not_say_that_it_is_dry() {
    let demo = demo().await;
    let dry = json!({ "dry_run": true, "delete_untagged": true, "workers": 3 });
    for hour in [3, 4] {
        let cron = format!("0 0 {hour} * * *");
        // A word and no more: what counts is the cron.
        let set = post(&demo, GC, "Weekly", &cron, dry.clone());
        assert_eq!(set.status, 201);
    }
    let kept = get(&demo, "admin", &format!("{GC}/schedule")).json();
    assert_eq!(
        (&kept["schedule"]["type"], &kept["schedule"]["cron"]),
        (&json!("Weekly"), &json!("0 0 4 * * *"))
    );
    let parameters = kept["job_parameters"].as_str().expect("parameters");
    assert!(parameters.contains("\"workers\":3"), "{parameters}");
    assert!(!parameters.contains("dry_run"), "{parameters}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_told_to_have_ended_after_its_log_says_so() {
    let demo = demo_taking(Duration::from_secs(50)).await;
    let dry = json!({ "dry_run": true, "workers": 1 });
    let begun = post(&demo, GC, "Manual", "", dry);
    let location = begun.header("location").expect("where it is");
    let path = location.trim_start_matches("/api/v2.0").to_owned();
    let now = || get(&demo, "admin", &path).json();
    let log = || get(&demo, "admin", &format!("{path}/log")).text();
    let has_ended = |log: &str| log.contains("success to run gc in job");
    assert!(!has_ended(&log()));
    // It is UTF-8, which the server does not say.
    let answer = get(&demo, "admin", &format!("{path}/log"));
    assert_eq!(answer.header("content-type"), Some("text/plain"));

    demo.set_clock_forward(Duration::from_secs(54));
    assert!(has_ended(&log()));
    assert_eq!(now()["job_status"], "Running");
    assert_eq!(now()["update_time"], now()["creation_time"]);
    let listed = get(&demo, "admin", &format!("{GC}?q=job_status=Running")).json();
    assert_eq!(listed.as_array().map(Vec::len), Some(1));

    demo.set_clock_forward(Duration::from_secs(20));
    let told = now();
    assert_eq!(told["job_status"], "Success");
    let parameters = told["job_parameters"].as_str().expect("parameters");
    assert!(parameters.contains("freed_space") && parameters.contains("\"dry_run\":true"));
    // The time of its change is the server's last look: no duration comes of it.
    let at = |field: &str| {
        let text = told[field].as_str().expect("a time");
        chrono::DateTime::parse_from_rfc3339(text).expect("a time")
    };
    let seconds = (at("update_time") - at("creation_time")).num_seconds();
    assert!((59..=60).contains(&seconds), "{seconds}");
}
