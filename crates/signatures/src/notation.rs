//! Notation's signatures (`notaryproject/specifications`): as JSON Web Signatures, and as COSE.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::DateTime;
use serde::Deserialize;

use crate::{
    cbor, certificate,
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
    /// Reads a signature of Notation's. One in COSE tells who signed, and is never verified.
    pub fn from_notation(content: &[u8]) -> Result<Self, Unreadable> {
        let first = content.iter().find(|byte| !byte.is_ascii_whitespace());
        if first != Some(&b'{') {
            return Self::from_cose(content);
        }
        let jws: Jws = serde_json::from_slice(content)?;
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
            log_entry: None,
            statement: None,
            material: Material {
                signed: format!("{}.{}", jws.protected, jws.payload).into_bytes(),
                signature: URL_SAFE_NO_PAD.decode(&jws.signature)?,
                scheme: Scheme::Jws(protected.alg),
                certificates,
            },
        })
    }

    /// Reads a `COSE_Sign1` (RFC 9052): protected and other headers, the payload, the signature.
    fn from_cose(content: &[u8]) -> Result<Self, Unreadable> {
        /// Parameters of a header (RFC 9360).
        const CERTIFICATES: i64 = 33;
        const SIGNED_AT: &str = "io.cncf.notary.signingTime";
        let no_cose = || Unreadable::new("it is neither JSON nor COSE");
        let read = cbor::read(content).ok_or_else(no_cose)?;
        let [protected, headers, payload, signature] = read.items().ok_or_else(no_cose)? else {
            return Err(no_cose());
        };
        let (Some(protected), Some(payload), Some(signature)) =
            (protected.bytes(), payload.bytes(), signature.bytes())
        else {
            return Err(no_cose());
        };
        let protected = cbor::read(protected).ok_or_else(no_cose)?;
        let payload: Payload = serde_json::from_slice(payload)?;
        let chain = headers.numbered(CERTIFICATES);
        let certificates: Vec<Vec<u8>> = match chain {
            Some(chain) if chain.bytes().is_some() => chain.bytes().into_iter().collect(),
            Some(chain) => {
                let all = chain.items().unwrap_or_default().iter();
                all.filter_map(cbor::Value::bytes).collect()
            }
            None => Vec::new(),
        }
        .into_iter()
        .map(<[u8]>::to_vec)
        .collect();
        let seconds = protected.named(SIGNED_AT).and_then(cbor::Value::number);
        Ok(Self {
            digests: vec![payload.target.digest],
            identity: certificates
                .first()
                .and_then(|first| certificate::identity(first)),
            signed_at: seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0)),
            log_entry: None,
            statement: None,
            material: Material {
                signed: Vec::new(),
                signature: signature.to_vec(),
                scheme: Scheme::Cose,
                certificates,
            },
        })
    }
}
