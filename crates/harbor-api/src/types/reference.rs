//! What belongs to an artifact: tags, parts of an index, accessories.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::null_default;
use crate::{
    names::{Digest, TagName},
    time,
};

/// A tag (`GET …/tags`, and in artifacts).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tag {
    pub id: i64,
    pub repository_id: i64,
    pub artifact_id: i64,
    pub name: String,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub push_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub pull_time: Option<DateTime<Utc>>,
    /// A rule forbids to delete it; told only if asked for.
    pub immutable: bool,
}

impl Tag {
    /// The checked name; `None` if the server's is strange.
    pub fn typed_name(&self) -> Option<TagName> {
        TagName::new(self.name.clone()).ok()
    }
}

/// Body of `POST …/tags`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTag {
    pub name: TagName,
}

/// One part of an index: an artifact of the same repository.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reference {
    pub parent_id: i64,
    pub child_id: i64,
    pub child_digest: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
    #[serde(deserialize_with = "null_default")]
    pub annotations: BTreeMap<String, String>,
    #[serde(deserialize_with = "null_default")]
    pub urls: Vec<String>,
}

impl Reference {
    /// The checked digest.
    pub fn digest(&self) -> Option<Digest> {
        Digest::new(self.child_digest.clone()).ok()
    }

    /// Whether it is no image but BuildKit's record of how one was made.
    pub fn is_attestation(&self) -> bool {
        self.annotations
            .get("vnd.docker.reference.type")
            .map(String::as_str)
            == Some("attestation-manifest")
    }
}

/// What an image runs on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Platform {
    #[serde(deserialize_with = "null_default")]
    pub os: String,
    #[serde(deserialize_with = "null_default")]
    pub architecture: String,
    #[serde(deserialize_with = "null_default")]
    pub variant: String,
    /// Harbor writes `OsVersion`, contrary to its own description.
    #[serde(
        rename = "OsVersion",
        alias = "os.version",
        deserialize_with = "null_default"
    )]
    pub os_version: String,
    #[serde(
        rename = "OsFeatures",
        alias = "os.features",
        deserialize_with = "null_default"
    )]
    pub os_features: Vec<String>,
}

impl Platform {
    /// Whether it says anything; attestations have `unknown/unknown`.
    pub fn is_known(&self) -> bool {
        let known = |text: &str| !text.is_empty() && text != "unknown";
        known(&self.os) || known(&self.architecture)
    }
}

impl std::fmt::Display for Platform {
    /// `linux/arm64/v8`, and the version in brackets where there is one.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [&self.os, &self.architecture, &self.variant];
        let words: Vec<&str> = parts
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        formatter.write_str(&words.join("/"))?;
        if self.os_version.is_empty() {
            Ok(())
        } else {
            write!(formatter, " ({})", self.os_version)
        }
    }
}

words!(
    /// What an accessory is to its artifact (`src/pkg/accessory/model`).
    AccessoryType {
        CosignSignature = "signature.cosign",
        NotationSignature = "signature.notation",
        NydusAcceleration = "accelerator.nydus",
        /// A bill of materials that the server made.
        HarborSbom = "sbom.harbor",
        /// Anything else that names the artifact as its OCI subject. Before 2.15 also Sigstore
        /// bundles, whose own artifact type tells that they sign.
        Subject = "subject.accessory",
    }
);

impl AccessoryType {
    pub fn is_signature(&self) -> bool {
        self.as_str().starts_with("signature.")
    }

    pub fn is_sbom(&self) -> bool {
        self.as_str().starts_with("sbom.")
    }
}

/// An artifact that belongs to another: a signature, an SBOM (`GET …/accessories`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Accessory {
    pub id: i64,
    /// The accessory as an artifact.
    pub artifact_id: i64,
    /// What it belongs to.
    pub subject_artifact_id: i64,
    pub subject_artifact_digest: String,
    /// With its project.
    pub subject_artifact_repo: String,
    /// Bytes.
    pub size: i64,
    pub digest: String,
    #[serde(rename = "type")]
    pub accessory_type: AccessoryType,
    pub icon: String,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub creation_time: Option<DateTime<Utc>>,
}

object!(Tag, Accessory);
