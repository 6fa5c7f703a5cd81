//! A project's policies, and what they would refuse.

use crate::{format::counted, words::french};

crate::words::area! {
    /// A project's policies, and what they would refuse.
    PolicyWords {
        texts {
            visibility: "Visibility", "Visibilité";
            who_may_pull: "Who may pull", "Qui peut faire des pulls";
            private: "Private", "Privé";
            private_why: "members only", "membres seulement";
            public: "Public", "Public";
            public_why: "anyone, without signing in", "tout le monde, sans se connecter";
            security: "Security", "Sécurité";
            new_images: "New images", "Nouvelles images";
            scan: "Scan for vulnerabilities", "Chercher les vulnérabilités";
            sbom: "Generate an SBOM", "Produire un SBOM";
            block: "Block pulls", "Bloquer les pulls";
            block_why: "applies to every pull, robots too", "vaut pour tout pull, robots compris";
            off: "Off", "Non";
            on: "On", "Oui";
            any_finding: "Any finding", "Toute vulnérabilité";
            signatures: "Signatures", "Signatures";
            cosign: "Require Cosign", "Exiger Cosign";
            notation: "Require Notation", "Exiger Notation";
            notation_ignored: "Harbor ignores this on a proxy cache", "Harbor l’ignore sur un cache proxy";
            allowlist: "Allowlist", "Liste d’exceptions";
            allowlist_why:
                "CVEs that never block a pull; one end for the whole list",
                "CVE qui ne bloquent jamais un pull\u{202f}; une seule fin pour toute la liste";
            in_force: "In force", "En vigueur";
            system_list: "The registry’s", "Celle du registre";
            own_list: "This project’s", "Celle du projet";
            ids: "CVEs", "CVE";
            paste: "CVE ids to add, however they are separated", "CVE à ajouter, quels que soient les séparateurs";
            add: "Add", "Ajouter";
            no_ids: "No CVEs on the list", "Aucune CVE sur la liste";
            copy_allowlist: "Copy into this project’s list", "Copier dans la liste du projet";
            not_valid: "not valid", "non valide";
            mend_first: "Correct what is marked first", "Corriger d’abord ce qui est signalé";
            expires: "List ends", "Fin de la liste";
            expires_why: "after that day it counts as empty; empty: never", "après ce jour elle compte comme vide\u{202f}; vide\u{202f}: jamais";
            past: "That day is over: the list would count as empty", "Ce jour est passé\u{202f}: la liste compterait comme vide";
            no_date: "A day is written as 2027-01-31", "Un jour s’écrit 2027-01-31";
            never: "never", "jamais";
            proxy: "Proxy cache", "Cache proxy";
            bandwidth: "Bandwidth limit, Mbit/s", "Limite de débit, Mbit/s";
            filter: "Repositories to cache", "Dépôts à mettre en cache";
            filter_kind: "Read as", "Lu comme";
            as_pattern: "Pattern (**)", "Motif (**)";
            as_regex: "Regular expression", "Expression régulière";
            bad_regex: "Not a regular expression: something isn’t closed, repeats nothing, or Harbor doesn’t know it", "Pas une expression régulière\u{202f}: quelque chose n’est pas fermé, ne répète rien, ou Harbor ne le connaît pas";
            all_repositories: "All repositories", "Tous les dépôts";
            from_endpoint: "From the endpoint", "Du point d’accès";
            keeps_gone: "Keep giving out what is gone there", "Continuer à donner ce qui y a disparu";
            takes_referrers: "Look for signatures there too", "Y chercher aussi les signatures";
            connections: "Connections to the endpoint", "Connexions vers le point d’accès";
            no_limit: "no limit", "sans limite";
            read_only:
                "Project administrators change these; you can read them.",
                "Les administrateurs du projet les changent\u{202f}; vous pouvez les lire.";
            discard: "Discard", "Abandonner";
            save: "Save changes", "Enregistrer";
            saved: "Policies saved", "Règles enregistrées";
            meanwhile:
                "Somebody changed the same settings meanwhile. What they were is shown now; look again, then save.",
                "Quelqu’un a changé les mêmes réglages entre-temps. Leur état actuel est affiché\u{202f}; vérifiez, puis enregistrez.";
            would_be_blocked: "Would be blocked today", "Serait bloqué aujourd’hui";
            the_images: "the images", "les images";
            nothing_blocked: "No pull is refused, whatever was found.", "Aucun pull n’est refusé, quoi qu’on ait trouvé.";
            counting: "Reading the project’s scans…", "Lecture des analyses du projet…";
            no_images: "There are no images here yet.", "Il n’y a pas encore d’image ici.";
            no_scanner:
                "The project has no scanner, so what would be refused can’t be told.",
                "Le projet n’a pas d’analyseur\u{202f}: impossible de dire ce qui serait refusé.";
            no_system_list:
                "The registry’s allowlist can’t be read, so what it lets through can’t be told.",
                "La liste du registre est illisible\u{202f}: impossible de dire ce qu’elle laisse passer.";
            not_scanned: "Not scanned, so refused too", "Non analysées, donc refusées aussi";
            pullable: "Stay pullable", "Restent accessibles";
            by_allowlist: "of them only by the allowlist", "dont par la seule liste d’exceptions";
            open: "Depend on their report", "Dépendent de leur rapport";
            unread: "Reports that can’t be read", "Rapports illisibles";
            blocked_list: "Blocked, last pulled first", "Bloquées, dernier pull d’abord";
            copy_list: "Copy the list", "Copier la liste";
            never_pulled: "never pulled", "jamais tirée";
        }
        says {
            remove(id: &str): format!("Remove {id}"), format!("Retirer {id}");
            strange(words: &str):
                format!("No CVE ids: {words}"),
                format!("Ce ne sont pas des CVE\u{202f}: {words}");
            number_of_ids(number: usize): counted(number, "CVE", "CVEs"), french::counted(number, "CVE", "CVE");
            changes(number: usize):
                counted(number, "change", "changes"),
                french::counted(number, "changement", "changements");
            of_images(number: usize):
                format!("of {}", counted(number, "image", "images")),
                format!("sur {}", french::counted(number, "image", "images"));
            at_least(number: &str): format!("at least {number}"), format!("au moins {number}");
            pulled_lately(number: usize, all: usize):
                format!(
                    "{} of the {} pulled in the last 7 days. Those pulls would fail from the moment you save.",
                    number, counted(all, "blocked image was", "blocked images were"),
                ),
                format!(
                    "{number} sur {} ces 7 derniers jours. Ces pulls échoueraient dès l’enregistrement.",
                    french::counted(all, "image bloquée a été tirée", "images bloquées ont été tirées"),
                );
            indexes(number: usize):
                format!("{} among them: of these, one platform at least is refused.", counted(number, "multi-platform image is", "multi-platform images are")),
                format!("dont {}\u{202f}: au moins une plateforme est refusée.", french::counted(number, "image multiplateforme", "images multiplateformes"));
            left_unsaved(project: &str):
                format!("Changes to the policies of {project} aren’t saved. They are there when you come back."),
                format!("Les changements des règles de {project} ne sont pas enregistrés. Vous les retrouverez en revenant.");
            read_reports(number: usize):
                format!("Read {}", counted(number, "report", "reports")),
                format!("Lire {}", french::counted(number, "rapport", "rapports"));
            and_above(severity: &str): format!("{severity} and above"), format!("{severity} et au-dessus");
        }
    }
}
