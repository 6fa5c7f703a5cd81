//! Certificates, proxies, clocks and redirects on the way to a registry.

use diagnosis::{TrustFault, TrustedBy};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

use super::*;

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, name);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A server's certificate for a host, signed by an authority; without one by itself.
fn certificate(host: &str, years: (i32, i32), by: Option<&Authority>) -> Arc<ServerConfig> {
    let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
    params.not_before = date_time_ymd(years.0, 1, 1);
    params.not_after = date_time_ymd(years.1, 1, 1);
    let key = KeyPair::generate().unwrap();
    let own = match by {
        Some(issuer) => params.signed_by(&key, issuer).unwrap(),
        None => params.self_signed(&key).unwrap(),
    };
    let own: CertificateDer<'static> = own.der().clone();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own], key)
        .unwrap();
    Arc::new(config)
}

/// The demo registry behind an encrypted port, whose certificate can be changed; `None`: the port is
/// not encrypted any more.
struct Front {
    port: u16,
    shows: Arc<Mutex<Option<Arc<ServerConfig>>>>,
    listening: tokio::task::JoinHandle<()>,
}

impl Front {
    async fn start(target: u16, shows: Arc<ServerConfig>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shows = Arc::new(Mutex::new(Some(shows)));
        let now = Arc::clone(&shows);
        let listening = tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                let shown = now.lock().unwrap().clone();
                tokio::spawn(async move {
                    let mut far = TcpStream::connect(("127.0.0.1", target)).await.unwrap();
                    // A caller that does not like the certificate goes away again.
                    let _ = match shown {
                        None => tokio::io::copy_bidirectional(&mut near, &mut far).await,
                        Some(config) => match TlsAcceptor::from(config).accept(near).await {
                            Ok(mut near) => {
                                tokio::io::copy_bidirectional(&mut near, &mut far).await
                            }
                            Err(error) => Err(error),
                        },
                    };
                });
            }
        });
        Self {
            port,
            shows,
            listening,
        }
    }

    /// Nothing listens any more.
    async fn stop(self) {
        self.listening.abort();
        let _ = self.listening.await;
    }

    fn address(&self) -> String {
        format!("https://127.0.0.1:{}", self.port)
    }

    fn shows(&self, config: Option<Arc<ServerConfig>>) {
        *self.shows.lock().unwrap() = config;
    }
}

impl Lab {
    async fn add_at(&self, address: String, trust: Trust) -> Connection {
        let credentials = Credentials::Anonymous;
        let add = AddConnection {
            address,
            trust,
            credentials,
        };
        self.ask(add).await.unwrap()
    }
}

const LONG: (i32, i32) = (2020, 2120);

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_is_not_trusted_is_judged_by_what_is_wrong_with_it() {
    let lab = Lab::start().await;
    let (own, other) = (authority("Canary Authority"), authority("Somebody Else"));
    let good = certificate("127.0.0.1", LONG, Some(&own));
    let front = Front::start(lab.harbor.port(), Arc::clone(&good)).await;
    lab.breaks(None, FaultKind::ExternalAddress(front.address()));
    let ca_file = lab.folder.path().join("ca.pem");
    std::fs::write(&ca_file, own.pem()).unwrap();
    let trust = Trust {
        ca_file: Some(ca_file.display().to_string()),
        ..Trust::default()
    };
    let connection = lab.add_at(front.address(), trust).await;
    let text = "skaha/astroml:25.11";

    let fine = lab.diagnose(&connection, text).await;
    assert_eq!(fine.cause(), None, "{fine:#?}");
    let encrypted = &fine.steps[2].verdicts;
    assert!(
        matches!(&encrypted[..], [
            Verdict::Encrypted { version: Some(version), certificate: Some(shown), trusted_by: TrustedBy::OwnFile },
            Verdict::OwnAuthority { .. },
        ] if version == "TLS 1.3" && shown.issuer.contains("Canary Authority")),
        "{encrypted:#?}"
    );

    let year = chrono::Datelike::year(&chrono::Utc::now());
    for (shown, expected) in [
        (
            certificate("127.0.0.1", (2019, 2020), Some(&own)),
            TrustFault::Expired,
        ),
        (
            certificate("127.0.0.1", (year + 1, year + 2), Some(&own)),
            TrustFault::NotYetValid,
        ),
        (
            certificate("other.example.org", LONG, Some(&own)),
            TrustFault::WrongHost,
        ),
        (
            certificate("127.0.0.1", LONG, None),
            TrustFault::UnknownIssuer,
        ),
    ] {
        front.shows(Some(shown));
        let found = lab.diagnose(&connection, text).await;
        assert!(
            matches!(found.cause(), Some(Verdict::NotTrusted { fault, certificate: Some(_), .. })
                if *fault == expected),
            "{expected:?}: {found:#?}"
        );
        assert_eq!(walked(&found).last(), Some(&StepKind::Encryption));
    }

    // Signed by somebody who is neither known here nor shown.
    front.shows(Some(certificate("127.0.0.1", LONG, Some(&other))));
    let found = lab.diagnose(&connection, text).await;
    assert!(
        matches!(found.cause(), Some(Verdict::IssuerNotShown { certificate })
            if certificate.issuer.contains("Somebody") && !certificate.fingerprint.is_empty()),
        "{found:#?}"
    );

    front.shows(None);
    let found = lab.diagnose(&connection, text).await;
    assert_eq!(found.cause(), Some(&Verdict::NotEncrypted), "{found:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_on_the_way_is_named_and_so_is_one_that_fails() {
    let lab = Lab::start().await;
    // A proxy for plain http is sent the whole address, which the demo registry takes as well.
    let proxy = Front::start(lab.harbor.port(), certificate("127.0.0.1", LONG, None)).await;
    proxy.shows(None);
    let url = format!("http://127.0.0.1:{}", proxy.port);
    let trust = Trust {
        plain_http: true,
        proxy: Some(url.clone()),
        ..Trust::default()
    };
    let connection = lab
        .add_at("http://registry.invalid".to_owned(), trust)
        .await;
    let found = lab.diagnose(&connection, "skaha/astroml:25.11").await;
    let verdicts: Vec<_> = found.steps.iter().flat_map(|step| &step.verdicts).collect();
    assert!(
        matches!(verdicts[..2], [
            Verdict::LookedUpByProxy { host },
            Verdict::ThroughProxy { proxy, .. },
        ] if host == "registry.invalid" && *proxy == url),
        "{found:#?}"
    );
    assert_eq!(found.cause(), None, "{found:#?}");

    proxy.stop().await;
    let found = lab.diagnose(&connection, "skaha/astroml:25.11").await;
    assert!(
        matches!(found.cause(), Some(Verdict::ProxyFails { proxy, .. }) if *proxy == url),
        "{found:#?}"
    );
    assert_eq!(walked(&found), [StepKind::Lookup, StepKind::Connection]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_and_a_clock_that_is_apart_are_told() {
    let lab = Lab::start().await;
    let connection = lab.sign_in("ada").await;
    let to = || "https://portal.example.org/harbor".to_owned();
    lab.breaks(
        Some("getSystemInfo"),
        FaultKind::Redirect(format!("{}?code=secret", to())),
    );
    let found = lab.diagnose(&connection, "skaha/astroml:25.11").await;
    assert_eq!(found.cause(), Some(&Verdict::RedirectsTo { to: to() }));
    lab.harbor.faults().clear();
    for ahead in [7200, -7200] {
        lab.breaks(None, FaultKind::ClockAhead(ahead));
        let found = lab.diagnose(&connection, "skaha/astroml:25.11").await;
        let mut verdicts = found.steps.iter().flat_map(|step| &step.verdicts);
        let apart = verdicts.find_map(|verdict| match verdict {
            Verdict::ClockApart { ahead_s } => Some(*ahead_s),
            _ => None,
        });
        let apart = apart.expect("a clock that is apart");
        assert!((apart - ahead).abs() < 60, "{apart}");
        lab.harbor.faults().clear();
    }
}
