//! What is attached to an artifact: signatures, SBOMs, attestations; and when it was built.

use crate::{format::counted, words::shape::Attached};

pub const ATTACHED: Attached = Attached {
    signature_found: "Signature found",
    signature_or_attestation: "Signature or attestation",
    signature_short: "Signature?",
    attached: "Attached",
    none_found: "None found",
    not_known: "Not known",
    sbom_there: "Present",
    sbom_of_parts: "In its parts",
    sbom_stopped: "Stopped",
    not_verified: "Pilothouse doesn’t verify signatures: it says what is attached.",
    list_cannot_tell: "Attached by Cosign: a signature or an attestation. Open the artifact to see which.",
    list_cannot_tell_what: "Something is attached. Open the artifact to see what it is.",
    attestation: "Attestation",
    provenance: "SLSA provenance",
    vex: "VEX document",
    vulnerabilities: "vulnerability scan",
    nydus: "Nydus acceleration",
    not_read: "Not read yet",
    untold: "The registry doesn’t say what it is",
    reading: "Reading what is attached",
    read_more: "Read them",
    try_again: "Try again",
    signature_of: "Signature of",
    attestation_of: "Attestation of",
    sbom_of: "SBOM of",
    belongs_to: "Belongs to",
    no_real_time: "The build states no real time",
    sum_of_parts: "The sum of its parts. A layer that several parts share is counted for each.",
    sum_of_parts_short: "sum of its parts, shared layers counted for each",
    found: "found",
    unknown: "not known",
    none: "none",
    attestation_of_kind: |kind| format!("Attestation: {kind}"),
    sbom_of_format: |format| format!("SBOM, {format}"),
    failed: |number, reason| {
        let attachments = counted(number, "attachment", "attachments");
        format!("{attachments} couldn’t be read. {reason}")
    },
    left: |number| format!("{} not read", counted(number, "attachment", "attachments")),
    attestation_for: |platform| format!("attestation of {platform}"),
};
