//! The account: who, how signed in, until when, and out again.

use crate::words::shape::Account;

pub const ACCOUNT: Account = Account {
    account: "Compte",
    administrator: "Administrateur",
    email: "Courriel",
    groups: "Groupes",
    groups_not_told: "Harbor ne les nomme pas",
    is_administrator: "Administrateur",
    yes: "Oui",
    yes_by_group: "Oui, par un groupe du fournisseur",
    no: "Non",
    session: "Session",
    signed_in: "Connexion",
    since: "Depuis",
    ends: "Fin",
    ends_why: "Selon le réglage habituel\u{202f}; elle peut finir plus tôt ou plus tard.",
    stay_signed_in: "Rester connecté",
    renews_password: "Se renouvelle avec le mot de passe",
    renews_provider: "Se renouvelle tant que le fournisseur le permet",
    lasting: "Dure autant que le secret",
    by_browser: "adresse rendue",
    by_window: "dans une fenêtre de Pilothouse",
    by_provider: "rien à recopier",
    by_password: "Avec nom d’utilisateur et mot de passe",
    by_robot: "Avec le secret d’un compte robot",
    by_cli_secret: "Avec un secret CLI, listes seulement",
    by_nothing: "Sans connexion",
    change_password: "Changer le mot de passe…",
    current_password: "Mot de passe actuel",
    new_password: "Nouveau mot de passe",
    repeat_password: "Nouveau mot de passe, encore",
    not_repeated: "Les deux ne sont pas identiques",
    same_password: "Le nouveau mot de passe est l’actuel",
    password_changed: "Le mot de passe est changé",
    edit_profile: "Modifier le profil…",
    profile: "Profil",
    full_name: "Nom complet",
    comment: "Commentaire",
    profile_saved: "Le profil est enregistré",
    email_wrong: "Ce n’est pas une adresse de courriel",
    save: "Enregistrer",
    sign_out: "Se déconnecter",
    sign_out_ways: "Autres façons de se déconnecter",
    sign_out_harbor: "Se déconnecter de Harbor",
    ends_at_harbor: "Met fin à cette session et la retire du trousseau.",
    ends_password: "Met fin à la session et retire le mot de passe du trousseau.",
    ends_secret: "Retire le secret du trousseau.",
    rule_length: "8 à 128 caractères",
    rule_upper: "Une majuscule",
    rule_lower: "Une minuscule",
    rule_digit: "Un chiffre",
    accounts: "Comptes dans ce registre",
    active: "Utilisé",
    signed_out: "Déconnecté",
    remove_account: "Retirer le compte",
    limited_title: "Listes seulement",
    limited_works: "Fonctionne\u{202f}: les listes de projets, dépôts, artefacts et étiquettes\u{202f}; \
         créer un projet\u{202f}; retirer un tag\u{202f}; pull et push.",
    limited_not: "Manque\u{202f}: la page d’un projet, les membres, les statistiques et tout ce qui \
         relève de l’administration.",
    limited_why: "Harbor ne répond à un secret CLI que sur ces pages. Pour le reste, se connecter \
         par le fournisseur.",
    not_known: "Inconnu",
    password_is_missing: "Il manque le mot de passe actuel",
    remove_account_title: "Retirer ce compte\u{202f}?",
    at: |name, registry| format!("{name} chez {registry}"),
    with_provider: |provider| format!("Avec {provider}"),
    left: |minutes| format!("encore {minutes}\u{202f}min"),
    left_of: |minutes, of| format!("encore {minutes} sur {of}\u{202f}min"),
    ends_after: |minutes| {
        format!(
            "La session dure tant qu’elle sert\u{202f}; elle finit {minutes}\u{202f}min après le \
             dernier usage."
        )
    },
    about: |minutes| {
        format!(
            "La session dure tant qu’elle sert\u{202f}; elle finit environ {minutes}\u{202f}min après \
             le dernier usage."
        )
    },
    unused_for: |minutes, at| format!("Sans usage depuis {minutes}\u{202f}min. Fin à {at}."),
    at_if_unused: |time| format!("{time}, sans usage d’ici là"),
    at_in_any_case: |time| format!("{time}\u{202f}; le fournisseur ne donne rien pour renouveler"),
    ends_in_any_case: |time| {
        format!("La connexion finit à {time}. Elle sera alors redemandée, sans rien perdre.")
    },
    ends_soon: |time| format!("La session finit à {time} si elle ne sert pas d’ici là."),
    today: |time| format!("Aujourd’hui, {time}"),
    ends_session: |provider| {
        format!("Met fin à la session Harbor\u{202f}; le navigateur reste connecté à {provider}.")
    },
    signed_out_of: |registry| format!("Déconnecté de {registry}"),
    also_at_provider: |provider| format!("Aussi de {provider}"),
    switch_to: |name| format!("Passer à {name}"),
    remove_named: |name| format!("Retirer {name}"),
    removal: |name, registry| {
        format!(
            "{name} est retiré de Pilothouse avec son secret, et sa session chez {registry} prend \
             fin. Le compte lui-même reste."
        )
    },
    sign_out_provider: |provider| format!("Se déconnecter aussi de {provider}"),
};
