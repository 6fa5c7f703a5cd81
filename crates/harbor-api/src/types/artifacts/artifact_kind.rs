//! What kind of thing an artifact is.
//!
//! Harbor names a type by the configuration's media type alone: `application/vnd.ORG.NAME.config.…`
//! is NAME in capitals, anything else `UNKNOWN`. Only images, charts, CNAB, WASM, its own SBOMs and
//! CNCF models have types that are really looked into. So the kind is taken from the media types;
//! what they don't tell keeps Harbor's word.

use serde_json::Value;

use crate::types::{Artifact, Platform};

/// What an artifact is, for people.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ArtifactKind {
    Image,
    /// Several images under one digest, one per platform.
    Index,
    /// Helm.
    Chart,
    /// By CNCF's model specification, or the one before it (CNAI).
    Model,
    Wasm,
    /// A bundle of images and what installs them.
    Cnab,
    /// An image of Apptainer or Singularity, as one file.
    Sif,
    /// Manifests for Flux.
    Flux,
    /// Policies for the Open Policy Agent.
    Policy,
    Sbom,
    Signature,
    /// Something that is stated about an artifact, such as how it was made.
    Attestation,
    /// Harbor's word for it (`CATALOG`), or the artifact type where Harbor has none; empty if nobody
    /// has.
    Other(String),
}

/// Beginnings of media types, of artifacts and of configurations, and what they stand for.
static MEDIA_TYPES: [(&str, ArtifactKind); 10] = [
    ("application/vnd.cncf.helm.config.", ArtifactKind::Chart),
    ("application/vnd.cncf.model.", ArtifactKind::Model),
    ("application/vnd.cnai.model.", ArtifactKind::Model),
    ("application/vnd.wasm.", ArtifactKind::Wasm),
    ("application/wasm", ArtifactKind::Wasm),
    ("application/vnd.cnab.manifest.", ArtifactKind::Cnab),
    ("application/vnd.sylabs.sif.", ArtifactKind::Sif),
    ("application/vnd.cncf.flux.", ArtifactKind::Flux),
    (
        "application/vnd.cncf.openpolicyagent.",
        ArtifactKind::Policy,
    ),
    ("application/vnd.openpolicyagent.", ArtifactKind::Policy),
];

/// What clients write where they have nothing to say.
const MEANINGLESS: [&str; 4] = [
    "",
    "application/vnd.unknown.artifact.v1",
    "application/vnd.unknown.config.v1+json",
    "application/vnd.oci.empty.v1+json",
];

/// The configurations of container images.
const IMAGE_CONFIGS: [&str; 2] = [
    "application/vnd.oci.image.config.v1+json",
    "application/vnd.docker.container.image.v1+json",
];

impl ArtifactKind {
    /// All that have a name of their own.
    pub const NAMED: [Self; 12] = [
        Self::Image,
        Self::Index,
        Self::Chart,
        Self::Model,
        Self::Wasm,
        Self::Cnab,
        Self::Sif,
        Self::Flux,
        Self::Policy,
        Self::Sbom,
        Self::Signature,
        Self::Attestation,
    ];

    /// A short word, the same in each language: for filters and files.
    pub fn word(&self) -> &str {
        match self {
            Self::Image => "image",
            Self::Index => "index",
            Self::Chart => "chart",
            Self::Model => "model",
            Self::Wasm => "wasm",
            Self::Cnab => "cnab",
            Self::Sif => "sif",
            Self::Flux => "flux",
            Self::Policy => "policy",
            Self::Sbom => "sbom",
            Self::Signature => "signature",
            Self::Attestation => "attestation",
            Self::Other(word) if word.is_empty() => "other",
            Self::Other(word) => word,
        }
    }

    /// The kind that a word stands for.
    pub fn from_word(word: &str) -> Self {
        let named = Self::NAMED.into_iter().find(|kind| kind.word() == word);
        named.unwrap_or_else(|| match word {
            "other" => Self::Other(String::new()),
            word => Self::Other(word.to_owned()),
        })
    }

    fn from_media_type(media_type: &str) -> Option<Self> {
        let mut known = MEDIA_TYPES.iter();
        let (_, kind) = known.find(|(start, _)| media_type.starts_with(start))?;
        Some(kind.clone())
    }
}

impl Artifact {
    /// What it is: the artifact type before the configuration's, both before Harbor's word.
    pub fn kind(&self) -> ArtifactKind {
        let class = self.artifact_class.as_str();
        match class {
            "CHART" => return ArtifactKind::Chart,
            "CNAI" => return ArtifactKind::Model,
            "WASM" => return ArtifactKind::Wasm,
            "CNAB" => return ArtifactKind::Cnab,
            "SBOM" => return ArtifactKind::Sbom,
            _ => {}
        }
        let types = [self.artifact_type.as_str(), self.media_type.as_str()];
        let known = types.into_iter().find_map(ArtifactKind::from_media_type);
        if let Some(kind) = self.attached_kind().or(known) {
            return kind;
        }
        // An index may have an artifact type and be one of images all the same.
        if self.is_index() && (self.own_type().is_none() || !self.platforms().is_empty()) {
            return ArtifactKind::Index;
        }
        match class {
            "IMAGE" => ArtifactKind::Image,
            "" | "UNKNOWN" => {
                let word = types.into_iter().find(|word| !MEANINGLESS.contains(word));
                ArtifactKind::Other(word.unwrap_or_default().to_owned())
            }
            word => ArtifactKind::Other(word.to_owned()),
        }
    }

    /// The artifact type that its maker gave it; where there is none, Harbor tells the
    /// configuration's media type.
    pub fn own_type(&self) -> Option<&str> {
        let given = self.artifact_type.as_str();
        let is_said = !MEANINGLESS.contains(&given)
            && given != self.media_type
            && given != self.manifest_media_type;
        is_said.then_some(given)
    }

    /// Whether its configuration is a container image's, whatever its type says.
    pub fn has_image_config(&self) -> bool {
        // WebAssembly that is packed as an image has its real media type here.
        let packed = self.extra_attrs.get("manifest.config.mediaType");
        let media_type = packed.and_then(Value::as_str).unwrap_or(&self.media_type);
        IMAGE_CONFIGS.contains(&media_type)
    }

    /// The platform that must be named to whoever pulls it: the only one of an index, or the first
    /// where the one that programs take for granted, `linux/amd64`, is missing.
    pub fn platform_to_name(&self) -> Option<Platform> {
        if !self.is_index() {
            // A single manifest leaves no choice.
            return None;
        }
        let platforms = self.platforms();
        let is_usual =
            |platform: &Platform| platform.os == "linux" && platform.architecture == "amd64";
        let first = platforms.first()?;
        let is_single = platforms.iter().all(|platform| platform == first);
        (is_single || !platforms.iter().any(is_usual)).then(|| first.clone())
    }
}
