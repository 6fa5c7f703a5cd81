//! Components that stand on every page.

use harbor_api::types::Severity;

use crate::{format::count, words::french};

crate::words::area! {
    /// Components that stand on every page.
    Parts {
        texts {
            close: "Close", "Fermer";
            cancel: "Cancel", "Annuler";
            undo: "Undo", "Annuler";
            retry: "Retry", "Réessayer";
            try_again: "Try again", "Réessayer";
            copied: "Copied", "Copié";
            not_copied: "Not copied", "Non copié";
            not_copied_why:
                "Not copied: the clipboard can't be reached",
                "Non copié\u{202f}: le presse-papiers est inaccessible";
            copy_details: "Copy details", "Copier les détails";
            copy_as_curl: "Copy as curl", "Copier comme commande curl";
            messages: "Messages", "Messages";
            nothing_to_choose: "Nothing to choose", "Rien à choisir";
            close_inspector: "Close inspector", "Fermer l’inspecteur";
            close_tip: "Close (Esc)", "Fermer (Échap)";
            other_clients: "Other clients", "Autres clients";
            images_only: "For container images only", "Pour les images de conteneur seulement";
            images_and_sif_only:
                "For container images and SIF only",
                "Pour les images de conteneur et SIF seulement";
            linux_only: "For Linux only", "Pour Linux seulement";
            charts_only: "For charts only", "Pour les charts seulement";
            library_chart:
                "A library chart can't be installed by itself",
                "Un chart bibliothèque ne s’installe pas seul";
            no_file_names:
                "Would leave out content without a file name",
                "Omettrait le contenu sans nom de fichier";
            name_by: "Name by", "Désigner par";
            tag: "Tag", "Tag";
            digest: "Digest", "Empreinte";
            reference: "Reference", "Référence";
            not_scanned: "Not scanned", "Non analysé";
            queued: "Queued", "En attente";
            scanning: "Scanning", "Analyse en cours";
            scan_stopped: "Scan stopped", "Analyse arrêtée";
            scan_failed: "Scan failed", "Échec de l’analyse";
            no_scan_result: "No scan result", "Pas de résultat d’analyse";
            none_found: "None found", "Aucune trouvée";
        }
        says {
            in_seconds(seconds: u32): format!("in {seconds} s"), format!("dans {seconds}\u{202f}s");
            scanned_so_far(percent: u8):
                format!("Scanning, {percent} %"),
                format!("Analyse, {percent}\u{202f}%");
            severity(severity: Severity): severity.as_str().to_owned(), french::severity(severity).to_owned();
            of_severity(number: i64, severity: Severity):
                {
                    let word = severity.as_str().to_lowercase();
                    format!("{} {word}", count(number))
                },
                {
                    let plural = number > 1 && severity != Severity::None;
                    let word = french::severity(severity).to_lowercase();
                    format!("{} {word}{}", count(number), if plural { "s" } else { "" })
                };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nought_and_one_are_singular() {
        for (number, text) in [(0, "0 dépôt"), (1, "1 dépôt"), (2, "2 dépôts")] {
            assert_eq!(french::counted(number, "dépôt", "dépôts"), text);
        }
        assert_eq!(
            Parts::FRENCH.of_severity(1, Severity::Critical),
            "1 critique"
        );
        assert_eq!(Parts::FRENCH.of_severity(3, Severity::High), "3 élevées");
    }
}
