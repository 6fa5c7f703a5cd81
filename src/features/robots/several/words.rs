//! Several robot accounts at once.

use crate::{format::counted, words::french};

fn robots(count: usize) -> String {
    counted(count, "robot account", "robot accounts")
}

fn comptes(count: usize) -> String {
    french::counted(count, "compte robot", "comptes robot")
}

fn secrets(count: usize) -> String {
    counted(count, "secret", "secrets")
}

fn des_secrets(count: usize) -> String {
    french::counted(count, "secret", "secrets")
}

crate::words::area! {
    /// Several robot accounts at once.
    SeveralRobots {
        texts {
            new_secrets: "New secrets…", "Nouveaux secrets…";
            expiry: "Expiry…", "Expiration…";
            set_expiry: "Change expiry", "Changer l’expiration";
            names: "The accounts", "Les comptes";
            old_stop:
                "The present secrets stop at once, one after the other: what uses them fails until it has the new ones.",
                "Les secrets actuels s’arrêtent aussitôt, l’un après l’autre\u{202f}: ce qui les utilise échoue jusqu’aux nouveaux.";
            shown_once:
                "Harbor tells each once. Copy or save all of them before Done.",
                "Harbor ne donne chacun qu’une fois. Tous les copier ou les enregistrer avant Terminé.";
            waiting: "Not begun", "Pas commencé";
            under_way: "Being made…", "En cours…";
            ready: "Ready", "Prêt";
            taken: "Copied or saved", "Copié ou enregistré";
            open: "Show", "Afficher";
            retry: "Retry", "Réessayer";
            stop: "Stop", "Arrêter";
            go_on: "Go on", "Continuer";
            save_files: "Save all as JSON…", "Tout enregistrer en JSON…";
            not_saved: "The files were not saved", "Les fichiers n’ont pas été enregistrés";
            back: "Back to the list", "Retour à la liste";
            next: "Next", "Suivant";
            done: "Done", "Terminé";
            done_anyway: "Done, without them", "Terminer sans eux";
            secrets_label: "New secrets", "Nouveaux secrets";
            maybe_changed:
                "Nobody knows whether it was changed: no answer came.",
                "Personne ne sait s’il a été changé\u{202f}: aucune réponse n’est venue.";
        }
        says {
            of_others(count: usize):
                format!("{} of projects that you don't administer can't be changed", counted(count, "account", "accounts")),
                format!("{} de projets que vous n’administrez pas\u{202f}: modification impossible", french::counted(count, "compte", "comptes"));
            leave_out(names: &str):
                format!("Nothing was sent. Leave out {names}."),
                format!("Rien n’a été envoyé. Sans {names}, c’est possible.");
            new_secrets_for(count: usize):
                format!("New secrets for {}", robots(count)),
                format!("Nouveaux secrets pour {}", comptes(count));
            make_new(count: usize):
                format!("Make {} new {}", count, if count == 1 { "secret" } else { "secrets" }),
                format!("Créer {}", des_secrets(count));
            dead(count: usize):
                format!(
                    "{} off or expired: the new {} before that is changed.",
                    if count == 1 { "1 account is".to_owned() } else { format!("{count} accounts are") },
                    if count == 1 { "secret does not work" } else { "secrets do not work" },
                ),
                format!("{} désactivés ou expirés\u{202f}: leurs secrets ne servent à rien d’ici là.", comptes(count));
            progress(done: usize, total: usize):
                format!("{done} of {total}"),
                format!("{done} sur {total}");
            copy_secret_of(name: &str):
                format!("Copy the secret of {name}"),
                format!("Copier le secret de {name}");
            show_secret_of(name: &str):
                format!("Show the secret of {name}"),
                format!("Afficher le secret de {name}");
            files_saved(count: usize, folder: &str):
                format!("{} saved in {folder}", counted(count, "file", "files")),
                format!("{} dans {folder}", french::counted(count, "fichier enregistré", "fichiers enregistrés"));
            not_taken(count: usize):
                format!(
                    "{} neither copied nor saved. After Done only new ones can be made.",
                    if count == 1 { "1 secret was".to_owned() } else { format!("{} were", secrets(count)) },
                ),
                format!("{} ni copiés ni enregistrés. Après Terminé, il faudra en créer de nouveaux.", des_secrets(count));
            expiry_of(count: usize):
                format!("Expiry of {}", robots(count)),
                format!("Expiration de {}", comptes(count));
            all_expire(date: &str):
                format!("Each expires on {date} or less than a day later: Harbor counts whole days from its creation."),
                format!("Chacun expire le {date} ou moins d’un jour plus tard\u{202f}: Harbor compte en jours entiers depuis sa création.");
            ask_delete(count: usize):
                format!("Delete {}?", robots(count)),
                format!("Supprimer {}\u{202f}?", comptes(count));
            delete_them(count: usize):
                format!("Delete {}", robots(count)),
                format!("Supprimer {}", comptes(count));
            loses(what: &str):
                format!("With them goes: {what}."),
                format!("Avec eux disparaît\u{202f}: {what}.");
            old(count: usize):
                format!("{} of long ago can't be changed and stay as they are.", robots(count)),
                format!("{} d’un ancien serveur ne peuvent être modifiés et restent tels quels.", comptes(count));
            made(count: usize):
                format!("{} made", counted(count, "new secret", "new secrets")),
                french::counted(count, "nouveau secret créé", "nouveaux secrets créés");
        }
    }
}
