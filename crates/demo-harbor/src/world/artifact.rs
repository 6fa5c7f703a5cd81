//! Artifacts: what a digest stands for.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::content::{File, Sealed};
use super::{Sbom, Scan};
use crate::json::Time;

/// What kind of thing an artifact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A container image.
    Image,
    /// An index of images.
    Index,
    /// A Helm chart.
    Chart,
    /// A model (CNAI).
    Model,
    /// A WebAssembly module.
    Wasm,
    /// A software bill of materials made by the server.
    Sbom,
    /// A bundle by CNAB: an index of what it installs, and of its description.
    Cnab,
    /// What Harbor has no processor for, but a word: NAME of the configuration's media type
    /// `application/vnd.ORG.NAME.config.…`.
    Named(&'static str),
    /// Anything else.
    Unknown,
}

impl Kind {
    /// Harbor's word, the artifact's `type`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Image | Self::Index => "IMAGE",
            Self::Chart => "CHART",
            Self::Model => "CNAI",
            Self::Wasm => "WASM",
            Self::Sbom => "SBOM",
            Self::Cnab => "CNAB",
            Self::Named(word) => word,
            Self::Unknown => "UNKNOWN",
        }
    }

    /// The digest under which Harbor keeps the kind's icon.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Image | Self::Index => {
                "sha256:0048162a053eef4d4ce3fe7518615bef084403614f8bca43b40ae2e762e11e06"
            }
            Self::Chart => {
                "sha256:61cf3a178ff0f75bf08a25d96b75cf7355dc197749a9f128ed3ef34b0df05518"
            }
            Self::Model => {
                "sha256:1e1e5c5fdaf0931ec8655e835d1182f723a0c322a6760211622e1270f0193717"
            }
            Self::Wasm => "sha256:badd7693bcaf115be202748241dd0ea6ee3b0524bfab9ac22d1e1c43721afec6",
            Self::Sbom => "sha256:c19f80c357cd7e90d2a01b9ae3e2eb62ce447a2662bb590a19177d72d550bdae",
            Self::Cnab => "sha256:089bdda265c14d8686111402c8ad629e8177a1ceb7dcd0f7f39b6480f623b3bd",
            Self::Named(_) | Self::Unknown => {
                "sha256:da834479c923584f4cbcdecc0dac61f32bef1d51e8aae598cf16bd154efab49f"
            }
        }
    }

    /// The additions it has of itself, in the order of the alphabet.
    pub fn additions(self) -> &'static [&'static str] {
        match self {
            Self::Image | Self::Wasm => &["build_history"],
            Self::Chart => &["dependencies", "readme.md", "values.yaml"],
            Self::Model => &["files", "license", "readme.md"],
            Self::Index | Self::Sbom | Self::Cnab | Self::Named(_) | Self::Unknown => &[],
        }
    }

    /// Whether its manifest lists other manifests.
    pub fn is_index(self) -> bool {
        matches!(self, Self::Index | Self::Cnab)
    }
}

/// The content of an addition.
#[derive(Debug, Clone)]
pub enum Addition {
    /// JSON.
    Json(Value),
    /// Text with its content type.
    Text(&'static str, String),
    /// Harbor fails to read it: 500. Seen in the recordings.
    #[cfg_attr(not(feature = "test-kit"), expect(dead_code))]
    Unreadable,
}

/// What artifacts of the same making have in common; shared, for large worlds.
#[derive(Debug, Clone)]
pub struct Manifest {
    pub(crate) kind: Kind,
    pub(crate) media_type: String,
    pub(crate) manifest_media_type: String,
    /// Empty for an index.
    pub(crate) artifact_type: String,
    pub(crate) extra_attrs: Value,
    pub(crate) annotations: Value,
    pub(crate) additions: BTreeMap<&'static str, Addition>,
    /// What Harbor says nothing of, and the configuration does: `variant`, `os.version`. An object
    /// or nothing.
    pub(crate) platform: Value,
    /// The layers of what is no image.
    pub(crate) files: Vec<File>,
}

/// One entry of an index.
#[derive(Debug, Clone)]
pub struct Reference {
    pub(crate) child_id: i64,
    pub(crate) child_digest: String,
    pub(crate) platform: Value,
    pub(crate) annotations: Value,
}

/// A tag.
#[derive(Debug, Clone)]
pub struct Tag {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) push_time: Time,
    pub(crate) pull_time: Option<Time>,
}

/// What an artifact is to another one: a signature, a bill of materials.
#[derive(Debug, Clone)]
pub struct Accessory {
    pub(crate) id: i64,
    pub(crate) subject_id: i64,
    pub(crate) subject_digest: String,
    /// Harbor's word, such as `signature.cosign`.
    pub(crate) kind: String,
    pub(crate) icon: &'static str,
}

/// An artifact of a repository.
#[derive(Debug, Clone)]
pub struct Artifact {
    pub(crate) id: i64,
    /// That of its content, once this is sealed.
    pub(crate) digest: String,
    pub(crate) sealed: Option<Box<Sealed>>,
    pub(crate) size: i64,
    pub(crate) push_time: Time,
    pub(crate) pull_time: Option<Time>,
    pub(crate) manifest: Arc<Manifest>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) labels: Vec<i64>,
    pub(crate) references: Vec<Reference>,
    /// Whether an index of the repository names it.
    pub(crate) child: bool,
    pub(crate) accessory: Option<Box<Accessory>>,
    /// The ids of what is attached to it, oldest first.
    pub(crate) attached: Vec<i64>,
    pub(crate) scan: Option<Box<Scan>>,
    pub(crate) sbom: Option<Box<Sbom>>,
}

impl Artifact {
    /// A text that is always the same for it, unlike its digest: for what is made up about it.
    pub fn seed(&self) -> &str {
        match &self.sealed {
            Some(sealed) => &sealed.seed,
            None => &self.digest,
        }
    }

    /// Whether lists show it: accessories and untagged children of an index are left out.
    pub fn listed(&self) -> bool {
        self.accessory.is_none() && (!self.child || !self.tags.is_empty())
    }

    /// Whether scanners of images can look into it.
    pub fn scannable(&self) -> bool {
        matches!(self.manifest.kind, Kind::Image | Kind::Index) && self.accessory.is_none()
    }

    /// Whether a reference, a tag or a digest, means it.
    pub fn is(&self, reference: &str) -> bool {
        if reference.starts_with("sha256:") {
            self.digest == reference
        } else {
            self.tags.iter().any(|tag| tag.name == reference)
        }
    }
}
