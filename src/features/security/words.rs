//! What scanners found in all projects.

use crate::{format::counted, words::french};

crate::words::area! {
    /// What scanners found in all projects.
    Security {
        texts {
            title: "Security", "Sécurité";
            cve: "CVE", "CVE";
            package: "Package", "Paquet";
            repository: "Repository", "Dépôt";
            severity: "Severity", "Gravité";
            any_severity: "Any", "Toutes";
            find: "Find", "Chercher";
            too_wide: "Type a CVE, a package or a repository: Harbor compares exactly", "Saisir une CVE, un paquet ou un dépôt\u{202f}: Harbor compare exactement";
            the_totals: "the totals", "les totaux";
            critical: "Critical", "Critique";
            high: "High", "Élevée";
            medium: "Medium", "Moyenne";
            low: "Low", "Faible";
            fixable: "Fixable", "Corrigeable";
            scanned: "Scanned artifacts", "Artefacts scannés";
            worst: "Most critical findings", "Le plus de failles critiques";
            artifact: "Artifact", "Artefact";
            dangerous: "Highest scores", "Scores les plus hauts";
            dangerous_why: "By CVSS score, which need not follow the severity.", "Selon le score CVSS, qui ne suit pas toujours la gravité.";
            score: "CVSS", "CVSS";
            version: "Version", "Version";
            fixed: "Fixed in", "Corrigé dans";
            no_fix: "no fix known", "pas de correctif connu";
            tags: "Tags", "Tags";
            digest: "Digest", "Empreinte";
            find_in: "Find among these", "Chercher parmi celles-ci";
            the_findings: "the findings", "les failles";
            finding: "finding", "faille";
            copy_cves: "Copy CVEs", "Copier les CVE";
            back: "Totals", "Totaux";
            seen: "Mark as seen", "Marquer comme vu";
            new: "new here", "nouveau ici";
            new_why: "Not in this list at the last look", "Absent de cette liste au dernier regard";
            nothing: "Nothing found", "Rien trouvé";
            nothing_text: "Harbor compares exactly, and knows of scanned artifacts only: what was not scanned may have it.", "Harbor compare exactement, et ne connaît que les artefacts scannés\u{202f}: les autres peuvent l’avoir.";
        }
        says {
            and_none(number: &str): format!("{number} none or negligible"), format!("{number} nulles ou négligeables");
            of_all(number: &str): format!("of {number} findings"), format!("sur {number} failles");
            not_scanned(number: &str): format!("{number} not scanned"), format!("{number} non scannés");
            more_since(number: &str): format!("{number} more"), format!("{number} de plus");
            fewer_since(number: &str): format!("{number} fewer"), format!("{number} de moins");
            compared_with(since: &str): format!("Compared with the last look: {since}"), format!("Par rapport au dernier regard\u{202f}: {since}");
            findings_of(number: usize): counted(number, "finding", "findings"), french::counted(number, "faille", "failles");
        }
    }
}
