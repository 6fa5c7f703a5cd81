//! What answers at an address, before anybody signs in.

use std::time::Instant;

use chrono::{DateTime, Utc};
use harbor_api::{
    Decode, Operation,
    operations::GetSystemInfo,
    types::{AuthenticationMode, SystemInfo},
    web_page,
};
use reqwest::header::DATE;
use serde::Deserialize;

use crate::{
    address::Address,
    error::{CertificateProblem, ClientError, Unreachable},
    provider_page::{self, PageFault, ProviderPage},
    transport::{
        Answer, Outgoing, Transport,
        certificate::Certificate,
        server::{Server, Trust},
    },
};

/// A Harbor registry that answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Probe {
    /// What it says to everybody: above all the ways to sign in.
    pub harbor: SystemInfo,
    /// The time of one request and answer over an open connection.
    pub elapsed_ms: u64,
    pub tls: Encryption,
    /// `v2.0`; absent where the server does not tell.
    pub api_version: Option<String>,
    /// What the server showed of itself; absent without encryption.
    pub certificate: Option<Certificate>,
    /// Where people sign in, for a registry with an identity provider. Only read, not opened.
    pub provider: Option<Result<ProviderPage, ProviderFault>>,
    /// How far the server's clock is ahead of this computer's, in seconds, by more than
    /// [`CLOCKS_AGREE`].
    pub clock_ahead: Option<i64>,
}

/// As far as two clocks may be apart without a word, in seconds; sessions and codes bear it.
pub const CLOCKS_AGREE: i64 = 60;

/// Why nobody can sign in through a registry's provider, as far as can be seen before.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ProviderFault {
    #[error("the registry's way to its identity provider can't be gone: {0}")]
    Page(#[from] PageFault),
    #[error(transparent)]
    Client(#[from] ClientError),
}

/// How the way to a registry is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encryption {
    /// Not at all.
    PlainHttp,
    /// Encrypted, and the certificate is one that this computer, or the connection's own file,
    /// trusts.
    Verified,
    /// Encrypted, with whomever.
    Unverified,
}

/// Why an address is not that of a registry which can be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ProbeError {
    #[error("nobody answers: {reason}")]
    Unreachable { reason: Unreachable },
    #[error("the registry's certificate is not trusted: {0}")]
    CertificateNotTrusted(CertificateProblem),
    #[error("this is not a Harbor registry: {what}")]
    NotHarbor { what: String },
    /// The host answers, but by the other scheme.
    #[error("the registry answers at {}", instead)]
    WrongScheme { instead: Address },
    /// Another address is named; it was not followed.
    #[error("this address redirects to {0}")]
    RedirectsTo(Address),
    #[error(transparent)]
    Client(ClientError),
}

#[derive(Deserialize)]
struct Version {
    version: String,
}

/// Looks at an address without credentials: two or three small reads, none repeated.
pub async fn probe(server: &Server) -> Result<Probe, ProbeError> {
    let transport = Transport::new(server.clone()).map_err(ProbeError::Client)?;
    let answer = match get(&transport, &GetSystemInfo {}.request().target).await {
        Ok(answer) => answer,
        Err(error) => return Err(explain(server, error).await),
    };
    let harbor = read(server, &answer)?;
    let start = Instant::now();
    let version = get(&transport, "/api/version").await;
    let elapsed_ms = start.elapsed().as_millis() as u64;
    let api_version = version
        .ok()
        .filter(Answer::is_success)
        .and_then(|answer| serde_json::from_slice::<Version>(&answer.body).ok())
        .map(|answer| answer.version);
    let tls = if server.address.is_plain_http() {
        Encryption::PlainHttp
    } else if server.trust.accept_unverified_certificate {
        Encryption::Unverified
    } else {
        Encryption::Verified
    };
    let provider = match harbor.auth_mode {
        AuthenticationMode::Oidc => Some(provider(&transport).await),
        _ => None,
    };
    let certificate = answer.certificate.as_deref().map(Certificate::from_der);
    Ok(Probe {
        harbor,
        elapsed_ms,
        tls,
        api_version,
        certificate,
        provider,
        clock_ahead: clock_ahead(&answer, Utc::now()),
    })
}

async fn provider(transport: &Transport) -> Result<ProviderPage, ProviderFault> {
    let request = Outgoing {
        keep_redirect: true,
        ..Outgoing::quick_get(provider_page::BEGIN)
    };
    let answer = transport.send_once(&request).await?;
    Ok(ProviderPage::of(&answer)?)
}

fn clock_ahead(answer: &Answer, now: DateTime<Utc>) -> Option<i64> {
    seconds_ahead(answer, now).filter(|ahead| ahead.abs() > CLOCKS_AGREE)
}

/// How far the server's clock is ahead, where its answer tells the time.
pub(crate) fn seconds_ahead(answer: &Answer, now: DateTime<Utc>) -> Option<i64> {
    let date = DateTime::parse_from_rfc2822(answer.header(DATE)?).ok()?;
    Some((date.with_timezone(&Utc) - now).num_seconds())
}

async fn get(transport: &Transport, target: &str) -> Result<Answer, ClientError> {
    transport.send_once(&Outgoing::quick_get(target)).await
}

/// Whether Harbor describes itself: it always says how users sign in.
pub(crate) fn is_harbor(answer: &Answer) -> bool {
    let names_sign_in = || {
        let object: serde_json::Map<String, serde_json::Value> =
            serde_json::from_slice(&answer.body).ok()?;
        object.get("auth_mode")?.as_str().map(drop)
    };
    answer.is_success() && names_sign_in().is_some()
}

fn read(server: &Server, answer: &Answer) -> Result<SystemInfo, ProbeError> {
    if is_harbor(answer) {
        return SystemInfo::decode(&answer.body).map_err(|error| ProbeError::NotHarbor {
            what: error.to_string(),
        });
    }
    if server.address.is_plain_http() && wants_encryption(answer) {
        return Err(other_scheme(server));
    }
    Err(ProbeError::NotHarbor {
        what: described(answer),
    })
}

/// What gateways and Go's own server answer to a plain request at an encrypted port.
fn wants_encryption(answer: &Answer) -> bool {
    let text = String::from_utf8_lossy(&answer.body).to_ascii_lowercase();
    answer.status == 400 && text.contains("http request") && text.contains("https")
}

fn described(answer: &Answer) -> String {
    let status = answer.status;
    if let Some(title) = web_page::title(&answer.body) {
        return format!("a web page ‘{title}’ (status {status})");
    }
    if answer.header("docker-distribution-api-version").is_some() {
        return "a container registry without Harbor".to_owned();
    }
    if matches!(status, 502..=504) {
        return format!("a gateway whose service is not running (status {status})");
    }
    match answer.header("server") {
        Some(name) => format!(
            "status {status} from ‘{}’",
            name.chars().take(60).collect::<String>()
        ),
        None => format!("status {status}"),
    }
}

fn other_scheme(server: &Server) -> ProbeError {
    match server.address.with_other_scheme() {
        Some(instead) => ProbeError::WrongScheme { instead },
        None => ProbeError::NotHarbor {
            what: "it answers by the other scheme".to_owned(),
        },
    }
}

async fn explain(server: &Server, error: ClientError) -> ProbeError {
    match error {
        ClientError::Unreachable(reason) => ProbeError::Unreachable { reason },
        ClientError::TimedOut { .. } => ProbeError::Unreachable {
            reason: Unreachable::Timeout,
        },
        ClientError::Certificate(problem) => {
            let certificate = shown_certificate(server).await.map(Box::new);
            ProbeError::CertificateNotTrusted(CertificateProblem {
                certificate,
                ..problem
            })
        }
        ClientError::NotEncrypted => other_scheme(server),
        // Bytes of a TLS alert are no answer of HTTP.
        ClientError::NotHarbor { what, .. } if server.address.is_plain_http() => {
            if speaks_tls(server).await {
                other_scheme(server)
            } else {
                ProbeError::NotHarbor { what }
            }
        }
        ClientError::NotHarbor { what, .. } => ProbeError::NotHarbor { what },
        ClientError::CutOff { .. }
            if server.address.is_plain_http() && speaks_tls(server).await =>
        {
            other_scheme(server)
        }
        ClientError::CutOff { .. } => ProbeError::NotHarbor {
            what: "it ends the connection without an answer".to_owned(),
        },
        ClientError::Redirect { to } => redirect(server, &to),
        other => ProbeError::Client(other),
    }
}

/// A redirect to the same host's other scheme is its way of saying which it speaks.
fn redirect(server: &Server, to: &str) -> ProbeError {
    match Address::parse(to) {
        Ok(address)
            if address.host() == server.address.host()
                && address.is_plain_http() != server.address.is_plain_http() =>
        {
            ProbeError::WrongScheme { instead: address }
        }
        Ok(address) if address != server.address => ProbeError::RedirectsTo(address),
        _ => ProbeError::NotHarbor {
            what: "it redirects in circles".to_owned(),
        },
    }
}

/// Connects once more, without looking at the certificate's worth, to be able to show it. Nothing
/// but the request for a ping is sent.
async fn shown_certificate(server: &Server) -> Option<Certificate> {
    let trust = Trust {
        accept_unverified_certificate: true,
        ..server.trust.clone()
    };
    let transport = Transport::new(Server {
        trust,
        ..server.clone()
    })
    .ok()?;
    let answer = get(&transport, "/api/v2.0/ping").await.ok()?;
    answer.certificate.as_deref().map(Certificate::from_der)
}

/// Whether the host of a plain address answers to an encrypted connection.
async fn speaks_tls(server: &Server) -> bool {
    let Some(address) = server.address.with_other_scheme() else {
        return false;
    };
    let trust = Trust {
        accept_unverified_certificate: true,
        ..server.trust.clone()
    };
    let Ok(transport) = Transport::new(Server {
        address,
        trust,
        ..server.clone()
    }) else {
        return false;
    };
    get(&transport, "/api/v2.0/ping").await.is_ok()
}
