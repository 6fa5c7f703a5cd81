//! Exports of findings.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Exports of findings.
    CveExport {
        texts {
            open: "Export CVEs…", "Exporter les CVE…";
            repositories: "Repositories", "Dépôts";
            repositories_hint: "Patterns without the project’s name, with commas between them; empty: all", "Motifs sans le nom du projet, séparés par des virgules\u{202f}; vide\u{202f}: tous";
            tags: "Tags", "Tags";
            tags_hint: "Patterns with commas between them; empty: all", "Motifs séparés par des virgules\u{202f}; vide\u{202f}: tous";
            cves: "CVEs", "CVE";
            cves_hint: "Ids with commas between them; empty: all", "Identifiants séparés par des virgules\u{202f}; vide\u{202f}: tous";
            pattern_bad: "A bracket or brace is not closed: nothing would match", "Un crochet ou une accolade n’est pas fermé\u{202f}: rien ne correspondrait";
            cves_bad: "Write ids as CVE-2026-1234", "Écrivez les identifiants comme CVE-2026-1234";
            start: "Export", "Exporter";
            exports: "Your exports, of all projects", "Vos exports, tous projets confondus";
            the_exports: "the exports", "les exports";
            no_exports: "None yet", "Aucun pour l’instant";
            once: "Harbor gives each file once, and deletes it then.", "Harbor donne chaque fichier une seule fois, puis le supprime.";
            refused_why: "Harbor refuses the whole list while it holds an export of a project that you may no longer export from.", "Harbor refuse toute la liste tant qu’elle contient un export d’un projet dont vous ne pouvez plus exporter.";
            save: "Save file…", "Enregistrer le fichier…";
            no_file: "There is no file", "Il n’y a pas de fichier";
        }
        says {
            title_of(project: &str): format!("Export CVEs of {project}"), format!("Exporter les CVE de {project}");
            labels_of(number: usize): if number == 0 { "Labels: any".to_owned() } else { format!("Labels: {}", counted(number, "label", "labels")) }, if number == 0 { "Étiquettes\u{202f}: toutes".to_owned() } else { format!("Étiquettes\u{202f}: {}", french::counted(number, "étiquette", "étiquettes")) };
        }
    }
}
