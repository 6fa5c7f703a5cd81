//! Artifacts.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::types::{
    Accessory, AdditionLink, ArtifactKind, ImageConfig, Label, Platform, Reference, SbomOverview,
    ScanOverview, ScanState, Tag, null_default, repository::split,
};
use crate::{
    names::{ArtifactReference, Digest, ProjectId, ProjectName, RepositoryName},
    operation::QueryValue,
    wire::time,
};

/// An artifact (`GET …/artifacts`). Tags, labels, accessories and overviews are there only if they
/// were asked for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Artifact {
    pub id: i64,
    /// `IMAGE`, `CHART`, `CNAB`, `WASM`, `SBOM`, `CNAI`, `UNKNOWN`, or another: see
    /// [`Artifact::kind`].
    #[serde(rename = "type")]
    pub artifact_class: String,
    /// Of the configuration; of the manifest for an index.
    pub media_type: String,
    pub manifest_media_type: String,
    /// OCI's `artifactType`. Servers before 2.12 don't tell.
    #[serde(deserialize_with = "null_default")]
    pub artifact_type: String,
    pub project_id: ProjectId,
    pub repository_id: i64,
    /// With its project. Servers before 2.12 don't tell.
    #[serde(deserialize_with = "null_default")]
    pub repository_name: String,
    pub digest: String,
    /// Bytes: manifest, configuration and layers; of an index its parts' sum, in which layers that
    /// they share count once for each.
    pub size: i64,
    /// Digest for `GET /icons/{digest}`.
    pub icon: String,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub push_time: Option<DateTime<Utc>>,
    /// `None`: never pulled.
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub pull_time: Option<DateTime<Utc>>,
    /// Kept whole: an image's configuration, a chart's `Chart.yaml`, a model's description.
    #[serde(deserialize_with = "null_default")]
    pub extra_attrs: Map<String, Value>,
    #[serde(deserialize_with = "null_default")]
    pub annotations: BTreeMap<String, String>,
    /// Parts of an index.
    #[serde(deserialize_with = "null_default")]
    pub references: Vec<Reference>,
    #[serde(deserialize_with = "null_default")]
    pub tags: Vec<Tag>,
    #[serde(deserialize_with = "null_default")]
    pub addition_links: BTreeMap<String, AdditionLink>,
    #[serde(deserialize_with = "null_default")]
    pub labels: Vec<Label>,
    /// By the report's MIME type; there is one at most.
    #[serde(deserialize_with = "null_default")]
    pub scan_overview: BTreeMap<String, ScanOverview>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sbom_overview: Option<SbomOverview>,
    #[serde(deserialize_with = "null_default")]
    pub accessories: Vec<Accessory>,
    /// Signatures of indexes that this is a part of (2.16).
    #[serde(deserialize_with = "null_default")]
    pub inherited_accessories: Vec<Accessory>,
}

impl Artifact {
    /// Whether it has parts: an OCI index or a Docker manifest list.
    pub fn is_index(&self) -> bool {
        self.manifest_media_type == "application/vnd.oci.image.index.v1+json"
            || self.manifest_media_type
                == "application/vnd.docker.distribution.manifest.list.v2+json"
    }

    /// The checked digest.
    pub fn typed_digest(&self) -> Option<Digest> {
        Digest::new(self.digest.clone()).ok()
    }

    /// By digest: that very artifact, whatever its tags do.
    pub fn reference(&self) -> Option<ArtifactReference> {
        self.typed_digest().map(ArtifactReference::Digest)
    }

    /// Project and repository, checked; `None` on servers before 2.12, which don't tell.
    pub fn parts(&self) -> Option<(ProjectName, RepositoryName)> {
        split(&self.repository_name)
    }

    /// What a single image runs on; the platforms of an index stand in its references.
    pub fn platform(&self) -> Option<Platform> {
        let text = |key: &str| {
            self.extra_attrs
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let platform = Platform {
            os: text("os"),
            architecture: text("architecture"),
            variant: text("variant"),
            os_version: text("os.version"),
            os_features: Vec::new(),
        };
        platform.is_known().then_some(platform)
    }

    /// The platforms that it offers: one for an image, several for an index.
    pub fn platforms(&self) -> Vec<Platform> {
        if self.references.is_empty() {
            return self.platform().into_iter().collect();
        }
        let platforms = self
            .references
            .iter()
            .filter(|part| !part.is_attestation())
            .filter_map(|part| part.platform.clone());
        platforms.filter(Platform::is_known).collect()
    }

    /// How a container of it runs; `None` for what does not run. Other kinds have a `config` of their
    /// own, such as a model's.
    pub fn config(&self) -> Option<ImageConfig> {
        let runs = match self.kind() {
            ArtifactKind::Image => true,
            ArtifactKind::Wasm | ArtifactKind::Other(_) => self.has_image_config(),
            _ => false,
        };
        let config = self
            .extra_attrs
            .get("config")
            .filter(|value| runs && value.is_object())?;
        ImageConfig::deserialize(config).ok()
    }

    /// The vulnerability scan in short, under whatever MIME type it came; the newer type sorts last.
    pub fn scan_report(&self) -> Option<&ScanOverview> {
        self.scan_overview.values().next_back()
    }

    /// Where the vulnerability scan is.
    pub fn scan(&self) -> ScanState {
        self.scan_report()
            .map(ScanOverview::state)
            .unwrap_or_default()
    }

    /// Whether it can be scanned: the server then links to its vulnerabilities, and does for what
    /// only looks like an image as well.
    pub fn is_scannable(&self) -> bool {
        self.addition_links.contains_key("vulnerabilities") && self.is_content()
    }
}

/// What a copy is made from (`from` of `POST …/artifacts`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ArtifactSource {
    pub project: ProjectName,
    pub repository: RepositoryName,
    pub reference: ArtifactReference,
}

impl std::fmt::Display for ArtifactSource {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            project,
            repository,
            reference,
        } = self;
        let mark = match reference {
            ArtifactReference::Digest(_) => '@',
            ArtifactReference::Tag(_) => ':',
        };
        write!(formatter, "{project}/{repository}{mark}{reference}")
    }
}

impl QueryValue for ArtifactSource {
    fn append(&self, name: &'static str, query: &mut Vec<(&'static str, String)>) {
        query.push((name, self.to_string()));
    }
}

object!(Artifact);
