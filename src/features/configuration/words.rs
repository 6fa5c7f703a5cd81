//! The page of settings.

use crate::{format::counted, words::french};

crate::words::area! {
    /// The page of settings.
    ConfigurationWords {
        texts {
            title: "Configuration", "Configuration";
            parts: "Parts of the page", "Parties de la page";
            authentication: "Authentication", "Authentification";
            security: "Security", "Sécurité";
            system: "System", "Système";
            server: "Server", "Serveur";
            the_settings: "the settings", "les réglages";
            find: "Find a setting", "Chercher un réglage";
            nothing_found: "No setting is called so", "Aucun réglage de ce nom";
            export: "Export", "Exporter";
            compare_open: "Compare with…", "Comparer avec…";
            settings_of: "Settings of", "Réglages de";
            settings_of_why: "Others can be prepared; they take effect with their way of signing in", "Les autres se préparent\u{202f}; ils valent avec leur façon de se connecter";
            all_locked: "All settings come from the server’s environment (CONFIG_OVERWRITE_JSON): they can be read, and changed only there.", "Tous les réglages viennent de l’environnement du serveur (CONFIG_OVERWRITE_JSON)\u{202f}: ils se lisent ici et ne se changent que là-bas.";
            mode_locked: "Fixed while there are users besides the first administrator", "Fixé tant qu’il y a d’autres utilisateurs que le premier administrateur";
            locked: "Set by the server’s environment", "Fixé par l’environnement du serveur";
            secret_kept: "Kept by Harbor and never shown: type to replace it", "Gardé par Harbor, jamais montré\u{202f}: saisir pour le remplacer";
            read_only_now: "The registry is in read-only mode: nothing can be pushed or changed, but for these settings.", "Le registre est en lecture seule\u{202f}: rien ne peut être poussé ni modifié, sauf ces réglages.";
            read_only_end: "Allow changes again", "Permettre à nouveau les modifications";
            writable_again: "Changes are allowed again", "Les modifications sont à nouveau permises";
            what_changes: "What changes", "Ce qui change";
            copy_json: "Copy as JSON", "Copier en JSON";
            without_secrets: "without secrets", "sans les secrets";
            only_these: "only these are sent", "seuls ceux-ci sont envoyés";
            discard: "Discard", "Abandonner";
            review_open: "Review and save…", "Vérifier et enregistrer…";
            faulty: "Something typed can’t be saved yet", "Une saisie ne peut pas encore être enregistrée";
            left_unsaved: "Changes to the settings were not saved", "Des réglages modifiés n’ont pas été enregistrés";

            compare_title: "Compare with another registry", "Comparer avec un autre registre";
            compare_why: "Take the file that ‘Export’ made at the other registry, or the answer of its GET /configurations. Nothing is changed by comparing.", "Prendre le fichier que «\u{202f}Exporter\u{202f}» a fait à l’autre registre, ou la réponse de son GET /configurations. Comparer ne change rien.";
            file_drop: "Drop its file here, or", "Déposer son fichier ici, ou";
            file_choose: "choose it", "le choisir";
            file_read: "File read", "Fichier lu";
            file_no_object: "This is no JSON file", "Ce n’est pas un fichier JSON";
            file_no_settings: "There is no setting in this file", "Il n’y a pas de réglage dans ce fichier";
            no_difference: "All settings are the same.", "Tous les réglages sont identiques.";
            setting: "Setting", "Réglage";
            here: "Here", "Ici";
            there: "There", "Là-bas";
            not_there: "not there", "absent";
            take: "Take over", "Reprendre";
            taken: "Taken over into the form", "Repris dans le formulaire";

            allowlist_title: "CVEs that don’t count", "CVE qui ne comptent pas";
            allowlist_why: "In all projects without a list of their own", "Dans tous les projets sans liste à eux";
            the_allowlist: "the list of CVEs", "la liste de CVE";
            allowlist_saved: "List of CVEs saved", "Liste de CVE enregistrée";
            allowlist_overtaken: "Somebody changed the list meanwhile: it is shown as it is now beside your changes. Look again before saving.", "Quelqu’un a changé la liste entretemps\u{202f}: elle est montrée telle quelle avec vos modifications. Vérifier avant d’enregistrer.";
            save: "Save", "Enregistrer";
            expiry: "Expiry", "Fin";
        }
        says {
            changes(number: usize): counted(number, "change", "changes"), french::counted(number, "modification", "modifications");
            compared(number: usize, registry: &str): format!("{} from {registry}", counted(number, "setting differs", "settings differ")), format!("{} de {registry}", french::counted(number, "réglage diffère", "réglages diffèrent"));
            added(number: usize): format!("{number} added"), format!("{number} ajoutées");
            removed(number: usize): format!("{number} removed"), format!("{number} retirées");
        }
    }
}
