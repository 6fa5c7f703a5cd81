//! Retention and immutable tags surprise as Harbor's do.

use std::time::Duration;

use crate::common::Answer;
use crate::common::sample::{ask, demo, get};
use demo_harbor::{DemoHarbor, Options};
use serde_json::{Value, json};

/// Looks again and again until something is found.
async fn until<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let wait = async {
        loop {
            if let Some(found) = look() {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait)
        .await
        .expect("it comes about")
}

fn selector(decoration: &str, pattern: &str) -> Value {
    json!({"kind": "doublestar", "decoration": decoration, "pattern": pattern})
}

fn rule(repositories: &str, tags: &str, template: &str, params: Value) -> Value {
    json!({
        "action": "retain",
        "template": template,
        "params": params,
        "tag_selectors": [selector("matches", tags)],
        "scope_selectors": {"repository": [selector("repoMatches", repositories)]},
    })
}

/// The project's policy, found by its setting.
fn policy(demo: &DemoHarbor, project: &str) -> (String, Value) {
    let project = get(demo, "admin", &format!("/projects/{project}")).json();
    let id = project["metadata"]["retention_id"]
        .as_str()
        .expect("a policy");
    let path = format!("/retentions/{id}");
    let policy = get(demo, "admin", &path).json();
    (path, policy)
}

fn put(demo: &DemoHarbor, path: &str, policy: &Value) -> Answer {
    ask(demo, "admin", "PUT", path, Some(policy.clone()))
}

fn with_rules(policy: &Value, rules: Vec<Value>) -> Value {
    let mut policy = policy.clone();
    policy["rules"] = rules.into();
    policy
}

/// Runs a policy to its end: the execution's path and what the list says of it.
async fn run(demo: &DemoHarbor, path: &str, body: Value) -> (String, Value) {
    let started = ask(
        demo,
        "admin",
        "POST",
        &format!("{path}/executions"),
        Some(body),
    );
    assert_eq!(started.status, 201);
    let location = started.header("location").expect("a location").to_owned();
    let execution = location.trim_start_matches("/api/v2.0").to_owned();
    let ended = until(|| {
        let list = get(demo, "admin", &format!("{path}/executions")).json();
        let first = list[0].clone();
        (first["status"] != "Running").then_some(first)
    })
    .await;
    (execution, ended)
}

fn artifacts(demo: &DemoHarbor, repository: &str) -> Vec<Value> {
    let path = format!("/projects/skaha/repositories/{repository}/artifacts?page_size=100");
    get(demo, "admin", &path)
        .json()
        .as_array()
        .cloned()
        .expect("a list")
}

/// A repository of skaha with several artifacts.
fn repository(demo: &DemoHarbor) -> String {
    let list = get(demo, "admin", "/projects/skaha/repositories?page_size=100").json();
    let names = list
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["name"].as_str());
    let mut names = names.filter_map(|name| name.strip_prefix("skaha/"));
    let name = names.find(|name| !name.contains('/') && artifacts(demo, name).len() > 3);
    name.expect("a repository").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_changes_nothing_and_tells_in_its_log() {
    let demo = demo().await;
    let name = repository(&demo);
    let (path, old) = policy(&demo, "skaha");
    let keep_two = rule(&name, "**", "latestPushedK", json!({"latestPushedK": 2}));
    assert_eq!(
        put(&demo, &path, &with_rules(&old, vec![keep_two])).status,
        200
    );
    let before = artifacts(&demo, &name);
    let (execution, ended) = run(&demo, &path, json!({"dry_run": true})).await;
    assert_eq!(
        (&ended["status"], &ended["trigger"]),
        (&json!("Success"), &json!("MANUAL"))
    );
    assert_eq!(ended["dry_run"], true);
    assert_eq!(artifacts(&demo, &name), before);
    let tasks = get(&demo, "admin", &format!("{execution}/tasks")).json();
    assert_eq!(tasks.as_array().map(Vec::len), Some(1));
    assert_eq!(tasks[0]["repository"], name);
    assert_eq!(
        (&tasks[0]["total"], &tasks[0]["retained"]),
        (&json!(before.len()), &json!(2))
    );
    let log = get(
        &demo,
        "admin",
        &format!("{execution}/tasks/{}", tasks[0]["id"]),
    );
    assert_eq!(log.header("content-type"), Some("text/plain"));
    let text = log.text();
    assert!(text.contains("Dry Run: true"));
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("sha256:"))
        .collect();
    assert_eq!(lines.len(), before.len());
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.ends_with("| DEL       |"))
            .count(),
        before.len() - 2
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_execution_that_says_nothing_deletes_untagged_ones_too() {
    let demo = demo().await;
    let name = repository(&demo);
    let (path, old) = policy(&demo, "skaha");
    let all = artifacts(&demo, &name);
    let tag = all
        .iter()
        .find_map(|it| it["tags"][0]["name"].as_str())
        .expect("a tag");
    let mut only = rule(&name, tag, "always", json!({}));
    only["tag_selectors"][0]["extras"] = json!("{\"untagged\":false}");
    put(&demo, &path, &with_rules(&old, vec![only]));
    let (_, ended) = run(&demo, &path, json!({})).await;
    assert_eq!(ended["dry_run"], false);
    let left = artifacts(&demo, &name);
    assert_eq!(left.len(), 1);
    // One kept tag keeps all tags of its artifact.
    let kept = all
        .iter()
        .find(|it| it["digest"] == left[0]["digest"])
        .expect("kept");
    assert_eq!(
        kept["tags"].as_array().map(Vec::len),
        left[0]["tags"].as_array().map(Vec::len)
    );
    // Another repository, that no rule names, is as it was.
    let refused = ask(
        &demo,
        "admin",
        "POST",
        &format!("{path}/executions"),
        Some(json!({"dry_run": "true"})),
    );
    assert_eq!(refused.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_count_of_zero_deletes_all_but_what_is_immutable() {
    let demo = demo().await;
    let name = repository(&demo);
    let all = artifacts(&demo, &name);
    let tag = all
        .iter()
        .find_map(|it| it["tags"][0]["name"].as_str())
        .expect("a tag")
        .to_owned();
    let frozen = json!({
        "action": "immutable",
        "template": "immutable_template",
        "tag_selectors": [selector("matches", &tag)],
        "scope_selectors": {"repository": [selector("repoMatches", &name)]},
    });
    let made = ask(
        &demo,
        "admin",
        "POST",
        "/projects/skaha/immutabletagrules",
        Some(frozen),
    );
    assert_eq!(made.status, 201);
    let (path, old) = policy(&demo, "skaha");
    let nothing = rule(&name, "**", "latestPushedK", json!({"latestPushedK": 0}));
    put(&demo, &path, &with_rules(&old, vec![nothing]));
    let (execution, _) = run(&demo, &path, json!({"dry_run": false})).await;
    let left = artifacts(&demo, &name);
    assert_eq!(left.len(), 1);
    let tasks = get(&demo, "admin", &format!("{execution}/tasks")).json();
    assert_eq!(tasks[0]["retained"], 1);
    let log = get(
        &demo,
        "admin",
        &format!("{execution}/tasks/{}", tasks[0]["id"]),
    )
    .text();
    assert!(log.contains("| IMMUTABLE |") && log.contains(": Immutable tag"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_stopped_before_it_deletes() {
    let options = Options {
        scan_takes: Duration::from_secs(3600),
        ..Options::default()
    };
    let demo = DemoHarbor::start(options).await.expect("a free port");
    let name = repository(&demo);
    let before = artifacts(&demo, &name);
    let (path, old) = policy(&demo, "skaha");
    let nothing = rule(&name, "**", "latestPushedK", json!({"latestPushedK": 0}));
    put(&demo, &path, &with_rules(&old, vec![nothing]));
    let started = ask(
        &demo,
        "admin",
        "POST",
        &format!("{path}/executions"),
        Some(json!({})),
    );
    let execution = started
        .header("location")
        .expect("a location")
        .trim_start_matches("/api/v2.0")
        .to_owned();
    let list = get(&demo, "admin", &format!("{path}/executions?page_size=200"));
    assert_eq!(
        (list.status, &list.json()[0]["status"]),
        (200, &json!("Running"))
    );
    assert_eq!(
        ask(
            &demo,
            "admin",
            "PATCH",
            &execution,
            Some(json!({"action": "stop"}))
        )
        .status,
        200
    );
    assert_eq!(
        get(&demo, "admin", &format!("{path}/executions")).json()[0]["status"],
        "Stopped"
    );
    assert_eq!(artifacts(&demo, &name), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_that_are_off_or_unknown_end_at_once_or_fail() {
    let demo = demo().await;
    let name = repository(&demo);
    let (path, old) = policy(&demo, "skaha");
    let mut off = rule(&name, "**", "always", json!({}));
    off["disabled"] = json!(true);
    put(&demo, &path, &with_rules(&old, vec![off]));
    let (execution, ended) = run(&demo, &path, json!({"dry_run": true})).await;
    assert_eq!(ended["status"], "Success");
    assert_eq!(
        get(&demo, "admin", &format!("{execution}/tasks")).json(),
        json!([])
    );
    let unknown = rule(&name, "**", "nonsense", json!({}));
    assert_eq!(
        put(&demo, &path, &with_rules(&old, vec![unknown])).status,
        200
    );
    let (_, ended) = run(&demo, &path, json!({"dry_run": true})).await;
    assert_eq!(ended["status"], "Error");
}

#[tokio::test(flavor = "multi_thread")]
async fn schedules_and_numbers_of_rules_are_checked_and_nothing_else() {
    let demo = demo().await;
    let (path, old) = policy(&demo, "skaha");
    let with_cron = |cron: &str| {
        let mut policy = old.clone();
        policy["trigger"]["settings"]["cron"] = json!(cron);
        put(&demo, &path, &policy).status
    };
    for (cron, status) in [
        ("0 0 2 * * 7", 400),
        ("@daily", 400),
        ("5 0 0 * * *", 400),
        ("0 * * * * *", 200),
        ("0 0 0 30 2 *", 200),
        ("0 0 0 * * MON", 200),
    ] {
        assert_eq!(with_cron(cron), status, "{cron}");
    }
    let next =
        get(&demo, "admin", &path).json()["trigger"]["settings"]["next_scheduled_time"].clone();
    assert!(
        next.as_str()
            .is_some_and(|next| next.ends_with("T00:00:00.000Z")),
        "{next}"
    );
    let many = (0..16)
        .map(|n| rule(&format!("r{n}"), "**", "always", json!({})))
        .collect();
    assert_eq!(put(&demo, &path, &with_rules(&old, many)).status, 400);
    let mut broken = old.clone();
    broken["trigger"] = Value::Null;
    assert_eq!(put(&demo, &path, &broken).status, 500);
    assert_eq!(get(&demo, "admin", "/retentions/99").status, 500);
    // A word that is no kind keeps no schedule, and the way back is blocked without one.
    let mut other = old.clone();
    other["trigger"] = json!({"kind": "foo", "settings": {"cron": "0 0 0 * * *"}});
    assert_eq!(put(&demo, &path, &other).status, 200);
    let view = get(&demo, "admin", &path).json();
    assert_eq!(view["trigger"]["settings"].get("next_scheduled_time"), None);
    assert_eq!(with_cron(""), 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_projects_setting_a_policy_is_an_orphan() {
    let demo = demo().await;
    let (path, old) = policy(&demo, "skaha");
    let mut again = old.clone();
    again.as_object_mut().expect("an object").remove("id");
    let create =
        |policy: &Value| ask(&demo, "admin", "POST", "/retentions", Some(policy.clone())).status;
    assert_eq!(create(&again), 400);
    let reset = ask(
        &demo,
        "admin",
        "DELETE",
        "/projects/skaha/metadatas/retention_id",
        None,
    );
    assert_eq!(reset.status, 200);
    assert_eq!(create(&again), 201);
    assert_eq!(get(&demo, "admin", &path).status, 200);
    assert_ne!(policy(&demo, "skaha").0, path);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_cache_has_a_policy_that_nobody_asked_for() {
    let demo = demo().await;
    let new = json!({"project_name": "cached", "metadata": {"public": "false"}, "registry_id": 1});
    assert_eq!(
        ask(&demo, "admin", "POST", "/projects", Some(new)).status,
        201
    );
    let (_, policy) = policy(&demo, "cached");
    let rule = &policy["rules"][0];
    assert_eq!((&rule["id"], &rule["priority"]), (&json!(1), &json!(1)));
    assert_eq!(rule["params"]["nDaysSinceLastPull"], 7);
    assert_eq!(rule["tag_selectors"][0].get("extras"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_pattern_freezes_every_tag_and_no_selector_none() {
    let demo = demo().await;
    let name = repository(&demo);
    let path = "/projects/skaha/immutabletagrules";
    let immutable = || {
        let list =
            format!("/projects/skaha/repositories/{name}/artifacts?with_immutable_status=true");
        let list = get(&demo, "admin", &list).json();
        let tags = list
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|it| it["tags"].as_array());
        tags.flatten()
            .map(|tag| tag["immutable"] == true)
            .collect::<Vec<bool>>()
    };
    assert!(immutable().iter().all(|immutable| !immutable));
    let rule = |tags: Value| {
        json!({
            "action": "immutable",
            "template": "immutable_template",
            "disabled": true,
            "tag_selectors": tags,
            "scope_selectors": {"repository": [selector("repoMatches", &name)]},
        })
    };
    assert_eq!(
        ask(&demo, "admin", "POST", path, Some(rule(json!([])))).status,
        201
    );
    assert!(immutable().iter().all(|immutable| !immutable));
    // It is made switched on, whatever was sent.
    let all = rule(json!([selector("matches", "")]));
    let made = ask(&demo, "admin", "POST", path, Some(all.clone()));
    assert!(immutable().iter().all(|immutable| *immutable));
    let location = made.header("location").expect("a location").to_owned();
    let id: i64 = location
        .rsplit('/')
        .next()
        .and_then(|id| id.parse().ok())
        .expect("an id");
    let change = |named: i64| {
        let mut rule = all.clone();
        rule["id"] = json!(named);
        ask(&demo, "admin", "PUT", &format!("{path}/{id}"), Some(rule)).status
    };
    assert_eq!(change(id + 1), 400);
    assert_eq!(change(id), 200);
    assert!(immutable().iter().all(|immutable| !immutable));
    let first = get(&demo, "admin", path).json()[0]["id"]
        .as_i64()
        .expect("an id");
    let mut moved = get(&demo, "admin", path).json()[0].clone();
    moved["disabled"] = json!(true);
    assert_eq!(
        ask(
            &demo,
            "admin",
            "PUT",
            &format!("{path}/{first}"),
            Some(moved)
        )
        .status,
        200
    );
    let last = get(&demo, "admin", path).json();
    assert_eq!(
        last.as_array()
            .and_then(|list| list.last())
            .map(|it| it["id"].clone()),
        Some(json!(first))
    );
}
