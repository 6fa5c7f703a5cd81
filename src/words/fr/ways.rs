//! Choosing how to sign in.

use crate::words::shape::Ways;

pub const WAYS: Ways = Ways {
    sign_in: "Se connecter",
    remembered: "Pilothouse retient la méthode choisie pour ce registre.",
    nothing_sent: "Rien n’est envoyé avant le choix.",
    asking: "Interrogation du registre sur les méthodes de connexion",
    in_browser: "Dans le navigateur",
    used_last: "Utilisée la dernière fois",
    browser_explained: "Tout fonctionne, les clés d’accès aussi\u{202f}; une adresse est à recopier à \
         la fin, et la session dure environ 60\u{202f}min après le dernier usage.",
    page_stays: "Cette page reste telle quelle, avec ce qui est saisi et sélectionné.",
    other_ways: "Autres méthodes",
    window: "Dans une fenêtre de Pilothouse",
    window_explained: "De même, sans adresse à recopier\u{202f}; les clés d’accès n’y fonctionnent pas.",
    own_client: "Navigateur, rien à recopier",
    own_client_explained: "Si le fournisseur est configuré pour Pilothouse\u{202f}; la session se \
         renouvelle seule.",
    own_client_is: "L’administrateur enregistre Pilothouse une fois auprès du fournisseur. Sans \
         valeur, le client du registre est essayé.",
    client_id: "Identifiant client chez le fournisseur",
    client_id_hint: "Vide\u{202f}: celui du registre",
    issuer: "Émetteur",
    issuer_hint: "Vide\u{202f}: trouvé par Pilothouse",
    consent: "Faire demander mon consentement par le fournisseur",
    consent_hint: "À chaque fois. Sans cela, certains fournisseurs ne donnent rien pour rester \
         connecté.",
    password: "Nom d’utilisateur et mot de passe",
    password_explained: "Comme dans le portail web du registre\u{202f}; valable jusqu’au changement du \
         mot de passe.",
    local_password_explained: "Ici seulement pour l’administrateur local\u{202f}; valable jusqu’au \
         changement du mot de passe.",
    robot: "Compte robot",
    robot_explained: "Ce que le robot a le droit de faire, jusqu’à l’expiration de son secret.",
    cli_secret: "Secret CLI",
    lists_only: "listes seulement",
    anonymous: "Parcourir sans se connecter",
    anonymous_explained: "Projets publics, en lecture seule, sans limite de durée.",
    connect: "Connecter",
    another_account: "Ajouter un compte",
    another_account_lead: "Le compte connecté reste, et il est possible d’y revenir.",
    robot_file_drop: "Déposer ici le fichier JSON du compte robot, ou",
    robot_file_choose: "le choisir",
    robot_file_form: "Ce n’est pas le fichier d’un compte robot",
    robot_file_large: "Ce fichier est trop grand pour être celui d’un compte robot",
    robot_file_no_name: "Ce fichier ne contient pas de nom de compte robot",
    robot_file_no_secret: "Ce fichier ne contient pas de secret",
    robot_file_read: "Le nom et le secret sont repris du fichier",
    sign_in_with: |provider| format!("Se connecter avec {provider}"),
    cli_secret_explained: |provider| {
        format!("Projets et images sans leurs détails, tant que {provider} garde la session.")
    },
    provider_broken: |provider| {
        format!("Le registre nomme {provider}, mais ne mène pas à sa page.")
    },
    unread: |reason| {
        format!(
            "Ce qui est conservé pour ce compte n’a pas pu être lu\u{202f}: {reason}. Réessayer une fois cela réglé, ou se connecter."
        )
    },
    clock_ahead: |minutes| {
        format!(
            "L’horloge du registre avance de {minutes}\u{202f}min sur celle de cet ordinateur. La \
             connexion peut échouer tant que l’une des deux n’est pas à l’heure."
        )
    },
    clock_behind: |minutes| {
        format!(
            "L’horloge du registre retarde de {minutes}\u{202f}min sur celle de cet ordinateur. La \
             connexion peut échouer tant que l’une des deux n’est pas à l’heure."
        )
    },
    signed_in: |registry, name| format!("Connecté à {registry} en tant que {name}"),
};
