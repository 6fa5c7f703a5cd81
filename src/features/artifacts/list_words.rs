//! The artifacts of a repository.

use harbor_api::types::Severity;

use crate::{
    format::{count, counted},
    words::french,
};

crate::words::area! {
    /// The artifacts of a repository.
    Repository {
        texts {
            find: "Find tag, digest or label", "Chercher un tag, une empreinte ou un label";
            the_artifacts: "the artifacts", "les artefacts";
            artifact: "artifact", "artefact";
            empty_title: "No artifacts", "Aucun artefact";
            empty_text:
                "What is pushed to this repository appears here.",
                "Ce qui est poussé dans ce dépôt apparaît ici.";
            copy_push: "Copy push command", "Copier la commande de push";
            copy_digests: "Copy digests", "Copier les empreintes";
            copy_references: "Copy references", "Copier les références";
            empty_project: "What is pushed to this project appears here.", "Ce qui est poussé dans ce projet apparaît ici.";
            artifacts_tab: "All artifacts", "Tous les artefacts";
            newest: "Newest", "Les plus récents";
            largest: "Largest", "Les plus gros";
            oldest: "Oldest", "Les plus anciens";
            never_pulled_view: "Never pulled", "Jamais tirés";
            worst: "Most vulnerable", "Les plus vulnérables";
            ever_pulled: "Ever pulled", "Déjà tiré";
            artifact_column: "Artifact", "Artefact";
            tags: "Tags", "Tags";
            pulled: "Pulled", "Pull";
            expand: "Expand", "Déplier";
            collapse: "Collapse", "Replier";
            none_found: "none found", "aucune trouvée";
            not_scanned: "not scanned", "pas d’analyse";
            scan_queued: "queued", "analyse en attente";
            scanning: "scanning", "analyse en cours";
            scan_stopped: "stopped", "analyse arrêtée";
            scan_failed: "failed", "échec de l’analyse";
            copy_pull: "Copy pull command", "Copier la commande de pull";
            open: "Open", "Ouvrir";
            never_pulled: "never", "jamais";
            no_tags: "None", "Aucun";
            labels: "Labels", "Labels";
        }
        says {
            shown(shown: usize, total: usize):
                {
                    if shown == total {
                        counted(total, "artifact", "artifacts")
                    } else {
                        let total = counted(total, "artifact", "artifacts");
                        format!("{} of {total}", count(shown))
                    }
                },
                {
                    if shown == total {
                        french::counted(total, "artefact", "artefacts")
                    } else {
                        let shown = french::counted(shown, "artefact", "artefacts");
                        format!("{shown} sur {}", count(total))
                    }
                };
            table(project: &str, repository: &str):
                format!("Artifacts in {project}/{repository}"),
                format!("Artefacts de {project}/{repository}");
            table_of_project(project: &str):
                format!("Artifacts in {project}"),
                format!("Artefacts de {project}");
            number(number: usize):
                counted(number, "artifact", "artifacts"),
                french::counted(number, "artefact", "artefacts");
            of_severity(number: i64, severity: Severity):
                format!("{number} {}", severity.as_str().to_lowercase()),
                {
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
                };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nought_is_singular() {
        for (number, text) in [(0, "0 artefact"), (1, "1 artefact"), (2, "2 artefacts")] {
            assert_eq!(Repository::FRENCH.number(number), text);
        }
        assert_eq!(
            Repository::FRENCH.of_severity(1, Severity::High),
            "1 élevée"
        );
        assert_eq!(
            Repository::FRENCH.of_severity(2, Severity::High),
            "2 élevées"
        );
        assert_eq!(Repository::ENGLISH.shown(1, 1), "1 artifact");
        assert_eq!(Repository::ENGLISH.shown(0, 1), "0 of 1 artifact");
        assert_eq!(Repository::FRENCH.shown(3, 12), "3 artefacts sur 12");
        assert_eq!(Repository::FRENCH.shown(12, 12), "12 artefacts");
    }
}
