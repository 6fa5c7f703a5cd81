//! Registry tokens and the CLI secret, as a Harbor in OIDC mode gives them.

use crate::common::{Stub, password, refuse, say};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use harbor_api::{ProjectName, RepositoryName};
use harbor_client::{ClientError, Credentials, RegistryScope, Secret};
use serde_json::{Value, json};

fn token(claims: &Value) -> String {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let header = part(&json!({"alg": "RS256", "typ": "JWT"}));
    let token = format!("{header}.{}.signature", part(claims));
    json!({"token": token, "access_token": "", "expires_in": 1800}).to_string()
}

/// Answers as measured: 200 for everybody; a wrong secret has no subject and no actions.
async fn harbor() -> Stub {
    Stub::start(|seen| {
        // grace:Example0Secret1
        let right = seen.header("authorization") == Some("Basic Z3JhY2U6RXhhbXBsZTBTZWNyZXQx");
        let scope = seen.target.contains("scope=repository:p-grace/x:pull,push");
        let actions: &[&str] = if right {
            &["pull", "push", "delete"]
        } else {
            &[]
        };
        let access = json!([{"type": "repository", "name": "p-grace/x", "actions": actions}]);
        let mut claims = json!({"iss": "harbor-token-issuer", "aud": "harbor-registry"});
        claims["access"] = if scope { access } else { Value::Null };
        if right {
            claims["sub"] = "grace".into();
        }
        say(200, token(&claims))
    })
    .await
}

#[tokio::test]
async fn a_wrong_secret_is_told_by_the_token_and_not_by_the_status() {
    let stub = harbor().await;
    let client = stub.client(Credentials::Anonymous);
    let (project, repository) = (
        ProjectName::new("p-grace").unwrap(),
        RepositoryName::new("x").unwrap(),
    );
    let place = Some((&project, &repository));
    let scope = |actions: &[&str]| RegistryScope {
        name: "p-grace/x".to_owned(),
        actions: actions.iter().map(|action| (*action).to_owned()).collect(),
    };
    let right = Secret::from("Example0Secret1");
    let access = client
        .registry_access("grace", right.clone(), place)
        .await
        .unwrap();
    assert_eq!(access.subject.as_deref(), Some("grace"));
    assert_eq!(access.scopes, [scope(&["pull", "push", "delete"])]);
    let access = client
        .registry_access("grace", "Wrong0Secret1".into(), place)
        .await
        .unwrap();
    assert_eq!(access.subject, None);
    assert_eq!(access.scopes, [scope(&[])]);
    let access = client.registry_access("grace", right, None).await.unwrap();
    assert_eq!(access.subject.as_deref(), Some("grace"));
    assert_eq!(access.scopes, []);
    for seen in stub.seen() {
        assert!(!seen.target.contains("Secret"), "{}", seen.target);
        assert_eq!(seen.header("cookie"), None);
    }
}

#[tokio::test]
async fn what_is_no_token_is_not_taken_for_one() {
    for body in [
        "{}",
        "[]",
        r#"{"token":"a.b"}"#,
        r#"{"token":"a.e30x.c"}"#,
        "<html>",
    ] {
        let stub = Stub::start(move |_| say(200, body)).await;
        let client = stub.client(Credentials::Anonymous);
        let outcome = client
            .registry_access("grace", "Canary-1".into(), None)
            .await;
        let error = outcome.unwrap_err();
        assert!(matches!(error, ClientError::NotHarbor { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn the_cli_secret_is_read_where_there_is_one() {
    let meta = r#"{"username":"grace","oidc_user_meta":{"id":2,"secret":"Example0Secret1"}}"#;
    for (body, expected) in [
        (meta, Some("Example0Secret1")),
        (r#"{"username":"ada"}"#, None),
        (r#"{"username":"ada","oidc_user_meta":{"secret":""}}"#, None),
    ] {
        let stub = Stub::start(move |_| say(200, body)).await;
        let secret = stub.client(password()).cli_secret().await.unwrap();
        assert_eq!(secret.as_ref().map(Secret::expose), expected);
    }
    let stub = Stub::start(|_| refuse(401, "UNAUTHORIZED", "unauthorized")).await;
    let error = stub.client(password()).cli_secret().await.unwrap_err();
    assert!(
        matches!(error, ClientError::SessionExpired { .. }),
        "{error:?}"
    );
}
