//! What surprises in Harbor's robot accounts, and is the same here.

use crate::common::sample::{ask, demo, get, header};
use crate::common::{Answer, basic, send};
use demo_harbor::DemoHarbor;
use serde_json::{Value, json};

fn permission(kind: &str, namespace: &str, pairs: &str) -> Value {
    let access: Vec<Value> = pairs
        .split_whitespace()
        .map(|pair| {
            let (resource, action) = pair.split_once(':').expect("a pair");
            json!({"resource": resource, "action": action})
        })
        .collect();
    json!({"kind": kind, "namespace": namespace, "access": access})
}

fn robot(name: &str, level: &str, permissions: &[Value]) -> Value {
    json!({
        "name": name, "description": "text", "level": level, "duration": 30,
        "permissions": permissions,
    })
}

fn create(demo: &DemoHarbor, body: Value) -> Answer {
    ask(demo, "admin", "POST", "/robots", Some(body))
}

/// A robot of `skaha`, as it was answered.
fn made(demo: &DemoHarbor, name: &str) -> Value {
    let pull = permission("project", "skaha", "repository:pull");
    let answer = create(demo, robot(name, "project", &[pull]));
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

fn by_id(demo: &DemoHarbor, made: &Value) -> Value {
    get(demo, "admin", &format!("/robots/{}", made["id"])).json()
}

/// GETs a path as a robot that was just made.
fn as_robot(
    demo: &DemoHarbor,
    made: &Value,
    method: &str,
    path: &str,
    body: Option<Value>,
) -> Answer {
    let text = |name: &str| made[name].as_str().expect("a text");
    let headers = [
        basic(text("name"), text("secret")),
        header("Content-Type", "application/json"),
    ];
    let body = body.map(|body| body.to_string());
    let path = if path.starts_with("/v2") || path.starts_with("/service") {
        path.to_owned()
    } else {
        format!("/api/v2.0{path}")
    };
    send(
        &demo.url(),
        method,
        &path,
        &headers,
        body.as_deref().map(str::as_bytes),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_is_checked() {
    let demo = demo().await;
    let pull = || permission("project", "skaha", "repository:pull");
    for (why, body, status, message) in [
        (
            "no access",
            robot("a", "project", &[permission("project", "skaha", "")]),
            400,
            "bad request empty access",
        ),
        (
            "an unknown kind",
            robot(
                "a",
                "system",
                &[permission("moon", "skaha", "repository:pull")],
            ),
            400,
            "bad request permission level: moon",
        ),
        (
            "a project of the system",
            robot(
                "a",
                "system",
                &[permission("system", "library", "quota:read")],
            ),
            400,
            "unknown namespace",
        ),
        (
            "a project by its number",
            robot(
                "a",
                "system",
                &[permission("project", "5", "repository:pull")],
            ),
            404,
            "project 5 not found",
        ),
        (
            "all projects for one of a project",
            robot(
                "a",
                "project",
                &[permission("project", "*", "repository:pull")],
            ),
            404,
            "project * not found",
        ),
        (
            "a duration in quotes",
            {
                let mut body = robot("a", "project", &[pull()]);
                body["duration"] = json!("30");
                body
            },
            422,
            "",
        ),
        (
            "no duration",
            {
                let mut body = robot("a", "project", &[pull()]);
                body["duration"] = Value::Null;
                body
            },
            400,
            "bad request error duration input: 0, duration must be either -1(Never) or a positive integer",
        ),
        (
            "a long description",
            {
                let mut body = robot("a", "project", &[pull()]);
                body["description"] = json!("x".repeat(1025));
                body
            },
            500,
            "internal server error",
        ),
        (
            "a name that is too long with its project",
            robot(&"x".repeat(250), "project", &[pull()]),
            500,
            "internal server error",
        ),
    ] {
        let answer = create(&demo, body);
        assert_eq!(answer.status, status, "{why}: {}", answer.text());
        if !message.is_empty() {
            assert_eq!(answer.message(), message, "{why}");
        }
    }
    let taken = made(&demo, "dup");
    let again = create(&demo, robot("dup", "project", &[pull()]));
    assert_eq!(again.status, 409);
    let words = again.message();
    assert!(
        words.ends_with("skaha+dup already exists"),
        "{words} {taken}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_robot_is_on_whatever_is_sent() {
    let demo = demo().await;
    let pull = permission("project", "skaha", "repository:pull repository:pull");
    let mut body = robot("on", "project", &[pull]);
    body["disable"] = json!(true);
    body["secret"] = json!("My-own-secret-1");
    let answer = create(&demo, body).json();
    assert_ne!(answer["secret"], "My-own-secret-1");
    let stored = by_id(&demo, &answer);
    assert_eq!(stored["disable"], false);
    // Twice the same is kept once.
    assert_eq!(
        stored["permissions"][0]["access"].as_array().map(Vec::len),
        Some(1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_put_replaces_all_but_the_duration() {
    let demo = demo().await;
    let answer = made(&demo, "whole");
    let path = format!("/robots/{}", answer["id"]);
    let put = |body: &Value| ask(&demo, "admin", "PUT", &path, Some(body.clone()));
    let mut body = by_id(&demo, &answer);
    body["disable"] = json!(true);
    assert_eq!(put(&body).status, 200);
    assert_eq!(by_id(&demo, &answer)["disable"], true);
    // Without these, it is switched on and has no description; the duration stays.
    let ends = body["expires_at"].clone();
    for field in ["disable", "description", "duration"] {
        body.as_object_mut().expect("an object").remove(field);
    }
    // Not looked at.
    body["id"] = json!(1);
    body["editable"] = json!(false);
    body["expires_at"] = json!(1);
    assert_eq!(put(&body).status, 200);
    let now = by_id(&demo, &answer);
    assert_eq!(
        (&now["disable"], &now["duration"]),
        (&json!(false), &json!(30))
    );
    assert_eq!(
        (&now["expires_at"], &now["editable"]),
        (&ends, &json!(true))
    );
    assert!(now["description"].is_null());
    body["permissions"][0]["namespace"] = json!("canucs");
    let moved = put(&body);
    assert_eq!(
        (moved.status, moved.message().as_str()),
        (400, "cannot update the project id of robot")
    );
    assert_eq!(
        ask(&demo, "admin", "PUT", "/robots/99999", Some(body)).status,
        404
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn days_count_from_the_creation() {
    let demo = demo().await;
    // Made 83 days ago, for 90 days.
    let list = get(
        &demo,
        "ada",
        "/robots?q=Level%3Dproject%2CProjectID%3D1&page_size=100",
    );
    let projects = get(&demo, "ada", "/projects/skaha").json();
    let list = if projects["project_id"] == 1 {
        list
    } else {
        let query = format!(
            "/robots?q=Level%3Dproject%2CProjectID%3D{}",
            projects["project_id"]
        );
        get(&demo, "ada", &query)
    };
    let rows = list.json();
    let nightly = rows
        .as_array()
        .and_then(|rows| rows.iter().find(|row| row["name"] == "robot$skaha+nightly"))
        .cloned()
        .expect("the nightly robot");
    let path = format!("/robots/{}", nightly["id"]);
    let mut body = nightly.clone();
    body["duration"] = json!(30);
    assert_eq!(
        ask(&demo, "admin", "PUT", &path, Some(body.clone())).status,
        200
    );
    let ended = get(&demo, "admin", &path).json()["expires_at"]
        .as_i64()
        .expect("a time");
    let was = nightly["expires_at"].as_i64().expect("a time");
    assert_eq!(
        was - ended,
        60 * 24 * 60 * 60,
        "thirty days from its creation, long ago"
    );
    // The same again changes nothing; -1 is never.
    assert_eq!(
        ask(&demo, "admin", "PUT", &path, Some(body.clone())).status,
        200
    );
    assert_eq!(get(&demo, "admin", &path).json()["expires_at"], ended);
    body["duration"] = json!(-1);
    assert_eq!(ask(&demo, "admin", "PUT", &path, Some(body)).status, 200);
    assert_eq!(get(&demo, "admin", &path).json()["expires_at"], -1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_servers_robot_is_not_changed() {
    let demo = demo().await;
    let skaha = get(&demo, "admin", "/projects/skaha").json()["project_id"].clone();
    let query = format!("/robots?q=Level%3Dproject%2CProjectID%3D{skaha}");
    let rows = get(&demo, "admin", &query).json();
    let old = rows
        .as_array()
        .and_then(|rows| rows.iter().find(|row| row["editable"] == false))
        .cloned()
        .expect("an old robot");
    let path = format!("/robots/{}", old["id"]);
    let refused = ask(&demo, "admin", "PUT", &path, Some(old));
    assert_eq!(
        (refused.status, refused.message().as_str()),
        (403, "editing of legacy robot is not allowed")
    );
    assert_eq!(ask(&demo, "admin", "DELETE", &path, None).status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_robot_gets_a_secret_and_is_nobody() {
    let demo = demo().await;
    let mut answer = made(&demo, "dead");
    let path = format!("/robots/{}", answer["id"]);
    assert_eq!(
        as_robot(&demo, &answer, "GET", "/statistics", None).status,
        200
    );
    let mut body = by_id(&demo, &answer);
    body["disable"] = json!(true);
    ask(&demo, "admin", "PUT", &path, Some(body));
    let renewed = ask(&demo, "admin", "PATCH", &path, Some(json!({"secret": ""})));
    assert_eq!(renewed.status, 200);
    answer["secret"] = renewed.json()["secret"].clone();
    for (asked, status) in [("/statistics", 401), ("/v2/", 401)] {
        assert_eq!(
            as_robot(&demo, &answer, "GET", asked, None).status,
            status,
            "{asked}"
        );
    }
    // A token is no proof.
    let token = "/service/token?service=harbor-registry&scope=repository:canucs/a:pull";
    assert_eq!(as_robot(&demo, &answer, "GET", token, None).status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_denied_is_denied() {
    let demo = demo().await;
    let mut both = permission("project", "canucs", "repository:pull repository:list");
    both["access"]
        .as_array_mut()
        .expect("a list")
        .push(json!({"resource": "repository", "action": "list", "effect": "deny"}));
    let answer = create(&demo, robot("denied", "project", &[both])).json();
    let shown = by_id(&demo, &answer);
    let effects: Vec<&Value> = shown["permissions"][0]["access"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|access| &access["effect"])
        .collect();
    assert_eq!(effects, [&Value::Null, &Value::Null, &json!("deny")]);
    let listed = as_robot(&demo, &answer, "GET", "/projects/canucs/repositories", None);
    assert_eq!(listed.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_robot_sees_what_it_was_given_and_public_things() {
    let demo = demo().await;
    let see = "repository:pull repository:list project:read artifact:list";
    let answer = create(
        &demo,
        robot(
            "two",
            "system",
            &[
                permission("project", "canucs", see),
                permission("project", "skaha", see),
            ],
        ),
    )
    .json();
    let status = |path: &str| as_robot(&demo, &answer, "GET", path, None).status;
    assert_eq!(status("/projects/canucs/repositories"), 200);
    assert_eq!(status("/projects/lsst/repositories"), 403);
    assert_eq!(status("/projects/canucs/members"), 403);
    assert_eq!(status("/users/current"), 412);
    assert_eq!(status("/permissions"), 403);
    assert_eq!(status("/robots"), 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_robot_gives_what_it_has_and_edits_none() {
    let demo = demo().await;
    let own = [
        permission(
            "system",
            "/",
            "robot:create robot:delete robot:list robot:read",
        ),
        permission("project", "skaha", "repository:pull"),
    ];
    let maker = create(&demo, robot("maker", "system", &own)).json();
    let more = permission("project", "skaha", "repository:pull repository:push");
    let refused = as_robot(
        &demo,
        &maker,
        "POST",
        "/robots",
        Some(robot("more", "system", &[more])),
    );
    assert_eq!(refused.status, 403);
    assert_eq!(refused.json()["errors"][0]["code"], "DENIED");
    let pull = permission("project", "skaha", "repository:pull");
    let child = as_robot(
        &demo,
        &maker,
        "POST",
        "/robots",
        Some(robot("less", "system", &[pull])),
    );
    assert_eq!(child.status, 201, "{}", child.text());
    let stored = by_id(&demo, &child.json());
    assert_eq!(
        (&stored["creator_type"], &stored["creator_ref"]),
        (&json!("robot"), &maker["id"])
    );
    let path = format!("/robots/{}", stored["id"]);
    let renewed = as_robot(&demo, &maker, "PATCH", &path, Some(json!({"secret": ""})));
    assert_eq!(renewed.status, 403);
    assert_eq!(
        as_robot(&demo, &maker, "PUT", &path, Some(stored)).status,
        403
    );
    assert_eq!(as_robot(&demo, &maker, "DELETE", &path, None).status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_right_spelling_asks_for_a_projects_robots() {
    let demo = demo().await;
    let names = |query: &str| {
        let answer = get(&demo, "admin", &format!("/robots?page_size=100&{query}"));
        assert_eq!(answer.status, 200, "{query}");
        let rows = answer.json();
        rows.as_array()
            .expect("a list")
            .iter()
            .map(|row| row["name"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let skaha = get(&demo, "admin", "/projects/skaha").json()["project_id"].clone();
    let right = names(&format!("q=Level%3Dproject%2CProjectID%3D{skaha}"));
    let of_skaha = |name: &String| name.starts_with("robot$skaha+");
    assert_eq!(right.iter().filter(|name| of_skaha(name)).count(), 3);
    assert!(!right.contains(&"robot$backup".to_owned()));
    // Spelt otherwise it is no key, and the system's are listed.
    let wrong = names(&format!("q=level%3Dproject%2CProjectID%3D{skaha}"));
    assert_eq!(wrong, names(""));
    assert!(!wrong.is_empty());
    assert_eq!(get(&demo, "admin", "/robots?q=Level%3Dmoon").status, 400);
    // The stored name has the project, and its + is decoded twice.
    let one = names(&format!(
        "q=Level%3Dproject%2CProjectID%3D{skaha}%2Cname%3Dskaha%252Bci"
    ));
    assert_eq!(one, ["robot$skaha+ci"]);
    let by_end = names(&format!(
        "q=Level%3Dproject%2CProjectID%3D{skaha}&sort=expiresat"
    ));
    let by_nothing = names(&format!(
        "q=Level%3Dproject%2CProjectID%3D{skaha}&sort=-expires_at"
    ));
    assert_eq!(by_nothing, right, "the default order");
    assert_ne!(by_end, right);
}
