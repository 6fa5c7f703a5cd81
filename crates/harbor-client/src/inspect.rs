//! The way to a registry, looked at step by step: for finding out where it fails.
//!
//! Nothing but questions that anybody may ask is sent, and no credentials.

use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chrono::Utc;
use harbor_api::{Operation, operations::GetSystemInfo, web_page};
use reqwest::header::{LOCATION, WWW_AUTHENTICATE};
use tokio::{
    net::{TcpStream, lookup_host},
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, DigitallySignedStruct, Error as TlsError, ProtocolVersion, SignatureScheme,
        client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
        crypto::{CryptoProvider, aws_lc_rs},
        pki_types::{CertificateDer, ServerName, UnixTime},
    },
};
use url::Host;

use crate::{
    error::{ClientError, Unreachable},
    probe,
    registry::registry_token,
    request_log::RequestLog,
    transport::{
        Answer, Outgoing, Transport,
        certificate::Certificate,
        proxy::{self, ProxyName},
        server::Server,
    },
};

const PATIENCE: Duration = Duration::from_secs(10);

/// A registry that is looked at from outside.
#[derive(Debug, Clone)]
pub struct Inspection {
    transport: Transport,
    proxy: Option<ProxyName>,
}

/// What became of the host's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameLookup {
    IsAddress,
    Addresses(Vec<IpAddr>),
    /// The system's words.
    Unknown(String),
}

/// What an encrypted connection looks like, whether or not it is trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handshake {
    /// `TLS 1.3`
    pub version: Option<String>,
    /// What the server sent, its own certificate first.
    pub chain: Vec<Certificate>,
}

/// What stands where Harbor describes itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    Harbor,
    WebPage {
        title: String,
        status: u16,
    },
    /// Scheme, host and path.
    Redirect {
        to: String,
    },
    Status(u16),
}

/// What `/v2/` answers to those who send nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenged {
    pub status: u16,
    /// The address of the token service, as it is named, without its query.
    pub realm: Option<String>,
}

impl Inspection {
    /// Prepares it; nothing is sent.
    ///
    /// Errors: [`ClientError::PlainHttpNotAllowed`], [`ClientError::Setup`].
    pub fn new(server: Server) -> Result<Self, ClientError> {
        let proxy = proxy::of(&server)?.map(|proxy| proxy.name());
        let transport = Transport::new(server)?;
        Ok(Self { transport, proxy })
    }

    /// The same, with its requests noted in a log.
    pub fn logged(&self, log: RequestLog) -> Self {
        Self {
            transport: self.transport.logged(log),
            ..self.clone()
        }
    }

    /// The proxy on the way, if there is one.
    pub fn proxy(&self) -> Option<&ProxyName> {
        self.proxy.as_ref()
    }

    /// Looks the host's name up, as this computer does.
    pub async fn look_up(&self) -> NameLookup {
        let address = self.transport.address();
        let name = match address.to_host() {
            Host::Domain(name) => name,
            Host::Ipv4(_) | Host::Ipv6(_) => return NameLookup::IsAddress,
        };
        let found = timeout(PATIENCE, lookup_host((name, address.port()))).await;
        match found {
            Err(_) => NameLookup::Unknown("no answer".to_owned()),
            Ok(Err(error)) => NameLookup::Unknown(error.to_string()),
            Ok(Ok(addresses)) => {
                let mut found: Vec<IpAddr> = Vec::new();
                for address in addresses {
                    if !found.contains(&address.ip()) {
                        found.push(address.ip());
                    }
                }
                match found.is_empty() {
                    true => NameLookup::Unknown("no address".to_owned()),
                    false => NameLookup::Addresses(found),
                }
            }
        }
    }

    /// Opens a connection to the host itself, and says to which of its addresses.
    pub async fn connect(&self) -> Result<SocketAddr, Unreachable> {
        let stream = self.open().await?;
        stream
            .peer_addr()
            .map_err(|error| Unreachable::Other(error.to_string()))
    }

    async fn open(&self) -> Result<TcpStream, Unreachable> {
        let address = self.transport.address();
        // Brackets are of addresses on paper.
        let host = address.host().trim_matches(['[', ']']);
        let opened = timeout(PATIENCE, TcpStream::connect((host, address.port()))).await;
        match opened {
            Err(_) => Err(Unreachable::Timeout),
            Ok(Ok(stream)) => Ok(stream),
            Ok(Err(error)) => Err(match error.kind() {
                std::io::ErrorKind::ConnectionRefused => Unreachable::Refused,
                std::io::ErrorKind::TimedOut => Unreachable::Timeout,
                _ => Unreachable::Other(error.to_string()),
            }),
        }
    }

    /// Shakes hands without judging the certificate, and hangs up. `None`: there is no encryption,
    /// or a proxy stands between.
    pub async fn handshake(&self) -> Option<Handshake> {
        if self.proxy.is_some() || self.transport.address().is_plain_http() {
            return None;
        }
        let host = self
            .transport
            .address()
            .host()
            .trim_matches(['[', ']'])
            .to_owned();
        let name = ServerName::try_from(host).ok()?;
        let chain = Arc::new(Mutex::new(Vec::new()));
        let provider = Arc::new(aws_lc_rs::default_provider());
        let looking = Looking {
            chain: Arc::clone(&chain),
            provider: Arc::clone(&provider),
        };
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .ok()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(looking))
            .with_no_client_auth();
        let stream = self.open().await.ok()?;
        let connector = TlsConnector::from(Arc::new(config));
        let stream = timeout(PATIENCE, connector.connect(name, stream))
            .await
            .ok()?
            .ok()?;
        let version = stream
            .get_ref()
            .1
            .protocol_version()
            .and_then(|version| match version {
                ProtocolVersion::TLSv1_2 => Some("TLS 1.2".to_owned()),
                ProtocolVersion::TLSv1_3 => Some("TLS 1.3".to_owned()),
                _ => None,
            });
        let chain = chain.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Some(Handshake { version, chain })
    }

    /// Asks what the server says of itself; with it how far its clock is ahead, in seconds.
    pub async fn welcome(&self) -> Result<(Seen, Option<i64>), ClientError> {
        let answer = self.get(&GetSystemInfo {}.request().target).await?;
        let seen = if probe::is_harbor(&answer) {
            Seen::Harbor
        } else if let Some(to) = answer
            .header(LOCATION)
            .filter(|_| (300..400).contains(&answer.status))
        {
            Seen::Redirect {
                to: without_query(to),
            }
        } else if let Some(title) = web_page::title(&answer.body) {
            Seen::WebPage {
                title,
                status: answer.status,
            }
        } else {
            Seen::Status(answer.status)
        };
        Ok((seen, probe::seconds_ahead(&answer, Utc::now())))
    }

    /// Asks the registry's own API as somebody who sends nothing.
    pub async fn challenge(&self) -> Result<Challenged, ClientError> {
        let answer = self.get("/v2/").await?;
        let challenges = answer.headers.get_all(WWW_AUTHENTICATE).iter();
        let mut realms = challenges.filter_map(|value| registry_token::realm(value.to_str().ok()?));
        Ok(Challenged {
            status: answer.status,
            realm: realms.next().map(|realm| without_query(&realm)),
        })
    }

    async fn get(&self, target: &str) -> Result<Answer, ClientError> {
        let request = Outgoing {
            keep_redirect: true,
            ..Outgoing::quick_get(target)
        };
        self.transport.send_once(&request).await
    }
}

/// A query may hold what is secret, and a user name as well.
fn without_query(address: &str) -> String {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    match address.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = match rest.find('/') {
                Some(at) => rest.split_at(at),
                None => (rest, ""),
            };
            let host = host.rsplit('@').next().unwrap_or_default();
            format!("{scheme}://{host}{path}")
        }
        None => address.to_owned(),
    }
}

/// Takes any certificate, and keeps what was shown. Nothing is ever sent over such a connection.
#[derive(Debug)]
struct Looking {
    chain: Arc<Mutex<Vec<Certificate>>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Looking {
    fn verify_server_cert(
        &self,
        own: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        let shown = std::iter::once(own).chain(others);
        *self.chain.lock().unwrap_or_else(PoisonError::into_inner) =
            shown.map(|one| Certificate::from_der(one)).collect();
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_secret_in_an_address_is_not_shown() {
        for (text, shown) in [
            (
                "https://u:p@h.example/service/token?a=b#c",
                "https://h.example/service/token",
            ),
            ("https://h.example", "https://h.example"),
            ("/service/token?secret=1", "/service/token"),
        ] {
            assert_eq!(without_query(text), shown);
        }
    }
}
