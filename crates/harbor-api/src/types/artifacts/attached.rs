//! What an artifact is to another one, by its own word or by the form of its tag.
//!
//! Cosign attached things by tags before artifacts could name their subject.

use serde_json::Value;

use crate::names::Digest;
use crate::types::{AccessoryKind, Artifact, ArtifactKind};

/// Something that belongs to a digest by its tag, `sha256-….sig`. The server makes an accessory of
/// `.sig` only; the others it takes for images.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaggedAttachment {
    pub kind: TaggedKind,
    /// What it belongs to; it need not be there any more.
    pub subject: Digest,
}

/// What is attached by a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaggedKind {
    Signature,
    Attestation,
    Sbom,
}

impl TaggedAttachment {
    /// Reads a tag; `None` for all others.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let (subject, ending) = tag.rsplit_once('.')?;
        let kind = match ending {
            "sig" => TaggedKind::Signature,
            "att" => TaggedKind::Attestation,
            "sbom" => TaggedKind::Sbom,
            _ => return None,
        };
        let (algorithm, hex) = subject.split_once('-')?;
        if !matches!(algorithm, "sha256" | "sha512") {
            return None;
        }
        let subject = Digest::new(format!("{algorithm}:{hex}")).ok()?;
        Some(Self { kind, subject })
    }
}

impl Artifact {
    /// What it is, if it says something about another artifact.
    pub(in crate::types) fn attached_kind(&self) -> Option<ArtifactKind> {
        if let Some(attached) = self.attached_by_tag() {
            return Some(match attached.kind {
                TaggedKind::Signature => ArtifactKind::Signature,
                TaggedKind::Attestation => ArtifactKind::Attestation,
                TaggedKind::Sbom => ArtifactKind::Sbom,
            });
        }
        if self.is_build_attestation() {
            return Some(ArtifactKind::Attestation);
        }
        match AccessoryKind::from_artifact(self) {
            AccessoryKind::Signature(_) => Some(ArtifactKind::Signature),
            AccessoryKind::Attestation(_) => Some(ArtifactKind::Attestation),
            AccessoryKind::Sbom(_) => Some(ArtifactKind::Sbom),
            _ => None,
        }
    }

    /// What it is to another artifact by its tags, all of which must say so: what has another tag
    /// is meant to be found by it.
    pub fn attached_by_tag(&self) -> Option<TaggedAttachment> {
        let mut tags = self.tags.iter();
        let attached = TaggedAttachment::from_tag(&tags.next()?.name)?;
        tags.all(|tag| TaggedAttachment::from_tag(&tag.name).is_some())
            .then_some(attached)
    }

    /// Whether it is BuildKit's record of how a part of an index was made: an image by its
    /// configuration, for `unknown/unknown`.
    pub fn is_build_attestation(&self) -> bool {
        let is_unknown = |key: &str| {
            let value = self.extra_attrs.get(key);
            value.and_then(Value::as_str) == Some("unknown")
        };
        is_unknown("os") && is_unknown("architecture")
    }

    /// Whether it is content of its own, to be pulled and scanned; not what is said about another
    /// artifact in the shape of an image.
    pub fn is_content(&self) -> bool {
        self.attached_by_tag().is_none() && !self.is_build_attestation()
    }
}
