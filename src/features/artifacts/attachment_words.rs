//! What is attached to an artifact: signatures, SBOMs, attestations; and when it was built.

use crate::{format::counted, words::french};

crate::words::area! {
    /// What is attached to an artifact: signatures, SBOMs, attestations; and when it was built.
    Attached {
        texts {
            signature_found: "Signature found", "Signature trouvée";
            signature_or_attestation: "Signature or attestation", "Signature ou attestation";
            signature_short: "Signature?", "Signature\u{202f}?";
            attached: "Attached", "Pièce jointe";
            none_found: "None found", "Aucune trouvée";
            not_known: "Not known", "Inconnu";
            sbom_there: "Present", "Présent";
            sbom_of_parts: "In its parts", "Dans ses parties";
            sbom_stopped: "Stopped", "Arrêté";
            not_verified:
                "Found, not verified. Accessories verifies it with a key that you give.",
                "Trouvé, non vérifié. L’onglet Accessoires le vérifie avec une clé que vous donnez.";
            list_cannot_tell:
                "Attached by Cosign: a signature or an attestation. Open the artifact to see which.",
                "Joint par Cosign\u{202f}: une signature ou une attestation. Ouvrez l’artefact \
                       pour le savoir.";
            list_cannot_tell_what:
                "Something is attached. Open the artifact to see what it is.",
                "Quelque chose est joint. Ouvrez l’artefact pour savoir quoi.";
            attestation: "Attestation", "Attestation";
            provenance: "SLSA provenance", "provenance SLSA";
            vex: "VEX document", "Document VEX";
            vulnerabilities: "vulnerability scan", "analyse de vulnérabilités";
            nydus: "Nydus acceleration", "Accélération Nydus";
            not_read: "Not read yet", "Pas encore lu";
            untold: "The registry doesn’t say what it is", "Le registre ne dit pas ce que c’est";
            reading: "Reading what is attached", "Lecture de ce qui est joint";
            read_more: "Read them", "Les lire";
            try_again: "Try again", "Réessayer";
            signature_of: "Signature of", "Signature de";
            attestation_of: "Attestation of", "Attestation de";
            sbom_of: "SBOM of", "SBOM de";
            belongs_to: "Belongs to", "Se rapporte à";
            no_real_time:
                "The build states no real time",
                "La construction n’indique pas de date réelle";
            sum_of_parts:
                "The sum of its parts. A layer that several parts share is counted for each.",
                "La somme de ses parties. Une couche que plusieurs parties partagent est comptée \
                   pour chacune.";
            sum_of_parts_short:
                "sum of its parts, shared layers counted for each",
                "somme de ses parties, couches partagées comptées pour chacune";
            by_tag: "Attached by tags", "Attaché par des tags";
            look_by_tag: "Look for Cosign’s attestations and SBOMs", "Chercher les attestations et SBOM de Cosign";
            none_by_tag: "None by Cosign’s tags.", "Aucun sous les tags de Cosign.";
            found: "found", "trouvée";
            unknown: "not known", "inconnu";
            none: "none", "aucune";
        }
        says {
            attestation_of_kind(kind: &str):
                format!("Attestation: {kind}"),
                format!("Attestation\u{202f}: {kind}");
            sbom_of_format(format: &str): format!("SBOM, {format}"), format!("SBOM, {format}");
            failed(number: usize, reason: &str):
                {
                    let attachments = counted(number, "attachment", "attachments");
                    format!("{attachments} couldn’t be read. {reason}")
                },
                {
                    let parts = french::counted(
                        number,
                        "pièce jointe illisible",
                        "pièces jointes illisibles",
                    );
                    format!("{parts}. {reason}")
                };
            left(number: usize):
                format!("{} not read", counted(number, "attachment", "attachments")),
                french::counted(number, "pièce jointe non lue", "pièces jointes non lues");
            attestation_for(platform: &str):
                format!("attestation of {platform}"),
                format!("attestation de {platform}");
        }
    }
}
