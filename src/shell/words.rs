//! Rail, navigation, top bar, status banners, palette.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Rail, navigation, top bar, status banners, palette.
    Frame {
        texts {
            no_start: "Pilothouse could not start", "Pilothouse n’a pas pu démarrer";
            no_demo:
                "The demo registry could not start",
                "Le registre de démonstration n’a pas pu démarrer";
            without_demo: "Go on without it", "Continuer sans lui";
            keychain_refused: "the keychain did not take it", "le trousseau ne l’a pas pris";
            link_title: "Open a link?", "Ouvrir un lien\u{202f}?";
            link_nothing_yet:
                "Nothing was sent to this address. It is looked at when you go on, and added when you sign in.",
                "Rien n’a été envoyé à cette adresse. Elle est interrogée si l’on continue, et ajoutée à la connexion.";
            registries: "Registries", "Registres";
            access: "Access", "Accès";
            distribution: "Distribution", "Distribution";
            operations: "Operations", "Exploitation";
            tools: "Tools", "Outils";
            keyboard_shortcuts_tip: "Keyboard shortcuts (?)", "Raccourcis clavier (?)";
            theme_is_system:
                "Theme: system. Switch to light",
                "Thème\u{202f}: celui du système. Passer au clair";
            theme_is_light: "Theme: light. Switch to dark", "Thème\u{202f}: clair. Passer au sombre";
            theme_is_dark:
                "Theme: dark. Switch to system",
                "Thème\u{202f}: sombre. Passer à celui du système";
            tile_connected: "connected", "connecté";
            tile_connecting: "not connected yet", "pas encore connecté";
            tile_sign_in: "sign in again", "reconnexion nécessaire";
            tile_offline: "offline", "hors ligne";
            connected: "Connected", "Connecté";
            connecting: "Connecting", "Connexion en cours";
            sign_in_again: "Sign in again", "Reconnexion nécessaire";
            offline: "Offline", "Hors ligne";
            back_tip: "Back (Alt Left)", "Précédent (Alt Gauche)";
            forward_tip: "Forward (Alt Right)", "Suivant (Alt Droite)";
            breadcrumb: "Breadcrumb", "Fil d’Ariane";
            not_signed_in: "Not signed in", "Sans connexion";
            robot_account: "Robot account", "Compte robot";
            public_only: "Public projects only", "Projets publics seulement";
            cli_secret_lists: "CLI secret, lists only", "Secret CLI, listes seulement";
            remove_this_registry: "Remove this registry…", "Retirer ce registre…";
            removal_title: "Remove this registry?", "Retirer ce registre\u{202f}?";
            remove_registry: "Remove registry", "Retirer le registre";
            signed_out: "You are signed out.", "La session est terminée.";
            sign_in_to_go_on: "Sign in to go on.", "Se connecter pour continuer.";
            sign_in: "Sign in", "Se connecter";
            read_only:
                "The registry is in read-only mode: nothing can be changed now.",
                "Le registre est en lecture seule\u{202f}: rien ne peut être modifié pour l’instant.";
            read_only_end: "Where to end it", "Où y mettre fin";
            unverified:
                "The certificate of this registry is not checked, as you agreed to.",
                "Le certificat de ce registre n’est pas vérifié, comme cela a été accepté.";
            actions: "Actions", "Actions";
            artifacts: "Artifacts", "Artefacts";
            repositories: "Repositories", "Dépôts";
            results: "Results", "Résultats";
            nothing_matches: "Nothing matches", "Aucun résultat";
            to_move: "move", "se déplacer";
            to_open: "open", "ouvrir";
            commands_only: "commands only", "commandes seulement";
            paste_digest:
                "paste a reference, a digest or a tag to find its artifact",
                "collez une référence, une empreinte ou un tag pour trouver son artefact";
            searched_this_repository:
                "This registry is older than Harbor 2.12: artifacts were looked for in the open repository only.",
                "Ce registre est antérieur à Harbor 2.12\u{202f}: seul le dépôt ouvert a été parcouru.";
            open_a_repository:
                "This registry is older than Harbor 2.12: open a repository, or name one, to look for its artifacts.",
                "Ce registre est antérieur à Harbor 2.12\u{202f}: ouvrez ou nommez un dépôt pour y chercher des artefacts.";
            no_such_text:
                "The registry can't look for this text.",
                "Le registre ne peut pas chercher ce texte.";
        }
        says {
            link_asks(registry: &str):
                {
                    format!("A link leads to {registry}, which is not among your registries.")
                },
                {
                    format!("Un lien mène à {registry}, qui ne fait pas partie des registres.")
                };
            signed_in_as(name: &str):
                format!("Signed in as {name}"),
                format!("Connecté en tant que {name}");
            account(name: &str): format!("Account: {name}"), format!("Compte\u{202f}: {name}");
            removal(registry: &str):
                {
                    format!(
                        "{registry} is removed from Pilothouse, with its password. Nothing changes at the \
                         registry."
                    )
                },
                {
                    format!(
                        "{registry} est retiré de Pilothouse, avec son mot de passe. Rien ne change dans le \
                         registre."
                    )
                };
            cannot_reach(registry: &str):
                format!("Can't reach {registry}."),
                format!("{registry} est injoignable.");
            away_since(time: &str):
                {
                    format!("Away since {time}; what was read before stays. Pilothouse keeps trying.")
                },
                {
                    format!(
                        "Absent depuis {time}\u{202f}; ce qui a été lu reste affiché. Pilothouse continue \
                         d’essayer."
                    )
                };
            // Without the reason: it comes in English.
            password_kept(reason: &str):
                {
                    format!("The password is kept until Pilothouse ends, because {reason}.")
                },
                {
                    "Le mot de passe est conservé jusqu’à la fermeture de Pilothouse, car le trousseau du \
                     système n’a pas pu être utilisé."
                        .to_owned()
                };
            artifact_count(number: usize):
                counted(number, "artifact", "artifacts"),
                french::counted(number, "artefact", "artefacts");
            repository_count(number: usize):
                counted(number, "repository", "repositories"),
                french::counted(number, "dépôt", "dépôts");
            not_searched(what: &str, why: &str):
                format!("Not searched: {what}. {why}"),
                format!("Non parcouru\u{202f}: {what}. {why}");
            searched_projects(searched: usize, total: usize):
                {
                    let total = counted(total, "project", "projects");
                    format!("Artifacts were looked for in {searched} of {total}.")
                },
                {
                    let total = french::counted(total, "projet", "projets");
                    format!("Artefacts cherchés dans {searched} sur {total}.")
                };
            first_of(shown: u64, total: u64, what: &str):
                format!("{what}: the first {shown} of {total}."),
                format!("{what}\u{202f}: les {shown} premiers sur {total}.");
            other_host(host: &str):
                format!("{host} is not this registry."),
                format!("{host} n’est pas ce registre.");
            no_such_artifact(repository: &str):
                format!("{repository} has no such artifact."),
                format!("{repository} n’a pas cet artefact.");
        }
    }
}
