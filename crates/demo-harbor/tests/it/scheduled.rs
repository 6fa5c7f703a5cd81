//! Schedules: what is due runs, once, and nothing does while schedules are paused.

use std::time::Duration;

use crate::common::sample::{ask, demo, get};
use demo_harbor::DemoHarbor;
use serde_json::{Value, json};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How many rows of a list fit.
fn count(demo: &DemoHarbor, path: &str, fits: impl Fn(&Value) -> bool) -> usize {
    let rows = get(demo, "admin", path).json();
    let rows = rows.as_array().expect("a list").iter();
    rows.filter(|row| fits(row)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_due_runs_once_and_says_that_a_schedule_started_it() {
    let demo = demo().await;
    let hour = json!({"schedule": {"type": "Custom", "cron": "0 0 3 * * *"}, "parameters": {"delete_untagged": false, "workers": 1, "dry_run": true}});
    let set = |path: &str, body: &Value| {
        let answer = ask(&demo, "admin", "PUT", path, Some(body.clone()));
        assert_eq!(answer.status, 200, "{path}");
    };
    set("/system/gc/schedule", &hour);
    set(
        "/system/scanAll/schedule",
        &json!({"schedule": {"type": "Custom", "cron": "0 0 3 * * *"}}),
    );
    let rule = json!({
        "name": "nightly", "enabled": true, "dest_registry": {"id": 1},
        "trigger": {"type": "scheduled", "trigger_settings": {"cron": "0 0 3 * * *"}},
        "filters": [{"type": "name", "value": "skaha/astroml"}],
    });
    let made = ask(&demo, "admin", "POST", "/replication/policies", Some(rule));
    assert_eq!(made.status, 201);
    let location = made.header("location").expect("where it is");
    let rule = location.rsplit('/').next().expect("a number").to_owned();
    let trigger = json!({"type": "scheduled", "trigger_setting": {"cron": "0 0 3 * * *"}});
    let policy = json!({
        "name": "nightly", "enabled": true, "provider_id": 1, "trigger": trigger.to_string(),
        "filters": json!([{"type": "repository", "value": "astroml"}]).to_string(),
    });
    let policies = "/projects/skaha/preheat/policies";
    assert_eq!(
        ask(&demo, "admin", "POST", policies, Some(policy)).status,
        201
    );

    let collections = || {
        count(&demo, "/system/gc?page_size=100", |row| {
            row["job_kind"] == "SCHEDULE"
        })
    };
    let retentions = || {
        count(&demo, "/retentions/1/executions", |row| {
            row["trigger"] == "SCHEDULE"
        })
    };
    let runs = format!("/replication/executions?page_size=100&policy_id={rule}");
    let replications = || count(&demo, &runs, |row| row["trigger"] == "scheduled");
    let preheats = || {
        count(&demo, &format!("{policies}/nightly/executions"), |row| {
            row["trigger"] == "scheduled"
        })
    };
    let counts = || (collections(), retentions(), replications(), preheats());
    let before = counts();
    demo.set_clock_forward(DAY);
    let after = counts();
    assert_eq!(
        (
            after.0 - before.0,
            after.1 - before.1,
            after.2 - before.2,
            after.3 - before.3
        ),
        (1, 1, 1, 1)
    );
    assert_eq!(counts(), after, "once");
    let scanned = get(&demo, "admin", "/scans/schedule/metrics").json();
    assert_eq!(scanned["trigger"], "Schedule");
    assert!(scanned["total"].as_u64() > Some(0));

    // What would have come while schedules are paused does not come later.
    let pause = |action: &str| {
        let body = json!({"action": action});
        let path = "/jobservice/queues/scheduler";
        assert_eq!(ask(&demo, "admin", "PUT", path, Some(body)).status, 200);
    };
    pause("pause");
    demo.set_clock_forward(DAY);
    assert_eq!(counts(), after);
    pause("resume");
    assert_eq!(counts(), after);
    demo.set_clock_forward(DAY);
    assert_eq!(counts().0, after.0 + 1);
}
