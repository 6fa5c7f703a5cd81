//! Registries that many know, filled in.

use harbor_api::types::RegistryProvider;

/// A registry that many know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    NvidiaNgc,
    DockerHub,
    GitHub,
    Quay,
    Google,
    Amazon,
    Azure,
    GitLab,
    JFrog,
    Harbor,
    Mirantis,
    Other,
}

impl Preset {
    pub const ALL: [Self; 12] = [
        Self::NvidiaNgc,
        Self::DockerHub,
        Self::GitHub,
        Self::Quay,
        Self::Google,
        Self::Amazon,
        Self::Azure,
        Self::GitLab,
        Self::JFrog,
        Self::Harbor,
        Self::Mirantis,
        Self::Other,
    ];

    /// What it is called, and the host where there is one.
    pub const fn names(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::NvidiaNgc => ("NVIDIA NGC", Some("nvcr.io")),
            Self::DockerHub => ("Docker Hub", Some("docker.io")),
            Self::GitHub => ("GitHub", Some("ghcr.io")),
            Self::Quay => ("Quay", Some("quay.io")),
            Self::Google => ("Google", Some("gcr.io")),
            Self::Amazon => ("Amazon ECR", None),
            Self::Azure => ("Azure ACR", None),
            Self::GitLab => ("GitLab", Some("registry.gitlab.com")),
            Self::JFrog => ("JFrog", None),
            Self::Harbor => ("Harbor", None),
            Self::Mirantis => ("Mirantis MSR", None),
            Self::Other => ("", None),
        }
    }

    /// Harbor's kind. Quay, GitLab and MSR have had kinds of their own, which servers are not usually
    /// set up for and none takes for a cache: they speak the plain protocol.
    pub const fn provider(self) -> RegistryProvider {
        match self {
            Self::DockerHub => RegistryProvider::DockerHub,
            Self::GitHub => RegistryProvider::GitHubGhcr,
            Self::Google => RegistryProvider::GoogleGcr,
            Self::Amazon => RegistryProvider::AmazonEcr,
            Self::Azure => RegistryProvider::AzureAcr,
            Self::JFrog => RegistryProvider::JFrogArtifactory,
            Self::Harbor => RegistryProvider::Harbor,
            Self::NvidiaNgc | Self::Quay | Self::GitLab | Self::Mirantis | Self::Other => {
                RegistryProvider::DockerRegistry
            }
        }
    }

    /// The address, where it is always the same.
    pub const fn url(self) -> &'static str {
        match self {
            Self::NvidiaNgc => "https://nvcr.io",
            Self::DockerHub => "https://hub.docker.com",
            Self::GitHub => "https://ghcr.io",
            Self::Quay => "https://quay.io",
            Self::Google => "https://gcr.io",
            Self::GitLab => "https://registry.gitlab.com",
            Self::Amazon
            | Self::Azure
            | Self::JFrog
            | Self::Harbor
            | Self::Mirantis
            | Self::Other => "",
        }
    }

    /// What an address looks like, where everybody has another one.
    pub const fn example_url(self) -> &'static str {
        match self {
            Self::Amazon => "https://123456789012.dkr.ecr.us-east-1.amazonaws.com",
            Self::Azure => "https://name.azurecr.io",
            Self::JFrog => "https://name.jfrog.io",
            _ => "https://registry.example.org",
        }
    }

    /// Who signs in, where that is always the same.
    pub const fn access_id(self) -> &'static str {
        match self {
            Self::NvidiaNgc => "$oauthtoken",
            Self::Google => "_json_key",
            _ => "",
        }
    }

    /// An image that everybody may have a use for, to show how a name reads through the cache.
    pub fn example(host: &str) -> &'static str {
        match host {
            "nvcr.io" => "nvidia/pytorch:24.05-py3",
            "docker.io" => "library/ubuntu:24.04",
            "ghcr.io" => "astral-sh/uv:latest",
            "quay.io" => "prometheus/prometheus:latest",
            _ => "team/app:1.0",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_of_a_kind_that_caches_are_made_of() {
        for preset in Preset::ALL {
            assert!(preset.provider().is_usual_for_proxy_caches(), "{preset:?}");
            let (name, host) = preset.names();
            assert_eq!(host.is_some(), !preset.url().is_empty(), "{name}");
        }
        assert_eq!(Preset::NvidiaNgc.access_id(), "$oauthtoken");
    }
}
