//! What the server says is fixed of a provider: its only address, and who signs in.

use harbor_api::types::RegistryProviderInfo;

/// The only address there is.
pub fn address(info: &RegistryProviderInfo) -> Option<&str> {
    let pattern = &info.endpoint_pattern;
    let is_fixed = pattern.endpoint_type.ends_with("Fix");
    let endpoint = pattern.endpoints.first().filter(|_| is_fixed)?;
    Some(endpoint.value.as_str())
}

/// Whether it is one of its addresses.
pub fn has_address(info: &RegistryProviderInfo, address: &str) -> bool {
    let mut endpoints = info.endpoint_pattern.endpoints.iter();
    endpoints.any(|known| known.value == address)
}

/// Who signs in, where that is always the same.
pub fn access_id(info: &RegistryProviderInfo) -> Option<&str> {
    let pattern = &info.credential_pattern;
    let is_fixed = pattern.access_key_type.ends_with("Fix");
    Some(pattern.access_key_data.as_str()).filter(|id| is_fixed && !id.is_empty())
}

#[cfg(test)]
mod tests {
    use harbor_api::types::{CredentialPattern, EndpointPattern, ProviderEndpoint};

    use super::*;

    fn info(kind: &str, value: &str, credential: CredentialPattern) -> RegistryProviderInfo {
        RegistryProviderInfo {
            endpoint_pattern: EndpointPattern {
                endpoint_type: kind.to_owned(),
                endpoints: vec![ProviderEndpoint {
                    key: "for people".to_owned(),
                    value: value.to_owned(),
                }],
            },
            credential_pattern: credential,
        }
    }

    #[test]
    fn what_is_fixed_of_a_provider_is_told_from_what_is_offered() {
        let hub = info(
            "EndpointPatternTypeFix",
            "https://hub.docker.com",
            CredentialPattern::default(),
        );
        let json_key = CredentialPattern {
            access_key_type: "AccessKeyTypeFix".to_owned(),
            access_key_data: "_json_key".to_owned(),
            ..CredentialPattern::default()
        };
        let google = info("EndpointPatternTypeList", "https://gcr.io", json_key);
        assert_eq!(address(&hub), Some("https://hub.docker.com"));
        assert_eq!(access_id(&hub), None);
        assert_eq!(address(&google), None);
        assert!(has_address(&google, "https://gcr.io"));
        assert_eq!(access_id(&google), Some("_json_key"));
    }
}
