//! Notation's signatures (`notaryproject/specifications`): as JSON Web Signatures, and as COSE.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::{DateTime, Utc};
use coset::{
    Algorithm, CborSerializable, CoseSign1, Label, RegisteredLabelWithPrivate,
    TaggedCborSerializable, cbor::value::Value, iana,
};
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
    /// By the word of an authority that signs for others.
    #[serde(rename = "io.cncf.notary.authenticSigningTime")]
    signed_for_at: Option<String>,
    #[serde(rename = "io.cncf.notary.expiry")]
    expires: Option<String>,
    /// What must be understood (RFC 7515, section 4.1.11).
    #[serde(default)]
    crit: Vec<String>,
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
        let time = |text: &str| {
            let time = DateTime::parse_from_rfc3339(text);
            time.map(|time| time.to_utc())
        };
        // An end that can't be read is none that was kept.
        let expires = protected.expires.as_deref().map(time).transpose();
        let expires = expires.map_err(|_| Unreadable::new("its end is no time"))?;
        Ok(Self {
            digests: vec![payload.target.digest],
            identity: certificates
                .first()
                .and_then(|first| certificate::identity(first)),
            signed_at: protected
                .signed_at
                .or(protected.signed_for_at)
                .and_then(|at| time(&at).ok()),
            expires,
            log_entry: None,
            statement: None,
            material: Material {
                signed: format!("{}.{}", jws.protected, jws.payload).into_bytes(),
                signature: URL_SAFE_NO_PAD.decode(&jws.signature)?,
                scheme: Scheme::Jose(protected.alg),
                certificates,
                not_understood: not_understood(protected.crit),
            },
        })
    }

    /// Reads a `COSE_Sign1` (RFC 9052): protected and other headers, the payload, the signature.
    fn from_cose(content: &[u8]) -> Result<Self, Unreadable> {
        let no_cose = |_| Unreadable::new("it is neither JSON nor COSE");
        let cose = CoseSign1::from_tagged_slice(content)
            .or_else(|_| CoseSign1::from_slice(content))
            .map_err(no_cose)?;
        let payload = cose.payload.as_deref().unwrap_or_default();
        let payload: Payload = serde_json::from_slice(payload)?;
        let certificates = certificates(&cose.unprotected);
        let protected = &cose.protected.header;
        let expires = parameter(protected, &Label::Text(EXPIRES.to_owned()));
        let expires = expires.map(|value| time(value).ok_or(Unreadable::new("its end is no time")));
        let signed_at = parameter(protected, &Label::Text(SIGNED_AT.to_owned()));
        let signed_at =
            signed_at.or_else(|| parameter(protected, &Label::Text(SIGNED_FOR_AT.to_owned())));
        let critical = protected.crit.iter().filter_map(|label| match label {
            // The algorithm and the content's type, which are looked at.
            RegisteredLabelWithPrivate::Assigned(
                iana::HeaderParameter::Alg | iana::HeaderParameter::ContentType,
            ) => None,
            RegisteredLabelWithPrivate::Assigned(other) => Some(format!("{other:?}")),
            RegisteredLabelWithPrivate::Text(name) => Some(name.clone()),
            RegisteredLabelWithPrivate::PrivateUse(number) => Some(number.to_string()),
        });
        let not_understood = not_understood(critical);
        Ok(Self {
            digests: vec![payload.target.digest],
            identity: certificates
                .first()
                .and_then(|first| certificate::identity(first)),
            signed_at: signed_at.and_then(time),
            expires: expires.transpose()?,
            log_entry: None,
            statement: None,
            material: Material {
                signed: cose.tbs_data(&[]),
                scheme: Scheme::Jose(algorithm_name(cose.protected.header.alg.as_ref())),
                signature: cose.signature,
                certificates,
                not_understood,
            },
        })
    }
}

/// The header that holds the signer's certificate and its issuers' (`x5chain`, RFC 9360).
const CERTIFICATES: i64 = 33;
const SIGNED_AT: &str = "io.cncf.notary.signingTime";
const SIGNED_FOR_AT: &str = "io.cncf.notary.authenticSigningTime";
const EXPIRES: &str = "io.cncf.notary.expiry";
/// What a signature may demand to be understood, and is.
const UNDERSTOOD: [&str; 4] = [
    "io.cncf.notary.signingScheme",
    SIGNED_AT,
    SIGNED_FOR_AT,
    EXPIRES,
];

/// Of what a signature demands to be understood, what is not.
fn not_understood(critical: impl IntoIterator<Item = String>) -> Vec<String> {
    let critical = critical.into_iter();
    critical
        .filter(|name| !UNDERSTOOD.contains(&name.as_str()))
        .collect()
}

/// A time in COSE: seconds, with a tag as RFC 9052 has it or without.
fn time(value: &Value) -> Option<DateTime<Utc>> {
    let seconds = match value {
        Value::Tag(_, value) => value.as_integer(),
        value => value.as_integer(),
    };
    DateTime::from_timestamp(i64::try_from(seconds?).ok()?, 0)
}

/// What COSE calls an algorithm, in the words of JSON Web Signatures, which have the same ones.
fn algorithm_name(algorithm: Option<&Algorithm>) -> String {
    let Some(algorithm) = algorithm else {
        return "no algorithm".to_owned();
    };
    let name = match algorithm {
        Algorithm::Assigned(iana::Algorithm::ES256) => "ES256",
        Algorithm::Assigned(iana::Algorithm::ES384) => "ES384",
        Algorithm::Assigned(iana::Algorithm::ES512) => "ES512",
        Algorithm::Assigned(iana::Algorithm::PS256) => "PS256",
        Algorithm::Assigned(iana::Algorithm::PS384) => "PS384",
        Algorithm::Assigned(iana::Algorithm::PS512) => "PS512",
        other => return format!("{other:?}"),
    };
    name.to_owned()
}

fn parameter<'a>(header: &'a coset::Header, label: &Label) -> Option<&'a Value> {
    let mut all = header.rest.iter();
    all.find(|(known, _)| known == label)
        .map(|(_, value)| value)
}

/// One certificate is bytes, several are a list of them.
fn certificates(header: &coset::Header) -> Vec<Vec<u8>> {
    match parameter(header, &Label::Int(CERTIFICATES)) {
        Some(Value::Bytes(one)) => vec![one.clone()],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_bytes).cloned().collect(),
        _ => Vec::new(),
    }
}
