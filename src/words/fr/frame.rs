//! Rail, navigation, top bar, status banners, palette.

use super::parts::counted;
use crate::words::shape::Frame;

pub const FRAME: Frame = Frame {
    keychain_refused: "le trousseau ne l’a pas pris",
    no_start: "Pilothouse n’a pas pu démarrer",
    no_demo: "Le registre de démonstration n’a pas pu démarrer",
    without_demo: "Continuer sans lui",
    registries: "Registres",
    keyboard_shortcuts_tip: "Raccourcis clavier (?)",
    theme_is_system: "Thème\u{202f}: celui du système. Passer au clair",
    theme_is_light: "Thème\u{202f}: clair. Passer au sombre",
    theme_is_dark: "Thème\u{202f}: sombre. Passer à celui du système",
    tile_connected: "connecté",
    tile_connecting: "pas encore connecté",
    tile_sign_in: "reconnexion nécessaire",
    tile_offline: "hors ligne",
    connected: "Connecté",
    connecting: "Connexion en cours",
    sign_in_again: "Reconnexion nécessaire",
    offline: "Hors ligne",
    back_tip: "Précédent (Alt Gauche)",
    forward_tip: "Suivant (Alt Droite)",
    breadcrumb: "Fil d’Ariane",
    not_signed_in: "Sans connexion",
    robot_account: "Compte robot",
    cli_secret_lists: "Secret CLI, listes seulement",
    public_only: "Projets publics seulement",
    remove_this_registry: "Retirer ce registre…",
    removal_title: "Retirer ce registre\u{202f}?",
    remove_registry: "Retirer le registre",
    signed_out: "La session est terminée.",
    sign_in_to_go_on: "Se connecter pour continuer.",
    sign_in: "Se connecter",
    read_only: "Le registre est en lecture seule\u{202f}: rien ne peut être modifié pour l’instant.",
    unverified: "Le certificat de ce registre n’est pas vérifié, comme cela a été accepté.",
    actions: "Actions",
    artifacts: "Artefacts",
    repositories: "Dépôts",
    results: "Résultats",
    nothing_matches: "Aucun résultat",
    to_move: "se déplacer",
    to_open: "ouvrir",
    commands_only: "commandes seulement",
    paste_digest: "collez une référence, une empreinte ou un tag pour trouver son artefact",
    searched_this_repository: "Ce registre est antérieur à Harbor 2.12\u{202f}: seul le dépôt ouvert a été parcouru.",
    open_a_repository: "Ce registre est antérieur à Harbor 2.12\u{202f}: ouvrez ou nommez un dépôt pour y chercher des artefacts.",
    no_such_text: "Le registre ne peut pas chercher ce texte.",
    link_title: "Ouvrir un lien\u{202f}?",
    link_nothing_yet: "Rien n’a été envoyé à cette adresse. Elle est interrogée si l’on continue, et ajoutée à la connexion.",
    link_asks: |registry| {
        format!("Un lien mène à {registry}, qui ne fait pas partie des registres.")
    },
    signed_in_as: |name| format!("Connecté en tant que {name}"),
    account: |name| format!("Compte\u{202f}: {name}"),
    removal: |registry| {
        format!(
            "{registry} est retiré de Pilothouse, avec son mot de passe. Rien ne change dans le \
             registre."
        )
    },
    cannot_reach: |registry| format!("{registry} est injoignable."),
    away_since: |time| {
        format!(
            "Absent depuis {time}\u{202f}; ce qui a été lu reste affiché. Pilothouse continue \
             d’essayer."
        )
    },
    // Without the reason: it comes in English.
    password_kept: |_| {
        "Le mot de passe est conservé jusqu’à la fermeture de Pilothouse, car le trousseau du \
         système n’a pas pu être utilisé."
            .to_owned()
    },
    artifact_count: |number| counted(number, "artefact", "artefacts"),
    repository_count: |number| counted(number, "dépôt", "dépôts"),
    not_searched: |what, why| format!("Non parcouru\u{202f}: {what}. {why}"),
    searched_projects: |searched, total| {
        let total = counted(total, "projet", "projets");
        format!("Artefacts cherchés dans {searched} sur {total}.")
    },
    first_of: |shown, total, what| format!("{what}\u{202f}: les {shown} premiers sur {total}."),
    other_host: |host| format!("{host} n’est pas ce registre."),
    no_such_artifact: |repository| format!("{repository} n’a pas cet artefact."),
};
