//! A server's certificate, as a person may want to look at it before trusting it.

use sha2::{Digest as _, Sha256};
use x509_parser::prelude::{FromDer as _, GeneralName, X509Certificate};

/// The facts of a certificate that help to recognise it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// SHA-256 of the certificate, upper-case hexadecimal in pairs: `AB:CD:…`.
    pub fingerprint: String,
    /// Whom it names, e.g. `CN=registry.example.org`.
    pub subject: String,
    pub issuer: String,
    /// Host names and addresses that it is for.
    pub hosts: Vec<String>,
    /// Seconds since 1970.
    pub not_before: i64,
    /// Seconds since 1970.
    pub not_after: i64,
}

impl Certificate {
    /// Reads the binary form (DER). What can't be read stays empty; the fingerprint is always there.
    pub(crate) fn from_der(der: &[u8]) -> Self {
        let fingerprint = fingerprint(der);
        let Ok((_, parsed)) = X509Certificate::from_der(der) else {
            return Self {
                fingerprint,
                subject: String::new(),
                issuer: String::new(),
                hosts: Vec::new(),
                not_before: 0,
                not_after: 0,
            };
        };
        Self {
            fingerprint,
            subject: parsed.subject().to_string(),
            issuer: parsed.issuer().to_string(),
            hosts: hosts(&parsed),
            not_before: parsed.validity().not_before.timestamp(),
            not_after: parsed.validity().not_after.timestamp(),
        }
    }
}

fn fingerprint(der: &[u8]) -> String {
    let pairs: Vec<String> = Sha256::digest(der)
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    pairs.join(":")
}

fn hosts(parsed: &X509Certificate<'_>) -> Vec<String> {
    let Ok(Some(names)) = parsed.subject_alternative_name() else {
        return Vec::new();
    };
    names.value.general_names.iter().filter_map(host).collect()
}

fn host(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(bytes) => {
            if let Ok(four) = <[u8; 4]>::try_from(*bytes) {
                Some(std::net::Ipv4Addr::from(four).to_string())
            } else {
                let sixteen = <[u8; 16]>::try_from(*bytes).ok()?;
                Some(std::net::Ipv6Addr::from(sixteen).to_string())
            }
        }
        _ => None,
    }
}
