//! The CLI secret, and signing in to the registry with other programs.

use pilothouse_protocol::HindranceCause;

use crate::words::shape::CliSecret;

pub const CLI_SECRET: CliSecret = CliSecret {
    title: "Secret CLI",
    robot_title: "Secret du compte robot",
    show: "Montrer le secret",
    hide: "Cacher le secret",
    copy: "Copier",
    copied: "Copié",
    clear_now: "Effacer",
    cleared: "Le presse-papiers est effacé",
    set_own: "Définir…",
    make_new: "Nouveau…",
    your_secret: "Secret CLI choisi",
    old_stops: "L’ancien s’arrête aussitôt, sur les autres machines aussi.",
    set: "Définir le secret",
    set_done: "Le secret CLI est défini\u{202f}; l’ancien ne sert plus",
    new_title: "Créer un nouveau secret CLI\u{202f}?",
    new_old: "L’ancien s’arrête aussitôt",
    new_logins: "Chaque docker login qui l’utilise est à refaire",
    new_others: "Cette session et les comptes robot continuent",
    make: "Créer le secret",
    made: "Il y a un nouveau secret CLI\u{202f}; l’ancien ne sert plus",
    works_always: "Sert jusqu’à son changement",
    try_it: "Essayer",
    trying: "Interrogation du registre",
    not_taken: "Le registre ne le reconnaît pas.",
    not_taken_why: "Il répond comme à quelqu’un sans connexion. Se connecter de nouveau chez le \
         fournisseur, ou créer un nouveau secret.",
    taken_nothing: "Il est reconnu\u{202f}; aucun dépôt où l’essayer.",
    may_nothing: "Il est reconnu, mais n’y permet rien.",
    terminal: "Se connecter depuis un terminal",
    reads_clipboard: "Lit le presse-papiers\u{202f}; rien ne reste dans l’historique du terminal.",
    asks_password: "Le programme demande le mot de passe.",
    copy_command: "Copier la commande",
    reader: "Presse-papiers lu par",
    write_docker: "Écrire dans les réglages de docker",
    plain_title: "Garder le secret dans un fichier sans chiffrement\u{202f}?",
    plain_why: "Aucun assistant d’identification n’est configuré pour docker sur cet ordinateur. Le \
         secret serait dans le config.json de docker, lisible par tous les programmes de ce \
         compte. Les autres comptes de cet ordinateur ne pourront pas lire le fichier.",
    plain_agree: "L’écrire quand même",
    plain_helper: "Avec un assistant (docker-credential-secretservice, -osxkeychain, -wincred) nommé \
         dans config.json, il irait dans le trousseau.",
    pull_secret: "Secret Kubernetes…",
    pull_secret_name: "Nom du secret",
    pull_secret_namespace: "Espace de noms (peut être vide)",
    pull_secret_name_wrong: "Minuscules, chiffres, - et . seulement, une lettre ou un chiffre aux deux \
         bouts",
    pull_secret_copy: "Copier le YAML",
    pull_secret_explained: "Un secret de type kubernetes.io/dockerconfigjson avec cette connexion, à \
         nommer sous imagePullSecrets. Il reste 30 secondes dans le presse-papiers.",
    tools: "Plus",
    not_copied: "Le secret n’a pas pu être copié",
    name_has_control: "Ce nom ne peut pas figurer dans une commande.",
    written_title: "La connexion est écrite",
    written_in_place: "Le fichier lui-même a été écrit, car aucun autre ne peut prendre sa place\u{202f}: \
         il est monté seul, son dossier n’est pas modifiable, ou il appartient à un autre compte.",
    written_before: "Le fichier la mentionnait déjà\u{202f}; il est resté tel quel.",
    closed_to_others: "D’autres comptes de cet ordinateur pouvaient lire le fichier. Désormais, seul ce \
         compte le peut.",
    mark_removed: "Une marque d’ordre des octets au début du fichier, qui empêche tout programme de le \
         lire, a été retirée.",
    clears_in: |seconds| format!("Presse-papiers effacé dans {seconds}\u{202f}s"),
    works_while_provider: |provider| format!("Sert tant que {provider} renouvelle la connexion"),
    may: |name, actions| format!("Il est reconnu\u{202f}: {actions} dans {name}"),
    written: |file, user| format!("La connexion de {user} est dans {file}"),
    written_helper: |helper, user| {
        format!("La connexion de {user} est gardée par docker-credential-{helper}")
    },
    found_by: |programs| format!("La trouvent\u{202f}: {programs}."),
    hindrance: |programs, cause| match cause {
        HindranceCause::CredentialStore => format!(
            "Ne la trouvent pas\u{202f}: {programs}, qui n’interrogent pas l’assistant de credsStore. \
             Se connecter par leurs propres commandes, ou nommer l’assistant pour ce registre sous \
             credHelpers."
        ),
        HindranceCause::Spelling { member } => format!(
            "Ne la trouvent pas\u{202f}: {programs}, qui ne connaissent pas «\u{202f}{member}\u{202f}» \
             écrit ainsi."
        ),
        HindranceCause::OwnEntry { file } => format!(
            "Cachée à {programs}\u{202f}: {file} contient une entrée pour ce registre, même ancienne, \
             et passe avant."
        ),
        HindranceCause::OwnHelper { file } => format!(
            "Peut-être cachée à {programs}\u{202f}: {file} nomme un assistant d’identification, dont \
             la connexion passe avant."
        ),
        HindranceCause::OwnFileUnreadable { file } => {
            format!("Incertain pour {programs}\u{202f}: {file} passe avant et est illisible.")
        }
        HindranceCause::OtherFile { file } => format!(
            "Ne la trouvent pas\u{202f}: {programs}, à qui REGISTRY_AUTH_FILE ne fait lire que {file}."
        ),
        HindranceCause::Narrower { keys } => format!(
            "Pour des parties du registre, {programs} prennent d’autres entrées du fichier\u{202f}: {}.",
            keys.join(", ")
        ),
        HindranceCause::Undecodable { registries } => format!(
            "Ne la trouvent pas\u{202f}: {programs}, qui ne lisent rien du tout tant que ces entrées du \
             fichier sont indéchiffrables\u{202f}: {}. Elles sont restées telles quelles.",
            registries.join(", ")
        ),
    },
};
