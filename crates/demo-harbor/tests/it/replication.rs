//! Replication: which rules there can be, and what is said of their runs, and when.

use std::time::Duration;

use crate::common::sample::{ask, demo, demo_taking, get};
use demo_harbor::DemoHarbor;
use serde_json::{Value, json};

/// How long a run takes; the server looks at it every 30 s.
const TAKES: Duration = Duration::from_secs(50);

fn registry(demo: &DemoHarbor, name: &str) -> Value {
    let found = get(demo, "admin", &format!("/registries?q=name={name}")).json();
    found[0]["id"].clone()
}

/// A rule that copies one repository to a registry.
fn rule(demo: &DemoHarbor, name: &str, to: &str) -> Value {
    json!({
        "name": name,
        "dest_registry": { "id": registry(demo, to) },
        "dest_namespace": "mirror",
        "trigger": { "type": "manual" },
        "filters": [{ "type": "name", "value": "skaha/astroml" }],
        "enabled": true,
        "override": true,
    })
}

fn make(demo: &DemoHarbor, rule: Value) -> (u16, String) {
    let made = ask(demo, "admin", "POST", "/replication/policies", Some(rule));
    (made.status, made.message())
}

/// The rule as it is kept.
fn kept(demo: &DemoHarbor, name: &str) -> Value {
    get(
        demo,
        "admin",
        &format!("/replication/policies?q=name={name}"),
    )
    .json()[0]
        .clone()
}

/// Makes a rule, starts a run of it, and gives the run's path.
fn run(demo: &DemoHarbor, to: &str) -> String {
    assert_eq!(make(demo, rule(demo, "mirror", to)).0, 201);
    let body = json!({ "policy_id": kept(demo, "mirror")["id"] });
    let started = ask(demo, "admin", "POST", "/replication/executions", Some(body));
    assert_eq!(started.status, 201);
    let location = started.header("location").expect("where it is");
    location.trim_start_matches("/api/v2.0").to_owned()
}

fn tasks(demo: &DemoHarbor, run: &str) -> Vec<Value> {
    let tasks = get(demo, "admin", &format!("{run}/tasks")).json();
    tasks.as_array().cloned().expect("a list")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_be_no_rule_is_refused_and_patterns_are_not_looked_at() {
    let demo = demo().await;
    let good = rule(&demo, "good", "ghcr-opencadc");
    let with = |field: &str, value: Value| {
        let mut rule = good.clone();
        rule[field] = value;
        rule
    };
    let filter = |value: Value| with("filters", json!([value]));
    let scheduled = |cron: &str| {
        let settings = json!({ "cron": cron });
        with(
            "trigger",
            json!({ "type": "scheduled", "trigger_settings": settings }),
        )
    };
    let other = json!({ "id": registry(&demo, "msr4") });
    for bad in [
        with("dest_registry", Value::Null),
        with("src_registry", other),
        scheduled("1 0 0 * * *"),
        scheduled("0 * * * * *"),
        scheduled(""),
        filter(json!({ "type": "foo", "value": "a" })),
        filter(json!({ "type": "name", "value": ["a"] })),
        filter(json!({ "type": "name", "value": "a", "decoration": "matches" })),
        filter(json!({ "type": "tag", "value": "a", "decoration": "without" })),
        filter(json!({ "type": "label", "value": "a" })),
        filter(json!({ "type": "resource", "value": "film" })),
    ] {
        let (status, words) = make(&demo, bad.clone());
        assert_eq!(status, 400, "{words}: {bad}");
    }
    let mut single = with("trigger", json!({ "type": "event_based" }));
    single["single_active_replication"] = true.into();
    assert_eq!(make(&demo, single).0, 500);

    let name = |value: &str| json!({ "type": "name", "value": value });
    let odd = with("filters", json!([name("{a"), name("b")]));
    assert_eq!(make(&demo, odd).0, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_is_shown_as_it_is_kept() {
    let demo = demo().await;
    let mut sent = rule(&demo, "fast", "ghcr-opencadc");
    sent["speed"] = (-1).into();
    sent["replicate_deletion"] = true.into();
    assert_eq!(make(&demo, sent.clone()).0, 201);
    let fast = kept(&demo, "fast");
    assert_eq!(fast["speed"], 0);
    assert!(fast["deletion"].is_null() && fast["replicate_deletion"].is_null());
    assert_eq!(
        fast["trigger"],
        json!({ "type": "manual", "trigger_settings": {} })
    );

    sent["deletion"] = true.into();
    let path = format!("/replication/policies/{}", fast["id"]);
    assert_eq!(ask(&demo, "admin", "PUT", &path, Some(sent)).status, 200);
    let fast = kept(&demo, "fast");
    assert_eq!(
        (&fast["deletion"], &fast["replicate_deletion"]),
        (&json!(true), &json!(true))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_has_no_tasks_at_first_and_is_told_to_have_ended_after_them() {
    let demo = demo_taking(TAKES).await;
    let run = run(&demo, "ghcr-opencadc");
    let now = || get(&demo, "admin", &run).json();
    assert_eq!(
        (&now()["status"], &now()["total"], tasks(&demo, &run).len()),
        (&json!("InProgress"), &json!(0), 0)
    );
    demo.set_clock_forward(Duration::from_secs(20));
    assert_eq!(
        (&now()["total"], &now()["in_progress"]),
        (&json!(1), &json!(1))
    );

    // Its task is done, and the server has not looked since.
    demo.set_clock_forward(Duration::from_secs(34));
    assert_eq!(tasks(&demo, &run)[0]["status"], "Succeed");
    assert_eq!(
        (&now()["status"], &now()["succeed"]),
        (&json!("InProgress"), &json!(1))
    );
    let policy = format!("/replication/policies/{}", now()["policy_id"]);
    let delete = || ask(&demo, "admin", "DELETE", &policy, None);
    let refused = delete();
    assert_eq!(refused.status, 412);
    assert!(refused.message().contains("aren't in final status"));

    demo.set_clock_forward(Duration::from_secs(20));
    let ended = now();
    assert_eq!(ended["status"], "Succeed");
    // Its end is its task's, however late it was told.
    assert_eq!(ended["end_time"], tasks(&demo, &run)[0]["end_time"]);
    // Of this rule: another one of the sample's runs each morning.
    let rule = ended["policy_id"].clone();
    let found = |query: &str| {
        let path = format!("/replication/executions?policy_id={rule}&{query}");
        let rows = get(&demo, "admin", &path).json();
        rows.as_array().map(Vec::len)
    };
    for (query, count) in [
        ("status=Succeed", 1),
        ("status=Success", 1),
        ("status=Failed", 0),
        ("status=InProgress", 0),
        ("trigger=manual", 1),
        ("trigger=scheduled", 0),
    ] {
        assert_eq!(found(query), Some(count), "{query}");
    }
    assert_eq!(delete().status, 200);
    assert_eq!(get(&demo, "admin", &run).status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_that_failed_run_again_by_themselves() {
    let demo = demo_taking(TAKES).await;
    let run = run(&demo, "msr4");
    let status = || get(&demo, "admin", &run).json()["status"].clone();
    let task = || tasks(&demo, &run)[0].clone();
    demo.set_clock_forward(Duration::from_secs(65));
    let first = task();
    assert_eq!(
        (status(), &first["status"]),
        (json!("Failed"), &json!("Failed"))
    );

    // The run has failed, as the server says, and its task runs again.
    demo.set_clock_forward(Duration::from_secs(45));
    let second = task();
    assert_eq!(
        (status(), &second["status"]),
        (json!("Failed"), &json!("InProgress"))
    );
    assert_eq!(second["id"], first["id"]);
    assert_ne!(second["start_time"], first["start_time"]);
    demo.set_clock_forward(Duration::from_secs(15));
    assert_eq!(status(), "InProgress");

    demo.set_clock_forward(Duration::from_secs(600));
    assert_eq!(status(), "Failed");
    let log = get(&demo, "admin", &format!("{run}/tasks/{}/log", first["id"])).text();
    assert_eq!(log.matches("[ERROR]").count(), 3, "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registry_that_a_rule_uses_stays() {
    let demo = demo().await;
    let path = format!("/registries/{}", registry(&demo, "ghcr-opencadc"));
    assert_eq!(make(&demo, rule(&demo, "mirror", "ghcr-opencadc")).0, 201);
    let delete = || ask(&demo, "admin", "DELETE", &path, None);
    let refused = delete();
    assert_eq!(refused.status, 412);
    let words = "is referenced by replication policies, cannot delete it";
    assert!(refused.message().ends_with(words), "{}", refused.message());
    let policy = format!("/replication/policies/{}", kept(&demo, "mirror")["id"]);
    assert_eq!(ask(&demo, "admin", "DELETE", &policy, None).status, 200);

    let long = json!({ "name": "n".repeat(65) });
    assert_eq!(ask(&demo, "admin", "PUT", &path, Some(long)).status, 400);
    assert_eq!(delete().status, 200);
}
