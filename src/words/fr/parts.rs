//! Components that stand on every page.

use harbor_api::types::Severity;

use crate::{
    format::{self, count},
    words::shape::Parts,
};

/// A count with its noun; nought is singular.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    let noun = if number < 2 { one } else { many };
    format::counted(number, noun, noun)
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "Critique",
        Severity::High => "Élevée",
        Severity::Medium => "Moyenne",
        Severity::Low => "Faible",
        Severity::Negligible => "Négligeable",
        Severity::None => "Aucune",
        Severity::Unknown => "Inconnue",
    }
}

pub const PARTS: Parts = Parts {
    close: "Fermer",
    cancel: "Annuler",
    undo: "Annuler",
    retry: "Réessayer",
    try_again: "Réessayer",
    copied: "Copié",
    not_copied: "Non copié",
    not_copied_why: "Non copié\u{202f}: le presse-papiers est inaccessible",
    copy_details: "Copier les détails",
    messages: "Messages",
    nothing_to_choose: "Rien à choisir",
    close_inspector: "Fermer l’inspecteur",
    close_tip: "Fermer (Échap)",
    other_clients: "Autres clients",
    images_only: "Pour les images de conteneur seulement",
    images_and_sif_only: "Pour les images de conteneur et SIF seulement",
    linux_only: "Pour Linux seulement",
    charts_only: "Pour les charts seulement",
    library_chart: "Un chart bibliothèque ne s’installe pas seul",
    no_file_names: "Omettrait le contenu sans nom de fichier",
    name_by: "Désigner par",
    tag: "Tag",
    digest: "Empreinte",
    reference: "Référence",
    not_scanned: "Non analysé",
    queued: "En attente",
    scanning: "Analyse en cours",
    scan_stopped: "Analyse arrêtée",
    scan_failed: "Échec de l’analyse",
    no_scan_result: "Pas de résultat d’analyse",
    none_found: "Aucune trouvée",
    in_seconds: |seconds| format!("dans {seconds}\u{202f}s"),
    scanned_so_far: |percent| format!("Analyse, {percent}\u{202f}%"),
    severity: |severity| word(severity).to_owned(),
    of_severity: |number, severity| {
        let plural = number > 1 && severity != Severity::None;
        let word = word(severity).to_lowercase();
        format!("{} {word}{}", count(number), if plural { "s" } else { "" })
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nought_and_one_are_singular() {
        for (number, text) in [(0, "0 dépôt"), (1, "1 dépôt"), (2, "2 dépôts")] {
            assert_eq!(counted(number, "dépôt", "dépôts"), text);
        }
        assert_eq!(PARTS.of_severity(1, Severity::Critical), "1 critique");
        assert_eq!(PARTS.of_severity(3, Severity::High), "3 élevées");
    }
}
