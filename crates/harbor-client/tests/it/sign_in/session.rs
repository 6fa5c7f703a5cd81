//! Sessions: their cookies and token, how one ends, and how it is renewed.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use crate::common::{Say, Seen, Stub, cookie, password, refuse, say};
use harbor_api::{
    ProjectName, ProjectReference,
    operations::{DeleteProject, GetCurrentUser, ListProjects},
};
use harbor_client::{Client, ClientError, Credentials, Secret, Session, SignedIn};

fn list() -> ListProjects {
    serde_json::from_str("{}").unwrap()
}

fn delete() -> DeleteProject {
    let project = ProjectReference::Name(ProjectName::new("library").unwrap());
    DeleteProject {
        project_name_or_id: project,
    }
}

fn kept() -> Credentials {
    let session = Session::from_parts("sid-1".into(), Some("c-1".into()), Some("t-1".into()));
    Credentials::Session(session)
}

/// A Harbor of a few lines, with the sessions `sid-1`, `sid-2`, … of which only the one with the
/// number in `good` is known.
fn harbor(good: Arc<AtomicUsize>, logins: Arc<AtomicUsize>) -> impl Fn(&Seen) -> Say {
    move |seen| {
        let number = good.load(Ordering::SeqCst);
        if seen.path() == "/c/login" {
            return login(seen, &good, &logins);
        }
        let is_known = cookie(seen, "sid") == Some(format!("sid-{number}").as_str());
        let by_password = seen.header("authorization").is_some();
        let answer = match (seen.path(), is_known || by_password) {
            ("/api/v2.0/users/current", true) => say(200, r#"{"username":"ada"}"#),
            ("/api/v2.0/users/current", false) => refuse(401, "UNAUTHORIZED", "unauthorized"),
            (_, true) => say(200, r#"[{"name":"private"}]"#),
            (_, false) => say(200, r#"[{"name":"public"}]"#),
        };
        if is_known {
            answer
        } else {
            answer.with("Set-Cookie", "sid=of-nobody; Path=/; HttpOnly")
        }
    }
}

fn login(seen: &Seen, good: &AtomicUsize, logins: &AtomicUsize) -> Say {
    if seen.header("x-harbor-csrf-token") != Some("t-login") {
        return refuse(403, "FORBIDDEN", "CSRF token not found in request")
            .with("X-Harbor-CSRF-Token", "t-login")
            .with("Set-Cookie", "_gorilla_csrf=c-login; Path=/; HttpOnly");
    }
    assert_eq!(cookie(seen, "_gorilla_csrf"), Some("c-login"));
    assert_eq!(seen.body, "principal=ada&password=Canary-Password-1");
    logins.fetch_add(1, Ordering::SeqCst);
    let number = good.fetch_add(1, Ordering::SeqCst) + 1;
    say(200, "")
        .with("Set-Cookie", "sid=before; Path=/; HttpOnly")
        .with("Set-Cookie", &format!("sid=sid-{number}; Path=/; HttpOnly"))
        .with("X-Harbor-CSRF-Token", "t-after")
}

async fn signed_in() -> (Stub, Client, Arc<AtomicUsize>, Arc<AtomicUsize>) {
    let (good, logins) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let stub = Stub::start(harbor(good.clone(), logins.clone())).await;
    let password = Secret::new("Canary-Password-1");
    let SignedIn {
        client,
        credentials,
        ..
    } = Client::sign_in(stub.server(), "ada", password)
        .await
        .unwrap();
    assert!(matches!(credentials, Credentials::Session(_)));
    (stub, client, good, logins)
}

#[tokio::test]
async fn basic_and_bearer_never_send_a_cookie() {
    let stub = Stub::start(|_| {
        say(200, "[]")
            .with("Set-Cookie", "sid=x; Path=/")
            .with("Set-Cookie", "_gorilla_csrf=y")
    })
    .await;
    let robot = Credentials::Robot {
        name: "robot$ci".into(),
        secret: "s".into(),
    };
    for credentials in [
        password(),
        robot,
        Credentials::Bearer("t".into()),
        Credentials::Anonymous,
    ] {
        let client = stub.client(credentials);
        client.send(&list()).await.unwrap();
        client.send(&delete()).await.unwrap();
        client.send(&list()).await.unwrap();
    }
    assert_eq!(stub.seen().len(), 12);
    assert!(
        stub.seen()
            .iter()
            .all(|seen| seen.header("cookie").is_none())
    );
}

#[tokio::test]
async fn a_session_sends_its_cookies_with_all_and_its_token_with_changes() {
    let stub = Stub::start(|_| say(200, "[]")).await;
    let client = stub.client(kept());
    client.send(&list()).await.unwrap();
    client.send(&delete()).await.unwrap();
    let seen = stub.seen();
    assert_eq!(
        seen[0].header("cookie"),
        Some("sid=sid-1; _gorilla_csrf=c-1")
    );
    assert_eq!(seen[0].header("x-harbor-csrf-token"), None);
    assert_eq!(
        seen[1].header("cookie"),
        Some("sid=sid-1; _gorilla_csrf=c-1")
    );
    assert_eq!(seen[1].header("x-harbor-csrf-token"), Some("t-1"));
    assert!(
        seen.iter()
            .all(|seen| seen.header("authorization").is_none())
    );
}

#[tokio::test]
async fn the_newest_token_is_used_and_kept() {
    let stub = Stub::start(|_| say(200, "[]").with("X-Harbor-CSRF-Token", "t-2")).await;
    let client = stub.client(kept());
    client.send(&list()).await.unwrap();
    client.send(&delete()).await.unwrap();
    assert_eq!(stub.seen()[1].header("x-harbor-csrf-token"), Some("t-2"));
    assert_eq!(
        client.session().unwrap().csrf_token().unwrap().expose(),
        "t-2"
    );
}

#[tokio::test]
async fn a_refused_token_is_replaced_by_the_refusals_once() {
    let stub = Stub::start(|seen: &Seen| {
        match (
            seen.header("x-harbor-csrf-token"),
            cookie(seen, "_gorilla_csrf"),
        ) {
            (Some("t-2"), Some("c-2")) => say(200, ""),
            _ => refuse(403, "FORBIDDEN", "CSRF token not found in request")
                .with("X-Harbor-CSRF-Token", "t-2")
                .with("Set-Cookie", "_gorilla_csrf=c-2; Path=/; SameSite=Strict"),
        }
    })
    .await;
    let bare = Credentials::Session(Session::from_parts("sid-1".into(), None, None));
    stub.client(bare).send(&delete()).await.unwrap();
    assert_eq!(stub.seen().len(), 2);
}

#[tokio::test]
async fn a_token_that_is_refused_twice_is_an_error() {
    let stub = Stub::start(|_| {
        refuse(403, "FORBIDDEN", "CSRF token invalid").with("X-Harbor-CSRF-Token", "bad")
    })
    .await;
    let error = stub.client(kept()).send(&delete()).await.unwrap_err();
    assert_eq!(error.status(), Some(403));
    assert_eq!(stub.seen().len(), 2);
}

#[tokio::test]
async fn another_refusal_is_not_tried_again() {
    let stub = Stub::start(|_| refuse(403, "FORBIDDEN", "forbidden")).await;
    assert!(stub.client(kept()).send(&delete()).await.is_err());
    assert_eq!(stub.seen().len(), 1);
}

#[tokio::test]
async fn a_new_sid_on_an_ordinary_answer_means_that_the_session_has_ended() {
    let stub = Stub::start(|_| {
        say(200, r#"[{"name":"public"}]"#).with("Set-Cookie", "sid=of-nobody; Path=/; HttpOnly")
    })
    .await;
    let client = stub.client(kept());
    let error = client.send(&list()).await.unwrap_err();
    assert!(
        matches!(
            error,
            ClientError::SessionExpired {
                request_id: Some(_)
            }
        ),
        "{error:?}"
    );
    // The new `sid` is a stranger's and must not be taken for the session's.
    assert_eq!(client.session().unwrap().sid().expose(), "sid-1");
}

#[tokio::test]
async fn the_same_sid_again_changes_nothing() {
    let stub = Stub::start(|_| say(200, "[]").with("Set-Cookie", "sid=sid-1; Path=/")).await;
    stub.client(kept()).send(&list()).await.unwrap();
}

#[tokio::test]
async fn a_401_of_something_else_does_not_end_the_session() {
    let stub = Stub::start(|seen: &Seen| match seen.path() {
        "/api/v2.0/users/current" => say(200, r#"{"username":"ada"}"#),
        _ => refuse(401, "UNAUTHORIZED", "the other registry said no"),
    })
    .await;
    let error = stub.client(kept()).send(&list()).await.unwrap_err();
    assert_eq!(error.status(), Some(401));
    let stub = Stub::start(|_| refuse(401, "UNAUTHORIZED", "unauthorized")).await;
    for error in [
        stub.client(kept()).send(&list()).await.unwrap_err(),
        stub.client(kept())
            .send(&GetCurrentUser {})
            .await
            .map(drop)
            .unwrap_err(),
    ] {
        assert!(
            matches!(error, ClientError::SessionExpired { .. }),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn after_signing_in_only_the_session_is_used() {
    let (stub, client, ..) = signed_in().await;
    let before = stub.seen().len();
    client.send(&list()).await.unwrap();
    let seen = &stub.seen()[before];
    assert_eq!(cookie(seen, "sid"), Some("sid-1"));
    assert_eq!(seen.header("authorization"), None);
}

#[tokio::test]
async fn an_ended_session_is_renewed_and_the_call_made_again() {
    let (_stub, client, good, logins) = signed_in().await;
    good.fetch_add(10, Ordering::SeqCst);
    let projects = client.send(&list()).await.unwrap().value;
    assert_eq!(projects[0].as_ref().unwrap().name, "private");
    assert_eq!(logins.load(Ordering::SeqCst), 2);
    assert_eq!(client.session().unwrap().sid().expose(), "sid-12");
}

#[tokio::test]
async fn a_change_refused_for_the_ended_session_is_made_in_the_new_one_and_no_other_is() {
    for (status, changes) in [(401, 2), (403, 2), (200, 1), (409, 1), (500, 1), (504, 1)] {
        let (good, logins) = (Arc::new(AtomicUsize::new(0)), Arc::default());
        let harbor = harbor(good.clone(), logins);
        let stub = Stub::start(move |seen| {
            let answer = harbor(seen);
            let is_unknown = answer
                .headers
                .iter()
                .any(|(_, value)| value.contains("of-nobody"));
            if seen.method == "DELETE" && is_unknown {
                return refuse(status, "X", "no").with("Set-Cookie", "sid=of-nobody");
            }
            answer
        })
        .await;
        let password = Secret::new("Canary-Password-1");
        let client = Client::sign_in(stub.server(), "ada", password)
            .await
            .unwrap()
            .client;
        good.fetch_add(10, Ordering::SeqCst);
        let outcome = client.send(&delete()).await;
        assert_eq!(
            outcome.is_ok(),
            matches!(status, 200 | 401 | 403),
            "{outcome:?}"
        );
        let sent = stub
            .seen()
            .iter()
            .filter(|seen| seen.method == "DELETE")
            .count();
        assert_eq!(sent, changes, "{status}");
    }
}

#[tokio::test]
async fn fifty_calls_that_find_the_session_ended_sign_in_once() {
    let (_stub, client, good, logins) = signed_in().await;
    good.fetch_add(10, Ordering::SeqCst);
    let calls = (0..50).map(|_| {
        let client = client.clone();
        async move { client.send(&list()).await.unwrap().value }
    });
    for projects in futures::future::join_all(calls).await {
        assert_eq!(projects[0].as_ref().unwrap().name, "private");
    }
    assert_eq!(logins.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_password_that_is_refused_at_renewal_is_never_tried_again() {
    let refused = Arc::new(AtomicUsize::new(0));
    let count = refused.clone();
    let (good, logins) = (Arc::new(AtomicUsize::new(0)), Arc::default());
    let harbor = harbor(good.clone(), logins);
    let number = good.clone();
    let stub = Stub::start(move |seen| {
        if seen.path() == "/c/login" && number.load(Ordering::SeqCst) > 1 {
            count.fetch_add(1, Ordering::SeqCst);
            return refuse(401, "UNAUTHORIZED", "no");
        }
        harbor(seen)
    })
    .await;
    let password = Secret::new("Canary-Password-1");
    let client = Client::sign_in(stub.server(), "ada", password)
        .await
        .unwrap()
        .client;
    good.fetch_add(10, Ordering::SeqCst);
    let calls = (0..10).map(|_| client.send(&GetCurrentUser {}));
    for outcome in futures::future::join_all(calls).await {
        assert!(
            matches!(outcome, Err(ClientError::SessionExpired { .. })),
            "{outcome:?}"
        );
    }
    assert!(client.send(&list()).await.is_err());
    assert_eq!(refused.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn signing_out_ends_the_session_for_every_clone() {
    let (stub, client, ..) = signed_in().await;
    let other = client.clone();
    assert_eq!(client.sign_out().await.unwrap().provider_page, None);
    let last = stub.seen().pop().unwrap();
    assert_eq!(
        (last.path(), cookie(&last, "sid")),
        ("/c/log_out", Some("sid-1"))
    );
    let before = stub.seen().len();
    let error = other.send(&list()).await.unwrap_err();
    assert!(matches!(error, ClientError::SessionExpired { .. }));
    assert!(other.session().is_none());
    assert_eq!(stub.seen().len(), before);
}

#[tokio::test]
async fn a_web_page_in_the_place_of_an_answer_ended_no_session() {
    let page = "\u{feff}<!doctype html><title>Free WiFi</title>";
    let stub = Stub::start(move |_| say(200, page).with("Content-Type", "Text/HTML")).await;
    let error = stub.client(kept()).sign_out().await.unwrap_err();
    assert!(matches!(error, ClientError::NotHarbor { .. }), "{error:?}");
}

#[tokio::test]
async fn a_session_of_a_provider_is_ended_in_its_own_place() {
    let stub = Stub::start(|seen: &Seen| match seen.path() {
        "/c/log_out" => say(
            403,
            r#"{"redirect_location":"http://evil.example/c/oidc/logout"}"#,
        ),
        "/c/oidc/logout" => {
            say(302, "").with("Location", "https://idp.example/end?id_token_hint=x")
        }
        _ => say(500, ""),
    })
    .await;
    let page = stub.client(kept()).sign_out().await.unwrap().provider_page;
    assert_eq!(
        page.as_deref(),
        Some("https://idp.example/end?id_token_hint=x")
    );
    assert_eq!(stub.seen().len(), 2);
}

#[tokio::test]
async fn a_cookie_can_not_smuggle_anything_into_later_requests() {
    let stub = Stub::start(|_| {
        refuse(403, "FORBIDDEN", "CSRF token invalid")
            .with("X-Harbor-CSRF-Token", "t-2")
            .with("Set-Cookie", "_gorilla_csrf=a b\"c; Path=/")
            .with("Set-Cookie", "admin=1; Path=/")
    })
    .await;
    assert!(stub.client(kept()).send(&delete()).await.is_err());
    assert_eq!(
        stub.seen()[1].header("cookie"),
        Some("sid=sid-1; _gorilla_csrf=c-1")
    );
}
