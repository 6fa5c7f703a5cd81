//! What a server can: asked once, answered from its version and from what it refused.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Something that not every supported server (2.9 and later) can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// `GET /permissions`: what robots may be allowed.
    PermissionMatrix,
    /// `GET /projects/{p}/artifacts`. Else repository by repository.
    ArtifactsOfProject,
    /// `/auditlog-exts`. Else `/audit-logs`.
    AuditEvents,
    /// SBOMs made by the server, on demand and on push (`auto_sbom_generation`).
    Sbom,
    /// Models: `additions/files`, `additions/license`.
    ModelAdditions,
    /// `artifact_type` and `repository_name` on artifacts.
    ArtifactType,
    /// Sigstore bundles by referrer count as signatures.
    SigstoreBundles,
    /// Project metadata `proxy_speed_kb`.
    ProxySpeed,
    /// Project metadata `max_upstream_conn`.
    UpstreamConnections,
    /// A proxy cache can be told which repositories it takes.
    ProxyFilter,
    /// `ca_certificate` of other registries.
    RegistryCertificate,
    /// `with_inherited_accessory`.
    InheritedAccessories,
    /// `creator_type`, `creator_ref` on robots.
    RobotCreator,
    /// Replication policies that run one at a time.
    SingleReplication,
    /// Configuration `oidc_logout`, `disabled_audit_log_event_types`.
    AuditConfiguration,
}

impl Feature {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::PermissionMatrix,
        Self::ArtifactsOfProject,
        Self::AuditEvents,
        Self::Sbom,
        Self::ModelAdditions,
        Self::ArtifactType,
        Self::SigstoreBundles,
        Self::ProxySpeed,
        Self::UpstreamConnections,
        Self::ProxyFilter,
        Self::RegistryCertificate,
        Self::InheritedAccessories,
        Self::RobotCreator,
        Self::SingleReplication,
        Self::AuditConfiguration,
    ];

    /// The minor version of 2 that brought it, by Harbor's tagged sources.
    const fn since(self) -> u32 {
        match self {
            Self::PermissionMatrix => 10,
            Self::Sbom => 11,
            Self::ArtifactsOfProject
            | Self::ArtifactType
            | Self::ProxySpeed
            | Self::RobotCreator => 12,
            Self::AuditEvents | Self::ModelAdditions | Self::AuditConfiguration => 13,
            Self::SingleReplication => 14,
            Self::UpstreamConnections | Self::SigstoreBundles => 15,
            Self::InheritedAccessories | Self::ProxyFilter | Self::RegistryCertificate => 16,
        }
    }
}

/// A version of Harbor, without what stands behind the third number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Version {
    pub major: u32,
    pub minor: u32,
    pub patch: u32,
}

impl Version {
    /// The oldest that is supported.
    pub const OLDEST: Self = Self {
        major: 2,
        minor: 9,
        patch: 0,
    };

    /// Reads `v2.16.0-c50c7ddd`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches('v');
        let numbers = text.split(['-', '+', ' ']).next()?;
        let mut numbers = numbers.split('.').map(|number| number.parse::<u32>().ok());
        let (major, minor) = (numbers.next()??, numbers.next()??);
        Some(Self {
            major,
            minor,
            patch: numbers.next().flatten().unwrap_or(0),
        })
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// What a server can.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capabilities {
    version: Option<Version>,
    missing: BTreeSet<Feature>,
}

impl Capabilities {
    /// From `harbor_version` of `/systeminfo`, which only those who are signed in are told. Without
    /// one everything is tried.
    pub fn from_version(version: Option<&str>) -> Self {
        Self {
            version: version.and_then(Version::parse),
            missing: BTreeSet::new(),
        }
    }

    /// The version, if it is known.
    pub fn version(&self) -> Option<Version> {
        self.version
    }

    /// Notes that the server answered as if it had never heard of it (404, or 422 for additions).
    #[must_use]
    pub fn without(mut self, feature: Feature) -> Self {
        self.missing.insert(feature);
        self
    }

    /// Whether it is worth asking for.
    pub fn can(&self, feature: Feature) -> bool {
        let by_version = self.version.is_none_or(|version| {
            version.major > 2 || (version.major == 2 && version.minor >= feature.since())
        });
        by_version && !self.missing.contains(&feature)
    }

    /// Whether the server is older than what is supported.
    pub fn is_too_old(&self) -> bool {
        self.version
            .is_some_and(|version| version < Version::OLDEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_decide() {
        let old = Capabilities::from_version(Some("v2.9.5-672ec4ad"));
        assert!(Feature::ALL.into_iter().all(|feature| !old.can(feature)));
        let middle = Capabilities::from_version(Some("v2.12.4-1234abcd"));
        assert!(middle.can(Feature::ArtifactsOfProject) && !middle.can(Feature::AuditEvents));
        let new = Capabilities::from_version(Some("v2.16.0-c50c7ddd"));
        assert!(Feature::ALL.into_iter().all(|feature| new.can(feature)));
        assert!(Capabilities::from_version(Some("v2.8.4")).is_too_old());
    }

    #[test]
    fn what_was_refused_is_remembered() {
        let unknown = Capabilities::from_version(None);
        assert!(unknown.can(Feature::AuditEvents));
        assert!(
            !unknown
                .without(Feature::AuditEvents)
                .can(Feature::AuditEvents)
        );
    }

    #[test]
    fn strange_versions_are_unknown() {
        assert_eq!(Version::parse("dev"), None);
        assert_eq!(
            Version::parse("v2.16"),
            Some(Version {
                major: 2,
                minor: 16,
                patch: 0
            })
        );
    }
}
