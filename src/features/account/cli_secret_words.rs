//! The CLI secret, and signing in to the registry with other programs.

use pilothouse_protocol::HindranceCause;

crate::words::area! {
    /// The CLI secret, and signing in to the registry with other programs.
    CliSecret {
        texts {
            title: "CLI secret", "Secret CLI";
            robot_title: "Robot account's secret", "Secret du compte robot";
            show: "Show secret", "Montrer le secret";
            hide: "Hide secret", "Cacher le secret";
            copy: "Copy", "Copier";
            copied: "Copied", "Copié";
            clear_now: "Clear now", "Effacer";
            cleared: "The clipboard is cleared", "Le presse-papiers est effacé";
            set_own: "Set your own…", "Définir…";
            make_new: "Make new…", "Nouveau…";
            your_secret: "Your CLI secret", "Secret CLI choisi";
            old_stops:
                "The old one stops at once, on other machines too.",
                "L’ancien s’arrête aussitôt, sur les autres machines aussi.";
            set: "Set secret", "Définir le secret";
            set_done:
                "The CLI secret is set; the old one has stopped",
                "Le secret CLI est défini\u{202f}; l’ancien ne sert plus";
            new_title: "Make a new CLI secret?", "Créer un nouveau secret CLI\u{202f}?";
            new_old: "The old one stops at once", "L’ancien s’arrête aussitôt";
            new_logins:
                "Every docker login that uses it must be done again",
                "Chaque docker login qui l’utilise est à refaire";
            new_others:
                "This session and robot accounts go on",
                "Cette session et les comptes robot continuent";
            make: "Make new secret", "Créer le secret";
            made:
                "There is a new CLI secret; the old one has stopped",
                "Il y a un nouveau secret CLI\u{202f}; l’ancien ne sert plus";
            works_always: "Works until it is changed", "Sert jusqu’à son changement";
            try_it: "Try it", "Essayer";
            trying: "Asking the registry", "Interrogation du registre";
            not_taken: "The registry does not take it.", "Le registre ne le reconnaît pas.";
            not_taken_why:
                "It answers as to somebody who isn't signed in. Sign in again at the provider, or \
         make a new secret.",
                "Il répond comme à quelqu’un sans connexion. Se connecter de nouveau chez le \
         fournisseur, ou créer un nouveau secret.";
            taken_nothing:
                "It works; there is no repository to try it on.",
                "Il est reconnu\u{202f}; aucun dépôt où l’essayer.";
            may_nothing: "It works, but may do nothing there.", "Il est reconnu, mais n’y permet rien.";
            terminal: "Sign in from a terminal", "Se connecter depuis un terminal";
            reads_clipboard:
                "Reads the clipboard; nothing lands in your shell history.",
                "Lit le presse-papiers\u{202f}; rien ne reste dans l’historique du terminal.";
            asks_password:
                "The program asks for your password.",
                "Le programme demande le mot de passe.";
            copy_command: "Copy command", "Copier la commande";
            reader: "Clipboard read by", "Presse-papiers lu par";
            write_docker: "Write into docker's settings", "Écrire dans les réglages de docker";
            plain_title:
                "Keep the secret in a file without encryption?",
                "Garder le secret dans un fichier sans chiffrement\u{202f}?";
            plain_why:
                "No credential helper is set up for docker on this computer. The secret would stand \
         in docker's config.json, readable by every program of yours. Other accounts of this computer \
         will not be able to read the file.",
                "Aucun assistant d’identification n’est configuré pour docker sur cet ordinateur. Le \
         secret serait dans le config.json de docker, lisible par tous les programmes de ce \
         compte. Les autres comptes de cet ordinateur ne pourront pas lire le fichier.";
            plain_agree: "Write it all the same", "L’écrire quand même";
            plain_helper:
                "With a credential helper (docker-credential-secretservice, -osxkeychain, -wincred) \
         named in config.json, it goes to the keychain instead.",
                "Avec un assistant (docker-credential-secretservice, -osxkeychain, -wincred) nommé \
         dans config.json, il irait dans le trousseau.";
            pull_secret: "Kubernetes pull secret…", "Secret Kubernetes…";
            pull_secret_name: "Name of the secret", "Nom du secret";
            pull_secret_namespace: "Namespace (may be empty)", "Espace de noms (peut être vide)";
            pull_secret_name_wrong:
                "Lower-case letters, digits, - and . only, a letter or digit at both ends",
                "Minuscules, chiffres, - et . seulement, une lettre ou un chiffre aux deux \
         bouts";
            pull_secret_copy: "Copy YAML", "Copier le YAML";
            pull_secret_explained:
                "A secret of type kubernetes.io/dockerconfigjson with this login in it, to \
         be named under imagePullSecrets. It is on the clipboard for 30 seconds.",
                "Un secret de type kubernetes.io/dockerconfigjson avec cette connexion, à \
         nommer sous imagePullSecrets. Il reste 30 secondes dans le presse-papiers.";
            tools: "More", "Plus";
            not_copied: "Couldn't copy the secret", "Le secret n’a pas pu être copié";
            name_has_control:
                "This name can't stand in a command.",
                "Ce nom ne peut pas figurer dans une commande.";
            written_title: "The login is written", "La connexion est écrite";
            written_in_place:
                "The file itself was written, since another can't take its place: it is mounted \
         by itself, its folder can't be written, or it belongs to somebody else.",
                "Le fichier lui-même a été écrit, car aucun autre ne peut prendre sa place\u{202f}: \
         il est monté seul, son dossier n’est pas modifiable, ou il appartient à un autre compte.";
            written_before:
                "The file mentioned it already, and was left as it is.",
                "Le fichier la mentionnait déjà\u{202f}; il est resté tel quel.";
            closed_to_others:
                "Other accounts of this computer could read the file. Now only you can.",
                "D’autres comptes de cet ordinateur pouvaient lire le fichier. Désormais, seul ce \
         compte le peut.";
            mark_removed:
                "A byte order mark at the file's beginning, which keeps every program from it, was \
         taken away.",
                "Une marque d’ordre des octets au début du fichier, qui empêche tout programme de le \
         lire, a été retirée.";
        }
        says {
            clears_in(seconds: i64):
                format!("Clipboard clears in {seconds} s"),
                format!("Presse-papiers effacé dans {seconds}\u{202f}s");
            works_while_provider(provider: &str):
                format!("Works while {provider} renews your sign-in"),
                format!("Sert tant que {provider} renouvelle la connexion");
            may(name: &str, actions: &str):
                format!("It works: {actions} in {name}"),
                format!("Il est reconnu\u{202f}: {actions} dans {name}");
            written(file: &str, user: &str):
                format!("The login of {user} is in {file}"),
                format!("La connexion de {user} est dans {file}");
            written_helper(helper: &str, user: &str):
                {
                    format!("The login of {user} is kept by docker-credential-{helper}")
                },
                {
                    format!("La connexion de {user} est gardée par docker-credential-{helper}")
                };
            found_by(programs: &str):
                format!("Found there by {programs}."),
                format!("La trouvent\u{202f}: {programs}.");
            hindrance(programs: &str, cause: &HindranceCause):
                match cause {
                    HindranceCause::CredentialStore => format!(
                        "Not found by {programs}: the helper under credsStore is not asked by them. Sign in with \
                         their own commands, or name it for this registry under credHelpers."
                    ),
                    HindranceCause::Spelling { member } => {
                        format!("Not found by {programs}: they don't know ‘{member}’ in this spelling.")
                    }
                    HindranceCause::OwnEntry { file } => format!(
                        "Hidden from {programs}: {file} has an entry for this registry, which goes first, even \
                         an old one."
                    ),
                    HindranceCause::OwnHelper { file } => format!(
                        "Perhaps hidden from {programs}: {file} names a credential helper, and a login in it goes \
                         first."
                    ),
                    HindranceCause::OwnFileUnreadable { file } => {
                        format!("Unknown for {programs}: {file} goes first, and can't be read.")
                    }
                    HindranceCause::OtherFile { file } => {
                        format!("Not found by {programs}: REGISTRY_AUTH_FILE makes them read {file} only.")
                    }
                    HindranceCause::Narrower { keys } => format!(
                        "For parts of the registry {programs} take other entries of the file: {}.",
                        keys.join(", ")
                    ),
                    HindranceCause::Undecodable { registries } => format!(
                        "Not found by {programs}: they read nothing at all while these entries of the file can't \
                         be decoded: {}. They were left as they are.",
                        registries.join(", ")
                    ),
                },
                match cause {
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
                };
        }
    }
}
