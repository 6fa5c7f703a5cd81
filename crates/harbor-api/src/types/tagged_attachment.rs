//! What Cosign attached before artifacts could name their subject: by the form of a tag.

use crate::names::Digest;

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
    pub fn of_tag(tag: &str) -> Option<Self> {
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
