//! What follows from a change, in words.

use harbor_settings::Consequence;

use crate::words::words;

crate::words::area! {
    /// Before settings are saved.
    ReviewWords {
        texts {
            title: "Review and save", "Vérifier et enregistrer";
            reading: "Reading the settings again…", "Nouvelle lecture des réglages…";
            overtaken: "Somebody changed the same settings meanwhile.", "Quelqu’un a changé les mêmes réglages entretemps.";
            overtaken_why: "Yours replace theirs if you save now.", "Les vôtres remplacent les leurs si vous enregistrez maintenant.";
            before: "Before", "Avant";
            theirs: "Theirs", "Les leurs";
            yours: "Yours", "Les vôtres";
            keep_theirs: "Keep theirs", "Garder les leurs";
            nothing_left: "Nothing is left to change.", "Il n’y a plus rien à changer.";
            agree: "I have read what follows from this", "J’ai lu ce qui en découle";
            save: "Save settings", "Enregistrer les réglages";
            saved: "Settings saved", "Réglages enregistrés";
            refused_none: "As far as Harbor tells, nothing of it is in force.", "D’après Harbor, rien n’en est en vigueur.";
            unread: "What is in force now could not be read: load the page again.", "Ce qui est en vigueur n’a pas pu être lu\u{202f}: recharger la page.";

            sign_in_mode: "Everybody signs in this way from then on; only the first administrator keeps a password here.", "Tout le monde se connecte ainsi désormais\u{202f}; seul le premier administrateur garde un mot de passe ici.";
            own_sign_in: "You may not be able to sign in again. Keep the first administrator’s password at hand.", "Vous pourriez ne plus pouvoir vous reconnecter. Garder sous la main le mot de passe du premier administrateur.";
            own_rights: "You are an administrator through a group: you may lose that at your next sign-in. Harbor can’t say who is in a group.", "Vous êtes administrateur par un groupe\u{202f}: vous pourriez perdre ce droit à votre prochaine connexion. Harbor ne sait pas qui est dans un groupe.";
            administrators_by_group: "Whoever is in the new group administers the whole registry.", "Qui est dans le nouveau groupe administre tout le registre.";
            provider: "People are known by the provider or directory: at another one they may not get in, or be somebody else.", "Les personnes sont connues par le fournisseur ou l’annuaire\u{202f}: ailleurs, elles n’entrent peut-être pas, ou sont quelqu’un d’autre.";
            unverified: "Whoever stands between can read along and pose as the server.", "Qui se trouve entre les deux peut tout lire et se faire passer pour le serveur.";
            cli_secrets_end: "CLI secrets stop when the provider’s session ends.", "Les secrets CLI s’arrêtent avec la session du fournisseur.";
            cli_secrets_last: "CLI secrets go on working after the session ends. Everybody signs in once more for that.", "Les secrets CLI durent après la session. Chacun se reconnecte une fois pour cela.";
            new_users_only: "Accounts that there are stay as they are.", "Les comptes existants restent tels quels.";
            next_sign_in: "Takes effect when people sign in the next time.", "Vaut à la prochaine connexion de chacun.";
            anybody_registers: "Whoever reaches the registry can make an account.", "Qui atteint le registre peut créer un compte.";
            read_only: "Nothing can be pushed, deleted or changed, also no jobs started. The way back is on this page.", "Rien ne peut être poussé, supprimé ni modifié, aucune tâche lancée. Le retour se fait sur cette page.";
            writable: "Everything can be pushed and changed again.", "Tout peut à nouveau être poussé et modifié.";
            robot_names: "All robot accounts are called by the new prefix: logins under the old names fail at once.", "Tous les comptes robots prennent le nouveau préfixe\u{202f}: les connexions sous les anciens noms échouent aussitôt.";
            new_only: "Holds for what is made from then on.", "Vaut pour ce qui est créé ensuite.";
            quotas_off: "Projects can use more than their limits.", "Les projets peuvent dépasser leurs limites.";
            webhooks_off: "No webhook of any project is called.", "Aucun webhook d’aucun projet n’est appelé.";
            log_elsewhere: "The page of the audit log gets no more entries.", "La page du journal d’audit ne reçoit plus d’entrées.";
            called_while_saving: "Harbor calls it while saving. If it does not answer, Harbor says no, and keeps the settings all the same.", "Harbor l’appelle en enregistrant. Sans réponse, Harbor dit non, et garde quand même les réglages.";
            not_logged: "What is not logged can’t be found afterwards.", "Ce qui n’est pas journalisé ne se retrouve pas ensuite.";
            seen_by_all: "Everybody sees it, also before signing in.", "Tout le monde la voit, même avant de se connecter.";
            retention_counts: "Retention rules count by the last pull: they may keep or delete other images.", "Les règles de rétention comptent d’après le dernier pull\u{202f}: elles peuvent garder ou supprimer d’autres images.";
            projects_by_administrators: "Others can’t make projects any more; those that there are stay.", "Les autres ne peuvent plus créer de projets\u{202f}; ceux qui existent restent.";
        }
        says {
            refused_partly(keys: &str): format!("In force all the same: {keys}"), format!("En vigueur quand même\u{202f}: {keys}");
        }
    }
}

/// What follows, for a person.
pub fn consequence_words(consequence: Consequence) -> &'static str {
    let w = &words().review;
    match consequence {
        Consequence::SignInMode => w.sign_in_mode,
        Consequence::OwnSignIn => w.own_sign_in,
        Consequence::OwnRights => w.own_rights,
        Consequence::AdministratorsByGroup => w.administrators_by_group,
        Consequence::Provider => w.provider,
        Consequence::Unverified => w.unverified,
        Consequence::CliSecretsEnd => w.cli_secrets_end,
        Consequence::CliSecretsLast => w.cli_secrets_last,
        Consequence::NewUsersOnly => w.new_users_only,
        Consequence::NextSignIn => w.next_sign_in,
        Consequence::AnybodyRegisters => w.anybody_registers,
        Consequence::ReadOnly => w.read_only,
        Consequence::Writable => w.writable,
        Consequence::RobotNames => w.robot_names,
        Consequence::NewOnly => w.new_only,
        Consequence::QuotasOff => w.quotas_off,
        Consequence::WebhooksOff => w.webhooks_off,
        Consequence::LogElsewhere => w.log_elsewhere,
        Consequence::CalledWhileSaving => w.called_while_saving,
        Consequence::NotLogged => w.not_logged,
        Consequence::SeenByAll => w.seen_by_all,
        Consequence::RetentionCounts => w.retention_counts,
        Consequence::ProjectsByAdministrators => w.projects_by_administrators,
    }
}
