//! What an identity provider says about itself, part by part.

use std::sync::{
    Arc,
    atomic::{AtomicU16, Ordering},
};

use harbor_client::ProviderLook;

use crate::common::{Say, Stub, say};

const KEYS: &str =
    r#"{"keys":[{"kty":"RSA","kid":"a","use":"sig","alg":"RS256","n":"AQAB","e":"AQAB"}]}"#;

/// A provider whose description is this, with `ISSUER` for its address, and whose keys are these.
async fn provider(description: &'static str, keys: Say) -> (Stub, String) {
    let port = Arc::new(AtomicU16::new(0));
    let own = Arc::clone(&port);
    let stub = Stub::start(move |seen| {
        let issuer = format!("http://127.0.0.1:{}", own.load(Ordering::SeqCst));
        match seen.path() {
            "/.well-known/openid-configuration" => say(200, description.replace("ISSUER", &issuer)),
            "/keys" => keys.clone(),
            _ => say(404, "{}"),
        }
    })
    .await;
    port.store(stub.port, Ordering::SeqCst);
    let issuer = format!("http://127.0.0.1:{}", stub.port);
    (stub, issuer)
}

#[tokio::test]
async fn a_description_and_its_keys_are_read() {
    let text = r#"{"issuer":"ISSUER","jwks_uri":"ISSUER/keys"}"#;
    let (stub, issuer) = provider(text, say(200, KEYS)).await;
    let look = ProviderLook::at(&stub.server(), &format!("{issuer}/")).await;
    let place = format!("{issuer}/.well-known/openid-configuration");
    assert_eq!(look.place.as_deref(), Some(place.as_str()));
    let description = look.description.unwrap();
    assert_eq!(description["issuer"], issuer.as_str());
    assert_eq!(look.keys, Some(Ok(1)));
    // Nothing that could be secret goes there.
    let seen = stub.seen();
    assert!(
        seen.iter()
            .all(|seen| seen.header("authorization").is_none())
    );
}

#[tokio::test]
async fn what_is_missing_or_broken_is_told_apart() {
    let no_keys = r#"{"issuer":"ISSUER"}"#;
    let (stub, issuer) = provider(no_keys, say(200, KEYS)).await;
    assert_eq!(ProviderLook::at(&stub.server(), &issuer).await.keys, None);
    let absent = ProviderLook::at(&stub.server(), &format!("{issuer}/realms/x")).await;
    assert_eq!(absent.description, Err("status 404".to_owned()));
    let text = r#"{"jwks_uri":"ISSUER/keys"}"#;
    let (stub, issuer) = provider(text, say(200, r#"{"keys":7}"#)).await;
    let broken = ProviderLook::at(&stub.server(), &issuer).await;
    assert_eq!(broken.keys, Some(Err("it is no key set".to_owned())));
    let (stub, issuer) = provider("<html>", say(200, KEYS)).await;
    let page = ProviderLook::at(&stub.server(), &issuer).await;
    assert_eq!(page.description, Err("it is no JSON object".to_owned()));
    let nowhere = ProviderLook::at(&stub.server(), "id.example.org").await;
    assert_eq!((nowhere.place, nowhere.keys), (None, None));
}
