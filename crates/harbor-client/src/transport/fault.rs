//! Reads what reqwest, hyper, rustls and the system say about a failed exchange.

use std::{error::Error, io};

use rustls::{CertificateError, Error as TlsError};

use crate::{
    error::{
        CertificateFault, CertificateProblem, ClientError, ProxyFault, ProxyProblem, Unreachable,
    },
    transport::{proxy::ProxyName, server::Server},
};

/// The error of a request that brought no head of an answer.
///
/// The addresses in reqwest's own words are left out: a query may hold a code or a name.
pub(crate) fn from_request(
    error: reqwest::Error,
    server: &Server,
    proxy: Option<&ProxyName>,
    request_id: &str,
) -> ClientError {
    let error = error.without_url();
    if let Some(proxy) = proxy
        && let Some(problem) = proxy_problem(&error, server)
    {
        return from_proxy(proxy, problem);
    }
    if let Some(tls) = find::<TlsError>(&error) {
        return from_tls(tls);
    }
    if error.is_builder() {
        return ClientError::InvalidRequest(root_cause(&error));
    }
    if error.is_dns() || contains(&error, "dns error") {
        return ClientError::Unreachable(Unreachable::UnknownHost);
    }
    if error.is_timeout() {
        return ClientError::Unreachable(Unreachable::Timeout);
    }
    if let Some(kind) = find::<io::Error>(&error).map(io::Error::kind)
        && error.is_connect()
    {
        match kind {
            io::ErrorKind::ConnectionRefused => {
                return ClientError::Unreachable(Unreachable::Refused);
            }
            io::ErrorKind::TimedOut => return ClientError::Unreachable(Unreachable::Timeout),
            _ => {}
        }
    }
    if error.is_connect() {
        return ClientError::Unreachable(Unreachable::Other(root_cause(&error)));
    }
    if contains(&error, "invalid HTTP") {
        return ClientError::NotHarbor {
            what: "what answers does not speak HTTP".to_owned(),
            request_id: request_id.to_owned(),
        };
    }
    ClientError::CutOff {
        request_id: request_id.to_owned(),
        before_answer: true,
    }
}

/// A proxy that does not lead on.
pub(crate) fn from_proxy(proxy: &ProxyName, problem: ProxyProblem) -> ClientError {
    ClientError::Unreachable(Unreachable::Proxy(ProxyFault {
        proxy: proxy.clone(),
        problem,
    }))
}

/// What went wrong between us and the proxy, or what the proxy says about the way behind it.
/// `None`: it led on, or the fault lies elsewhere.
fn proxy_problem(error: &reqwest::Error, server: &Server) -> Option<ProxyProblem> {
    // With SOCKS proxies that know no names, the name that was looked up is the registry's.
    if !error.is_connect() || contains(error, "error resolving for socks proxy") {
        return None;
    }
    let refuses_us = [
        "tunnel error: proxy authorization required",
        "credentials not accepted",
    ];
    if refuses_us.iter().any(|words| contains(error, words)) {
        return Some(ProxyProblem::SignIn);
    }
    let is_tunnel = contains(error, "tunnel error");
    let is_socks = contains(error, "SOCKS error");
    let never_reached = contains(error, "failed to create underlying connection");
    if is_socks && never_reached {
        // Without a source that says why; it is only in what is printed for developers.
        let is_refused = format!("{error:?}").contains("kind: ConnectionRefused");
        return Some(match is_refused {
            true => ProxyProblem::Refused,
            false => ProxyProblem::Other("no connection to it comes about".to_owned()),
        });
    }
    if is_tunnel && contains(error, "unsuccessful") {
        let words = "it can't reach the registry, or may not";
        return Some(ProxyProblem::NotThrough(words.to_owned()));
    }
    if (is_tunnel || is_socks) && !never_reached {
        return Some(ProxyProblem::NotThrough(root_cause(error)));
    }
    // It holds the connection to the registry back, or is not there.
    if error.is_timeout() {
        return Some(ProxyProblem::Timeout);
    }
    // With encryption what is left over is about the registry: it stands behind the tunnel.
    if !is_tunnel && !server.address.is_plain_http() {
        return None;
    }
    if let Some(tls) = find::<TlsError>(error) {
        return Some(ProxyProblem::Other(tls.to_string()));
    }
    if error.is_dns() || contains(error, "dns error") {
        return Some(ProxyProblem::UnknownHost);
    }
    Some(match find::<io::Error>(error).map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionRefused) => ProxyProblem::Refused,
        Some(io::ErrorKind::TimedOut) => ProxyProblem::Timeout,
        _ => ProxyProblem::Other(root_cause(error)),
    })
}

/// The error of an answer whose body did not come whole.
pub(crate) fn from_body(_error: reqwest::Error, request_id: &str) -> ClientError {
    ClientError::CutOff {
        request_id: request_id.to_owned(),
        before_answer: false,
    }
}

fn from_tls(error: &TlsError) -> ClientError {
    match error {
        TlsError::InvalidCertificate(problem) => {
            let (kind, reason) = certificate_fault(problem);
            ClientError::Certificate(CertificateProblem {
                kind,
                reason,
                certificate: None,
            })
        }
        // What comes back is not even the beginning of a handshake.
        TlsError::InvalidMessage(_) => ClientError::NotEncrypted,
        TlsError::PeerIncompatible(_) | TlsError::AlertReceived(_) => ClientError::Tls {
            reason: format!("the server and this program have no method in common ({error})"),
        },
        other => ClientError::Tls {
            reason: other.to_string(),
        },
    }
}

fn certificate_fault(problem: &CertificateError) -> (CertificateFault, String) {
    use CertificateFault as Fault;
    let (fault, words) = match problem {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            (Fault::Expired, "it has expired")
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            (Fault::NotYetValid, "it is not valid yet")
        }
        CertificateError::UnknownIssuer => (
            Fault::UnknownIssuer,
            "this computer does not know who issued it",
        ),
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            (Fault::WrongHost, "it was issued for another host")
        }
        CertificateError::Revoked => (Fault::Revoked, "it was revoked"),
        other => return other_fault(other),
    };
    (fault, words.to_owned())
}

/// What the system's verifier, or webpki, says in other words.
fn other_fault(problem: &CertificateError) -> (CertificateFault, String) {
    let words = problem.to_string();
    let fault = if words.contains("CaUsedAsEndEntity") || words.contains("self-signed") {
        CertificateFault::UnknownIssuer
    } else {
        CertificateFault::Other
    };
    (fault, words)
}

/// The first error of a type among an error's causes, also inside I/O errors.
fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(current) = next {
        if let Some(found) = current.downcast_ref::<T>() {
            return Some(found);
        }
        // `io::Error::source` skips the error it wraps, so that is looked at first.
        next = match current
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(inner) => Some(inner as &(dyn Error + 'static)),
            None => current.source(),
        };
    }
    None
}

fn contains(error: &dyn Error, words: &str) -> bool {
    let mut next = Some(error);
    while let Some(current) = next {
        if current.to_string().contains(words) {
            return true;
        }
        next = current.source();
    }
    false
}

/// The words of the last cause, which say most.
fn root_cause(error: &dyn Error) -> String {
    let mut last = error;
    while let Some(next) = last.source() {
        last = next;
    }
    last.to_string()
}
