//! What answers at an address.

use crate::common::{Seen, Stub, say};
use demo_harbor::{DemoHarbor, Options};
use harbor_api::types::AuthenticationMode;
use harbor_client::{
    Address, ClientError, Encryption, ProbeError, Proxy, Server, Trust, Unreachable, probe,
};

fn server(address: &str) -> Server {
    Server {
        address: Address::parse(address).unwrap(),
        trust: Trust {
            accept_plain_http: true,
            ..Trust::default()
        },
        proxy: Proxy::None,
    }
}

#[tokio::test]
async fn a_harbor_tells_how_to_sign_in() {
    let demo = DemoHarbor::start(Options::default()).await.unwrap();
    let probe = probe(&server(&demo.url())).await.unwrap();
    assert_eq!(probe.harbor.auth_mode, AuthenticationMode::Database);
    // The version is told to those who are signed in only.
    assert_eq!(probe.harbor.harbor_version, None);
    assert_eq!(probe.api_version.as_deref(), Some("v2.0"));
    assert_eq!(
        (probe.tls, probe.certificate),
        (Encryption::PlainHttp, None)
    );
}

#[tokio::test]
async fn a_harbor_whose_gateway_hides_the_version_is_one_all_the_same() {
    let stub = Stub::start(|seen: &Seen| match seen.path() {
        "/api/v2.0/systeminfo" => say(200, r#"{"auth_mode":"oidc_auth"}"#),
        _ => say(404, ""),
    })
    .await;
    assert_eq!(probe(&stub.server()).await.unwrap().api_version, None);
}

#[tokio::test]
async fn what_is_no_harbor_is_described() {
    let answers = [
        (
            say(200, "<html><title>My page</title></html>").with("Content-Type", "text/html"),
            "My page",
        ),
        (
            say(404, "").with("Docker-Distribution-Api-Version", "registry/2.0"),
            "container registry",
        ),
        (
            say(200, r#"{"status":"ok"}"#).with("Server", "caddy"),
            "caddy",
        ),
        (say(200, r#"["auth_mode"]"#), "200"),
        (say(502, "bad"), "gateway"),
        (say(401, ""), "401"),
    ];
    for (answer, words) in answers {
        let stub = Stub::start(move |_| answer.clone()).await;
        let error = probe(&stub.server()).await.unwrap_err();
        let ProbeError::NotHarbor { what } = error else {
            panic!("{error:?}")
        };
        assert!(what.contains(words), "{what}");
    }
}

#[tokio::test]
async fn nobody_there_and_no_such_name_are_told_apart() {
    let closed = probe(&server("127.0.0.1:1")).await.unwrap_err();
    assert_eq!(
        closed,
        ProbeError::Unreachable {
            reason: Unreachable::Refused
        }
    );
    let unknown = probe(&server("registry.invalid")).await.unwrap_err();
    assert_eq!(
        unknown,
        ProbeError::Unreachable {
            reason: Unreachable::UnknownHost
        }
    );
}

#[tokio::test]
async fn an_encrypted_address_of_a_plain_port_is_told() {
    // What a plain server says to the beginning of a handshake.
    let raw = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = raw.local_addr().unwrap().port();
    tokio::spawn(async move {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        while let Ok((mut stream, _)) = raw.accept().await {
            let _ = stream.read(&mut [0; 1024]).await;
            let _ = stream
                .write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                .await;
        }
    });
    let error = probe(&server(&format!("https://127.0.0.1:{port}")))
        .await
        .unwrap_err();
    let instead = Address::parse(&format!("http://127.0.0.1:{port}")).unwrap();
    assert_eq!(error, ProbeError::WrongScheme { instead });
}

#[tokio::test]
async fn a_plain_address_of_an_encrypted_port_is_told() {
    let words = "<html><title>400 The plain HTTP request was sent to HTTPS port</title></html>";
    let stub = Stub::start(move |_| say(400, words).with("Content-Type", "text/html")).await;
    let error = probe(&stub.server()).await.unwrap_err();
    let instead = Address::parse(&format!("https://127.0.0.1:{}", stub.port)).unwrap();
    assert_eq!(
        error,
        ProbeError::WrongScheme {
            instead: instead.clone()
        }
    );
    let stub = Stub::start(|seen: &Seen| {
        let host = seen.header("host").unwrap();
        say(308, "").with("Location", &format!("https://{host}/api/v2.0/systeminfo"))
    })
    .await;
    let error = probe(&stub.server()).await.unwrap_err();
    let instead = Address::parse(&format!("https://127.0.0.1:{}", stub.port)).unwrap();
    assert_eq!(error, ProbeError::WrongScheme { instead });
}

#[tokio::test]
async fn another_origin_is_named_and_not_followed() {
    let other = Stub::start(|_| say(200, r#"{"auth_mode":"db_auth"}"#)).await;
    let to = format!("http://localhost:{}/api/v2.0/systeminfo", other.port);
    let stub = Stub::start(move |_| say(301, "").with("Location", &to)).await;
    let error = probe(&stub.server()).await.unwrap_err();
    let expected = Address::parse(&format!("http://localhost:{}", other.port)).unwrap();
    assert_eq!(error, ProbeError::RedirectsTo(expected));
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn a_plain_address_is_not_even_looked_at_without_consent() {
    let stub = Stub::start(|_| say(200, "{}")).await;
    let server = Server {
        trust: Trust::default(),
        ..stub.server()
    };
    let error = probe(&server).await.unwrap_err();
    assert_eq!(error, ProbeError::Client(ClientError::PlainHttpNotAllowed));
    assert_eq!(stub.connections(), 0);
}

#[tokio::test]
async fn a_clock_that_is_far_off_is_told() {
    for (date, ahead) in [
        (chrono::Utc::now() + chrono::TimeDelta::seconds(3600), true),
        (chrono::Utc::now() - chrono::TimeDelta::seconds(3600), true),
        (chrono::Utc::now(), false),
    ] {
        let date = date.to_rfc2822().replace("+0000", "GMT");
        let stub =
            Stub::start(move |_| say(200, r#"{"auth_mode":"db_auth"}"#).with("Date", &date)).await;
        let found = probe(&stub.server()).await.unwrap();
        let is_far = found.clock_ahead.is_some_and(|s| s.abs() > 3500);
        assert_eq!(is_far, ahead, "{:?}", found.clock_ahead);
        assert!(found.provider.is_none(), "nobody asked for one");
    }
}
