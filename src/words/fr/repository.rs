//! The artifacts of a repository.

use harbor_api::types::Severity;

use crate::{
    format::{self, count},
    words::shape::Repository,
};

/// A count with its noun; nought is singular.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    let noun = if number < 2 { one } else { many };
    format::counted(number, noun, noun)
}

fn number(number: usize) -> String {
    count(i64::try_from(number).unwrap_or(i64::MAX))
}

pub const REPOSITORY: Repository = Repository {
    find: "Chercher un tag, une empreinte ou un label",
    the_artifacts: "les artefacts",
    artifact: "artefact",
    empty_title: "Aucun artefact",
    empty_text: "Ce qui est poussé dans ce dépôt apparaît ici.",
    copy_push: "Copier la commande de push",
    copy_digests: "Copier les empreintes",
    artifact_column: "Artefact",
    tags: "Tags",
    pulled: "Pull",
    expand: "Déplier",
    collapse: "Replier",
    none_found: "aucune trouvée",
    not_scanned: "pas d’analyse",
    scan_queued: "analyse en attente",
    scanning: "analyse en cours",
    scan_stopped: "analyse arrêtée",
    scan_failed: "échec de l’analyse",
    copy_pull: "Copier la commande de pull",
    open: "Ouvrir",
    never_pulled: "jamais",
    no_tags: "Aucun",
    labels: "Labels",
    shown: |shown, total| {
        if shown == total {
            counted(total, "artefact", "artefacts")
        } else {
            let shown = counted(shown, "artefact", "artefacts");
            format!("{shown} sur {}", number(total))
        }
    },
    table: |project, repository| format!("Artefacts de {project}/{repository}"),
    number: |number| counted(number, "artefact", "artefacts"),
    of_severity: |number, severity| {
        let word = match severity {
            Severity::Critical => "critique",
            Severity::High => "élevée",
            Severity::Medium => "moyenne",
            Severity::Low => "faible",
            Severity::Negligible => "négligeable",
            Severity::None => "sans sévérité",
            Severity::Unknown => "inconnue",
        };
        let plural = number > 1 && severity != Severity::None;
        format!("{number} {word}{}", if plural { "s" } else { "" })
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nought_is_singular() {
        for (number, text) in [(0, "0 artefact"), (1, "1 artefact"), (2, "2 artefacts")] {
            assert_eq!(REPOSITORY.number(number), text);
        }
        assert_eq!(REPOSITORY.of_severity(1, Severity::High), "1 élevée");
        assert_eq!(REPOSITORY.of_severity(2, Severity::High), "2 élevées");
        assert_eq!(REPOSITORY.shown(3, 12), "3 artefacts sur 12");
        assert_eq!(REPOSITORY.shown(12, 12), "12 artefacts");
    }
}
