//! A sign-in through the provider while it goes on, and the first user name.

use super::parts::counted;
use crate::words::shape::HandBack;

pub const HAND_BACK: HandBack = HandBack {
    beginning: "Interrogation du registre sur la page de connexion",
    step_sign_in: "Se connecter comme toujours sur la page qui vient de s’ouvrir dans le navigateur",
    step_copy: "Une page d’erreur apparaît. C’est normal\u{202f}: copier son adresse",
    step_come_back: "Revenir ici. Pilothouse prend l’adresse tout seul",
    browser_drawn: "Un navigateur\u{202f}: toute l’adresse est sélectionnée, la page dit State mismatch",
    waiting: "En attente de l’adresse…",
    watch_clipboard: "Surveiller le presse-papiers",
    paste_below: "Coller l’adresse ci-dessous",
    clipboard_unreadable: "Ce bureau ne laisse pas lire le presse-papiers\u{202f}: coller l’adresse \
         ci-dessous",
    paste: "Coller",
    paste_hint: "Adresse à rendre",
    works_once: "L’adresse sert une fois, pendant une minute environ",
    only_here: "Le presse-papiers n’est lu que tant que ce dialogue est ouvert",
    use_window: "Utiliser une fenêtre de Pilothouse",
    use_browser: "Utiliser le navigateur",
    open_again: "Rouvrir le navigateur",
    open_in: "Ouvrir dans un autre navigateur",
    signing_in: "Connexion en cours…",
    from_clipboard: "L’adresse vient du presse-papiers.",
    from_pasted: "L’adresse a été collée.",
    from_window: "La fenêtre a rendu l’adresse.",
    from_listener: "Le navigateur est revenu.",
    for_this_sign_in: "Pour cette connexion",
    harbor_checks: "Harbor vérifie le code",
    other_address: "Ce n’est pas la page attendue",
    other_attempt: "Cette adresse appartient à une autre connexion",
    other_attempt_why: "Copier l’adresse de la page qui s’affiche maintenant.",
    no_address: "Ce n’est pas une adresse",
    no_address_why: "Copier toute l’adresse depuis la barre du navigateur.",
    run_out: "Le code a expiré.",
    run_out_why: "Se connecter de nouveau, la seconde fois va plus vite.",
    session_gone: "La connexion a expiré.",
    nobody_came: "Rien n’est arrivé pendant dix minutes.",
    sign_in_again: "Se connecter de nouveau",
    choose_another: "Choisir une autre méthode",
    no_browser: "Aucun navigateur n’a pu être ouvert.",
    no_browser_do: "Ouvrir cette adresse dans un navigateur et continuer là.",
    no_window: "La fenêtre n’a pas pu être ouverte.",
    copy_address: "Copier l’adresse",
    refused_why: "Voici sa réponse.",
    window_open: "Se connecter dans la fenêtre qui vient de s’ouvrir",
    window_explained: "Elle se ferme toute seule. Rien n’en est conservé, et les clés d’accès n’y \
         fonctionnent pas.",
    comes_back: "Se connecter sur la page qui vient de s’ouvrir dans le navigateur. Elle revient ici \
         toute seule.",
    user_name_title: "Choisir le nom d’utilisateur",
    user_name: "Nom d’utilisateur",
    name_length: "1 à 255 caractères",
    name_none_of: "Aucun de",
    where_it_shows: "Où il apparaît",
    others_see: "Les autres le voient dans les listes de membres et le journal d’audit.",
    cannot_change: "Ne peut pas être changé ensuite",
    create_account: "Créer le compte",
    name_kept: "Se connecter de nouveau, le nom saisi est conservé.",
    unknown_person: "Le registre ne connaît pas encore cette personne.",
    unknown_person_why: "Se connecter une fois en rendant une adresse\u{202f}; le compte y est alors créé.",
    ends_by_itself: "S’arrête tout seul au bout de dix minutes",
    or_paste: |registry| format!("Ou la coller\u{202f}: https://{registry}/c/oidc/callback?…"),
    only_registry: |registry| {
        format!("Seule une adresse de {registry} est acceptée, et pour cette connexion seulement")
    },
    from: |registry| format!("De {registry}"),
    belongs_to: |host, registry| {
        format!(
            "Elle appartient à {host}. Continuer dans le navigateur jusqu’à la page de {registry} \
             qui dit «\u{202f}State mismatch\u{202f}»."
        )
    },
    refused: |provider| format!("{provider} a refusé la connexion."),
    page_of: |host| format!("Elle montre une page de {host}"),
    has_signed_in: |provider| format!("Connexion réussie chez {provider}."),
    not_known_yet: |registry| {
        format!(
            "{registry} ne connaît pas encore ce compte\u{202f}: choisir son nom. La question n’est \
             posée qu’une fois."
        )
    },
    suggested_by: |provider| format!("Proposé par {provider}"),
    characters_of: |number, limit| format!("{number} sur {limit}"),
    too_many: |number| format!("{} de trop", counted(number, "caractère", "caractères")),
    use_name: |name| format!("Utiliser {name}"),
    try_name: |name| format!("Essayer {name}"),
};
