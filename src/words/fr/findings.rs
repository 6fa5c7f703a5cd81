//! Vulnerabilities.

use harbor_api::types::Severity;

use super::repository::counted;
use crate::{format::count, words::shape::Findings};

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

pub const FINDINGS: Findings = Findings {
    nothing_title: "Aucune vulnérabilité à afficher",
    not_scanned: "Aucun scanner n’a encore examiné cet artefact.",
    queued: "Il attend le scanner.",
    running: "Le scanner l’examine.",
    stopped: "L’analyse a été arrêtée avant la fin.",
    failed: "Le scanner n’a pas pu lire cet artefact.",
    no_result: "L’analyse s’est terminée sans dire ce qu’elle a trouvé. Relancez-la.",
    no_report_title: "Pas de rapport",
    no_report_text: "Le registre n’a pas de rapport terminé pour cet artefact. Une autre analyse vient peut-être de commencer.",
    the_vulnerabilities: "les vulnérabilités",
    vulnerability: "vulnérabilité",
    none_title: "Aucune trouvée",
    none_text: "Le scanner ne connaît aucune vulnérabilité dans cet artefact.",
    no_match_title: "Aucune vulnérabilité ne correspond",
    no_match_text: "Aucune n’a cette sévérité et un correctif.",
    show_all: "Tout afficher",
    filter: "Filtrer par sévérité",
    find: "Chercher une CVE ou un paquet",
    fixable_only: "Corrigeables seulement",
    copy_id: "Copier l’identifiant",
    copy_ids: "Copier les identifiants",
    severity_column: "Sévérité",
    vulnerability_column: "Vulnérabilité",
    cvss: "CVSS",
    package: "Paquet",
    versions: "Installé et corrigé dans",
    installed: "Installé",
    fixed_in: "Corrigé dans",
    no_fix: "pas encore de correctif",
    weakness: "Faiblesse",
    status: "État",
    description: "Description",
    references: "Références",
    severity: |severity| word(severity).to_owned(),
    score_of: |severity| format!("{}, CVSS", word(severity)),
    number: |number| counted(number, "vulnérabilité", "vulnérabilités"),
    shown: |shown, total| {
        let total = counted(total, "vulnérabilité", "vulnérabilités");
        format!("{shown} sur {total}")
    },
    within: |packages, fixable| {
        let packages = counted(packages, "paquet", "paquets");
        let word = if fixable < 2 {
            "corrigeable"
        } else {
            "corrigeables"
        };
        format!("dans {packages}, {} {word}", count(fixable))
    },
    scanned_ago: |ago| format!("analysé {ago}"),
    worst_severity: |severity| format!("sévérité {severity}"),
};
