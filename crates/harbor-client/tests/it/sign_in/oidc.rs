//! Signing in through an identity provider.

use crate::common::{Say, Seen, Stub, cookie, refuse, say};
use harbor_api::operations::GetCurrentUser;
use harbor_client::{Client, OidcError, OidcOutcome, OidcSignIn};

const PAGE: &str = "https://idp.example/auth?client_id=harbor&state=canary-state\
    &redirect_uri=https%3A%2F%2Fregistry.example.org%2Fc%2Foidc%2Fcallback";
const CALLBACK: &str =
    "https://registry.example.org/c/oidc/callback?state=canary-state&code=canary-code";

/// A Harbor in OIDC mode that answers a callback in a given way.
fn harbor(callback: Say) -> impl Fn(&Seen) -> Say {
    move |seen| match (seen.path(), cookie(seen, "sid")) {
        ("/c/oidc/login", None) => say(302, "")
            .with("Location", PAGE)
            .with("X-Harbor-CSRF-Token", "t-1")
            .with("Set-Cookie", "_gorilla_csrf=c-1; Path=/")
            .with("Set-Cookie", "sid=begun; Path=/; HttpOnly"),
        ("/c/oidc/callback", Some("begun")) => callback.clone(),
        ("/c/oidc/onboard", Some("begun")) => onboard(seen),
        ("/api/v2.0/users/current", Some("signed-in")) => say(200, r#"{"username":"grace"}"#),
        _ => refuse(401, "UNAUTHORIZED", "unauthorized").with("Set-Cookie", "sid=x"),
    }
}

fn onboard(seen: &Seen) -> Say {
    if seen.header("x-harbor-csrf-token") != Some("t-2") {
        return refuse(403, "FORBIDDEN", "CSRF token invalid").with("X-Harbor-CSRF-Token", "t-2");
    }
    match seen.body.as_str() {
        r#"{"username":"new.bie"}"# => say(200, "").with("Set-Cookie", "sid=signed-in"),
        r#"{"username":"bad~name"}"# => refuse(400, "BAD_REQUEST", "illegal characters"),
        _ => refuse(409, "UNKNOWN", "already exists"),
    }
}

fn accepted() -> Say {
    say(302, "")
        .with("Location", "/harbor/projects")
        .with("Set-Cookie", "sid=signed-in; Path=/")
}

#[tokio::test]
async fn the_address_handed_back_signs_in_with_the_session_that_began() {
    let stub = Stub::start(harbor(accepted())).await;
    let mut attempt = OidcSignIn::begin(stub.server()).await.unwrap();
    assert_eq!(attempt.page(), PAGE);
    attempt.check(CALLBACK).unwrap();
    let outcome = attempt.finish(&format!("  {CALLBACK}\n")).await.unwrap();
    let OidcOutcome::SignedIn(signed_in) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(signed_in.user.username, "grace");
    let session = signed_in.client.session().unwrap();
    assert_eq!(session.sid().expose(), "signed-in");
    signed_in.client.send(&GetCurrentUser {}).await.unwrap();
    // The callback went to the connection's own host, whatever the address said.
    assert_eq!(
        stub.seen()[1].target,
        "/c/oidc/callback?state=canary-state&code=canary-code"
    );
}

#[tokio::test]
async fn other_addresses_are_not_taken_and_nothing_is_sent_for_them() {
    let stub = Stub::start(harbor(accepted())).await;
    let mut attempt = OidcSignIn::begin(stub.server()).await.unwrap();
    let others = [
        ("", OidcError::NotTheCallback),
        ("some words", OidcError::NotTheCallback),
        (PAGE, OidcError::NotTheCallback),
        (
            "https://evil.example/c/oidc/callback?state=canary-state&code=x",
            OidcError::NotTheCallback,
        ),
        (
            "http://registry.example.org/c/oidc/callback?state=canary-state",
            OidcError::NotTheCallback,
        ),
        (
            "https://registry.example.org/c/log_out?state=canary-state",
            OidcError::NotTheCallback,
        ),
        (
            "https://registry.example.org/c/oidc/callback?state=other&code=x",
            OidcError::OtherAttempt,
        ),
        (
            "https://registry.example.org/c/oidc/callback?code=x",
            OidcError::OtherAttempt,
        ),
    ];
    for (text, reason) in others {
        assert_eq!(attempt.check(text), Err(reason.clone()), "{text}");
        assert_eq!(attempt.finish(text).await.map(drop), Err(reason), "{text}");
    }
    assert_eq!(stub.seen().len(), 1);
    attempt.finish(CALLBACK).await.unwrap();
}

#[tokio::test]
async fn a_refusal_of_the_provider_is_told_without_asking_the_registry() {
    let stub = Stub::start(harbor(accepted())).await;
    let mut attempt = OidcSignIn::begin(stub.server()).await.unwrap();
    let text =
        "https://registry.example.org/c/oidc/callback?state=canary-state&error=access_denied";
    let error = attempt.finish(text).await.unwrap_err();
    assert_eq!(error, OidcError::Refused("access_denied".into()));
    assert_eq!(stub.seen().len(), 1);
}

#[tokio::test]
async fn a_code_that_is_too_old_is_told_and_not_sent_twice() {
    let late = refuse(
        400,
        "BAD_REQUEST",
        r#"oauth2: \"invalid_grant\" \"Code not valid\""#,
    );
    let stub = Stub::start(harbor(late)).await;
    let mut attempt = OidcSignIn::begin(stub.server()).await.unwrap();
    assert_eq!(
        attempt.finish(CALLBACK).await.unwrap_err(),
        OidcError::CodeUsedUp
    );
    let stub = Stub::start(harbor(say(503, ""))).await;
    let mut attempt = OidcSignIn::begin(stub.server()).await.unwrap();
    assert!(attempt.finish(CALLBACK).await.is_err());
    assert_eq!(stub.seen().len(), 2);
}

#[tokio::test]
async fn an_address_is_sent_once_even_if_it_is_handed_in_again() {
    let stub = Stub::start(harbor(say(503, ""))).await;
    let mut attempt = OidcSignIn::begin(stub.server()).await.unwrap();
    attempt.finish(CALLBACK).await.unwrap_err();
    let again = attempt.finish(CALLBACK).await.unwrap_err();
    assert_eq!(again, OidcError::CodeUsedUp);
    assert_eq!(stub.seen().len(), 2);
}

#[tokio::test]
async fn a_session_that_was_forgotten_meanwhile_is_told() {
    let gone = refuse(400, "BAD_REQUEST", "State mismatch");
    let stub = Stub::start(harbor(gone)).await;
    let mut attempt = OidcSignIn::begin(stub.server()).await.unwrap();
    let error = attempt.finish(CALLBACK).await.unwrap_err();
    assert_eq!(error, OidcError::SessionGone);
}

#[tokio::test]
async fn a_newcomer_chooses_a_name_and_may_try_again() {
    let newcomer = say(302, "")
        .with("Location", "/oidc-onboard?username=New_Bie&redirect_url=")
        .with("X-Harbor-CSRF-Token", "t-stale");
    let stub = Stub::start(harbor(newcomer)).await;
    let mut attempt = OidcSignIn::begin(stub.server()).await.unwrap();
    let outcome = attempt.finish(CALLBACK).await.unwrap();
    let OidcOutcome::NeedsName(mut newcomer) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(newcomer.suggestion, "New_Bie");
    let taken = newcomer.choose("New_Bie").await.unwrap_err();
    assert_eq!(taken, OidcError::Name("already exists".into()));
    let illegal = newcomer.choose("bad~name").await.unwrap_err();
    assert_eq!(illegal, OidcError::Name("illegal characters".into()));
    let signed_in = newcomer.choose("new.bie").await.unwrap();
    assert_eq!(signed_in.user.username, "grace");
}

#[tokio::test]
async fn a_registry_without_a_provider_says_so() {
    let stub = Stub::start(|_| refuse(412, "PRECONDITION", "auth mode is not OIDC")).await;
    assert_eq!(
        OidcSignIn::begin(stub.server()).await.unwrap_err(),
        OidcError::NotOffered
    );
}

#[tokio::test]
async fn a_page_that_is_no_web_page_is_not_opened() {
    let stub = Stub::start(|_| {
        say(302, "")
            .with("Location", "file:///etc/passwd?state=x")
            .with("Set-Cookie", "sid=s")
    })
    .await;
    assert!(OidcSignIn::begin(stub.server()).await.is_err());
}

#[tokio::test]
async fn a_kept_session_of_a_provider_is_not_renewed_by_itself() {
    let stub = Stub::start(harbor(accepted())).await;
    let mut attempt = OidcSignIn::begin(stub.server()).await.unwrap();
    let outcome = attempt.finish(CALLBACK).await.unwrap();
    let OidcOutcome::SignedIn(signed_in) = outcome else {
        panic!("{outcome:?}")
    };
    let ended = Stub::start(harbor(accepted())).await;
    let session = harbor_client::Session::from_parts("gone".into(), None, None);
    let credentials = harbor_client::Credentials::Session(session);
    let client = Client::new(ended.server(), credentials).unwrap();
    assert!(client.send(&GetCurrentUser {}).await.is_err());
    assert!(ended.seen().iter().all(|seen| seen.path() != "/c/login"));
    drop(signed_in);
}
