//! What belongs to an artifact: tags, parts of an index.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::types::null_default;
use crate::{
    names::{Digest, TagName},
    wire::time,
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

    /// Whether it is no image but BuildKit's record of how one was made: it says so itself, or
    /// names the part that it is about and nothing to run on.
    pub fn is_attestation(&self) -> bool {
        let of_type = self.annotations.get("vnd.docker.reference.type");
        of_type.is_some_and(|word| word == "attestation-manifest")
            || (self.subject().is_some()
                && self
                    .platform
                    .as_ref()
                    .is_some_and(Platform::is_said_to_be_unknown))
    }

    /// The digest of the part that an attestation is about.
    pub fn subject(&self) -> Option<Digest> {
        let digest = self.annotations.get("vnd.docker.reference.digest")?;
        Digest::new(digest.clone()).ok()
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

    /// Whether it is `unknown/unknown` in so many words, as BuildKit writes for its attestations.
    pub fn is_said_to_be_unknown(&self) -> bool {
        self.os == "unknown" && self.architecture == "unknown"
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

object!(Tag);
