//! One request and its answer: what is sent with it, and what an answer may be.

use std::{io::Write, sync::Arc};

use crate::common::{Stub, password, refuse, say};
use harbor_api::{
    ErrorCode, Method, ProjectName, ProjectReference, Request, Total,
    operations::{DeleteProject, GetCurrentUser, GetSystemInfo, ListProjects},
};
use harbor_client::{
    Address, Client, ClientError, Credentials, Patience, Proxy, SendOptions, Server, Trust,
};

fn list() -> ListProjects {
    serde_json::from_str("{}").unwrap()
}

fn small(limit: usize) -> SendOptions {
    SendOptions {
        body_limit: limit,
        ..SendOptions::default()
    }
}

fn get(target: &str) -> Request {
    Request {
        api: &harbor_api::Harbor,
        method: Method::Get,
        target: target.into(),
        headers: Vec::new(),
        body: None,
    }
}

#[tokio::test]
async fn every_request_says_who_we_are_what_we_take_and_its_own_number() {
    let stub = Stub::start(|_| say(200, "[]")).await;
    let client = stub.client(Credentials::Anonymous);
    let first = client.send(&list()).await.unwrap();
    client.send(&list()).await.unwrap();
    let seen = stub.seen();
    let agent = seen[0].header("user-agent").unwrap();
    assert_eq!(agent, concat!("Pilothouse/", env!("CARGO_PKG_VERSION")));
    assert_eq!(
        seen[0].header("accept"),
        Some("application/json, text/plain, */*")
    );
    assert_eq!(seen[0].header("accept-encoding"), Some("gzip"));
    assert_eq!(seen[0].header("authorization"), None);
    // The server did not say one, so ours is the one to look for.
    assert_eq!(
        seen[0].header("x-request-id"),
        Some(first.request_id.as_str())
    );
    assert_ne!(
        seen[0].header("x-request-id"),
        seen[1].header("x-request-id")
    );
}

#[tokio::test]
async fn a_reply_holds_the_total_the_servers_number_and_its_clock() {
    let stub = Stub::start(|_| {
        say(200, "[]")
            .with("X-Total-Count", "42")
            .with("X-Request-Id", "of-the-server")
            .with("Date", "Sat, 21 Nov 2026 00:39:57 GMT")
    })
    .await;
    let reply = stub
        .client(Credentials::Anonymous)
        .send(&list())
        .await
        .unwrap();
    assert_eq!(reply.total, Total::Known(42));
    assert_eq!(reply.request_id, "of-the-server");
    assert_eq!(
        reply.date.unwrap().to_rfc3339(),
        "2026-11-21T00:39:57+00:00"
    );
}

#[tokio::test]
async fn background_calls_do_not_prolong_the_session() {
    let stub = Stub::start(|_| say(200, "[]")).await;
    let client = stub.client(Credentials::Anonymous);
    let request = get("/api/v2.0/projects");
    client
        .send_raw(&request, SendOptions::default().in_background())
        .await
        .unwrap();
    client
        .send_raw(&request, SendOptions::default())
        .await
        .unwrap();
    assert_eq!(
        stub.seen()[0].header("x-harbor-no-session-renewal"),
        Some("1")
    );
    assert_eq!(stub.seen()[1].header("x-harbor-no-session-renewal"), None);
}

#[tokio::test]
async fn a_refusal_keeps_harbors_words_and_the_number_of_the_call() {
    let stub = Stub::start(|_| refuse(403, "FORBIDDEN", "no").with("X-Request-Id", "r1")).await;
    let error = stub
        .client(Credentials::Anonymous)
        .send(&list())
        .await
        .unwrap_err();
    assert_eq!(
        (error.status(), error.request_id()),
        (Some(403), Some("r1"))
    );
    let ClientError::Api(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (error.code, error.message.as_str()),
        (ErrorCode::Forbidden, "no")
    );
}

#[tokio::test]
async fn a_secret_that_an_answer_repeats_is_not_in_the_error() {
    let stub = Stub::start(|seen| {
        let sent = seen.header("authorization").unwrap().to_owned();
        refuse(
            400,
            "BAD_REQUEST",
            &format!("bad: Canary-Password-1 {sent}"),
        )
    })
    .await;
    let error = stub.client(password()).send(&list()).await.unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(text.contains("[redacted]"), "{text}");
    // `YWRh` begins the encoded pair of name and password.
    assert!(
        !text.contains("Canary-Password-1") && !text.contains("YWRh"),
        "{text}"
    );
}

#[tokio::test]
async fn a_web_page_with_200_is_no_answer_of_harbors() {
    let page = "<!doctype html><html><head><title> Free\n WiFi </title></head></html>";
    let stub = Stub::start(move |_| say(200, page).with("Content-Type", "text/html")).await;
    let client = stub.client(Credentials::Anonymous);
    let error = client.send(&list()).await.unwrap_err();
    let ClientError::NotHarbor { what, .. } = &error else {
        panic!("{error:?}")
    };
    assert!(what.contains("Free WiFi"), "{what}");
    // A deletion expects nothing, and must not take that for a success either.
    let project = ProjectReference::Name(ProjectName::new("library").unwrap());
    let deletion = DeleteProject {
        project_name_or_id: project,
    };
    assert!(matches!(
        client.send(&deletion).await,
        Err(ClientError::NotHarbor { .. })
    ));
}

#[tokio::test]
async fn a_web_page_is_one_whatever_its_type_says_and_behind_a_byte_order_mark() {
    let project = ProjectReference::Name(ProjectName::new("library").unwrap());
    let deletion = DeleteProject {
        project_name_or_id: project,
    };
    let page = "<html><head><title>Sign in</title></head></html>";
    for (kind, body) in [
        ("Text/HTML; charset=utf-8", page.to_owned()),
        ("text/html", format!("\u{feff}{page}")),
        ("text/plain", format!("\u{feff}\r\n<!DOCTYPE html>{page}")),
    ] {
        let stub = Stub::start(move |_| say(200, body.as_str()).with("Content-Type", kind)).await;
        let client = stub.client(Credentials::Anonymous);
        let error = client.send(&deletion).await.unwrap_err();
        let ClientError::NotHarbor { what, .. } = &error else {
            panic!("{kind}: {error:?}")
        };
        assert!(what.contains("Sign in"), "{what}");
        // An addition may be a page of its own.
        let addition = get("/api/v2.0/projects/a/repositories/b/artifacts/c/additions/readme.md");
        assert!(client.send_raw(&addition, small(1_000)).await.is_ok());
    }
    // Harbor's own answers, which may lie about their type.
    let stub = Stub::start(|_| say(200, "{}").with("Content-Type", "text/html")).await;
    let client = stub.client(Credentials::Anonymous);
    assert!(client.send(&deletion).await.is_ok());
}

#[tokio::test]
async fn a_gateway_that_refuses_an_encoded_slash_is_told_from_harbor() {
    let slash = "/api/v2.0/projects/skaha/repositories/a%252Fb/artifacts?q=x";
    let outcome = async |target: &str, answer: crate::common::Say| {
        let stub = Stub::start(move |_| answer.clone()).await;
        let client = stub.client(Credentials::Anonymous);
        client.send_raw(&get(target), SendOptions::default()).await
    };
    let page = "<html><title>Request rejected</title></html>";
    for answer in [
        say(400, "").with("Content-Type", "text/plain"),
        say(403, page).with("Content-Type", "Text/HTML"),
        say(404, page),
    ] {
        let status = answer.status;
        let error = outcome(slash, answer.with("X-Request-Id", "r1"))
            .await
            .unwrap_err();
        assert!(
            matches!(error, ClientError::EncodedSlashRefused { .. }),
            "{error:?}"
        );
        assert_eq!(
            (error.status(), error.request_id()),
            (Some(status), Some("r1"))
        );
    }
    // Harbor's own words, another status, and a path without a slash that is encoded twice.
    let plain = "/api/v2.0/projects/skaha/repositories/a/artifacts?q=name%253Da";
    for (target, answer) in [
        (slash, refuse(400, "BAD_REQUEST", "no")),
        (slash, refuse(404, "NOT_FOUND", "gone")),
        (slash, say(500, "")),
        (plain, say(400, "")),
    ] {
        let error = outcome(target, answer).await.unwrap_err();
        assert!(matches!(error, ClientError::Api(_)), "{target} {error:?}");
    }
}

#[tokio::test]
async fn what_is_no_json_is_a_decode_error() {
    let stub = Stub::start(|_| say(200, "{\"username\": ")).await;
    let error = stub
        .client(Credentials::Anonymous)
        .send(&GetCurrentUser {})
        .await
        .unwrap_err();
    assert!(
        matches!(error, ClientError::Decode { status: 200, .. }),
        "{error:?}"
    );
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn an_answer_over_the_limit_is_refused_before_it_is_read() {
    let stub = Stub::start(|_| say(200, vec![b' '; 2_000])).await;
    let client = stub.client(Credentials::Anonymous);
    let error = client
        .send_raw(&get("/api/v2.0/x"), small(1_999))
        .await
        .unwrap_err();
    assert!(
        matches!(error, ClientError::TooLarge { limit: 1_999, .. }),
        "{error:?}"
    );
    assert!(
        client
            .send_raw(&get("/api/v2.0/x"), small(2_000))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_packed_answer_is_unpacked_and_counted_unpacked() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![b' '; 1_000_000]).unwrap();
    let packed = packer.finish().unwrap();
    assert!(packed.len() < 10_000);
    let stub =
        Stub::start(move |_| say(200, packed.clone()).with("Content-Encoding", "gzip")).await;
    let client = stub.client(Credentials::Anonymous);
    let bomb = client.send_raw(&get("/api/v2.0/x"), small(100_000)).await;
    assert!(
        matches!(bomb, Err(ClientError::TooLarge { .. })),
        "{bomb:?}"
    );
    let reply = client
        .send_raw(&get("/api/v2.0/x"), SendOptions::default())
        .await
        .unwrap();
    assert_eq!(reply.body.len(), 1_000_000);
}

#[tokio::test]
async fn an_answer_without_a_length_is_limited_as_well() {
    let stub = Stub::start(|_| {
        let chunk = format!("7d0\r\n{}\r\n0\r\n\r\n", " ".repeat(2_000));
        say(200, chunk).with("Transfer-Encoding", "chunked")
    })
    .await;
    let client = stub.client(Credentials::Anonymous);
    let error = client
        .send_raw(&get("/api/v2.0/x"), small(1_000))
        .await
        .unwrap_err();
    assert!(matches!(error, ClientError::TooLarge { .. }), "{error:?}");
}

#[tokio::test]
async fn an_answer_that_ends_early_is_cut_off() {
    let stub = Stub::start(|_| {
        let mut half = say(200, "[{\"name\":\"library\"}]");
        half.cut_after = Some(5);
        half
    })
    .await;
    let error = stub
        .client(Credentials::Anonymous)
        .send(&list())
        .await
        .unwrap_err();
    assert!(matches!(error, ClientError::CutOff { .. }), "{error:?}");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn plain_http_needs_consent_before_anything_is_sent() {
    let stub = Stub::start(|_| say(200, "[]")).await;
    let strict = Server {
        address: stub.address(),
        trust: Trust::default(),
        proxy: Proxy::None,
    };
    let error = Client::new(strict, password()).unwrap_err();
    assert_eq!(error, ClientError::PlainHttpNotAllowed);
    assert_eq!(stub.connections(), 0);
}

#[tokio::test]
async fn an_unknown_host_and_a_closed_port_are_told_apart() {
    let server = |address: &str| Server {
        address: Address::parse(address).unwrap(),
        trust: Trust {
            accept_plain_http: true,
            ..Trust::default()
        },
        proxy: Proxy::None,
    };
    // Nothing listens at port 1.
    let closed = server("http://127.0.0.1:1");
    let unknown = server("http://registry.invalid");
    for (server, expected) in [
        (closed, harbor_client::Unreachable::Refused),
        (unknown, harbor_client::Unreachable::UnknownHost),
    ] {
        let client = Client::new(server, Credentials::Anonymous).unwrap();
        let error = client.send(&GetSystemInfo {}).await.unwrap_err();
        assert_eq!(error, ClientError::Unreachable(expected));
    }
}

#[tokio::test]
async fn a_target_can_not_lead_to_another_host() {
    let stub = Stub::start(|_| say(200, "[]")).await;
    let client = stub.client(password());
    for target in [
        "//evil.example/x",
        "@evil.example/x",
        "https://evil.example/",
        ".evil.example",
        "",
    ] {
        let outcome = client.send_raw(&get(target), SendOptions::default()).await;
        assert!(
            matches!(outcome, Err(ClientError::InvalidRequest(_))),
            "{target}: {outcome:?}"
        );
    }
    assert_eq!(stub.connections(), 0);
}

#[tokio::test]
async fn a_twice_encoded_name_arrives_as_it_was_written() {
    let stub = Stub::start(|_| say(200, "[]")).await;
    let target = "/api/v2.0/projects/p/repositories/team%252Ftool/artifacts?q=tags%3D~a%252Bb";
    let client = stub.client(Credentials::Anonymous);
    client
        .send_raw(&get(target), SendOptions::default())
        .await
        .unwrap();
    assert_eq!(stub.seen()[0].target, target);
}

#[test]
fn additions_and_logs_may_be_larger_than_lists() {
    let limit = |target: &str| SendOptions::for_target(target).body_limit;
    assert_eq!(limit("/api/v2.0/projects"), 32 * 1024 * 1024);
    let artifact = "/api/v2.0/projects/p/repositories/r/artifacts/sha256:0";
    assert_eq!(
        limit(&format!("{artifact}/additions/vulnerabilities")),
        64 * 1024 * 1024
    );
    assert_eq!(limit(&format!("{artifact}/scan/x/log")), 64 * 1024 * 1024);
}

/// Sends a list's request and stops the clock, which then jumps from one timer to the next, as soon
/// as the server has the request.
async fn with_jumping_clock(stub: Stub, options: SendOptions) -> ClientError {
    let client = stub.client(Credentials::Anonymous);
    let call = tokio::spawn(async move { client.send_raw(&get("/api/v2.0/x"), options).await });
    while stub.seen().is_empty() {
        tokio::task::yield_now().await;
    }
    tokio::time::pause();
    call.await.unwrap().unwrap_err()
}

fn seconds(error: &ClientError) -> u64 {
    match error {
        ClientError::TimedOut { after, .. } => after.as_secs(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up_by_the_patience_of_the_call() {
    for (patience, after) in [
        (Patience::Quick, 15),
        (Patience::Usual, 75),
        (Patience::Long, 300),
    ] {
        let stub = Stub::start(|_| {
            let mut silent = say(200, "[]");
            silent.wait = Some(Arc::new(tokio::sync::Semaphore::new(0)));
            silent
        })
        .await;
        let options = SendOptions {
            patience,
            ..SendOptions::default()
        };
        let error = with_jumping_clock(stub, options).await;
        assert_eq!(seconds(&error), after);
        tokio::time::resume();
    }
}

#[tokio::test]
async fn an_answer_that_falls_silent_is_given_up_after_30_s() {
    let stub = Stub::start(|_| {
        let mut half = say(200, "[1,2,3]");
        half.stall_after = Some(3);
        half
    })
    .await;
    let error = with_jumping_clock(stub, SendOptions::default()).await;
    assert_eq!(seconds(&error), 30);
    assert!(error.is_retryable());
}

#[tokio::test]
async fn a_token_that_is_too_large_for_a_gateway_is_named() {
    // nginx, whose page says so; a gateway that says the status of its own; one that says nothing.
    const NGINX: &str = "<html><head><title>400 Request Header Or Cookie Too Large</title></head>\
                         <body>cloudflare</body></html>";
    let harbors = r#"{"errors":[{"code":"BAD_REQUEST","message":"no such thing"}]}"#;
    for (status, body, size, is_that) in [
        (400, NGINX, 12_000, true),
        (431, "", 12_000, true),
        (400, "", 12_000, true),
        (413, "too large", 12_000, true),
        // What Harbor itself says is about the request.
        (400, harbors, 12_000, false),
        // Any server takes as much.
        (400, NGINX, 1_000, false),
        (404, "", 12_000, false),
    ] {
        let stub = Stub::start(move |_| say(status, body)).await;
        let token = "e".repeat(size);
        let client = stub.client(Credentials::Bearer(token.as_str().into()));
        let error = client.send(&list()).await.unwrap_err();
        let ClientError::HeaderTooLarge {
            header,
            bytes,
            status: told,
            ..
        } = &error
        else {
            assert!(!is_that, "{status} {body} {size}: {error:?}");
            continue;
        };
        assert!(is_that, "{status} {body} {size}");
        assert_eq!((header.as_str(), *told), ("authorization", status));
        assert_eq!(*bytes, size + "Bearer ".len());
        assert!(error.to_string().contains("12 kB"), "{error}");
        assert_eq!(error.status(), Some(status));
        assert_eq!(stub.seen().len(), 1, "it is not sent again");
    }
}
