//! Encryption and trust.

use std::sync::Arc;

use crate::common::{Stub, password, say};
use harbor_api::operations::GetSystemInfo;
use harbor_client::{
    Address, CertificateFault, Client, ClientError, Credentials, Encryption, LoopbackError,
    ProbeError, Provider, Proxy, Server, Trust, probe,
};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use tokio_rustls::rustls::{
    self, ServerConfig, SupportedProtocolVersion,
    crypto::aws_lc_rs,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};

const INFO: &str = r#"{"auth_mode":"db_auth"}"#;

/// A private authority, and a server's configuration with a certificate of its making.
fn authority(name: &str, expired: bool) -> (Vec<u8>, ServerConfig) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
        .distinguished_name
        .push(DnType::CommonName, "Canary Authority");
    let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params
        .distinguished_name
        .push(DnType::CommonName, "registry.example.org");
    if expired {
        params.not_before = date_time_ymd(2019, 1, 1);
        params.not_after = date_time_ymd(2020, 1, 1);
    }
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, &issuer).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = versions(rustls::ALL_VERSIONS)
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    (issuer.pem().into_bytes(), config)
}

fn versions(
    versions: &[&'static SupportedProtocolVersion],
) -> rustls::ConfigBuilder<ServerConfig, rustls::WantsVerifier> {
    ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_protocol_versions(versions)
        .unwrap()
}

fn server(stub: &Stub, trust: Trust) -> Server {
    Server {
        address: stub.address(),
        trust,
        proxy: Proxy::None,
    }
}

fn trusting(ca: &[u8]) -> Trust {
    Trust {
        ca_pem: Some(ca.to_vec()),
        ..Trust::default()
    }
}

async fn ask(server: Server) -> Result<(), ClientError> {
    Client::new(server, password())
        .unwrap()
        .send(&GetSystemInfo {})
        .await
        .map(drop)
}

fn fault(outcome: Result<(), ClientError>) -> CertificateFault {
    match outcome {
        Err(ClientError::Certificate(problem)) => problem.kind,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_certificate_of_nobody_known_is_refused_before_anything_is_sent() {
    let (_, config) = authority("127.0.0.1", false);
    let stub = Stub::start_tls(config, |_| say(200, INFO)).await;
    let outcome = ask(server(&stub, Trust::default())).await;
    assert_eq!(fault(outcome), CertificateFault::UnknownIssuer);
    assert!(stub.seen().is_empty());
}

#[tokio::test]
async fn the_connections_own_authority_is_trusted() {
    let (ca, config) = authority("127.0.0.1", false);
    let stub = Stub::start_tls(config, |_| say(200, INFO)).await;
    ask(server(&stub, trusting(&ca))).await.unwrap();
    let probe = probe(&server(&stub, trusting(&ca))).await.unwrap();
    assert_eq!(probe.tls, Encryption::Verified);
}

#[tokio::test]
async fn another_authority_is_not_enough() {
    let (other, _) = authority("127.0.0.1", false);
    let (_, config) = authority("127.0.0.1", false);
    let stub = Stub::start_tls(config, |_| say(200, INFO)).await;
    assert!(matches!(
        ask(server(&stub, trusting(&other))).await,
        Err(ClientError::Certificate(_))
    ));
    assert!(stub.seen().is_empty());
}

#[tokio::test]
async fn another_hosts_certificate_is_refused_even_from_a_trusted_authority() {
    let (ca, config) = authority("other.example.org", false);
    let stub = Stub::start_tls(config, |_| say(200, INFO)).await;
    let outcome = ask(server(&stub, trusting(&ca))).await;
    assert_eq!(fault(outcome), CertificateFault::WrongHost);
}

#[tokio::test]
async fn an_expired_certificate_is_refused_as_such() {
    let (ca, config) = authority("127.0.0.1", true);
    let stub = Stub::start_tls(config, |_| say(200, INFO)).await;
    let outcome = ask(server(&stub, trusting(&ca))).await;
    assert_eq!(fault(outcome), CertificateFault::Expired);
}

#[tokio::test]
async fn any_certificate_is_taken_only_with_consent() {
    let (_, config) = authority("other.example.org", true);
    let stub = Stub::start_tls(config, |_| say(200, INFO)).await;
    let trust = Trust {
        accept_unverified_certificate: true,
        ..Trust::default()
    };
    ask(server(&stub, trust.clone())).await.unwrap();
    let probe = probe(&server(&stub, trust)).await.unwrap();
    assert_eq!(probe.tls, Encryption::Unverified);
}

#[tokio::test]
async fn a_probe_shows_the_certificate_that_it_does_not_trust() {
    let (_, config) = authority("127.0.0.1", false);
    let stub = Stub::start_tls(config, |_| say(200, "Pong")).await;
    let error = probe(&server(&stub, Trust::default())).await.unwrap_err();
    let ProbeError::CertificateNotTrusted(problem) = error else {
        panic!("{error:?}")
    };
    let shown = problem.certificate.unwrap();
    assert!(
        shown.subject.contains("registry.example.org"),
        "{}",
        shown.subject
    );
    assert!(
        shown.issuer.contains("Canary Authority"),
        "{}",
        shown.issuer
    );
    assert_eq!(shown.hosts, ["127.0.0.1"]);
    assert_eq!(shown.fingerprint.len(), 32 * 3 - 1);
    // Nothing but a ping without credentials went to the stranger.
    let seen = stub.seen();
    assert_eq!((seen.len(), seen[0].path()), (1, "/api/v2.0/ping"));
    assert_eq!(seen[0].header("authorization"), None);
}

#[tokio::test]
async fn tls_1_2_is_still_spoken() {
    let (ca, _) = authority("127.0.0.1", false);
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = versions(&[&rustls::version::TLS12])
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    let stub = Stub::start_tls(config, |_| say(200, INFO)).await;
    let trust = Trust {
        accept_unverified_certificate: true,
        ..trusting(&ca)
    };
    ask(server(&stub, trust)).await.unwrap();
}

#[tokio::test]
async fn an_authority_that_is_no_pem_is_told_when_the_client_is_made() {
    let (_, config) = authority("127.0.0.1", false);
    let stub = Stub::start_tls(config, |_| say(200, INFO)).await;
    for text in [
        "",
        "no certificate",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ] {
        let outcome = Client::new(
            server(&stub, trusting(text.as_bytes())),
            Credentials::Anonymous,
        );
        assert!(
            matches!(outcome, Err(ClientError::Setup(_))),
            "{text:?}: {outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_plain_address_of_an_encrypted_port_is_told() {
    let (_, config) = authority("127.0.0.1", false);
    let stub = Stub::start_tls(config, |_| say(200, "Pong")).await;
    let address = Address::parse(&format!("http://127.0.0.1:{}", stub.port)).unwrap();
    let trust = Trust {
        accept_plain_http: true,
        ..Trust::default()
    };
    let error = probe(&Server {
        address,
        trust,
        proxy: Proxy::None,
    })
    .await
    .unwrap_err();
    assert_eq!(
        error,
        ProbeError::WrongScheme {
            instead: stub.address()
        }
    );
}

#[tokio::test]
async fn a_provider_is_trusted_by_the_connections_authority_and_by_no_consent() {
    let (ca, config) = authority("127.0.0.1", false);
    let port = Arc::new(std::sync::atomic::AtomicU16::new(0));
    let own = port.clone();
    let stub = Stub::start_tls(config, move |_| {
        let issuer = format!(
            "https://127.0.0.1:{}",
            own.load(std::sync::atomic::Ordering::SeqCst)
        );
        say(
            200,
            format!(
                r#"{{"issuer":"{issuer}","authorization_endpoint":"{issuer}/a","token_endpoint":"{issuer}/t","jwks_uri":"{issuer}/k"}}"#
            ),
        )
    })
    .await;
    port.store(stub.port, std::sync::atomic::Ordering::SeqCst);
    let issuer = format!("https://127.0.0.1:{}", stub.port);
    let discover = async |trust| {
        let server = server(&stub, trust);
        Provider::discover(&server, &issuer, "pilothouse", "harbor").await
    };
    assert!(discover(trusting(&ca)).await.is_ok());
    let consent = Trust {
        accept_unverified_certificate: true,
        ..Trust::default()
    };
    for trust in [consent, Trust::default()] {
        let error = discover(trust).await.unwrap_err();
        assert!(
            matches!(error, LoopbackError::Provider(ClientError::Certificate(_))),
            "{error:?}"
        );
    }
}
