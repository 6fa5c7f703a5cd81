//! What is attached to artifacts: signatures, SBOMs, attestations; and what they make known.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::types::{Artifact, ArtifactKind, SbomOverview, ScanStatus};
use crate::{names::Digest, wire::time};

words!(
    /// What the server takes an accessory for (`src/pkg/accessory/model`). [`AccessoryKind`] says
    /// what it is.
    AccessoryType {
        /// Cosign's older signatures; since 2.15 also every Sigstore bundle, whatever it holds.
        CosignSignature = "signature.cosign",
        NotationSignature = "signature.notation",
        NydusAcceleration = "accelerator.nydus",
        /// A bill of materials that the server made.
        HarborSbom = "sbom.harbor",
        /// Anything else that names the artifact as its OCI subject; before 2.15 also Sigstore
        /// bundles.
        Subject = "subject.accessory",
    }
);

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

object!(Accessory);

impl Accessory {
    /// The checked digest.
    pub fn typed_digest(&self) -> Option<Digest> {
        Digest::new(self.digest.clone()).ok()
    }

    /// What it is, as far as the subject's own entry tells.
    pub fn listed_kind(&self) -> AccessoryKind {
        match &self.accessory_type {
            AccessoryType::NotationSignature => AccessoryKind::Signature(SignatureFormat::Notation),
            AccessoryType::CosignSignature => AccessoryKind::Unread(Unread::Cosign),
            AccessoryType::HarborSbom => AccessoryKind::Sbom(SbomFormat::Spdx),
            AccessoryType::NydusAcceleration => AccessoryKind::NydusAcceleration,
            AccessoryType::Subject | AccessoryType::Other(_) => {
                AccessoryKind::Unread(Unread::Anything)
            }
        }
    }

    /// What it is, by its own artifact as well.
    pub fn kind_by(&self, itself: &Artifact) -> AccessoryKind {
        let listed = self.listed_kind();
        let AccessoryKind::Unread(unread) = listed else {
            return listed;
        };
        match (AccessoryKind::from_artifact(itself), unread) {
            // Not a bundle: Cosign's older signature, an image by its configuration.
            (AccessoryKind::Unread(_) | AccessoryKind::Other(_), Unread::Cosign) => {
                AccessoryKind::Signature(SignatureFormat::Cosign)
            }
            (AccessoryKind::Unread(_), Unread::Anything) => AccessoryKind::Untold,
            (kind, _) => kind,
        }
    }
}

/// What an accessory is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AccessoryKind {
    Signature(SignatureFormat),
    /// A statement about the artifact, mostly signed itself; `None` if it does not say of what.
    Attestation(Option<Predicate>),
    Sbom(SbomFormat),
    /// A document that says which vulnerabilities matter.
    Vex,
    NydusAcceleration,
    /// By its artifact type.
    Other(String),
    /// The subject's entry leaves it open; the accessory's own artifact has to be read.
    Unread(Unread),
    /// It was read and does not say. Servers before 2.12 keep the artifact type to themselves.
    Untold,
}

/// What an accessory that was not read may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unread {
    /// A signature or an attestation.
    Cosign,
    Anything,
}

/// Who makes and verifies signatures of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SignatureFormat {
    /// Sigstore: Cosign, and whatever else writes its bundles.
    Cosign,
    Notation,
}

impl std::fmt::Display for SignatureFormat {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Cosign => "Cosign",
            Self::Notation => "Notation",
        })
    }
}

/// The language of a bill of materials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SbomFormat {
    Spdx,
    CycloneDx,
    /// Syft's own.
    Syft,
    /// It says that it is a bill of materials, and no more.
    Unnamed,
}

impl SbomFormat {
    /// By a media type, an artifact type or a predicate type.
    fn from_type(text: &str) -> Option<Self> {
        Some(match text {
            _ if text.contains("spdx") => Self::Spdx,
            _ if text.contains("cyclonedx") => Self::CycloneDx,
            _ if text.contains("syft") => Self::Syft,
            _ if text.contains("sbom") => Self::Unnamed,
            _ => return None,
        })
    }

    /// As the format is called; empty if it has no name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Spdx => "SPDX",
            Self::CycloneDx => "CycloneDX",
            Self::Syft => "Syft",
            Self::Unnamed => "",
        }
    }
}

/// What an attestation states (in-toto's predicate type).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Predicate {
    /// How and by whom it was built (SLSA).
    Provenance,
    Sbom(SbomFormat),
    Vex,
    /// What a scanner found.
    Vulnerabilities,
    /// By its predicate type.
    Other(String),
}

/// Cosign's signatures are statements, too, since bundles: this is what they state.
const COSIGN_SIGNATURE: &str = "sigstore.dev/cosign/sign/";

impl Predicate {
    fn from_type(text: &str) -> Self {
        let lower = text.to_ascii_lowercase();
        if lower.contains("slsa.dev/provenance") {
            Self::Provenance
        } else if lower.contains("vex") {
            Self::Vex
        } else if let Some(format) = SbomFormat::from_type(&lower) {
            Self::Sbom(format)
        } else if lower.contains("attestation/vuln") || lower.contains("attribute-report/vulns") {
            Self::Vulnerabilities
        } else {
            Self::Other(text.to_owned())
        }
    }
}

impl AccessoryKind {
    /// What an artifact is, if it is something that is attached to others.
    pub(in crate::types) fn from_artifact(artifact: &Artifact) -> Self {
        let note = |name: &str| artifact.annotations.get(name).map(String::as_str);
        let predicate = artifact.predicate_type();
        // An artifact type counts, else the configuration's type: generic ones say nothing.
        let types = [&artifact.artifact_type, &artifact.media_type];
        let own = types.into_iter().find(|text| says_something(text));
        let lower = own.map(|text| text.to_ascii_lowercase());
        let has = |word: &str| lower.as_ref().is_some_and(|lower| lower.contains(word));
        // Before 2.12 a bundle can be told by its annotations only.
        let content = note("dev.sigstore.bundle.content");
        let is_bundle = has("sigstore.bundle") || content.is_some();
        match predicate {
            Some(text) if text.contains(COSIGN_SIGNATURE) => {
                return Self::Signature(SignatureFormat::Cosign);
            }
            Some(text) if is_bundle || has("in-toto") || has("dsse") => {
                return Self::Attestation(Some(Predicate::from_type(text)));
            }
            _ => {}
        }
        let Some(own) = own.filter(|_| !is_bundle) else {
            return match content {
                // A statement that does not say of what, be it a signature.
                Some("dsse-envelope") => Self::Untold,
                _ if is_bundle => Self::Signature(SignatureFormat::Cosign),
                _ => Self::Unread(Unread::Anything),
            };
        };
        if has("notary.signature") {
            Self::Signature(SignatureFormat::Notation)
        } else if has("simplesigning") || has("cosign.artifact.sig") {
            Self::Signature(SignatureFormat::Cosign)
        } else if has("in-toto") || has("dsse") || has("docker.attestation") {
            Self::Attestation(None)
        } else if has("slsa") {
            Self::Attestation(Some(Predicate::Provenance))
        } else if has("vex") {
            Self::Vex
        } else if let Some(format) = lower.as_deref().and_then(SbomFormat::from_type) {
            Self::Sbom(format)
        } else {
            Self::Other(own.clone())
        }
    }

    /// Whether it may be a signature, or is one.
    fn may_sign(&self) -> bool {
        matches!(self, Self::Signature(_) | Self::Unread(_) | Self::Untold)
    }

    /// Whether it is a bill of materials or states one, and in which language.
    pub fn sbom_format(&self) -> Option<SbomFormat> {
        match self {
            Self::Sbom(format) | Self::Attestation(Some(Predicate::Sbom(format))) => Some(*format),
            _ => None,
        }
    }

    fn may_be_sbom(&self) -> bool {
        self.sbom_format().is_some()
            || matches!(
                self,
                Self::Unread(_) | Self::Untold | Self::Attestation(None)
            )
    }
}

/// Whether a media type tells what an artifact is for: empty configurations and those of images,
/// which some clients take for everything, don't.
fn says_something(media_type: &str) -> bool {
    !matches!(
        media_type,
        "" | "application/vnd.oci.empty.v1+json"
            | "application/vnd.oci.image.config.v1+json"
            | "application/vnd.docker.container.image.v1+json"
            | "application/vnd.oci.image.index.v1+json"
            | "application/vnd.docker.distribution.manifest.list.v2+json"
            | "application/vnd.unknown.artifact.v1"
            | "application/vnd.unknown.config.v1+json"
            | "application/octet-stream"
            | "application/json"
    )
}

/// Whether an artifact is signed, as far as is known. Nothing here verifies a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureState {
    /// Nothing attached signs it.
    Missing,
    /// Something attached may be a signature, and was not read or does not tell.
    NotKnown,
    /// In the order of the formats, each once.
    Found(Vec<SignatureFormat>),
}

/// Where the SBOM of an artifact is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SbomState {
    Missing,
    /// Something attached may be one, and was not read or does not tell.
    NotKnown,
    Queued,
    Running,
    Stopped,
    Failed,
    /// Made by the server: the SBOM's own digest, to ask for its content with.
    Done(Digest),
    /// Made by the server for each part of an index.
    OfParts,
    /// Attached by somebody: the digest of the accessory, and its language.
    Attached(Digest, SbomFormat),
}

impl SbomState {
    /// Whether there is one.
    pub fn is_there(&self) -> bool {
        matches!(self, Self::Done(_) | Self::OfParts | Self::Attached(..))
    }
}

/// What is known of accessories, by their digests: those that were read themselves, and nothing of
/// others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadAccessories(BTreeMap<String, AccessoryKind>);

impl ReadAccessories {
    /// Keeps what an accessory's own artifact says.
    pub fn read(&mut self, accessory: &Accessory, itself: &Artifact) {
        let kind = accessory.kind_by(itself);
        self.0.insert(accessory.digest.clone(), kind);
    }

    /// What an accessory is.
    pub fn kind(&self, accessory: &Accessory) -> AccessoryKind {
        let read = self.0.get(&accessory.digest);
        read.cloned().unwrap_or_else(|| accessory.listed_kind())
    }

    /// The accessories of an artifact that have to be read to know what they are, and can be.
    pub fn unread<'a>(&'a self, artifact: &'a Artifact) -> impl Iterator<Item = &'a Accessory> {
        let is_unread = |accessory: &&Accessory| {
            matches!(self.kind(accessory), AccessoryKind::Unread(_))
                && accessory.typed_digest().is_some()
        };
        artifact.accessories.iter().filter(is_unread)
    }

    /// Whether a signature of the artifact, or of an index that it is a part of, is known.
    pub fn signature(&self, artifact: &Artifact) -> SignatureState {
        let all = artifact.accessories.iter();
        let all = all.chain(&artifact.inherited_accessories);
        let kinds: Vec<AccessoryKind> = all.map(|accessory| self.kind(accessory)).collect();
        let mut formats: Vec<SignatureFormat> = kinds
            .iter()
            .filter_map(|kind| match kind {
                AccessoryKind::Signature(format) => Some(*format),
                _ => None,
            })
            .collect();
        formats.sort_unstable();
        formats.dedup();
        if !formats.is_empty() {
            SignatureState::Found(formats)
        } else if kinds.iter().any(AccessoryKind::may_sign) {
            SignatureState::NotKnown
        } else {
            SignatureState::Missing
        }
    }

    /// Where the SBOM of the artifact is. One that is there counts more than one that is made.
    pub fn sbom(&self, artifact: &Artifact) -> SbomState {
        let overview = artifact.sbom_overview.as_ref();
        let status = overview.map(|overview| &overview.scan_status);
        let is_made = matches!(
            status,
            None | Some(ScanStatus::Success | ScanStatus::Other(_))
        );
        let made = artifact
            .accessories
            .iter()
            .find(|accessory| accessory.accessory_type == AccessoryType::HarborSbom);
        let made = overview
            .and_then(SbomOverview::digest)
            .or_else(|| made.and_then(Accessory::typed_digest));
        if let Some(made) = made.filter(|_| is_made) {
            return SbomState::Done(made);
        }
        if artifact.is_index() && status == Some(&ScanStatus::Success) {
            return SbomState::OfParts;
        }
        let of_others = || {
            let all = artifact.accessories.iter();
            all.filter(|accessory| accessory.accessory_type != AccessoryType::HarborSbom)
        };
        let attached = of_others().find_map(|accessory| {
            let format = self.kind(accessory).sbom_format()?;
            Some(SbomState::Attached(accessory.typed_digest()?, format))
        });
        if let Some(attached) = attached {
            return attached;
        }
        match status {
            Some(ScanStatus::Pending | ScanStatus::Scheduled) => SbomState::Queued,
            Some(ScanStatus::Running) => SbomState::Running,
            Some(ScanStatus::Stopped) => SbomState::Stopped,
            Some(ScanStatus::Error) => SbomState::Failed,
            _ if of_others().any(|accessory| self.kind(accessory).may_be_sbom()) => {
                SbomState::NotKnown
            }
            _ => SbomState::Missing,
        }
    }
}

impl Artifact {
    /// What a statement is about, as its maker noted it (`https://slsa.dev/provenance/v1`).
    pub fn predicate_type(&self) -> Option<&str> {
        let keys = [
            "dev.sigstore.bundle.predicateType",
            "in-toto.io/predicate-type",
            "predicateType",
        ];
        let noted = keys.iter().find_map(|key| self.annotations.get(*key));
        noted.map(String::as_str)
    }

    /// The language of the bill of materials that it is or states itself; nothing of other artifacts.
    pub fn own_sbom(&self) -> Option<SbomFormat> {
        let stated = AccessoryKind::from_artifact(self).sbom_format();
        match self.kind() {
            ArtifactKind::Sbom => Some(stated.unwrap_or(SbomFormat::Unnamed)),
            ArtifactKind::Attestation => stated,
            _ => None,
        }
    }

    /// Whether a signature is known, by what lists tell. [`ReadAccessories`] knows more.
    pub fn signature(&self) -> SignatureState {
        ReadAccessories::default().signature(self)
    }

    /// Where the SBOM is, by what lists tell. [`ReadAccessories`] knows more.
    pub fn sbom(&self) -> SbomState {
        ReadAccessories::default().sbom(self)
    }
}
