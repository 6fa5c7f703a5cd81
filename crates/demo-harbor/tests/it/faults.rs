//! Faults, and losing the server.

use std::time::{Duration, Instant};

use crate::common::sample::{ask, demo, get, header};
use crate::common::send;
use demo_harbor::{DemoHarbor, Fault, FaultKind, Options, PASSWORD};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn faults_can_be_switched_on_and_off() {
    let demo = demo().await;
    let fault = |kind| {
        demo.faults().push(Fault {
            page: None,
            operation: Some("listProjects".to_owned()),
            kind,
            times: Some(1),
        })
    };
    let list = || get(&demo, "ada", "/projects");
    fault(FaultKind::Status(503));
    assert_eq!((list().status, list().status), (503, 200));
    fault(FaultKind::HtmlError(502));
    assert!(list().text().contains("502 Bad Gateway"));
    fault(FaultKind::TooManyRequests { retry_after_s: 7 });
    assert_eq!(list().header("retry-after"), Some("7"));
    fault(FaultKind::NotJson);
    assert_eq!(list().json(), Value::Null);
    fault(FaultKind::EncodedPercentRefused);
    assert_eq!(list().status, 200);
    fault(FaultKind::MalformedItem);
    assert!(list().json()[0]["name"].is_object());
    fault(FaultKind::CutBody);
    let cut = list();
    let promised = cut
        .header("content-length")
        .and_then(|length| length.parse::<usize>().ok());
    assert!(promised.expect("a length") > cut.body.len());
    fault(FaultKind::Latency(Duration::from_millis(80)));
    let start = Instant::now();
    assert_eq!(list().status, 200);
    assert!(start.elapsed() >= Duration::from_millis(80));
    demo.faults().push(Fault {
        page: None,
        operation: None,
        kind: FaultKind::EncodedPercentRefused,
        times: Some(1),
    });
    let refused = get(&demo, "ada", "/projects/skaha/repositories/wasm%252Fhello");
    assert_eq!((refused.status, refused.body.len()), (400, 0));
    demo.faults().push(Fault {
        page: None,
        operation: None,
        kind: FaultKind::ReadOnly,
        times: None,
    });
    let refused = ask(
        &demo,
        "ada",
        "POST",
        "/projects",
        Some(json!({"project_name": "x"})),
    );
    assert_eq!(
        (refused.status, refused.json()["errors"][0]["code"].as_str()),
        (403, Some("DENIED"))
    );
    assert_eq!(get(&demo, "ada", "/systeminfo").json()["read_only"], true);
    demo.faults().clear();
    let over_http = json!([{"operation": "getHealth", "kind": {"status": 500}}, {"kind": {"latency": 1}}, {"kind": "expired-session", "times": 1}]);
    let put = send(
        &demo.url(),
        "PUT",
        "/demo/faults",
        &[],
        Some(over_http.to_string().as_bytes()),
    );
    assert_eq!(put.status, 200, "{}", put.text());
    assert_eq!(get(&demo, "", "/health").status, 500);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_can_end_at_any_time() {
    let demo = demo().await;
    let form = format!("principal=ada&password={PASSWORD}");
    let first = send(&demo.url(), "POST", "/c/login", &[], Some(form.as_bytes()));
    let token = first.header("x-harbor-csrf-token").expect("a token");
    let csrf = first.cookie("_gorilla_csrf").expect("its cookie");
    let cookie = header("Cookie", &format!("_gorilla_csrf={csrf}"));
    let with = [header("X-Harbor-CSRF-Token", token), cookie];
    let second = send(
        &demo.url(),
        "POST",
        "/c/login",
        &with,
        Some(form.as_bytes()),
    );
    let cookie = header(
        "Cookie",
        &format!("sid={}", second.cookie("sid").expect("a session")),
    );
    let current = || {
        send(
            &demo.url(),
            "GET",
            "/api/v2.0/users/current",
            std::slice::from_ref(&cookie),
            None,
        )
    };
    assert_eq!(current().status, 200);
    demo.faults().push(Fault {
        page: None,
        operation: None,
        kind: FaultKind::ExpiredSession,
        times: Some(1),
    });
    assert_eq!((current().status, current().status), (401, 401));
}

#[tokio::test(flavor = "multi_thread")]
async fn it_can_be_lost_and_come_back() {
    let first = demo().await;
    let port = first.port();
    get(&first, "ada", "/projects?page=1");
    let requests = first.requests();
    let line = requests.last().expect("a request");
    assert_eq!(
        (
            line.operation.as_deref(),
            line.identity.as_str(),
            line.query.as_str(),
            line.status
        ),
        (Some("listProjects"), "ada", "page=1", 200)
    );
    first.stop().await;
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
    let second = DemoHarbor::start(Options {
        port,
        ..Options::default()
    })
    .await
    .expect("the same port");
    assert_eq!(get(&second, "ada", "/users/current").status, 200);
    drop(second);
    let third = DemoHarbor::start(Options {
        port,
        ..Options::default()
    })
    .await
    .expect("the same port");
    assert_eq!(third.port(), port);
}
