//! Other registries, behind proxy caches and replication.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::types::{SentSecret, null_default};
use crate::{names::RegistryId, wire::time};

/// A registry that this one works with (`GET /registries`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Registry {
    pub id: RegistryId,
    pub name: String,
    #[serde(deserialize_with = "null_default")]
    pub description: String,
    #[serde(rename = "type")]
    pub provider: RegistryProvider,
    pub url: String,
    pub credential: RegistryCredential,
    /// Its certificate is not checked.
    pub insecure: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_certificate: Option<String>,
    /// `healthy` or `unhealthy`, as of the last check, every 5 minutes; empty before the first.
    #[serde(deserialize_with = "null_default")]
    pub status: String,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub creation_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub update_time: Option<DateTime<Utc>>,
}

impl Registry {
    pub fn is_healthy(&self) -> bool {
        self.status == "healthy"
    }
}

/// What a registry is signed in to with. The secret never comes back: the server sends `*****`,
/// which is not read here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistryCredential {
    /// `basic` or `oauth`.
    #[serde(
        rename = "type",
        deserialize_with = "null_default",
        skip_serializing_if = "String::is_empty"
    )]
    pub kind: String,
    /// The user, or what stands for one. Empty: nobody.
    #[serde(
        deserialize_with = "null_default",
        skip_serializing_if = "String::is_empty"
    )]
    pub access_key: String,
}

words! {
    /// The kind of a registry (`src/pkg/reg/model/registry.go`).
    RegistryProvider {
        AlibabaCloud = "ali-acr",
        AmazonEcr = "aws-ecr",
        AzureAcr = "azure-acr",
        DockerHub = "docker-hub",
        /// Any that speaks the distribution protocol and has no kind of its own.
        DockerRegistry = "docker-registry",
        MirantisDtr = "dtr",
        GitHubGhcr = "github-ghcr",
        GitLab = "gitlab",
        GoogleGcr = "google-gcr",
        Harbor = "harbor",
        HuaweiSwr = "huawei-SWR",
        JFrogArtifactory = "jfrog-artifactory",
        Quay = "quay",
        TencentTcr = "tencent-tcr",
        VolcengineCr = "volcengine-cr",
    }
}

impl RegistryProvider {
    /// Whether a server takes it for a proxy cache unless it is set up otherwise
    /// (`PERMITTED_REGISTRY_TYPES_FOR_PROXY_CACHE`).
    pub fn is_usual_for_proxy_caches(&self) -> bool {
        matches!(
            self,
            Self::AlibabaCloud
                | Self::AmazonEcr
                | Self::AzureAcr
                | Self::DockerHub
                | Self::DockerRegistry
                | Self::GitHubGhcr
                | Self::GoogleGcr
                | Self::Harbor
                | Self::JFrogArtifactory
        )
    }
}

/// Body of `POST /registries`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewRegistry {
    /// At most 64 characters.
    pub name: String,
    #[serde(rename = "type")]
    pub provider: RegistryProvider,
    pub url: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<NewRegistryCredential>,
    /// Its certificate is not checked.
    #[serde(default)]
    pub insecure: bool,
    /// PEM; newer servers only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_certificate: Option<String>,
}

/// Body of `PUT /registries/{id}`: what is absent stays. The server calls the registry first, also
/// for a new name. Another address without a secret clears the secret that is kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistryChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_key: Option<String>,
    /// Never the stars that the server sends for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_secret: Option<SentSecret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub insecure: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_certificate: Option<String>,
}

/// What replication with a registry may use (`GET /registries/{id}/info`; 0 is the server itself).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistryInfo {
    #[serde(rename = "type")]
    pub provider: RegistryProvider,
    #[serde(deserialize_with = "null_default")]
    pub description: String,
    #[serde(deserialize_with = "null_default")]
    pub supported_resource_filters: Vec<RegistryFilter>,
    /// `manual`, `scheduled`, `event_based`.
    #[serde(deserialize_with = "null_default")]
    pub supported_triggers: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supported_copy_by_chunk: Option<bool>,
}

/// A filter that a rule may have.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistryFilter {
    /// `name`, `tag`, `label` or `resource`.
    #[serde(rename = "type")]
    pub kind: String,
    /// `input`, `radio` or `list`.
    pub style: String,
    #[serde(deserialize_with = "null_default")]
    pub values: Vec<String>,
}

/// What a new registry is signed in to with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRegistryCredential {
    /// `basic` or `oauth`.
    #[serde(rename = "type")]
    pub kind: String,
    pub access_key: String,
    pub access_secret: SentSecret,
}

/// Body of `POST /registries/ping`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RegistryPing {
    /// One that is kept: the server then ignores address, certificate and `insecure` here and takes
    /// those that it keeps; only what to sign in with may be another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<RegistryId>,
    #[serde(rename = "type")]
    pub provider: RegistryProvider,
    pub url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_secret: Option<SentSecret>,
    /// Its certificate is not checked.
    #[serde(default)]
    pub insecure: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_certificate: Option<String>,
}

/// What is fixed for which provider (`GET /replication/adapterinfos`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RegistryProviderInfos(pub BTreeMap<String, RegistryProviderInfo>);

/// What is fixed for one provider.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistryProviderInfo {
    #[serde(deserialize_with = "null_default")]
    pub endpoint_pattern: EndpointPattern,
    #[serde(deserialize_with = "null_default")]
    pub credential_pattern: CredentialPattern,
}

/// The addresses that a provider has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EndpointPattern {
    /// `EndpointPatternTypeStandard` (any), `…Fix` (the one there is) or `…List` (one of these).
    #[serde(deserialize_with = "null_default")]
    pub endpoint_type: String,
    #[serde(deserialize_with = "null_default")]
    pub endpoints: Vec<ProviderEndpoint>,
}

/// One address of a provider.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProviderEndpoint {
    /// For people: a region, a host.
    pub key: String,
    /// The address.
    pub value: String,
}

/// What a provider wants to be signed in to with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CredentialPattern {
    #[serde(deserialize_with = "null_default")]
    pub access_key_type: String,
    #[serde(deserialize_with = "null_default")]
    pub access_key_data: String,
    #[serde(deserialize_with = "null_default")]
    pub access_secret_type: String,
    #[serde(deserialize_with = "null_default")]
    pub access_secret_data: String,
}

object!(Registry, RegistryInfo, RegistryProviderInfos);
