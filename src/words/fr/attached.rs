//! What is attached to an artifact: signatures, SBOMs, attestations; and when it was built.

use super::repository::counted;
use crate::words::shape::Attached;

pub const ATTACHED: Attached = Attached {
    signature_found: "Signature trouvée",
    signature_or_attestation: "Signature ou attestation",
    signature_short: "Signature\u{202f}?",
    attached: "Pièce jointe",
    none_found: "Aucune trouvée",
    not_known: "Inconnu",
    sbom_there: "Présent",
    sbom_of_parts: "Dans ses parties",
    sbom_stopped: "Arrêté",
    not_verified: "Pilothouse ne vérifie pas les signatures\u{202f}: il dit ce qui est joint.",
    list_cannot_tell: "Joint par Cosign\u{202f}: une signature ou une attestation. Ouvrez l’artefact \
                       pour le savoir.",
    list_cannot_tell_what: "Quelque chose est joint. Ouvrez l’artefact pour savoir quoi.",
    attestation: "Attestation",
    provenance: "provenance SLSA",
    vex: "Document VEX",
    vulnerabilities: "analyse de vulnérabilités",
    nydus: "Accélération Nydus",
    not_read: "Pas encore lu",
    untold: "Le registre ne dit pas ce que c’est",
    reading: "Lecture de ce qui est joint",
    read_more: "Les lire",
    try_again: "Réessayer",
    signature_of: "Signature de",
    attestation_of: "Attestation de",
    sbom_of: "SBOM de",
    belongs_to: "Se rapporte à",
    no_real_time: "La construction n’indique pas de date réelle",
    sum_of_parts: "La somme de ses parties. Une couche que plusieurs parties partagent est comptée \
                   pour chacune.",
    sum_of_parts_short: "somme de ses parties, couches partagées comptées pour chacune",
    found: "trouvée",
    unknown: "inconnu",
    none: "aucune",
    attestation_of_kind: |kind| format!("Attestation\u{202f}: {kind}"),
    sbom_of_format: |format| format!("SBOM, {format}"),
    failed: |number, reason| {
        let parts = counted(
            number,
            "pièce jointe illisible",
            "pièces jointes illisibles",
        );
        format!("{parts}. {reason}")
    },
    left: |number| counted(number, "pièce jointe non lue", "pièces jointes non lues"),
    attestation_for: |platform| format!("attestation de {platform}"),
};
