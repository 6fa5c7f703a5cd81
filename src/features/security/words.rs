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
            more_fields: "More to ask by", "Plus de critères";
            tag: "Tag", "Tag";
            project: "Project", "Projet";
            any_project: "All", "Tous";
            status: "Status", "Statut";
            score_from: "CVSS from", "CVSS de";
            score_to: "CVSS to", "CVSS à";
            score_rule: "0 to 10, the lower one first", "De 0 à 10, le plus bas d’abord";
            find: "Find", "Chercher";
            too_wide: "Type a CVE, a package, a repository, a tag or a digest, or choose a project: Harbor compares exactly", "Saisir une CVE, un paquet, un dépôt, un tag ou une empreinte, ou choisir un projet\u{202f}: Harbor compare exactement";
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
            of_yours: "of yours", "des vôtres";
            reports_read: "Reports read", "Rapports lus";
            images: "Images", "Images";
            projects: "Projects", "Projets";
            is_in: "In", "Dans";
            images_pulled: "Images, last pulled first", "Images, derniers pulls d’abord";
            copy_images: "Copy list of images", "Copier la liste des images";
            find_own: "Find a CVE or a package", "Chercher une CVE ou un paquet";
            no_projects: "You are in no project", "Vous n’êtes dans aucun projet";
            no_projects_text: "This page covers the projects that you are a member of. The view of the whole registry is for administrators.", "Cette page couvre les projets dont vous êtes membre. La vue du registre entier est réservée aux administrateurs.";
            nothing_scanned: "Nothing was scanned", "Rien n’a été scanné";
            nothing_scanned_text: "No image of your projects has a finished scan: what is in them can’t be told.", "Aucune image de vos projets n’a de scan terminé\u{202f}: leur contenu n’est pas connu.";
            nothing_own_text: "The finished scans of your images found nothing. What was not scanned can’t be told.", "Les scans terminés de vos images n’ont rien trouvé. Ce qui n’a pas été scanné n’est pas connu.";
            no_reports: "No report was read", "Aucun rapport n’a été lu";
            no_reports_text: "The scans of your images found vulnerabilities, but no report that names them was read.", "Les scans de vos images ont trouvé des failles, mais aucun rapport qui les nomme n’a été lu.";
            reading_own: "Reading which projects you are in", "Lecture des projets dont vous êtes membre";
            images_cut: "There are more images than are read here: at least.", "Il y a plus d’images que ce qui est lu ici\u{202f}: au moins.";
            at_least: "Vulnerabilities are those of the reports that were read; there may be more.", "Les failles sont celles des rapports lus\u{202f}; il peut y en avoir d’autres.";
            stop_reading: "Stop", "Arrêter";
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
            your_projects(number: i64):
                format!("{} of yours", counted(usize::try_from(number).unwrap_or_default(), "project", "projects")),
                format!("{} à vous", french::counted(usize::try_from(number).unwrap_or_default(), "projet", "projets"));
            of_reports(number: &str): format!("of {number} with findings"), format!("sur {number} avec des failles");
            reading_projects(read: usize, all: usize):
                format!("Reading images: {read} of {} read.", counted(all, "project", "projects")),
                format!("Lecture des images\u{202f}: {read} sur {} lus.", french::counted(all, "projet", "projets"));
            covers(projects: i64, images: &str, scanned: &str):
                format!("Covers the {} you are in: {scanned} of {images} images have a finished scan. Reports are read one by one, the worst images first.", counted(usize::try_from(projects).unwrap_or_default(), "project", "projects")),
                format!("Couvre {} dont vous êtes membre\u{202f}: {scanned} images sur {images} ont un scan terminé. Les rapports sont lus un à un, les pires images d’abord.", french::counted(usize::try_from(projects).unwrap_or_default(), "projet", "projets"));
            projects_refused(number: &str):
                format!("{number} of the projects let you not see their images."),
                format!("{number} de ces projets ne laissent pas voir leurs images.");
            cannot_tell(number: &str, never: &str):
                format!("Can’t tell for {number} images, {never} of them never scanned."),
                format!("Inconnu pour {number} images, dont {never} jamais scannées.");
            reports_missing(number: &str):
                format!("{number} reports are missing: can’t tell what is in those images."),
                format!("{number} rapports manquent\u{202f}: le contenu de ces images n’est pas connu.");
            read_left(number: &str): format!("Read the {number} left"), format!("Lire les {number} restants");
            images_and_projects(images: i64, projects: i64):
                format!("{}, {} of yours", counted(usize::try_from(images).unwrap_or_default(), "image", "images"), counted(usize::try_from(projects).unwrap_or_default(), "project", "projects")),
                format!("{}, {} à vous", french::counted(usize::try_from(images).unwrap_or_default(), "image", "images"), french::counted(usize::try_from(projects).unwrap_or_default(), "projet", "projets"));
            and_more(number: &str): format!("and {number} more"), format!("et {number} de plus");
            vulnerabilities_of(number: usize): counted(number, "vulnerability", "vulnerabilities"), french::counted(number, "vulnérabilité", "vulnérabilités");
            findings_of(number: usize): counted(number, "finding", "findings"), french::counted(number, "faille", "failles");
        }
    }
}
