//! Preheating: networks, policies, and what is handed over.

use std::time::{Duration, Instant};

use crate::common::sample::{ask, demo, get};
use demo_harbor::DemoHarbor;
use serde_json::{Value, json};

const INSTANCES: &str = "/p2p/preheat/instances";
const POLICIES: &str = "/projects/skaha/preheat/policies";

fn policy(name: &str, filters: &Value) -> Value {
    json!({
        "name": name,
        "enabled": true,
        "provider_id": 1,
        "filters": filters.to_string(),
        "trigger": json!({"type": "manual", "trigger_setting": {}}).to_string(),
    })
}

/// Runs a policy, and gives the path of the execution.
fn run(demo: &DemoHarbor, name: &str) -> String {
    let answer = ask(
        demo,
        "ada",
        "POST",
        &format!("{POLICIES}/{name}"),
        Some(json!({})),
    );
    assert_eq!(answer.status, 201);
    let location = answer.header("location").expect("where it is");
    location.to_owned()
}

/// The tasks of an execution, once they have ended.
fn tasks(demo: &DemoHarbor, path: &str) -> Vec<Value> {
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        let tasks = get(demo, "ada", &format!("{path}/tasks?page_size=100")).json();
        let tasks = tasks.as_array().expect("a list").clone();
        if tasks.iter().all(|task| task["status"] != "Running") {
            return tasks;
        }
        assert!(Instant::now() < until, "they end");
        std::thread::yield_now();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn networks_are_for_administrators_and_keep_their_credentials_to_themselves() {
    let demo = demo().await;
    assert_eq!(get(&demo, "ada", INSTANCES).status, 403);
    let mut body = json!({
        "name": "df", "vendor": "dragonfly", "endpoint": "https://df.example.org",
        "auth_mode": "OAUTH", "auth_info": {"token": "abc"}, "enabled": true, "default": true,
    });
    let create = |body: &Value| ask(&demo, "admin", "POST", INSTANCES, Some(body.clone())).status;
    assert_eq!(create(&body), 201);
    assert_eq!(create(&body), 500, "one that is taken");
    let all = get(&demo, "admin", INSTANCES).text();
    assert!(!all.contains("abc") && !all.contains("auth_info"), "{all}");
    let defaults =
        |name: &str| get(&demo, "admin", &format!("{INSTANCES}/{name}")).json()["default"].clone();
    assert_eq!(defaults("df"), true);
    assert_eq!(defaults("dragonfly-east"), false, "there is one");
    // Tested before it is kept, as it is described.
    let ping = |body: &Value| {
        ask(
            &demo,
            "admin",
            "POST",
            &format!("{INSTANCES}/ping"),
            Some(body.clone()),
        )
        .status
    };
    assert_eq!(ping(&body), 200);
    body["endpoint"] = "https://df.invalid".into();
    assert_eq!(ping(&body), 400);
    body["vendor"] = "torrent".into();
    assert_eq!(ping(&body), 404);
    let gone = ask(
        &demo,
        "admin",
        "DELETE",
        &format!("{INSTANCES}/dragonfly-east"),
        None,
    );
    assert_eq!(gone.status, 412, "policies use it");
    let gone = ask(&demo, "admin", "DELETE", &format!("{INSTANCES}/df"), None);
    assert_eq!(gone.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_decide_what_is_handed_over() {
    let demo = demo().await;
    let create = |name: &str, filters: Value| {
        ask(&demo, "ada", "POST", POLICIES, Some(policy(name, &filters))).status
    };
    assert_eq!(create("bad name", json!([])), 500);
    let repository = json!({"type": "repository", "value": "astroml"});
    assert_eq!(create("all", json!([repository])), 201);
    assert_eq!(create("all", json!([repository])), 409);
    assert_eq!(
        create(
            "some",
            json!([repository, {"type": "tag", "value": "25.*"}])
        ),
        201
    );
    let tagged = tasks(&demo, &run(&demo, "some"));
    assert!(!tagged.is_empty());
    for task in &tagged {
        let image = task["extra_attrs"]["artifact"].as_str().expect("an image");
        assert!(image.starts_with("skaha/astroml:25."), "{image}");
        assert_eq!(task["status"], "Success");
    }
    let all = run(&demo, "all");
    assert!(tasks(&demo, &all).len() > tagged.len());
    // The execution is said to go on for longer than its tasks, and keeps its policy meanwhile.
    assert_eq!(get(&demo, "ada", &all).json()["status"], "Running");
    let delete = || ask(&demo, "ada", "DELETE", &format!("{POLICIES}/all"), None).status;
    assert_eq!(delete(), 412);
    let until = Instant::now() + Duration::from_secs(20);
    while delete() != 200 {
        assert!(Instant::now() < until, "it ends");
        std::thread::yield_now();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_runs_the_policies_that_wait_for_it_and_only_project_administrators_see_them() {
    let demo = demo().await;
    let policies = "/projects/canucs/preheat/policies";
    let mut waiting = policy(
        "waiting",
        &json!([{"type": "repository", "value": "astroml"}]),
    );
    waiting["trigger"] = json!({"type": "event_based"}).to_string().into();
    assert_eq!(
        ask(&demo, "admin", "POST", policies, Some(waiting)).status,
        201
    );
    let path = format!("{policies}/waiting/executions");
    assert_eq!(get(&demo, "admin", &path).json(), json!([]));
    let copy = "/projects/canucs/repositories/astroml/artifacts?from=skaha/astroml:25.11-gpu";
    assert_eq!(ask(&demo, "admin", "POST", copy, None).status, 201);
    let runs = get(&demo, "admin", &path).json();
    assert_eq!(runs.as_array().map(Vec::len), Some(1));
    assert_eq!(runs[0]["trigger"], "event_based");
    let seen = |who: &str| get(&demo, who, &format!("{POLICIES}/notebooks/executions")).status;
    assert_eq!((seen("ada"), seen("dave")), (200, 403));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_not_what_it_should_be_fails_and_its_log_says_why() {
    let demo = demo().await;
    let body = json!({
        "name": "here", "vendor": "dragonfly", "endpoint": "http://127.0.0.1:8096/df",
        "auth_mode": "NONE", "enabled": true,
    });
    assert_eq!(
        ask(&demo, "admin", "POST", INSTANCES, Some(body)).status,
        201
    );
    let id = get(&demo, "admin", &format!("{INSTANCES}/here")).json()["id"].clone();
    let mut failing = policy(
        "failing",
        &json!([{"type": "repository", "value": "astroml"}]),
    );
    failing["provider_id"] = id;
    assert_eq!(
        ask(&demo, "ada", "POST", POLICIES, Some(failing)).status,
        201
    );
    let path = run(&demo, "failing");
    let tasks = tasks(&demo, &path);
    assert_eq!(tasks[0]["status"], "Error");
    let log = get(
        &demo,
        "ada",
        &format!("{path}/tasks/{}/logs", tasks[0]["id"]),
    )
    .text();
    assert!(log.contains("[ERROR]"), "{log}");
}
