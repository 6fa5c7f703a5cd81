//! Signing in and finding out whether credentials are good.

use std::time::Duration;

use crate::common::{Seen, Stub, cookie, refuse, say};
use demo_harbor::{DemoHarbor, Options, PASSWORD};
use futures::StreamExt;
use harbor_api::{
    ProjectName, ProjectReference,
    operations::{CreateProject, DeleteProject, GetCurrentUser, ListProjects},
};
use harbor_client::{
    Address, Client, ClientError, Credentials, Proxy, Secret, Server, Session, SignInError, Trust,
};

fn list() -> ListProjects {
    serde_json::from_str("{}").unwrap()
}

async fn demo() -> (DemoHarbor, Server) {
    let options = Options {
        login_delay: Duration::from_millis(1),
        ..Options::default()
    };
    let demo = DemoHarbor::start(options).await.unwrap();
    let server = Server {
        address: Address::parse(&demo.url()).unwrap(),
        trust: Trust {
            accept_plain_http: true,
            ..Trust::default()
        },
        proxy: Proxy::None,
    };
    (demo, server)
}

#[tokio::test]
async fn a_password_is_verified_once_and_exchanged_for_a_session() {
    let (demo, server) = demo().await;
    let signed_in = Client::sign_in(server, "ada", PASSWORD.into())
        .await
        .unwrap();
    assert_eq!(signed_in.user.username, "ada");
    assert!(matches!(signed_in.credentials, Credentials::Session(_)));
    let lines: Vec<_> = demo
        .requests()
        .iter()
        .map(|line| format!("{} {}", line.method, line.path))
        .collect();
    let expected = [
        "GET /api/v2.0/users/current",
        "POST /c/login",
        "POST /c/login",
    ];
    assert_eq!(lines, expected);
    let user = signed_in
        .client
        .send(&GetCurrentUser {})
        .await
        .unwrap()
        .value;
    assert_eq!(user.username, "ada");
}

#[tokio::test]
async fn a_wrong_password_is_said_after_one_request() {
    let (demo, server) = demo().await;
    let error = Client::sign_in(server, "ada", "wrong".into())
        .await
        .unwrap_err();
    assert_eq!(error, SignInError::WrongPassword);
    assert_eq!(demo.requests().len(), 1);
}

#[tokio::test]
async fn when_the_server_forgets_its_sessions_the_client_goes_on() {
    let (demo, server) = demo().await;
    let client = Client::sign_in(server, "ada", PASSWORD.into())
        .await
        .unwrap()
        .client;
    let before: Vec<_> = client.pages(list()).collect().await;
    demo.end_sessions();
    let after: Vec<_> = client.pages(list()).collect().await;
    let names = |pages: Vec<Result<harbor_client::Reply<_>, ClientError>>| -> Vec<String> {
        let all = pages.into_iter().flat_map(|page| {
            let list: harbor_api::List<harbor_api::types::Project> = page.unwrap().value;
            list.good()
        });
        all.map(|project| project.name).collect()
    };
    let (before, after) = (names(before), names(after));
    assert!(!before.is_empty());
    assert_eq!(before, after);
}

#[tokio::test]
async fn a_kept_session_is_verified_and_an_ended_one_is_told() {
    let (demo, server) = demo().await;
    let client = Client::sign_in(server.clone(), "ada", PASSWORD.into())
        .await
        .unwrap()
        .client;
    let session = client.session().unwrap();
    let parts = (session.sid().clone(), session.csrf_cookie().cloned());
    let kept = || Credentials::Session(Session::from_parts(parts.0.clone(), parts.1.clone(), None));
    let again = Client::verify(server.clone(), kept()).await.unwrap();
    assert_eq!(again.user.username, "ada");
    demo.end_sessions();
    let error = Client::verify(server, kept()).await.unwrap_err();
    let SignInError::Client(error) = error else {
        panic!("{error:?}")
    };
    assert!(matches!(error, ClientError::SessionExpired { .. }));
}

#[tokio::test]
async fn after_signing_out_the_server_does_not_know_the_session() {
    let (_demo, server) = demo().await;
    let client = Client::sign_in(server.clone(), "ada", PASSWORD.into())
        .await
        .unwrap()
        .client;
    let session = client.session().unwrap();
    client.sign_out().await.unwrap();
    assert!(
        Client::verify(server, Credentials::Session(session))
            .await
            .is_err()
    );
}

#[tokio::test]
async fn where_no_session_is_opened_the_password_goes_with_every_request() {
    let refusals = [
        say(
            403,
            r#"{"redirect_location":"http://127.0.0.1/c/oidc/login"}"#,
        ),
        say(404, "404 page not found"),
        // A gateway that keeps the cookies to itself.
        say(200, ""),
    ];
    for refusal in refusals {
        let stub = Stub::start(move |seen: &Seen| match seen.path() {
            "/c/login" => refusal.clone(),
            _ => say(200, r#"{"username":"admin"}"#),
        })
        .await;
        let signed_in = Client::sign_in(stub.server(), "admin", "p".into())
            .await
            .unwrap();
        assert!(matches!(
            signed_in.credentials,
            Credentials::Password { .. }
        ));
        signed_in.client.send(&GetCurrentUser {}).await.unwrap();
        let last = stub.seen().pop().unwrap();
        // "admin:p"
        assert_eq!(last.header("authorization"), Some("Basic YWRtaW46cA=="));
        assert_eq!(last.header("cookie"), None);
    }
}

#[tokio::test]
async fn the_login_form_is_never_sent_with_basic_nor_the_check_with_cookies() {
    let stub = Stub::start(
        |seen: &Seen| match (seen.path(), cookie(seen, "_gorilla_csrf")) {
            ("/c/login", None) => refuse(403, "FORBIDDEN", "CSRF token not found in request")
                .with("X-Harbor-CSRF-Token", "t")
                .with("Set-Cookie", "_gorilla_csrf=c; Path=/"),
            ("/c/login", Some(_)) => say(200, "").with("Set-Cookie", "sid=s; Path=/"),
            _ => say(200, r#"{"username":"ada"}"#).with("Set-Cookie", "sid=x; Path=/"),
        },
    )
    .await;
    Client::sign_in(stub.server(), "ä&b=c", "p+q%&=".into())
        .await
        .unwrap();
    let seen = stub.seen();
    assert_eq!(seen.len(), 3);
    assert_eq!(
        (seen[0].header("cookie"), seen[1].header("cookie")),
        (None, None)
    );
    assert!(
        seen[1..]
            .iter()
            .all(|seen| seen.header("authorization").is_none())
    );
    assert_eq!(
        seen[2].body,
        "principal=%C3%A4%26b%3Dc&password=p%2Bq%25%26%3D"
    );
}

#[tokio::test]
async fn a_robots_name_in_the_place_of_a_persons_is_told() {
    let words = "get current user not available for security context: robot";
    let stub = Stub::start(move |_| refuse(412, "PRECONDITION", words)).await;
    let error = Client::sign_in(stub.server(), "robot$ci", "s".into())
        .await
        .unwrap_err();
    assert_eq!(error, SignInError::Robot);
}

#[tokio::test]
async fn a_robot_is_verified_by_what_anonymous_callers_may_not_ask() {
    let stub = Stub::start(|seen: &Seen| {
        assert_eq!(seen.path(), "/api/v2.0/statistics");
        // "robot$ci:good"
        match seen.header("authorization") {
            Some("Basic cm9ib3QkY2k6Z29vZA==") => say(200, "{}"),
            _ => refuse(401, "UNAUTHORIZED", "unauthorized"),
        }
    })
    .await;
    Client::verify_robot(stub.server(), "robot$ci", "good".into())
        .await
        .unwrap();
    let error = Client::verify_robot(stub.server(), "robot$ci", "bad".into())
        .await
        .unwrap_err();
    assert_eq!(error, SignInError::RobotRefused);
    assert_eq!(stub.seen().len(), 2);
}

#[tokio::test]
async fn a_token_with_impossible_characters_is_not_left_out_silently() {
    let stub = Stub::start(|_| say(200, "[]")).await;
    let token = Credentials::Bearer(Secret::new("a\nb"));
    let error = Client::new(stub.server(), token).unwrap_err();
    assert!(matches!(error, ClientError::Setup(_)));
}

#[tokio::test]
async fn a_server_that_fails_while_signing_in_is_not_a_wrong_password() {
    let stub = Stub::start(|_| refuse(500, "UNKNOWN", "internal server error")).await;
    let error = Client::sign_in(stub.server(), "ada", "p".into())
        .await
        .unwrap_err();
    let SignInError::Client(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.status(), Some(500));
}

#[tokio::test]
async fn a_change_in_a_session_passes_the_check_against_forged_requests() {
    let (demo, server) = demo().await;
    let signed_in = Client::sign_in(server.clone(), "admin", PASSWORD.into())
        .await
        .unwrap();
    let new: CreateProject =
        serde_json::from_str(r#"{"body":{"project_name":"made-here","metadata":{}}}"#).unwrap();
    signed_in.client.send(&new).await.unwrap();
    // A session that was kept without its token asks for one first.
    let session = signed_in.client.session().unwrap();
    let bare = Session::from_parts(session.sid().clone(), None, None);
    let client = Client::new(server, Credentials::Session(bare)).unwrap();
    demo.clear_requests();
    let project = ProjectReference::Name(ProjectName::new("made-here").unwrap());
    client
        .send(&DeleteProject {
            project_name_or_id: project,
        })
        .await
        .unwrap();
    assert_eq!(demo.requests().len(), 2);
    client.send(&new).await.unwrap();
    assert_eq!(demo.requests().len(), 3);
}
