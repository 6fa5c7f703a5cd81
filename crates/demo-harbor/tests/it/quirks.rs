//! What surprises in Harbor, and is the same here.

use std::time::{Duration, Instant};

use crate::common::sample::{DELAY, ask, demo, demo_taking, get, header};
use crate::common::{basic, send};
use demo_harbor::PASSWORD;
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

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_counts_as_none_and_locks_the_name() {
    let demo = demo().await;
    let wrong = [basic("ada", "wrong")];
    let start = Instant::now();
    let list = send(
        &demo.url(),
        "GET",
        "/api/v2.0/projects?page_size=100",
        &wrong,
        None,
    );
    assert!(start.elapsed() >= DELAY);
    assert_eq!(list.status, 200);
    let names = list.json();
    let all_public = names
        .as_array()
        .expect("a list")
        .iter()
        .all(|project| project["metadata"]["public"] == "true");
    assert!(all_public);
    // The right password is refused while the name is locked.
    assert_eq!(get(&demo, "ada", "/users/current").status, 401);
    let ada = until(|| {
        let answer = get(&demo, "ada", "/users/current");
        (answer.status == 200).then(|| answer.json())
    })
    .await;
    assert_eq!(ada["username"], "ada");
    assert_eq!(
        send(&demo.url(), "GET", "/api/v2.0/users/current", &wrong, None).status,
        401
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_password_is_exchanged_for_a_session() {
    let demo = demo().await;
    let form = format!("principal=ada&password={PASSWORD}");
    let kind = header("Content-Type", "application/x-www-form-urlencoded");
    let first = send(
        &demo.url(),
        "POST",
        "/c/login",
        std::slice::from_ref(&kind),
        Some(form.as_bytes()),
    );
    assert_eq!(first.status, 403);
    assert_eq!(first.message(), "CSRF token not found in request");
    let token = first
        .header("x-harbor-csrf-token")
        .expect("a token")
        .to_owned();
    let csrf = first.cookie("_gorilla_csrf").expect("its cookie");
    let signed = [
        kind.clone(),
        header("X-Harbor-CSRF-Token", &token),
        header("Cookie", &format!("_gorilla_csrf={csrf}")),
    ];
    let second = send(
        &demo.url(),
        "POST",
        "/c/login",
        &signed,
        Some(form.as_bytes()),
    );
    assert_eq!((second.status, second.text().as_str()), (200, ""));
    let sid = second.cookie("sid").expect("a session");
    let cookies = header("Cookie", &format!("sid={sid}; _gorilla_csrf={csrf}"));
    let current = send(
        &demo.url(),
        "GET",
        "/api/v2.0/users/current",
        std::slice::from_ref(&cookies),
        None,
    );
    assert_eq!(current.json()["username"], "ada");
    // Writing with a session needs a token; any recent one will do.
    let body = json!({"project_name": "by-session"}).to_string();
    let json = header("Content-Type", "application/json");
    let without = send(
        &demo.url(),
        "POST",
        "/api/v2.0/projects",
        &[cookies.clone(), json.clone()],
        Some(body.as_bytes()),
    );
    assert_eq!(without.status, 403);
    let bad = [
        cookies.clone(),
        json.clone(),
        header("X-Harbor-CSRF-Token", "nonsense"),
    ];
    assert_eq!(
        send(
            &demo.url(),
            "POST",
            "/api/v2.0/projects",
            &bad,
            Some(body.as_bytes())
        )
        .message(),
        "CSRF token invalid"
    );
    let with = [cookies.clone(), json, header("X-Harbor-CSRF-Token", &token)];
    assert_eq!(
        send(
            &demo.url(),
            "POST",
            "/api/v2.0/projects",
            &with,
            Some(body.as_bytes())
        )
        .status,
        201
    );
    assert_eq!(
        send(
            &demo.url(),
            "GET",
            "/c/log_out",
            std::slice::from_ref(&cookies),
            None
        )
        .status,
        200
    );
    assert_eq!(
        send(
            &demo.url(),
            "GET",
            "/api/v2.0/users/current",
            &[cookies],
            None
        )
        .status,
        401
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn any_sid_cookie_switches_the_protection_on() {
    let demo = demo().await;
    assert!(get(&demo, "ada", "/systeminfo").cookie("sid").is_some());
    let headers = [
        basic("ada", PASSWORD),
        header("Cookie", "sid=made-up"),
        header("Content-Type", "application/json"),
    ];
    let answer = send(
        &demo.url(),
        "POST",
        "/api/v2.0/projects",
        &headers,
        Some(b"{\"project_name\":\"x\"}"),
    );
    assert_eq!(answer.status, 403);
    assert!(answer.header("x-harbor-csrf-token").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_of_another_kind_is_refused_and_changes_nothing() {
    let demo = demo().await;
    let members = get(&demo, "admin", "/projects/skaha/members").json();
    let member = &members[0];
    let path = format!("/projects/skaha/members/{}", member["id"]);
    for (method, path, body) in [
        ("PUT", path.as_str(), json!({"role_id": "3"})),
        ("POST", "/projects/skaha/members", json!({"role_id": true})),
        (
            "POST",
            "/projects/skaha/immutabletagrules",
            json!({"disabled": "no"}),
        ),
        ("POST", "/retentions", json!({"algorithm": 1})),
        (
            "POST",
            "/registries",
            json!({"name": "x", "insecure": "no"}),
        ),
    ] {
        let refused = ask(&demo, "admin", method, path, Some(body.clone()));
        assert_eq!(refused.status, 422, "{method} {path} {body}");
    }
    let after = get(&demo, "admin", "/projects/skaha/members").json();
    assert_eq!(after, members);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_hold_a_hundred_at_most() {
    let demo = demo().await;
    let refused = get(&demo, "ada", "/projects?page_size=101");
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.message(),
        "validation failure list:\npage_size in query should be less than or equal to 100"
    );
    let second = get(&demo, "ada", "/projects?page=2&page_size=2&q=name%3D~a");
    assert!(second.header("x-total-count").is_some());
    let link = second.header("link").expect("links");
    assert!(
        link.starts_with("</api/v2.0/projects?page=1&page_size=2&q=name=~a>; rel=\"prev\" , "),
        "{link}"
    );
    let all = get(&demo, "admin", "/projects?page_size=0");
    assert_eq!(
        all.json()
            .as_array()
            .map(Vec::len)
            .map(|n| n.to_string())
            .as_deref(),
        all.header("x-total-count")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn repositories_with_slashes_are_encoded_twice() {
    let demo = demo().await;
    let twice = get(
        &demo,
        "ada",
        "/projects/skaha/repositories/notebooks%252Flsst%252Fweekly",
    );
    assert_eq!(twice.json()["name"], "skaha/notebooks/lsst/weekly");
    assert_eq!(
        get(
            &demo,
            "ada",
            "/projects/skaha/repositories/notebooks%2Flsst%2Fweekly"
        )
        .status,
        404
    );
    let href = get(
        &demo,
        "ada",
        "/projects/skaha/repositories/notebooks%252Flsst%252Fweekly/artifacts?page_size=1",
    )
    .json()[0]["addition_links"]["build_history"]["href"]
        .clone();
    let href = href.as_str().expect("a link").to_owned();
    assert_eq!(
        send(&demo.url(), "GET", &href, &[basic("ada", PASSWORD)], None).status,
        200
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn digits_are_an_id_unless_said_otherwise() {
    let demo = demo().await;
    assert_eq!(get(&demo, "ada", "/projects/2026").status, 403);
    let headers = [basic("ada", PASSWORD), header("X-Is-Resource-Name", "true")];
    let named = send(
        &demo.url(),
        "GET",
        "/api/v2.0/projects/2026",
        &headers,
        None,
    );
    assert_eq!(named.json()["name"], "2026");
}

#[tokio::test(flavor = "multi_thread")]
async fn zeros_are_absent_and_lists_are_null() {
    let demo = demo().await;
    let project = get(&demo, "zed", "/projects/skaha").json();
    assert!(project.get("registry_id").is_none());
    assert!(project.get("current_user_role_id").is_none());
    assert_eq!(project["current_user_role_ids"], Value::Null);
    let artifact = get(
        &demo,
        "zed",
        "/projects/skaha/repositories/astroml/artifacts/pr-1184",
    )
    .json();
    assert_eq!(artifact["labels"], Value::Null);
    assert!(artifact.get("scan_overview").is_none());
    assert_eq!(artifact["tags"][0]["pull_time"], "0001-01-01T00:00:00.000Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_that_are_not_understood_are_left_out() {
    let demo = demo().await;
    let total = |query: &str| {
        get(
            &demo,
            "ada",
            &format!("/projects/skaha/repositories?{query}"),
        )
        .header("x-total-count")
        .map(str::to_owned)
    };
    assert_eq!(total("q=nonsense%3D1"), total(""));
    assert_ne!(total("q=name%3D~astro"), total(""));
    assert_eq!(
        get(&demo, "ada", "/projects?q=name%3D%7Bbroken").status,
        400
    );
    assert_eq!(get(&demo, "ada", "/projects?q=name").status, 400);
    let artifacts = |q: &str| {
        get(
            &demo,
            "ada",
            &format!("/projects/skaha/repositories/astroml/artifacts?q={q}"),
        )
    };
    assert_eq!(artifacts("tags%3Dnil").header("x-total-count"), Some("1"));
    assert_eq!(artifacts("tags%3D%7Ba%20b%7D").status, 400);
    assert_eq!(artifacts("labels%3D1").status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn private_projects_hide_themselves() {
    let demo = demo().await;
    assert_eq!(get(&demo, "", "/projects/casa-team").status, 401);
    assert_eq!(get(&demo, "zed", "/projects/casa-team").status, 403);
    assert_eq!(get(&demo, "zed", "/projects/no-such").status, 403);
    assert_eq!(get(&demo, "admin", "/projects/no-such").status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn descriptions_come_back_escaped() {
    let demo = demo().await;
    let path = "/projects/skaha/repositories/casa";
    ask(
        &demo,
        "bob",
        "PUT",
        path,
        Some(json!({"description": "A & <b>\"B\"</b>"})),
    );
    let text = get(&demo, "bob", path).json()["description"].clone();
    assert_eq!(text, "A &amp; &lt;b&gt;&#34;B&#34;&lt;/b&gt;");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_with_no_role_vanishes_and_its_row_stays() {
    let demo = demo().await;
    let members = "/projects/skaha/members";
    let list = || get(&demo, "admin", &format!("{members}?page_size=100")).json();
    let carol = |list: &Value| {
        let mut all = list.as_array().into_iter().flatten().cloned();
        all.find(|one| one["entity_name"] == "carol")
    };
    let id = carol(&list()).expect("a member")["id"].clone();
    let path = format!("{members}/{id}");
    let give = |role: i64| {
        let body = Some(json!({ "role_id": role }));
        ask(&demo, "admin", "PUT", &path, body).status
    };
    for role in [0, 9] {
        assert_eq!(give(role), 200);
        assert_eq!(carol(&list()), None);
        assert_eq!(get(&demo, "admin", &path).status, 404);
        assert_eq!(give(3), 200);
        assert_eq!(carol(&list()).expect("a member")["role_id"], 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_the_registry_knows_becomes_a_member_by_its_number() {
    let demo = demo().await;
    let groups = get(&demo, "admin", "/usergroups/search?groupname=staff").json();
    let id = groups[0]["id"].clone();
    let add = |id: &Value| {
        let body = json!({ "role_id": 2, "member_group": { "id": id } });
        let path = "/projects/skaha/members";
        ask(&demo, "admin", "POST", path, Some(body)).status
    };
    assert_eq!(add(&id), 201);
    assert_eq!(add(&id), 409);
    assert_eq!(add(&json!(9999)), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_robot_may_live_longer_than_any_calendar() {
    let demo = demo().await;
    let robot = |name: &str, duration: i64| {
        json!({
            "name": name, "level": "system", "duration": duration,
            "permissions": [{
                "kind": "project", "namespace": "*",
                "access": [{"resource": "repository", "action": "pull"}],
            }],
        })
    };
    let longest = i64::from(i32::MAX) - 1;
    let made = ask(
        &demo,
        "admin",
        "POST",
        "/robots",
        Some(robot("old", longest)),
    );
    assert_eq!(made.status, 201);
    let ends = made.json()["expires_at"].as_i64().expect("a time");
    assert!(ends > longest * 24 * 60 * 60, "{ends}");
    let refused = ask(
        &demo,
        "admin",
        "POST",
        "/robots",
        Some(robot("older", longest + 1)),
    );
    assert_eq!(refused.status, 400);
    let list = get(&demo, "admin", "/robots?page_size=100");
    assert_eq!(list.status, 200, "the registry goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_making_of_an_sbom_has_a_log_as_a_scan_has() {
    let demo = demo().await;
    let path = "/projects/skaha/repositories/astroml/artifacts/pr-1184";
    let body = json!({"scan_type": "sbom"});
    for (to, status) in [("scan", 202), ("scan/stop", 202)] {
        let path = format!("{path}/{to}");
        let answer = ask(&demo, "ada", "POST", &path, Some(body.clone()));
        assert_eq!(answer.status, status, "{to}");
    }
    let artifact = get(&demo, "ada", &format!("{path}?with_sbom_overview=true")).json();
    let overview = &artifact["sbom_overview"];
    assert_eq!(overview["scan_status"], "Stopped");
    let report = overview["report_id"].as_str().expect("an id");
    let log = get(&demo, "ada", &format!("{path}/scan/{report}/log"));
    assert_eq!(
        (log.status, log.header("content-type")),
        (200, Some("text/plain"))
    );
    assert!(get(&demo, "ada", &format!("{path}/scan/none/log")).status == 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn scans_go_on_by_themselves() {
    let demo = demo().await;
    let path = "/projects/skaha/repositories/astroml/artifacts/pr-1184";
    assert_eq!(
        ask(
            &demo,
            "ada",
            "POST",
            &format!("{path}/scan"),
            Some(json!({"scan_type": "vulnerability"}))
        )
        .status,
        202
    );
    let status = || {
        let artifact = get(&demo, "ada", &format!("{path}?with_scan_overview=true")).json();
        artifact["scan_overview"]
            .as_object()
            .and_then(|map| map.values().next().cloned())
            .unwrap_or_default()
    };
    assert_eq!(status()["scan_status"], "Pending");
    let again = ask(&demo, "ada", "POST", &format!("{path}/scan"), None);
    assert_eq!(
        (again.status, again.message().as_str()),
        (409, "a previous scan process is Pending")
    );
    let ended = until(|| {
        let now = status();
        let goes_on = now["scan_status"] == "Pending" || now["scan_status"] == "Running";
        (!goes_on).then_some(now)
    })
    .await;
    assert_eq!(ended["scan_status"], "Success");
    let report = get(&demo, "ada", &format!("{path}/additions/vulnerabilities")).json();
    let listed = report
        .as_object()
        .and_then(|map| map.values().next())
        .and_then(|it| it["vulnerabilities"].as_array())
        .map(Vec::len);
    assert_eq!(listed.map(|n| n as u64), ended["summary"]["total"].as_u64());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_an_index_the_time_of_a_scan_is_nonsense_and_its_sboms_are_its_images() {
    let demo = demo_taking(Duration::from_secs(60)).await;
    let list = "/projects/library/repositories/toolbox/artifacts";
    let path = format!("{list}/1.5");
    let index = get(&demo, "admin", &path).json();
    let start = |kind: &str| {
        let body = Some(json!({ "scan_type": kind }));
        ask(&demo, "admin", "POST", &format!("{path}/scan"), body).status
    };
    assert_eq!((start("vulnerability"), start("sbom")), (202, 202));
    let now = || {
        let asked = format!("{path}?with_scan_overview=true&with_sbom_overview=true");
        get(&demo, "admin", &asked).json()
    };
    let scan = |artifact: &Value| {
        let reports = artifact["scan_overview"].as_object();
        reports.and_then(|map| map.values().next().cloned())
    };
    demo.set_clock_forward(Duration::from_secs(30));
    let running = scan(&now()).expect("an overview");
    assert_eq!(running["scan_status"], "Running");
    assert!(
        running["duration"].as_i64() < Some(-60_000_000_000),
        "{running}"
    );

    demo.set_clock_forward(Duration::from_secs(600));
    let made = now()["sbom_overview"].clone();
    assert_eq!(made["scan_status"], "Success");
    assert!(made.get("sbom_digest").is_none() && made.get("scanner").is_none());
    let image = index["references"][0]["child_digest"].as_str();
    let image = format!(
        "{list}/{}?with_sbom_overview=true",
        image.expect("an image")
    );
    assert!(get(&demo, "admin", &image).json()["sbom_overview"]["sbom_digest"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_of_a_repository_may_be_something_attached() {
    let demo = demo().await;
    let asked = |more: &str| {
        let kind = "application/vnd.goharbor.harbor.sbom.v1";
        let path = format!("/projects/skaha/artifacts?page_size=100&q=media_type%3D{kind}{more}");
        get(&demo, "ada", &path)
    };
    assert_eq!(asked("").header("x-total-count"), Some("0"));
    let newest = asked("&latest_in_repository=true");
    assert_eq!(newest.status, 200);
    // One of each repository that has any.
    let newest = newest.json();
    let rows = newest.as_array().expect("a list").iter();
    let mut names: Vec<_> = rows
        .filter_map(|row| row["repository_name"].as_str())
        .collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert!(count > 1 && names.len() == count, "{names:?}");
    // What else is asked for does not count.
    let more = asked(",tags%3Dno-such&latest_in_repository=true");
    assert_eq!(more.json(), newest);
    let all = "/projects/skaha/artifacts?latest_in_repository=true";
    assert_eq!(get(&demo, "ada", all).status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_do_not_tell_what_is_attached() {
    let demo = demo().await;
    let path = "/projects/library/repositories/toolbox/artifacts";
    let list = get(&demo, "ada", &format!("{path}?with_accessory=true")).json();
    let rows = list.as_array().expect("a list");
    let tagged = |row: &&Value, wanted: &str| {
        let tags = row["tags"].as_array();
        tags.is_some_and(|tags| tags.iter().any(|tag| tag["name"] == wanted))
    };
    let accessories = |tag: &str| {
        let row = rows.iter().find(|row| tagged(row, tag));
        let found = row.and_then(|row| row["accessories"].as_array());
        found.cloned().unwrap_or_default()
    };
    let itself = |accessory: &Value| {
        let digest = accessory["digest"].as_str().expect("a digest");
        get(&demo, "ada", &format!("{path}/{digest}")).json()
    };
    let predicate = "dev.sigstore.bundle.predicateType";

    // A provenance is a signature to the server.
    let provenance = &accessories("1.2")[0];
    assert_eq!(provenance["type"], "signature.cosign");
    assert!(provenance["artifact_type"].is_null());
    let statement = &itself(provenance)["annotations"][predicate];
    assert_eq!(statement, "https://slsa.dev/provenance/v1");
    // A signature that came before the server knew bundles is none, ever.
    let signature = &accessories("1.1")[0];
    assert_eq!(signature["type"], "subject.accessory");
    let statement = &itself(signature)["annotations"][predicate];
    assert_eq!(statement, "https://sigstore.dev/cosign/sign/v1");
    // Documents are told apart by their own artifacts only.
    let documents = &accessories("1.3")[2..];
    assert!(documents.iter().all(|it| it["type"] == "subject.accessory"));
    let types: Vec<Value> = documents
        .iter()
        .map(|it| itself(it)["artifact_type"].clone())
        .collect();
    assert!(types.contains(&json!("application/spdx+json")), "{types:?}");

    // Of Cosign's older tags only the signature's is hidden; the others look like images.
    let endings = |ending: &str| {
        let named = |row: &&Value| {
            let tags = row["tags"].as_array();
            tags.is_some_and(|tags| {
                tags.iter()
                    .any(|tag| tag["name"].as_str().is_some_and(|it| it.ends_with(ending)))
            })
        };
        rows.iter().filter(named).collect::<Vec<_>>()
    };
    assert!(endings(".sig").is_empty());
    for ending in [".att", ".sbom"] {
        let row = endings(ending)[0];
        assert_eq!(row["type"], "IMAGE", "{ending}");
        assert!(row["addition_links"]["vulnerabilities"].is_object());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_portal_serves_the_description_to_anybody() {
    let demo = demo().await;
    let answer = send(&demo.url(), "GET", "/swagger.json", &[], None);
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, Some("application/json"))
    );
    // The portal is not Harbor's core: it opens no session and names no request.
    assert!(answer.all("set-cookie").is_empty());
    assert_eq!(answer.header("x-request-id"), None);
    let document = answer.json();
    assert_eq!(
        (&document["basePath"], &document["host"]),
        (&json!("/api/v2.0"), &json!("localhost"))
    );
    let paths = document["paths"].as_object().expect("paths");
    let methods = ["get", "head", "put", "post", "patch", "delete"];
    let operations = paths
        .values()
        .flat_map(|item| item.as_object().expect("methods").keys());
    assert_eq!(
        operations
            .filter(|key| methods.contains(&key.as_str()))
            .count(),
        203
    );
    assert_eq!(
        send(&demo.url(), "POST", "/swagger.json", &[], None).status,
        405
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_job_service_has_not_is_stopped_and_paused_with_success() {
    let demo = demo().await;
    let before = get(&demo, "admin", "/jobservice/queues").json();
    let pause = Some(json!({ "action": "pause" }));
    let queue = ask(&demo, "admin", "PUT", "/jobservice/queues/NOPE", pause);
    assert_eq!(queue.status, 200);
    let job = ask(&demo, "admin", "PUT", "/jobservice/jobs/foo", None);
    assert_eq!(job.status, 200);
    let after = get(&demo, "admin", "/jobservice/queues").json();
    let paused = |queues: &Value| -> Vec<bool> {
        let queues = queues.as_array().expect("queues").iter();
        queues.map(|queue| queue["paused"] == true).collect()
    };
    assert_eq!(paused(&before), paused(&after));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_negligible_is_counted_and_found_as_none() {
    let demo = demo().await;
    let summary = get(&demo, "admin", "/security/summary").json();
    assert!(summary["none_cnt"].as_i64().is_some_and(|count| count > 0));
    let found = |severity: &str| {
        let path = format!("/security/vul?q=severity={severity}&page_size=1&tune_count=true");
        get(&demo, "admin", &path).json()
    };
    let number = |rows: Value| rows.as_array().map_or(0, Vec::len);
    assert_eq!(number(found("Negligible")), 0);
    assert_eq!(number(found("None")), 1);
}
