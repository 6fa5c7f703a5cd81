//! Whether a signature is one.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_ASN1,
    ECDSA_P384_SHA384_FIXED, ECDSA_P521_SHA512_ASN1, ECDSA_P521_SHA512_FIXED, ED25519,
    RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384,
    RSA_PSS_2048_8192_SHA512, UnparsedPublicKey, VerificationAlgorithm,
};
use chrono::{DateTime, Utc};
use rustls_pki_types::{CertificateDer, UnixTime};
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, KeyUsage, anchor_from_trusted_cert};
use x509_parser::{prelude::FromDer, x509::SubjectPublicKeyInfo};

use crate::{
    certificate,
    signature::{Scheme, Signature},
    trust::Trust,
};

/// Signing code, as what a certificate is for.
const CODE_SIGNING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 3];
const EC: &str = "1.2.840.10045.2.1";
const P256: &str = "1.2.840.10045.3.1.7";
const P384: &str = "1.3.132.0.34";
const P521: &str = "1.3.132.0.35";
const RSA: &str = "1.2.840.113549.1.1.1";
const ED25519_KEY: &str = "1.3.101.112";

/// By what a signature was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verified {
    /// By the key with this fingerprint: the beginning of its SHA-256.
    Key(String),
    /// By a certificate that is trusted, for this subject.
    Certificate(String),
}

/// Why a signature is not verified.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotVerified {
    /// It is about something else.
    #[error("it signs something else: {0}")]
    OtherDigest(String),
    /// Whoever has this key did not sign it, or it was changed since.
    #[error("it was not made with this key")]
    OtherKey,
    /// The certificate that came with it did not sign it.
    #[error("it was not made with the key of its own certificate")]
    OtherCertificate,
    #[error("it comes without a certificate: it is verified with a public key")]
    NeedsKey,
    /// The certificate does not come from those that are trusted, or not now.
    #[error("its certificate is not trusted: {0}")]
    NotTrusted(String),
    #[error("keys of this kind are not supported: {0}")]
    Unsupported(String),
    /// The signer demands that this be heeded.
    #[error("it demands what Pilothouse does not understand: {0}")]
    NotUnderstood(String),
    /// The signer let it end.
    #[error("it was good until {0}")]
    Expired(DateTime<Utc>),
}

impl Signature {
    /// Verifies that somebody who is trusted signed this digest (`sha256:…`). A certificate must be
    /// good at the time `now`: neither a transparency log nor a timestamp is taken for a proof.
    pub fn verify(
        &self,
        trust: &Trust,
        digest: &str,
        now: DateTime<Utc>,
    ) -> Result<Verified, NotVerified> {
        if !self.digests.iter().any(|known| known == digest) {
            return Err(NotVerified::OtherDigest(self.digests.join(", ")));
        }
        let verified = match trust {
            Trust::Key(key) => {
                if !self.is_made_with(key)? {
                    return Err(NotVerified::OtherKey);
                }
                Verified::Key(Trust::fingerprint(key))
            }
            Trust::Certificates(roots) => self.verify_chain(roots, now)?,
        };
        if !self.material.not_understood.is_empty() {
            let names = self.material.not_understood.join(", ");
            return Err(NotVerified::NotUnderstood(names));
        }
        match self.expires.filter(|until| *until < now) {
            Some(until) => Err(NotVerified::Expired(until)),
            None => Ok(verified),
        }
    }

    fn verify_chain(&self, roots: &[Vec<u8>], now: DateTime<Utc>) -> Result<Verified, NotVerified> {
        let Some((leaf, others)) = self.material.certificates.split_first() else {
            return Err(NotVerified::NeedsKey);
        };
        let not_trusted = |why: &dyn std::fmt::Display| NotVerified::NotTrusted(why.to_string());
        let (_, parsed) = x509_parser::parse_x509_certificate(leaf)
            .map_err(|_| not_trusted(&"it can't be read"))?;
        if !self.is_made_with(parsed.public_key().raw)? {
            return Err(NotVerified::OtherCertificate);
        }
        let at = u64::try_from(now.timestamp()).unwrap_or_default();
        let ended = parsed.validity().not_after.timestamp() < now.timestamp();
        if ended {
            let until = parsed.validity().not_after;
            return Err(not_trusted(&format!("it was good until {until}")));
        }
        // One that is trusted by itself needs nobody else.
        if !roots.contains(leaf) {
            let anchors: Vec<CertificateDer<'_>> = roots
                .iter()
                .map(|root| CertificateDer::from(root.as_slice()))
                .collect();
            let anchors = anchors
                .iter()
                .map(anchor_from_trusted_cert)
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| not_trusted(&error))?;
            let others: Vec<CertificateDer<'_>> = others
                .iter()
                .map(|other| CertificateDer::from(other.as_slice()))
                .collect();
            let leaf = CertificateDer::from(leaf.as_slice());
            let leaf = EndEntityCert::try_from(&leaf).map_err(|error| not_trusted(&error))?;
            leaf.verify_for_usage(
                ALL_VERIFICATION_ALGS,
                &anchors,
                &others,
                UnixTime::since_unix_epoch(std::time::Duration::from_secs(at)),
                KeyUsage::required(CODE_SIGNING),
                None,
                None,
            )
            .map_err(|error| not_trusted(&error))?;
        }
        let identity = certificate::identity(leaf).unwrap_or_default();
        Ok(Verified::Certificate(identity.subject))
    }

    /// Whether a key (DER of its `SubjectPublicKeyInfo`) made it.
    fn is_made_with(&self, key: &[u8]) -> Result<bool, NotVerified> {
        let unsupported = |what: &str| NotVerified::Unsupported(what.to_owned());
        let (_, key) =
            SubjectPublicKeyInfo::from_der(key).map_err(|_| unsupported("it can't be read"))?;
        let kind = key.algorithm.algorithm.to_id_string();
        let curve = key.algorithm.parameters.as_ref();
        let curve = curve.and_then(|curve| curve.as_oid().ok());
        let curve = curve.map(|curve| curve.to_id_string()).unwrap_or_default();
        let algorithm: &'static dyn VerificationAlgorithm =
            match (&self.material.scheme, kind.as_str(), curve.as_str()) {
                (Scheme::OfKey, EC, P256) => &ECDSA_P256_SHA256_ASN1,
                (Scheme::OfKey, EC, P384) => &ECDSA_P384_SHA384_ASN1,
                (Scheme::OfKey, EC, P521) => &ECDSA_P521_SHA512_ASN1,
                (Scheme::OfKey, RSA, _) => &RSA_PKCS1_2048_8192_SHA256,
                (Scheme::OfKey, ED25519_KEY, _) => &ED25519,
                (Scheme::Jose(name), kind, curve) => match (name.as_str(), kind, curve) {
                    ("ES256", EC, P256) => &ECDSA_P256_SHA256_FIXED,
                    ("ES384", EC, P384) => &ECDSA_P384_SHA384_FIXED,
                    ("ES512", EC, P521) => &ECDSA_P521_SHA512_FIXED,
                    ("PS256", RSA, _) => &RSA_PSS_2048_8192_SHA256,
                    ("PS384", RSA, _) => &RSA_PSS_2048_8192_SHA384,
                    ("PS512", RSA, _) => &RSA_PSS_2048_8192_SHA512,
                    (name, kind, _) => return Err(unsupported(&format!("{name} with {kind}"))),
                },
                (_, kind, curve) => return Err(unsupported(&format!("{kind} {curve}"))),
            };
        let key = UnparsedPublicKey::new(algorithm, key.subject_public_key.data.as_ref());
        let checked = key.verify(&self.material.signed, &self.material.signature);
        Ok(checked.is_ok())
    }
}
