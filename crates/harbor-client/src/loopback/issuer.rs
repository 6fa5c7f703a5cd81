//! Whose sign-in page an address is.

use url::Url;

use super::{error::LoopbackError, provider::Metadata, reach::Reach};
use crate::transport::server::Server;

/// Deep enough for all known providers; each step is a request.
const DEEPEST: usize = 8;

/// Finds the issuer whose `authorization_endpoint` is this one, such as the address that a registry
/// sends browsers to. What the provider says about itself decides, and it must say it at the
/// issuer's own address.
pub async fn find_issuer(
    registry: &Server,
    authorization_endpoint: &Url,
) -> Result<String, LoopbackError> {
    let reach = Reach::like(registry);
    let mut endpoint = authorization_endpoint.clone();
    endpoint.set_query(None);
    endpoint.set_fragment(None);
    for candidate in candidates(&endpoint) {
        let metadata = match Metadata::read(&reach, &candidate).await {
            Ok(metadata) => metadata,
            // Above the provider there may be anything.
            Err(LoopbackError::NotProvider(_) | LoopbackError::Unavailable { .. }) => continue,
            Err(error) => return Err(error),
        };
        let same = metadata.issuer.trim_end_matches('/') == candidate;
        if same && metadata.authorization_endpoint == endpoint {
            return Ok(metadata.issuer);
        }
    }
    Err(LoopbackError::NotProvider(
        "none describes itself above this address".to_owned(),
    ))
}

/// The address without the last parts of its path, one after the other, each also with the `v2.0`
/// that Entra ID puts behind the tenant.
fn candidates(endpoint: &Url) -> Vec<String> {
    let origin = endpoint.origin().ascii_serialization();
    let parts: Vec<&str> = endpoint
        .path()
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    let longest = parts.len().saturating_sub(1).min(DEEPEST);
    let mut candidates = Vec::new();
    for length in (0..=longest).rev() {
        let mut candidate = origin.clone();
        for part in &parts[..length] {
            candidate.push('/');
            candidate.push_str(part);
        }
        // Only where its own path has that part.
        let with_version = format!("{candidate}/v2.0");
        candidates.push(candidate);
        if length > 0 && parts[length..].contains(&"v2.0") {
            candidates.push(with_version);
        }
    }
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_issuers_of_known_providers_are_among_them() {
        for (endpoint, issuer) in [
            (
                "https://id.example.org/realms/lab/protocol/openid-connect/auth",
                "https://id.example.org/realms/lab",
            ),
            (
                "https://login.microsoftonline.com/1234/oauth2/v2.0/authorize",
                "https://login.microsoftonline.com/1234/v2.0",
            ),
            (
                "https://example.okta.com/oauth2/default/v1/authorize",
                "https://example.okta.com/oauth2/default",
            ),
            (
                "https://example.okta.com/oauth2/v1/authorize",
                "https://example.okta.com",
            ),
            (
                "https://dex.example.org:5556/dex/auth",
                "https://dex.example.org:5556/dex",
            ),
        ] {
            let endpoint = Url::parse(endpoint).unwrap();
            let candidates = candidates(&endpoint);
            assert!(
                candidates.iter().any(|known| known == issuer),
                "{candidates:?}"
            );
        }
    }

    #[test]
    fn there_are_not_many_requests() {
        let deep = format!("https://example.org/{}", "a/".repeat(50));
        assert_eq!(candidates(&Url::parse(&deep).unwrap()).len(), DEEPEST + 1);
        assert_eq!(
            candidates(&Url::parse("https://a.org").unwrap()),
            ["https://a.org"]
        );
    }
}
