//! Reads what reqwest, hyper, rustls and the system say about a failed exchange.

use std::{error::Error, io};

use rustls::{CertificateError, Error as TlsError};

use crate::error::{CertificateFault, CertificateProblem, ClientError, Unreachable};

/// The error of a request that brought no head of an answer.
///
/// The addresses in reqwest's own words are left out: a query may hold a code or a name.
pub(crate) fn of_request(error: reqwest::Error, request_id: &str) -> ClientError {
    let error = error.without_url();
    if let Some(tls) = find::<TlsError>(&error) {
        return of_tls(tls);
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
    if contains(&error, "tunnel") || contains(&error, "proxy") || contains(&error, "socks") {
        return ClientError::Unreachable(Unreachable::Proxy(root_cause(&error)));
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

/// The error of an answer whose body did not come whole.
pub(crate) fn of_body(_error: reqwest::Error, request_id: &str) -> ClientError {
    ClientError::CutOff {
        request_id: request_id.to_owned(),
        before_answer: false,
    }
}

fn of_tls(error: &TlsError) -> ClientError {
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
