//! Projects, their settings, limits and caches answer as a running Harbor does.

use crate::common::sample::{ask, demo, get};
use demo_harbor::DemoHarbor;
use serde_json::{Value, json};

/// Makes something; gives the status and the words of a refusal.
fn make(demo: &DemoHarbor, who: &str, path: &str, body: Value) -> (u16, String) {
    let answer = ask(demo, who, "POST", path, Some(body));
    let words = if answer.status >= 400 {
        answer.message()
    } else {
        String::new()
    };
    (answer.status, words)
}

fn metadata(demo: &DemoHarbor, project: &str) -> Value {
    get(demo, "admin", &format!("/projects/{project}")).json()["metadata"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cache_is_an_administrators_and_of_an_endpoint_that_is_there() {
    let demo = demo().await;
    let cache = |name: &str, id: i64| json!({ "project_name": name, "registry_id": id });
    for id in [1, 0, -1] {
        let (status, words) = make(&demo, "ada", "/projects", cache("mine", id));
        assert_eq!(status, 403, "{id}");
        assert_eq!(words, "Only system admin can create proxy cache project");
    }
    let (status, words) = make(&demo, "admin", "/projects", cache("none", 0));
    assert_eq!(status, 400);
    assert_eq!(
        words,
        "0 is invalid value of registry_id, it should be geater than 0"
    );
    assert_eq!(make(&demo, "admin", "/projects", cache("none", 999)).0, 500);

    let mut body = cache("hub", 1);
    body["metadata"] = json!({ "proxy_speed_kb": "2000", "foo": "bar", "severity": "foo" });
    assert_eq!(make(&demo, "admin", "/projects", body).0, 201);
    let kept = metadata(&demo, "hub");
    assert_eq!(kept["proxy_speed_kb"], "2000");
    assert_eq!(kept["severity"], "unknown");
    assert!(kept["foo"].is_null());

    // It keeps what was pulled within a week, unasked.
    let policy = kept["retention_id"].as_str().expect("a policy");
    let policy = get(&demo, "admin", &format!("/retentions/{policy}")).json();
    let rule = &policy["rules"][0];
    assert_eq!((&rule["id"], &rule["priority"]), (&json!(1), &json!(1)));
    assert_eq!(rule["params"]["nDaysSinceLastPull"], 7);
    assert!(rule["tag_selectors"][0]["extras"].is_null());
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_hardly_looked_at() {
    let demo = demo().await;
    let body = json!({ "project_name": "plain", "metadata": {
        "proxy_speed_kb": "abc", "auto_scan": "maybe", "severity": "High",
    }});
    assert_eq!(make(&demo, "ada", "/projects", body).0, 201);
    let kept = metadata(&demo, "plain");
    // What only caches have is dropped without a word.
    assert!(kept["proxy_speed_kb"].is_null());
    assert_eq!(
        (&kept["auto_scan"], &kept["severity"]),
        (&json!("maybe"), &json!("high"))
    );

    // One by one, they are.
    let one = |key: &str, value: &str| json!({ key: value });
    let path = "/projects/plain/metadatas/";
    assert_eq!(make(&demo, "ada", path, one("prevent_vul", "maybe")).0, 400);
    let other = ask(
        &demo,
        "ada",
        "PUT",
        "/projects/plain/metadatas/auto_scan",
        Some(one("public", "true")),
    );
    assert_eq!(other.status, 400);
    assert_eq!(metadata(&demo, "plain")["public"], "false");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_no_number() {
    let demo = demo().await;
    for body in [
        json!({ "project_name": "typed", "storage_limit": "5GiB" }),
        json!({ "project_name": "typed", "metadata": { "public": true } }),
        json!({ "project_name": 7 }),
        json!({ "project_name": "typed", "registry_id": "1" }),
    ] {
        assert_eq!(
            make(&demo, "admin", "/projects", body.clone()).0,
            422,
            "{body}"
        );
    }
    assert_eq!(get(&demo, "admin", "/projects/typed").status, 404);
    let quota = json!({ "hard": { "storage": "5GiB" } });
    assert_eq!(
        ask(&demo, "admin", "PUT", "/quotas/1", Some(quota)).status,
        422
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_is_an_administrators_and_has_bounds() {
    let demo = demo().await;
    let too_much = (1_i64 << 50) + 1;
    let with = |name: &str, limit: i64| json!({ "project_name": name, "storage_limit": limit });
    assert_eq!(
        make(&demo, "admin", "/projects", with("huge", too_much)).0,
        400
    );
    let configured = json!({ "storage_per_project": 4096 });
    assert_eq!(
        ask(&demo, "admin", "PUT", "/configurations", Some(configured)).status,
        200
    );
    let limit = |project: &str| {
        let summary = get(&demo, "admin", &format!("/projects/{project}/summary"));
        summary.json()["quota"]["hard"]["storage"].as_i64()
    };
    for (who, name, sent, kept) in [
        ("admin", "own", 1 << 30, 1 << 30),
        ("admin", "endless", -1, -1),
        ("admin", "zero", 0, 4096),
        ("ada", "hers", 1 << 30, 4096),
    ] {
        assert_eq!(make(&demo, who, "/projects", with(name, sent)).0, 201);
        assert_eq!(limit(name), Some(kept), "{name}");
    }
    // Sent with a project that is there, it is not looked at.
    let sent = json!({ "storage_limit": 5 });
    assert_eq!(
        ask(&demo, "admin", "PUT", "/projects/own", Some(sent)).status,
        200
    );
    assert_eq!(limit("own"), Some(1 << 30));

    let quotas = get(&demo, "admin", "/quotas?sort=hard.storage&page_size=100").json();
    let limits: Vec<i64> = quotas
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|quota| quota["hard"]["storage"].as_i64())
        .collect();
    let first_endless = limits.iter().position(|limit| *limit == -1);
    let last_limited = limits.iter().rposition(|limit| *limit != -1);
    assert!(first_endless > last_limited, "{limits:?}");
    let one = quotas[0]["id"].as_i64().expect("a number");
    let body = json!({ "hard": { "storage": too_much } });
    let put = ask(&demo, "admin", "PUT", &format!("/quotas/{one}"), Some(body));
    assert_eq!(put.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_found_whatever_their_case() {
    let demo = demo().await;
    let found = get(&demo, "admin", "/projects?name=SKAHA").json();
    assert_eq!(found[0]["name"], "skaha");
    let found = get(&demo, "admin", "/search?q=SKAHA").json();
    assert_eq!(found["project"], json!([]));
    assert!(!found["repository"].as_array().expect("a list").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_endpoint_is_called_before_it_is_kept() {
    let demo = demo().await;
    let endpoint =
        |name: &str, url: &str| json!({ "name": name, "type": "docker-registry", "url": url });
    for (body, status) in [
        (endpoint("", "https://h"), 400),
        (endpoint(&"n".repeat(65), "https://h"), 400),
        (endpoint("empty", ""), 400),
        (endpoint("dead", "http://127.0.0.1:1"), 400),
        (
            json!({ "name": "foo", "type": "foo", "url": "https://h" }),
            500,
        ),
        (endpoint("nvcr.io", "https://h"), 409),
        (endpoint("plain", "127.0.0.1:5000"), 201),
    ] {
        assert_eq!(
            make(&demo, "admin", "/registries", body.clone()).0,
            status,
            "{body}"
        );
    }
    let found = get(&demo, "admin", "/registries?q=name=plain").json();
    assert_eq!(found[0]["url"], "http://127.0.0.1:5000");
    let ping = "/registries/ping";
    assert_eq!(
        make(&demo, "admin", ping, json!({ "id": found[0]["id"] })).0,
        200
    );
    assert_eq!(make(&demo, "admin", ping, json!({ "id": 99_999 })).0, 404);
    assert_eq!(make(&demo, "ada", ping, endpoint("", "https://h")).0, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_ids_holds_each_once_and_none_that_is_empty() {
    let demo = demo().await;
    let put = |ids: &[&str]| {
        let items: Vec<Value> = ids.iter().map(|id| json!({ "cve_id": id })).collect();
        let body = json!({ "cve_allowlist": { "items": items } });
        ask(&demo, "admin", "PUT", "/projects/skaha", Some(body)).status
    };
    assert_eq!(put(&["CVE-2024-1", "CVE-2024-1"]), 500);
    assert_eq!(put(&[""]), 500);
    assert_eq!(put(&["CVE-2024-45491"]), 200);

    // The registry's own list, likewise.
    let put = |ids: &[&str]| {
        let items: Vec<Value> = ids.iter().map(|id| json!({ "cve_id": id })).collect();
        let body = json!({ "items": items });
        ask(&demo, "admin", "PUT", "/system/CVEAllowlist", Some(body)).status
    };
    assert_eq!(put(&["CVE-2024-1"]), 200);
    assert_eq!(put(&["CVE-2024-2", "CVE-2024-2"]), 500);
    assert_eq!(put(&[""]), 500);
    let kept = get(&demo, "admin", "/system/CVEAllowlist").json();
    assert_eq!(kept["items"], json!([{ "cve_id": "CVE-2024-1" }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_label_without_a_name_is_taken_and_then_not_shown() {
    let demo = demo().await;
    let skaha = get(&demo, "admin", "/projects/skaha").json()["project_id"].clone();
    let label = |name: &str| json!({ "name": name, "scope": "p", "project_id": skaha });
    assert_eq!(make(&demo, "ada", "/labels", label("")).0, 201);
    let path = format!("/labels?scope=p&project_id={skaha}&page_size=100");
    let all = get(&demo, "ada", &path).json();
    let nameless = all
        .as_array()
        .expect("a list")
        .iter()
        .find(|label| label["name"].is_null());
    let nameless = nameless.expect("the label")["id"].clone();

    let long = "n".repeat(129);
    assert_eq!(make(&demo, "ada", "/labels", label(&long)).0, 500);
    let of_none = json!({ "name": "stray", "scope": "p" });
    assert_eq!(make(&demo, "admin", "/labels", of_none).0, 201);
    assert_eq!(get(&demo, "ada", "/labels?scope=p").status, 400);

    let put = |body: Value| {
        ask(
            &demo,
            "ada",
            "PUT",
            &format!("/labels/{nameless}"),
            Some(body),
        )
        .status
    };
    assert_eq!(put(json!({ "description": "text" })), 400);
    assert_eq!(put(json!({ "name": "named", "color": "#C92100" })), 200);
    let one = || get(&demo, "ada", &format!("/labels/{nameless}")).json();
    assert_eq!(one()["color"], "#C92100");
    // A colour that is not sent goes.
    assert_eq!(put(json!({ "name": "named" })), 200);
    assert!(one()["color"].is_null());
}
