//! Notation's signatures, as JSON Web Signatures (`notaryproject/specifications`, 'JWS').

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::DateTime;
use serde::Deserialize;

use crate::{
    certificate,
    signature::{Material, Scheme, Signature, Unreadable},
};

#[derive(Deserialize)]
struct Jws {
    payload: String,
    protected: String,
    signature: String,
    #[serde(default)]
    header: Header,
}

#[derive(Default, Deserialize)]
struct Header {
    #[serde(default)]
    x5c: Vec<String>,
}

#[derive(Deserialize)]
struct Protected {
    alg: String,
    #[serde(rename = "io.cncf.notary.signingTime")]
    signed_at: Option<String>,
}

#[derive(Deserialize)]
struct Payload {
    #[serde(rename = "targetArtifact")]
    target: Target,
}

#[derive(Deserialize)]
struct Target {
    digest: String,
}

impl Signature {
    /// Reads a signature of Notation's.
    pub fn from_notation(json: &[u8]) -> Result<Self, Unreadable> {
        let jws: Jws = serde_json::from_slice(json)?;
        let protected: Protected =
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(&jws.protected)?)?;
        let payload: Payload = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(&jws.payload)?)?;
        let certificates = jws.header.x5c.iter();
        let certificates = certificates
            .map(|certificate| STANDARD.decode(certificate))
            .collect::<Result<Vec<_>, _>>()?;
        let time = protected.signed_at.as_deref();
        let time = time.and_then(|time| DateTime::parse_from_rfc3339(time).ok());
        Ok(Self {
            digests: vec![payload.target.digest],
            identity: certificates
                .first()
                .and_then(|first| certificate::identity(first)),
            signed_at: time.map(|time| time.to_utc()),
            statement: None,
            material: Material {
                signed: format!("{}.{}", jws.protected, jws.payload).into_bytes(),
                signature: URL_SAFE_NO_PAD.decode(&jws.signature)?,
                scheme: Scheme::Jws(protected.alg),
                certificates,
            },
        })
    }
}
