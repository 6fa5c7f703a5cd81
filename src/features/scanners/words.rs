//! Scanners and scans of everything.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Scanners and scans of everything.
    ScannerWords {
        texts {
            title: "Scanners", "Analyseurs";
            parts: "Parts of the page", "Parties de la page";
            scanners: "Scanners", "Analyseurs";
            scan_all: "Scan everything", "Tout analyser";
            find: "Find a scanner", "Chercher un analyseur";
            the_scanners: "the scanners", "les analyseurs";
            scanner: "scanner", "analyseur";
            scanner_title: "Scanner", "Analyseur";
            copy_names: "Copy names", "Copier les noms";
            empty_title: "No scanners", "Aucun analyseur";
            empty_text: "Without one, nothing is known of vulnerabilities, and no SBOM is made.", "Sans analyseur, rien n’est connu des vulnérabilités, et aucun SBOM n’est fait.";
            new: "New scanner", "Nouvel analyseur";
            name: "Name", "Nom";
            name_missing: "A scanner needs a name", "Un analyseur a besoin d’un nom";
            taken: "A scanner of this name or address exists", "Un analyseur de ce nom ou de cette adresse existe";
            description: "Description", "Description";
            address: "Address", "Adresse";
            address_rule: "Begins with https:// or http:// and names a host", "Commence par https:// ou http:// et nomme un hôte";
            state: "State", "État";
            default: "Default", "Par défaut";
            enabled: "Enabled", "Activé";
            disabled: "Disabled", "Désactivé";
            makes: "Makes", "Produit";
            vulnerabilities: "Vulnerabilities", "Vulnérabilités";
            sboms: "SBOMs", "SBOM";
            makes_sboms: "Makes SBOMs", "Fait des SBOM";
            added: "Added", "Ajouté";
            certificate: "Certificate", "Certificat";
            verified: "Verified", "Vérifié";
            not_verified: "Not verified", "Non vérifié";
            auth: "Signs in with", "Se connecte avec";
            auth_none: "Nothing", "Rien";
            auth_basic: "User and password", "Nom et mot de passe";
            auth_bearer: "Bearer token", "Jeton Bearer";
            auth_key: "API key", "Clé d’API";
            credential: "Credential", "Identifiants";
            credential_missing: "This way of signing in needs its credential", "Cette façon de se connecter a besoin de ses identifiants";
            credential_pair: "As user:password", "Sous la forme nom:motdepasse";
            credential_hint: "Empty: the one that Harbor keeps", "Vide\u{202f}: ceux que Harbor garde";
            unverified: "Don’t verify the adapter’s certificate", "Ne pas vérifier le certificat de l’adaptateur";
            internal: "It reaches the registry by its internal address", "Il atteint le registre par son adresse interne";
            test: "Test", "Tester";
            test_needs_credential: "To test, type the credential again", "Pour tester, saisir à nouveau les identifiants";
            test_verifies: "The test verifies the certificate all the same", "Le test vérifie quand même le certificat";
            test_failed_why: "Harbor does not say why: an adapter that does not answer, or whose certificate it does not trust, ends like this.", "Harbor ne dit pas pourquoi\u{202f}: c’est ainsi que finit un adaptateur muet ou au certificat douteux.";
            answers: "The adapter answers", "L’adaptateur répond";
            create: "Add scanner", "Ajouter l’analyseur";
            save: "Save changes", "Enregistrer";
            says: "Its adapter says", "Son adaptateur dit";
            asking: "Harbor is asking it…", "Harbor le lui demande…";
            silent: "does not answer", "ne répond pas";
            silent_why: "Harbor could not ask the adapter: scans by it fail meanwhile.", "Harbor n’a pas pu demander à l’adaptateur\u{202f}: ses analyses échouent en attendant.";
            adapter: "Adapter", "Adaptateur";
            database: "CVEs as of", "CVE du";
            database_unknown: "it does not say", "il ne le dit pas";
            bundled: "It came with Harbor: it can be the default, and not be changed, disabled or deleted.", "Il est venu avec Harbor\u{202f}: il peut être le défaut, mais ni modifié, ni désactivé, ni supprimé.";
            make_default: "Make default", "Mettre par défaut";
            is_default_now: "Default scanner changed", "Analyseur par défaut changé";
            not_changed: "Couldn’t change the scanner", "L’analyseur n’a pas pu être changé";
            edit: "Edit", "Modifier";
            enable: "Enable", "Activer";
            disable: "Disable", "Désactiver";
            delete_open: "Delete…", "Supprimer…";
            delete: "Delete scanner", "Supprimer l’analyseur";
            delete_loses: "Reports of a scanner are shown only in projects that have it: they go out of sight, and those projects have the default scanner then.", "Les rapports d’un analyseur ne se voient que dans les projets qui l’ont\u{202f}: ils disparaissent, et ces projets ont alors l’analyseur par défaut.";
            delete_default: "It is the default: there is none then, and nothing is scanned in projects without a scanner of their own.", "C’est celui par défaut\u{202f}: il n’y en aura plus, et rien ne sera analysé dans les projets sans analyseur à eux.";

            project_has_none: "None: nothing can be scanned", "Aucun\u{202f}: rien ne peut être analysé";
            default_of_registry: "default", "par défaut";
            choose_open: "Choose…", "Choisir…";
            choose_title: "Scanner of the project", "Analyseur du projet";
            choose_why: "Reports of another scanner are not shown any more. Images count as not scanned until this one has looked at them.", "Les rapports d’un autre analyseur ne sont plus montrés. Les images comptent comme non analysées jusqu’au passage de celui-ci.";
            choose: "Choose scanner", "Choisir l’analyseur";
            chosen: "Scanner of the project changed", "Analyseur du projet changé";

            no_default_title: "No default scanner", "Pas d’analyseur par défaut";
            no_default_text: "Scans of everything need one: make a scanner the default first.", "Tout analyser en demande un\u{202f}: mettre d’abord un analyseur par défaut.";
            schedule: "Schedule", "Planification";
            schedule_title: "Scan everything by itself", "Tout analyser automatiquement";
            save_schedule: "Save schedule", "Enregistrer";
            schedule_saved: "Schedule saved", "Planification enregistrée";
            start_open: "Scan everything…", "Tout analyser…";
            start_title: "Scan everything now", "Tout analyser maintenant";
            start_why: "Each image of each project is scanned by its project’s scanner, some at once.", "Chaque image de chaque projet est analysée par l’analyseur du projet, quelques-unes à la fois.";
            start_loses: "The report of an image goes when its scan begins. Until it ends, policies that block pulls treat the image as not scanned.", "Le rapport d’une image disparaît au début de son analyse. Jusqu’à la fin, les règles qui bloquent les pulls la traitent comme non analysée.";
            start: "Scan everything", "Tout analyser";
            started: "Scan of everything started", "Analyse de tout lancée";
            runs_already: "A scan of everything runs already", "Une analyse de tout est déjà en cours";
            stop: "Stop", "Arrêter";
            stopping: "Stopping…", "Arrêt en cours…";
            not_stopped: "Couldn’t stop the scan", "L’analyse n’a pas pu être arrêtée";
            last_by_hand: "Last one, by hand", "La dernière, à la main";
            last_by_schedule: "Last one, by schedule", "La dernière, planifiée";
            never_scanned: "None yet", "Aucune pour l’instant";
            scan_all_why: "Stopping keeps the reports that are there already.", "L’arrêt garde les rapports déjà faits.";
            running: "Running", "En cours";
            ended: "Ended", "Terminée";
            succeeded: "Scanned", "Analysées";
            failed: "Failed", "Échouées";
            stopped: "Stopped", "Arrêtées";
            under_way: "Under way", "En cours";
            waiting: "Waiting", "En attente";
        }
        says {
            number(number: usize): counted(number, "scanner", "scanners"), french::counted(number, "analyseur", "analyseurs");
            created(name: &str): format!("Scanner {name} added"), format!("Analyseur {name} ajouté");
            saved(name: &str): format!("Scanner {name} saved"), format!("Analyseur {name} enregistré");
            deleted(name: &str): format!("Scanner {name} deleted"), format!("Analyseur {name} supprimé");
            ask_delete(name: &str): format!("Delete scanner {name}?"), format!("Supprimer l’analyseur {name}\u{202f}?");
            edit_title(name: &str): format!("Edit {name}"), format!("Modifier {name}");
            auth_kept(kind: &str): format!("{kind}, kept by Harbor, never shown"), format!("{kind}, gardé par Harbor, jamais montré");
            completed(done: &str, total: &str): format!("{done} of {total} images"), format!("{done} images sur {total}");
        }
    }
}
