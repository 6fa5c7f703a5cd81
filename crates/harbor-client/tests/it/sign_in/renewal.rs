//! Credentials that end: who asks, who renews, and what is never sent again.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use crate::common::{Say, Seen, Stub, refuse, say};
use futures::future::{BoxFuture, join_all};
use harbor_api::operations::{GetStatistics, GetSystemInfo};
use harbor_client::{Client, ClientError, Credentials, Renew, Renewed, Secret, SignInError};

/// A provider that gives a new token each time, or not.
#[derive(Debug)]
struct Tokens {
    given: AtomicUsize,
    refuses: bool,
}

impl Tokens {
    fn new(refuses: bool) -> Arc<Self> {
        let given = AtomicUsize::new(0);
        Arc::new(Self { given, refuses })
    }

    fn given(&self) -> usize {
        self.given.load(Ordering::SeqCst)
    }
}

impl Renew for Tokens {
    fn renew(&self) -> BoxFuture<'_, Result<Renewed, ClientError>> {
        let n = self.given.fetch_add(1, Ordering::SeqCst) + 1;
        Box::pin(async move {
            // The others have time to come and wait.
            tokio::task::yield_now().await;
            Ok(if self.refuses {
                Renewed::Refused
            } else {
                Renewed::With(Credentials::Bearer(format!("token-{n}").into()))
            })
        })
    }

    fn secrets(&self) -> Vec<Secret> {
        vec!["refresh".into()]
    }
}

/// Takes one token only.
fn harbor(token: &'static str) -> impl Fn(&Seen) -> Say {
    move |seen| match seen.header("authorization") {
        Some(sent) if sent == format!("Bearer {token}") => say(200, "{}"),
        _ => refuse(401, "UNAUTHORIZED", "unauthorized"),
    }
}

#[tokio::test]
async fn ten_calls_with_an_old_token_renew_it_once() {
    let stub = Stub::start(harbor("token-1")).await;
    let tokens = Tokens::new(false);
    let old = Credentials::Bearer("token-0".into());
    let client = Client::renewing(stub.server(), old, tokens.clone()).unwrap();
    for outcome in join_all((0..10).map(|_| client.send(&GetStatistics {}))).await {
        outcome.unwrap();
    }
    assert_eq!(tokens.given(), 1);
    assert!(
        stub.seen()
            .iter()
            .all(|seen| seen.header("cookie").is_none())
    );
}

#[tokio::test]
async fn a_renewal_that_is_refused_is_not_tried_again() {
    let stub = Stub::start(harbor("another")).await;
    let tokens = Tokens::new(true);
    let old = Credentials::Bearer("token-0".into());
    let client = Client::renewing(stub.server(), old, tokens.clone()).unwrap();
    for outcome in join_all((0..10).map(|_| client.send(&GetStatistics {}))).await {
        assert!(matches!(
            outcome.unwrap_err(),
            ClientError::SessionExpired { .. }
        ));
    }
    assert_eq!(tokens.given(), 1);
    let seen = stub.seen().len();
    client.send(&GetStatistics {}).await.unwrap_err();
    assert_eq!(stub.seen().len(), seen, "nothing is sent any more");
}

#[tokio::test]
async fn a_renewed_token_that_is_not_taken_either_ends_it() {
    let stub = Stub::start(harbor("another")).await;
    let tokens = Tokens::new(false);
    let old = Credentials::Bearer("token-0".into());
    let client = Client::renewing(stub.server(), old, tokens.clone()).unwrap();
    let error = client.send(&GetStatistics {}).await.unwrap_err();
    assert!(matches!(error, ClientError::SessionExpired { .. }));
    assert_eq!(tokens.given(), 1, "no loop");
}

#[tokio::test]
async fn a_password_that_is_no_longer_taken_is_asked_about_once() {
    let stub = Stub::start(|_| refuse(401, "UNAUTHORIZED", "unauthorized")).await;
    let client = stub.client(crate::common::password());
    for outcome in join_all((0..10).map(|_| client.send(&GetStatistics {}))).await {
        assert!(matches!(
            outcome.unwrap_err(),
            ClientError::SessionExpired { .. }
        ));
    }
    let asked = stub.seen();
    let asked = asked
        .iter()
        .filter(|s| s.path().ends_with("/users/current"));
    assert_eq!(asked.count(), 1);
}

#[tokio::test]
async fn a_401_to_good_credentials_is_only_that() {
    let stub = Stub::start(|seen| match seen.path() {
        "/api/v2.0/users/current" => say(200, r#"{"username":"ada"}"#),
        _ => refuse(401, "UNAUTHORIZED", "unauthorized"),
    })
    .await;
    let client = stub.client(crate::common::password());
    for _ in 0..2 {
        let error = client.send(&GetStatistics {}).await.unwrap_err();
        assert!(matches!(error, ClientError::Api(_)), "{error}");
    }
}

#[tokio::test]
async fn a_question_without_an_answer_ends_nothing() {
    let stub = Stub::start(|seen| match seen.path() {
        "/api/v2.0/users/current" => Say {
            instead: Some(Vec::new()),
            ..say(200, "")
        },
        _ => refuse(401, "UNAUTHORIZED", "unauthorized"),
    })
    .await;
    let client = stub.client(crate::common::password());
    let seen = stub.seen().len();
    for _ in 0..2 {
        let error = client.send(&GetStatistics {}).await.unwrap_err();
        assert!(
            !matches!(error, ClientError::SessionExpired { .. }),
            "{error}"
        );
    }
    assert!(stub.seen().len() > seen + 2);
}

#[tokio::test]
async fn a_cli_secret_is_judged_by_what_harbor_shows() {
    let stub = Stub::start(|seen| {
        let good = seen.header("authorization").is_some_and(|sent| {
            // maya:good
            sent == "Basic bWF5YTpnb29k"
        });
        say(
            200,
            if good {
                r#"{"auth_mode":"oidc_auth","harbor_version":"v2.16.0"}"#
            } else {
                r#"{"auth_mode":"oidc_auth"}"#
            },
        )
    })
    .await;
    let verify = |secret: &str| Client::verify_cli_secret(stub.server(), "maya", secret.into());
    assert_eq!(
        verify("wrong").await.map(drop),
        Err(SignInError::CliSecretRefused)
    );
    let client = verify("good").await.unwrap();
    client.send(&GetSystemInfo {}).await.unwrap();
}

#[tokio::test]
async fn how_long_a_session_lasts_is_told_to_administrators() {
    let told = |status: u16, body: &'static str| async move {
        let stub = Stub::start(move |_| say(status, body)).await;
        let session = harbor_client::Session::from_parts("s".into(), None, None);
        let client = stub.client(Credentials::Session(session));
        client.session_minutes().await
    };
    let body = r#"{"session_timeout":{"value":30,"editable":true},"auth_mode":{"value":"x"}}"#;
    assert_eq!(told(200, body).await, Some(30));
    assert_eq!(told(403, body).await, None);
    assert_eq!(told(200, "{}").await, None);
    assert_eq!(told(200, r#"{"session_timeout":{"value":0}}"#).await, None);
}
