#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
//! The provider itself: what the other tests rely on.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use pilothouse_test_provider::{Answer, Browser, Client, Provider, subject};
use serde_json::{Value, json};
use url::Url;

const BACK: &str = "http://127.0.0.1:9/callback";

fn authorization(provider: &Provider, client: Client) -> String {
    // The challenge of RFC 7636, appendix B, and below its verifier.
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    Url::parse_with_params(
        &format!("{}/auth", provider.issuer()),
        &[
            ("client_id", client.id()),
            ("redirect_uri", BACK),
            ("response_type", "code"),
            ("scope", "openid profile email offline_access"),
            ("state", "abc"),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ],
    )
    .unwrap()
    .into()
}

async fn token(provider: &Provider, form: &[(&str, &str)]) -> (u16, Value) {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = http.post(format!("{}/token", provider.issuer())).form(form);
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

fn code(callback: &str) -> String {
    let pairs: HashMap<_, _> = Url::parse(callback)
        .unwrap()
        .query_pairs()
        .into_owned()
        .collect();
    assert_eq!(pairs["state"], "abc");
    pairs["code"].clone()
}

async fn tokens(provider: &Provider, client: Client, login: &str) -> (u16, Value) {
    let browser = Browser::new().unwrap();
    let opened = authorization(provider, client);
    let callback = browser
        .sign_in(&opened, login, Answer::Allow)
        .await
        .unwrap();
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", client.id()),
        ("redirect_uri", BACK),
        ("code", &code(&callback)),
        (
            "code_verifier",
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        ),
    ];
    token(provider, &form).await
}

fn claims(token: &Value) -> Value {
    let part = token.as_str().unwrap().split('.').nth(1).unwrap();
    let bytes = URL_SAFE_NO_PAD.decode(part).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

#[tokio::test]
async fn the_public_client_has_harbor_in_its_audience() {
    let provider = Provider::start().await.unwrap();
    let (status, tokens) = tokens(&provider, Client::Pilothouse, "grace").await;
    assert_eq!(status, 200, "{tokens}");
    let claims = claims(&tokens["id_token"]);
    assert_eq!(claims["aud"], json!(["pilothouse", "harbor"]));
    assert_eq!(claims["sub"], subject("grace"));
    assert_eq!(claims["preferred_username"], "grace");
    assert_eq!(claims["groups"], json!(["astronomers"]));
}

#[tokio::test]
async fn harbors_client_wants_its_secret() {
    let provider = Provider::start().await.unwrap();
    let (status, answer) = tokens(&provider, Client::Harbor, "grace").await;
    assert_eq!(
        (status, &answer["error"]),
        (401, &json!("invalid_client")),
        "{answer}"
    );
}

#[tokio::test]
async fn refresh_tokens_rotate_and_an_old_one_ends_the_grant() {
    let provider = Provider::start_with(json!({"consent": false}))
        .await
        .unwrap();
    let (_, first) = tokens(&provider, Client::Pilothouse, "bob").await;
    let refresh = |tokens: &Value| {
        let old = tokens["refresh_token"].as_str().unwrap().to_owned();
        let provider = &provider;
        async move {
            let form = [
                ("grant_type", "refresh_token"),
                ("client_id", "pilothouse"),
                ("refresh_token", old.as_str()),
            ];
            token(provider, &form).await
        }
    };
    let (status, second) = refresh(&first).await;
    assert_eq!(status, 200, "{second}");
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    assert_eq!(
        claims(&second["id_token"])["aud"],
        json!(["pilothouse", "harbor"])
    );
    assert_eq!(refresh(&first).await.1["error"], "invalid_grant");
    // The newest is dead as well.
    assert_eq!(refresh(&second).await.1["error"], "invalid_grant");
}

#[tokio::test]
async fn a_person_may_refuse_and_the_provider_may_fail() {
    let provider = Provider::start().await.unwrap();
    let opened = authorization(&provider, Client::Pilothouse);
    let browser = Browser::new().unwrap();
    let back = browser.sign_in(&opened, "ada", Answer::Deny).await.unwrap();
    assert!(back.contains("error=access_denied"), "{back}");
    provider.control(json!({"fail": "token"})).await.unwrap();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = http.post(format!("{}/token", provider.issuer()));
    assert_eq!(request.send().await.unwrap().status(), 503);
    provider.control(json!({"fail": null})).await.unwrap();
    let again = browser
        .sign_in(&opened, "ada", Answer::Allow)
        .await
        .unwrap();
    assert!(!code(&again).is_empty());
}
