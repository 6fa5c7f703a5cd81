//! The way through a proxy.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Stub, password, say};
use harbor_api::operations::GetSystemInfo;
use harbor_client::{Address, Client, ClientError, Credentials, Proxy, Server, Trust, Unreachable};

fn through(proxy: String, address: &str) -> Server {
    Server {
        address: Address::parse(address).unwrap(),
        trust: Trust {
            accept_plain_http: true,
            ..Trust::default()
        },
        proxy: Proxy::Url(proxy),
    }
}

#[tokio::test]
async fn requests_go_through_the_proxy_with_its_own_password() {
    let proxy = Stub::start(|_| say(200, r#"{"auth_mode":"db_auth"}"#)).await;
    let url = format!("http://u:proxy-pass@127.0.0.1:{}", proxy.port);
    let client = Client::new(through(url, "http://registry.invalid"), password()).unwrap();
    client.send(&GetSystemInfo {}).await.unwrap();
    let seen = &proxy.seen()[0];
    assert_eq!(seen.target, "http://registry.invalid/api/v2.0/systeminfo");
    // "u:proxy-pass"
    assert_eq!(
        seen.header("proxy-authorization"),
        Some("Basic dTpwcm94eS1wYXNz")
    );
}

#[tokio::test]
async fn a_proxy_sees_nothing_of_an_encrypted_request_and_its_refusal_is_told() {
    let proxy = Stub::start(|_| say(403, "not through here")).await;
    let url = format!("http://127.0.0.1:{}", proxy.port);
    let client = Client::new(through(url, "https://registry.invalid"), password()).unwrap();
    let error = client.send(&GetSystemInfo {}).await.unwrap_err();
    assert!(
        matches!(error, ClientError::Unreachable(Unreachable::Proxy(_))),
        "{error:?}"
    );
    let seen = proxy.seen();
    assert!(
        seen.iter()
            .all(|seen| seen.method == "CONNECT" && seen.target == "registry.invalid:443")
    );
    assert!(
        seen.iter()
            .all(|seen| seen.header("authorization").is_none())
    );
}

#[tokio::test]
async fn a_proxys_address_that_can_not_be_read_is_not_repeated() {
    for url in ["", "gopher://u:proxy-pass@x", "http://u:proxy-pass@:99999"] {
        let server = through(url.into(), "https://registry.invalid");
        assert!(!format!("{server:?}").contains("proxy-pass"));
        let error = Client::new(server, Credentials::Anonymous).unwrap_err();
        assert!(matches!(&error, ClientError::Setup(_)), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("proxy-pass"));
    }
}
