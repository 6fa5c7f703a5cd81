//! Checking an `id_token` (OpenID Connect Core, 3.1.3.7).

use std::time::Duration;

use chrono::{TimeDelta, Utc};
use openidconnect::{
    ClaimsVerificationError, ClientId, IssuerUrl, Nonce,
    core::{
        CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKeySet, CoreJwsSigningAlgorithm as Algorithm,
    },
};

use super::error::IdTokenProblem;
use crate::secret::Secret;

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
    pub(super) issuer: IssuerUrl,
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
    token: &CoreIdToken,
    keys: CoreJsonWebKeySet,
    expected: &Expected<'_>,
) -> Result<Verified, IdTokenProblem> {
    let client_id = ClientId::new(expected.client_id.to_owned());
    let verifier = CoreIdTokenVerifier::new_public_client(client_id, expected.issuer.clone(), keys)
        .set_allowed_algs(ALGORITHMS)
        // Harbor's client is among them; that is checked below.
        .set_other_audience_verifier_fn(|_| true)
        .set_time_fn(|| Utc::now() - SKEW)
        .set_issue_time_verifier_fn(|issued| {
            if issued <= Utc::now() + SKEW {
                Ok(())
            } else {
                Err("issued in the future".to_owned())
            }
        });
    let claims = match expected.nonce {
        Some(nonce) => token.claims(&verifier, nonce),
        None => token.claims(&verifier, |_: Option<&Nonce>| Ok(())),
    };
    let claims = claims.map_err(|error| match error {
        ClaimsVerificationError::Expired(_) => IdTokenProblem::Time,
        ClaimsVerificationError::InvalidAudience(_) => IdTokenProblem::Audience,
        ClaimsVerificationError::InvalidIssuer(_) => IdTokenProblem::Issuer,
        ClaimsVerificationError::InvalidNonce(_) => IdTokenProblem::Nonce,
        ClaimsVerificationError::SignatureVerification(_) => IdTokenProblem::Signature,
        // The library says so of the time of issue.
        ClaimsVerificationError::Other(_) => IdTokenProblem::Time,
        _ => IdTokenProblem::Unreadable,
    })?;
    let party = claims.authorized_party();
    if party.is_some_and(|party| party.as_str() != expected.client_id) {
        return Err(IdTokenProblem::Audience);
    }
    let mut audiences = claims.audiences().iter();
    if !audiences.any(|audience| audience.as_str() == expected.harbor_client_id) {
        return Err(IdTokenProblem::NotForHarbor);
    }
    let lifetime = claims.expiration() - claims.issue_time();
    Ok(Verified {
        id_token: Secret::new(token.to_string()),
        subject: claims.subject().to_string(),
        lifetime: lifetime.to_std().unwrap_or_default(),
    })
}
