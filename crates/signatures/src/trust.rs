//! What a person trusts: a public key, or certificates that others are issued by.

use sha2::{Digest, Sha256};
use x509_parser::{pem::Pem, prelude::FromDer, x509::SubjectPublicKeyInfo};

/// A key or certificates, as a person gave them.
#[derive(Debug, Clone)]
pub enum Trust {
    /// A public key (DER of its `SubjectPublicKeyInfo`).
    Key(Vec<u8>),
    /// Certificates (DER).
    Certificates(Vec<Vec<u8>>),
}

/// Why a text is neither.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTrust {
    #[error(
        "this is no PEM text: it begins with -----BEGIN PUBLIC KEY----- or -----BEGIN CERTIFICATE-----"
    )]
    NoPem,
    /// A secret does not belong here.
    #[error("this is a private key; give the public one")]
    PrivateKey,
    #[error("{0} is neither a public key nor a certificate")]
    Other(String),
    #[error("the {0} can't be read")]
    Damaged(&'static str),
}

impl Trust {
    /// Reads a PEM text: one public key, or any number of certificates.
    pub fn from_pem(text: &str) -> Result<Self, InvalidTrust> {
        let mut certificates = Vec::new();
        for block in Pem::iter_from_buffer(text.trim().as_bytes()) {
            let block = block.map_err(|_| InvalidTrust::NoPem)?;
            match block.label.as_str() {
                "PUBLIC KEY" => {
                    SubjectPublicKeyInfo::from_der(&block.contents)
                        .map_err(|_| InvalidTrust::Damaged("key"))?;
                    return Ok(Self::Key(block.contents));
                }
                "CERTIFICATE" => {
                    x509_parser::parse_x509_certificate(&block.contents)
                        .map_err(|_| InvalidTrust::Damaged("certificate"))?;
                    certificates.push(block.contents);
                }
                label if label.contains("PRIVATE KEY") => return Err(InvalidTrust::PrivateKey),
                label => return Err(InvalidTrust::Other(label.to_owned())),
            }
        }
        if certificates.is_empty() {
            return Err(InvalidTrust::NoPem);
        }
        Ok(Self::Certificates(certificates))
    }

    /// A short name for a key: the beginning of its digest, as `cosign` and `openssl` can tell it.
    pub(crate) fn fingerprint(der: &[u8]) -> String {
        let hash = Sha256::digest(der);
        hash.iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}
