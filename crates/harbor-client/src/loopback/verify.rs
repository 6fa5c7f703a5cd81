//! Checking an `id_token` (OpenID Connect Core, 3.1.3.7).
//!
//! What must be right is checked strictly: signature, `iss`, `aud`, `azp`, `nonce`, `exp`, `iat` and
//! `sub`. Other claims are not looked at, so none of them can spoil a sign-in: providers write them
//! in forms of their own (`"email_verified": "true"`).

use std::time::Duration;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{
    JsonWebKey, Nonce,
    core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm as Algorithm},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::error::IdTokenProblem;
use crate::identity::secret::Secret;

/// How far two clocks may be apart.
const SKEW: TimeDelta = TimeDelta::seconds(60);

/// Signatures by a key that only the provider has. None of them is `none` or made with a shared
/// secret: a public client has none.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EdDsa,
];

/// What a token must say.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    pub(super) harbor_client_id: &'a str,
    /// `None` for a renewal: those need none (OpenID Connect Core, 12.2).
    pub(super) nonce: Option<&'a Nonce>,
}

/// A token that may be used.
pub(super) struct Verified {
    pub(super) id_token: Secret,
    pub(super) subject: String,
    /// From `iat` to `exp`.
    pub(super) lifetime: Duration,
}

/// Checks a token.
pub(super) fn verified(
    token: Secret,
    keys: &CoreJsonWebKeySet,
    expected: &Expected<'_>,
) -> Result<Verified, IdTokenProblem> {
    let claims = Claims(signed(token.expose(), keys)?);
    if claims.required::<String>("iss")? != expected.issuer {
        return Err(IdTokenProblem::Issuer);
    }
    let audiences = claims.required::<Audiences>("aud")?;
    if !audiences.has(expected.client_id) {
        return Err(IdTokenProblem::Audience);
    }
    let party = claims.optional::<String>("azp")?;
    if party.is_some_and(|party| party != expected.client_id) {
        return Err(IdTokenProblem::Audience);
    }
    let nonce = claims.optional::<String>("nonce")?;
    if let Some(expected) = expected.nonce {
        // In a time that says nothing about where they differ.
        let expected = Sha256::digest(expected.secret());
        if nonce.is_none_or(|nonce| Sha256::digest(nonce) != expected) {
            return Err(IdTokenProblem::Nonce);
        }
    }
    let (issued, expires) = (claims.time("iat")?, claims.time("exp")?);
    if Utc::now() - SKEW >= expires || issued > Utc::now() + SKEW {
        return Err(IdTokenProblem::Time);
    }
    let subject = claims.required::<String>("sub")?;
    if subject.is_empty() {
        return Err(IdTokenProblem::Claim("sub"));
    }
    if !audiences.has(expected.harbor_client_id) {
        return Err(IdTokenProblem::NotForHarbor);
    }
    Ok(Verified {
        id_token: token,
        subject,
        lifetime: (expires - issued).to_std().unwrap_or_default(),
    })
}

/// The head of a signed token (RFC 7515, 4.1).
#[derive(Deserialize)]
struct Head {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    /// Both stand for something that is not done here: a token in a token, extensions.
    cty: Option<Value>,
    crit: Option<Value>,
}

impl Head {
    /// Whether it says that this is such a token; an access token (`at+jwt`) is none.
    fn is_of_id_token(&self) -> bool {
        let kind = self.typ.as_deref().unwrap_or("JWT").to_ascii_lowercase();
        let kind = kind.strip_prefix("application/").unwrap_or(&kind);
        matches!(kind, "jwt" | "jose") && self.cty.is_none() && self.crit.is_none()
    }
}

/// The claims of a token that one of these keys has signed (RFC 7515, 5.2).
fn signed(token: &str, keys: &CoreJsonWebKeySet) -> Result<Map<String, Value>, IdTokenProblem> {
    let unreadable = IdTokenProblem::Unreadable;
    let (message, signature) = token.rsplit_once('.').ok_or(unreadable)?;
    let (head, claims) = message.split_once('.').ok_or(unreadable)?;
    let head: Head = read(head)?;
    if !head.is_of_id_token() {
        return Err(unreadable);
    }
    let algorithm = serde_json::from_value::<Algorithm>(Value::String(head.alg));
    let algorithm = algorithm.ok().filter(|kind| ALGORITHMS.contains(kind));
    let algorithm = algorithm.ok_or(IdTokenProblem::Signature)?;
    let signature = BASE64.decode(signature).map_err(|_| unreadable)?;
    // Which key it was is the token's own word, and only narrows the choice. A key says itself
    // what it may be used for.
    let is_by_one = keys.keys().iter().any(|key| {
        let is_named = head
            .kid
            .as_deref()
            .is_none_or(|kid| key.key_id().is_some_and(|id| id.as_str() == kid));
        is_named
            && key
                .verify_signature(&algorithm, message.as_bytes(), &signature)
                .is_ok()
    });
    if !is_by_one {
        return Err(IdTokenProblem::Signature);
    }
    read(claims)
}

/// Reads a part of a token. What it holds is in no error.
fn read<T: DeserializeOwned>(part: &str) -> Result<T, IdTokenProblem> {
    let bytes = BASE64
        .decode(part)
        .map_err(|_| IdTokenProblem::Unreadable)?;
    serde_json::from_slice(&bytes).map_err(|_| IdTokenProblem::Unreadable)
}

/// What a token says, read claim by claim.
struct Claims(Map<String, Value>);

impl Claims {
    fn required<T: DeserializeOwned>(&self, name: &'static str) -> Result<T, IdTokenProblem> {
        self.optional(name)?.ok_or(IdTokenProblem::Claim(name))
    }

    fn optional<T: DeserializeOwned>(
        &self,
        name: &'static str,
    ) -> Result<Option<T>, IdTokenProblem> {
        let Some(value) = self.0.get(name) else {
            return Ok(None);
        };
        Option::deserialize(value).map_err(|_| IdTokenProblem::Claim(name))
    }

    /// Seconds since 1970, which may have a fraction (RFC 7519, 2).
    fn time(&self, name: &'static str) -> Result<DateTime<Utc>, IdTokenProblem> {
        let seconds = self.required::<f64>(name)?;
        DateTime::from_timestamp(seconds as i64, 0).ok_or(IdTokenProblem::Claim(name))
    }
}

/// Whom a token is for: one, or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Audiences {
    One(String),
    Several(Vec<String>),
}

impl Audiences {
    fn has(&self, client_id: &str) -> bool {
        match self {
            Self::One(one) => one == client_id,
            Self::Several(several) => several.iter().any(|one| one == client_id),
        }
    }
}
