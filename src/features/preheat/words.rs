//! Preheating.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Preheating.
    Preheat {
        texts {
            title: "P2P networks", "Réseaux P2P";
            tab: "Preheat", "Préchauffage";
            find_network: "Find a network", "Chercher un réseau";
            the_networks: "the networks", "les réseaux";
            network: "network", "réseau";
            copy_names: "Copy names", "Copier les noms";
            new_network: "New network", "Nouveau réseau";
            no_networks: "No networks yet", "Aucun réseau pour l’instant";
            no_networks_text: "Policies of projects hand images to a peer-to-peer network before they are pulled.", "Les politiques des projets confient des images à un réseau pair à pair avant qu’elles soient tirées.";
            name: "Name", "Nom";
            name_missing: "A name is needed", "Il faut un nom";
            name_rule: "Letters and digits, with single . _ or - between them", "Lettres et chiffres, séparés par un . _ ou -";
            description: "Description", "Description";
            kind: "Kind", "Type";
            the_kinds: "the kinds of networks", "les types de réseaux";
            address: "Address", "Adresse";
            address_rule: "Begins with https:// or http:// and names a host", "Commence par https:// ou http:// et nomme un hôte";
            state: "State", "État";
            on: "On", "Actif";
            off: "Off", "Inactif";
            default: "Default", "Par défaut";
            added: "Added", "Ajouté";
            auth: "Signs in with", "Se connecte avec";
            auth_none: "Nothing", "Rien";
            auth_basic: "User and password", "Nom et mot de passe";
            auth_token: "Token", "Jeton";
            auth_header: "Header of its own", "En-tête particulier";
            user: "User", "Utilisateur";
            header: "Header", "En-tête";
            secret: "Secret", "Secret";
            credential_missing: "This way of signing in needs it", "Cette façon de se connecter le demande";
            credential_kept: "Harbor keeps one. Leave this empty to keep it.", "Harbor en garde un. Laissez vide pour le garder.";
            certificate: "Certificate", "Certificat";
            verified: "verified", "vérifié";
            not_verified: "not verified", "non vérifié";
            unverified: "Don’t verify the network’s certificate", "Ne pas vérifier le certificat du réseau";
            enable: "Policies may use it", "Les politiques peuvent l’utiliser";
            make_default: "Make default", "Mettre par défaut";
            test: "Test", "Tester";
            test_needs_credential: "To test, type the credential again", "Pour tester, saisir à nouveau les identifiants";
            answers: "The network answers", "Le réseau répond";
            asking: "Harbor is asking it…", "Harbor le lui demande…";
            health: "Health", "Santé";
            health_unknown: "Not known until Harbor asks it", "Inconnue tant que Harbor ne lui demande pas";
            save_network: "Save network", "Enregistrer le réseau";
            taken_why: "Harbor does not say why. A network of this name or address may exist.", "Harbor ne dit pas pourquoi. Un réseau de ce nom ou de cette adresse existe peut-être.";
            network_not_changed: "Couldn’t change the network", "Le réseau n’a pas pu être changé";
            edit: "Edit", "Modifier";
            more: "More", "Plus";
            turn_on: "Turn on", "Activer";
            turn_off: "Turn off", "Désactiver";
            delete_open: "Delete…", "Supprimer…";
            delete_network: "Delete network", "Supprimer le réseau";
            delete_network_loses: "Its address and credentials are forgotten; images that it has stay there. Harbor keeps it while policies use it: these have to go, or get another network, first.", "Son adresse et ses identifiants sont oubliés\u{202f}; les images qu’il a y restent. Harbor le garde tant que des politiques l’utilisent\u{202f}: elles doivent d’abord partir ou changer de réseau.";
            looking_for_uses: "Looking for policies that use it", "Recherche des politiques qui l’utilisent";
            not_used: "No policy uses it.", "Aucune politique ne l’utilise.";
            no_use_seen: "No policy that uses it was seen.", "Aucune politique qui l’utilise n’a été vue.";
            delete_default: "It is the default: there is none then.", "C’est celui par défaut\u{202f}: il n’y en aura plus.";

            find_policy: "Find a policy", "Chercher une politique";
            the_policies: "the policies", "les politiques";
            policy: "policy", "politique";
            new_policy: "New policy", "Nouvelle politique";
            no_policies: "No policies yet", "Aucune politique pour l’instant";
            no_policies_text: "A policy hands images of this project to a peer-to-peer network before they are pulled.", "Une politique confie des images de ce projet à un réseau pair à pair avant qu’elles soient tirées.";
            no_network_text: "There is no network yet. An administrator of the registry adds one first.", "Il n’y a pas encore de réseau. Un administrateur du registre doit d’abord en ajouter un.";
            the_network: "Network", "Réseau";
            network_missing: "A policy needs a network", "Une politique a besoin d’un réseau";
            choose_network: "Choose a network", "Choisir un réseau";
            is_off: "off", "inactif";
            what: "What", "Quoi";
            when: "When", "Quand";
            repositories: "Repositories", "Dépôts";
            repositories_hint: "A pattern without the project’s name; empty: all", "Un motif sans le nom du projet\u{202f}; vide\u{202f}: tous";
            tags: "Tags", "Tags";
            tags_hint: "A pattern; empty: all", "Un motif\u{202f}; vide\u{202f}: tous";
            labels: "Labels", "Étiquettes";
            labels_hint: "Names with commas between them; an image has all of them", "Noms séparés par des virgules\u{202f}; une image les porte toutes";
            pattern_bad: "A bracket or brace is not closed: nothing would match", "Un crochet ou une accolade n’est pas fermé\u{202f}: rien ne correspondrait";
            signed: "Only what is signed", "Seulement ce qui est signé";
            below: "Vulnerabilities", "Vulnérabilités";
            below_any: "Any, scanned or not", "Toutes, analysé ou non";
            below_low: "None of low severity or worse", "Aucune de gravité faible ou pire";
            below_medium: "None of medium severity or worse", "Aucune de gravité moyenne ou pire";
            below_high: "None of high severity or worse", "Aucune de gravité élevée ou pire";
            below_critical: "None that is critical", "Aucune critique";
            by_hand: "by hand", "à la main";
            scheduled: "scheduled", "planifié";
            by_event: "on every push", "à chaque push";
            by_event_long: "When something is pushed, scanned or labelled", "Quand quelque chose est poussé, analysé ou étiqueté";
            schedule: "Schedule", "Planification";
            scope: "Goes to", "Va vers";
            scope_usual: "as the network does by itself", "comme le réseau le fait de lui-même";
            scope_single: "one seed peer", "un pair d’amorce";
            scope_seeds: "all seed peers", "tous les pairs d’amorce";
            scope_all: "all peers", "tous les pairs";
            clusters: "Clusters", "Grappes";
            clusters_hint: "Numbers with commas between them; empty: all", "Numéros séparés par des virgules\u{202f}; vide\u{202f}: toutes";
            clusters_rule: "Whole numbers with commas between them", "Des nombres entiers séparés par des virgules";
            everything: "everything", "tout";
            save_policy: "Save policy", "Enregistrer la politique";
            policy_taken: "A policy of this name exists", "Une politique de ce nom existe";
            policy_not_read: "Couldn’t read the policy", "Impossible de lire la politique";
            delete: "Delete", "Supprimer";
            delete_policies_loses: "Executions and their logs go with it. Images that the network has stay there. While an execution runs, Harbor doesn’t delete its policy.", "Les exécutions et leurs journaux partent avec elle. Les images que le réseau a y restent. Tant qu’une exécution est en cours, Harbor ne supprime pas sa politique.";
            run_now: "Run now", "Lancer maintenant";
            started: "Preheating started", "Préchauffage lancé";
            not_started: "Couldn’t start it", "Impossible de le lancer";
            updated: "Changed", "Modifiée";
            trigger: "Trigger of the policy", "Déclencheur de la politique";

            executions: "Executions", "Exécutions";
            find_execution: "Find an execution", "Chercher une exécution";
            the_executions: "the executions", "les exécutions";
            execution: "execution", "exécution";
            no_executions: "No executions yet", "Aucune exécution pour l’instant";
            no_executions_text: "The policy has not run yet. Harbor keeps its last fifty executions.", "La politique ne s’est pas encore exécutée. Harbor garde ses cinquante dernières exécutions.";
            images: "Images", "Images";
            image: "Image", "Image";
            digest: "Digest", "Digest";
            find_image: "Find an image", "Chercher une image";
            no_images: "No images", "Aucune image";
            no_images_text: "The policy’s filters left none, or Harbor is still looking.", "Les filtres de la politique n’en ont laissé aucune, ou Harbor cherche encore.";
            none: "none", "aucune";
        }
        says {
            used_by(number: usize):
                format!("Used by {}, which have to go or get another network first:", counted(number, "policy", "policies")),
                format!("Utilisé par {}, qui doivent d’abord partir ou changer de réseau\u{202f}:", french::counted(number, "politique", "politiques"));
            used_by_at_least(number: usize):
                format!("Used by at least {}, which have to go or get another network first:", counted(number, "policy", "policies")),
                format!("Utilisé par au moins {}, qui doivent d’abord partir ou changer de réseau\u{202f}:", french::counted(number, "politique", "politiques"));
            uses_unknown(reason: &str): format!("Which policies use it can’t be told: {reason}"), format!("Les politiques qui l’utilisent ne sont pas connues\u{202f}: {reason}");
            projects_read(read: &str, all: &str): format!("The policies of {read} of {all} projects were read."), format!("Les politiques de {read} projets sur {all} ont été lues.");
            and_more(number: usize): format!("and {number} more"), format!("et {number} de plus");
            networks(number: usize): counted(number, "network", "networks"), french::counted(number, "réseau", "réseaux");
            policies(number: usize): counted(number, "policy", "policies"), french::counted(number, "politique", "politiques");
            number_of_executions(number: usize): counted(number, "execution", "executions"), french::counted(number, "exécution", "exécutions");
            auth_kept(kind: &str): format!("{kind}, kept by Harbor, never shown"), format!("{kind}, gardé par Harbor, jamais montré");
            edit_title(name: &str): format!("Edit {name}"), format!("Modifier {name}");
            network_saved(name: &str): format!("Network {name} saved"), format!("Réseau {name} enregistré");
            network_deleted(name: &str): format!("Network {name} deleted"), format!("Réseau {name} supprimé");
            ask_delete_network(name: &str): format!("Delete network {name}?"), format!("Supprimer le réseau {name}\u{202f}?");
            policy_saved(name: &str): format!("Policy {name} saved"), format!("Politique {name} enregistrée");
            ask_delete_policies(number: usize): if number == 1 { "Delete this policy?".to_owned() } else { format!("Delete {}?", counted(number, "policy", "policies")) }, format!("Supprimer {}\u{202f}?", french::counted(number, "politique", "politiques"));
            with_tags(tags: &str): format!("tags {tags}"), format!("tags {tags}");
            with_labels(labels: &str): format!("labels {labels}"), format!("étiquettes {labels}");
            executions_of(name: &str): format!("Executions of {name}"), format!("Exécutions de {name}");
            execution_title(number: &str): format!("Execution {number}"), format!("Exécution {number}");
            images_of(name: &str, number: &str): format!("{name}, execution {number}"), format!("{name}, exécution {number}");
            done_of(done: &str, total: &str): format!("{done} of {total}"), format!("{done} sur {total}");
        }
    }
}
