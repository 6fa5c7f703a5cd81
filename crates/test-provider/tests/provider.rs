#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
//! The provider itself: what the other tests rely on.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use pilothouse_test_provider::{Answer, Browser, Client, Provider, subject};
use serde_json::{Value, json};

async fn tokens(provider: &Provider, client: Client, login: &str) -> Value {
    let browser = Browser::new().unwrap();
    browser.tokens(provider, client, login).await.unwrap()
}

fn claims(token: &Value) -> Value {
    let part = token.as_str().unwrap().split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

#[tokio::test]
async fn the_public_client_has_harbor_in_its_audience() {
    let provider = Provider::start().await.unwrap();
    let first = tokens(&provider, Client::Pilothouse, "grace").await;
    let known = claims(&first["id_token"]);
    assert_eq!(known["aud"], json!(["pilothouse", "harbor"]));
    assert_eq!(known["sub"], subject("grace"));
    assert_eq!(known["preferred_username"], "grace");
    assert_eq!(known["groups"], json!(["astronomers"]));
    let alone = tokens(&provider, Client::Alone, "bob").await;
    let known = claims(&alone["id_token"]);
    assert_eq!(known["aud"], "pilothouse-alone");
    assert!(known.get("groups").is_none(), "absent, not empty");
}

#[tokio::test]
async fn harbors_client_wants_its_secret() {
    let provider = Provider::start().await.unwrap();
    let answer = tokens(&provider, Client::Harbor, "grace").await;
    assert_eq!(answer["error"], "invalid_client", "{answer}");
}

#[tokio::test]
async fn refresh_tokens_rotate_and_an_old_one_ends_the_grant() {
    let provider = Provider::start_with(json!({"consent": false}))
        .await
        .unwrap();
    let first = tokens(&provider, Client::Pilothouse, "bob").await;
    let refresh = |tokens: &Value| {
        let old = tokens["refresh_token"].as_str().unwrap().to_owned();
        let provider = &provider;
        async move {
            let form = [
                ("grant_type", "refresh_token"),
                ("client_id", "pilothouse"),
                ("refresh_token", old.as_str()),
            ];
            provider.token(&form).await.unwrap()
        }
    };
    let second = refresh(&first).await;
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    assert_eq!(
        claims(&second["id_token"])["aud"],
        json!(["pilothouse", "harbor"])
    );
    assert_eq!(refresh(&first).await["error"], "invalid_grant");
    // The newest is dead as well.
    assert_eq!(refresh(&second).await["error"], "invalid_grant");
}

#[tokio::test]
async fn a_person_may_refuse_and_the_provider_may_fail() {
    let provider = Provider::start().await.unwrap();
    let opened = format!(
        "{}/auth?client_id=harbor&redirect_uri=http://127.0.0.1:9/callback&response_type=code&scope=openid&state=x",
        provider.issuer()
    );
    let browser = Browser::new().unwrap();
    let back = browser.sign_in(&opened, "ada", Answer::Deny).await.unwrap();
    assert!(back.contains("error=access_denied"), "{back}");
    provider.control(json!({"fail": "token"})).await.unwrap();
    assert!(provider.token(&[]).await.is_err());
    provider.control(json!({"fail": null})).await.unwrap();
    assert_eq!(
        provider.token(&[]).await.unwrap()["error"],
        "invalid_request"
    );
    let back = browser
        .sign_in(&opened, "ada", Answer::Allow)
        .await
        .unwrap();
    assert!(back.contains("code="), "{back}");
}
