//! The account: who, how signed in, until when, and out again.

crate::words::area! {
    /// The account: who, how signed in, until when, and out again.
    Account {
        texts {
            account: "Account", "Compte";
            administrator: "Administrator", "Administrateur";
            email: "E-mail", "Courriel";
            groups: "Groups", "Groupes";
            groups_not_told: "Harbor does not name them", "Harbor ne les nomme pas";
            is_administrator: "Administrator", "Administrateur";
            yes: "Yes", "Oui";
            yes_by_group: "Yes, through a group at the provider", "Oui, par un groupe du fournisseur";
            no: "No", "Non";
            session: "Session", "Session";
            signed_in: "Signed in", "Connexion";
            since: "Since", "Depuis";
            ends: "Ends", "Fin";
            ends_why:
                "As this registry is usually set; it may end earlier or later.",
                "Selon le réglage habituel\u{202f}; elle peut finir plus tôt ou plus tard.";
            stay_signed_in: "Stay signed in", "Rester connecté";
            renews_password: "Renews itself with your password", "Se renouvelle avec le mot de passe";
            renews_provider:
                "Renews itself while the provider allows",
                "Se renouvelle tant que le fournisseur le permet";
            lasting: "Lasts as long as the secret does", "Dure autant que le secret";
            by_browser: "browser hand-back", "adresse rendue";
            by_window: "in a window of Pilothouse", "dans une fenêtre de Pilothouse";
            by_provider: "nothing to copy", "rien à recopier";
            by_password: "With user name and password", "Avec nom d’utilisateur et mot de passe";
            by_robot: "With a robot account's secret", "Avec le secret d’un compte robot";
            by_cli_secret: "With a CLI secret, lists only", "Avec un secret CLI, listes seulement";
            by_nothing: "Without signing in", "Sans connexion";
            change_password: "Change password…", "Changer le mot de passe…";
            current_password: "Current password", "Mot de passe actuel";
            new_password: "New password", "Nouveau mot de passe";
            repeat_password: "New password again", "Nouveau mot de passe, encore";
            not_repeated: "The two are not the same", "Les deux ne sont pas identiques";
            same_password:
                "The new password is the current one",
                "Le nouveau mot de passe est l’actuel";
            password_changed: "The password is changed", "Le mot de passe est changé";
            edit_profile: "Edit profile…", "Modifier le profil…";
            profile: "Your profile", "Profil";
            full_name: "Full name", "Nom complet";
            comment: "Comment", "Commentaire";
            profile_saved: "The profile is saved", "Le profil est enregistré";
            email_wrong: "Not a valid email address", "Ce n’est pas une adresse de courriel";
            save: "Save", "Enregistrer";
            sign_out: "Sign out", "Se déconnecter";
            sign_out_ways: "Other ways to sign out", "Autres façons de se déconnecter";
            sign_out_harbor: "Sign out of Harbor", "Se déconnecter de Harbor";
            ends_at_harbor:
                "Ends this session and removes it from your keychain.",
                "Met fin à cette session et la retire du trousseau.";
            ends_password:
                "Ends the session and removes the password from your keychain.",
                "Met fin à la session et retire le mot de passe du trousseau.";
            ends_secret: "Removes the secret from your keychain.", "Retire le secret du trousseau.";
            rule_length: "8 to 128 characters", "8 à 128 caractères";
            rule_upper: "An upper-case letter", "Une majuscule";
            rule_lower: "A lower-case letter", "Une minuscule";
            rule_digit: "A digit", "Un chiffre";
            accounts: "Accounts at this registry", "Comptes dans ce registre";
            active: "In use", "Utilisé";
            signed_out: "Signed out", "Déconnecté";
            remove_account: "Remove account", "Retirer le compte";
            limited_title: "Lists only", "Listes seulement";
            limited_works:
                "Works: the lists of projects, repositories, artifacts and labels; making a \
         project; removing a tag; pulling and pushing.",
                "Fonctionne\u{202f}: les listes de projets, dépôts, artefacts et étiquettes\u{202f}; \
         créer un projet\u{202f}; retirer un tag\u{202f}; pull et push.";
            limited_not:
                "Missing: a project's own page, members, statistics, and everything of an \
         administrator's.",
                "Manque\u{202f}: la page d’un projet, les membres, les statistiques et tout ce qui \
         relève de l’administration.";
            limited_why:
                "Harbor answers a CLI secret on these pages only. Sign in through the provider for \
         the rest.",
                "Harbor ne répond à un secret CLI que sur ces pages. Pour le reste, se connecter \
         par le fournisseur.";
            not_known: "Not known", "Inconnu";
            password_is_missing: "The current password is missing", "Il manque le mot de passe actuel";
            remove_account_title: "Remove this account?", "Retirer ce compte\u{202f}?";
        }
        says {
            at(name: &str, registry: &str):
                format!("{name} at {registry}"),
                format!("{name} chez {registry}");
            with_provider(provider: &str): format!("With {provider}"), format!("Avec {provider}");
            left(minutes: i64): format!("{minutes} min left"), format!("encore {minutes}\u{202f}min");
            left_of(minutes: i64, of: i64):
                format!("{minutes} of {of} min left"),
                format!("encore {minutes} sur {of}\u{202f}min");
            ends_after(minutes: u32):
                {
                    format!("Stays signed in while you use it; ends {minutes} min after the last use.")
                },
                {
                    format!(
                        "La session dure tant qu’elle sert\u{202f}; elle finit {minutes}\u{202f}min après le \
                         dernier usage."
                    )
                };
            about(minutes: u32):
                {
                    format!("Stays signed in while you use it; ends about {minutes} min after the last use.")
                },
                {
                    format!(
                        "La session dure tant qu’elle sert\u{202f}; elle finit environ {minutes}\u{202f}min après \
                         le dernier usage."
                    )
                };
            unused_for(minutes: i64, at: &str):
                format!("Unused for {minutes} min. Ends at {at}."),
                format!("Sans usage depuis {minutes}\u{202f}min. Fin à {at}.");
            at_if_unused(time: &str):
                format!("{time}, if unused until then"),
                format!("{time}, sans usage d’ici là");
            ends_soon(time: &str):
                format!("Your session ends at {time} if it is not used until then."),
                format!("La session finit à {time} si elle ne sert pas d’ici là.");
            at_in_any_case(time: &str):
                format!("{time}; the provider gives nothing to renew it with"),
                format!("{time}\u{202f}; le fournisseur ne donne rien pour renouveler");
            ends_in_any_case(time: &str):
                {
                    format!("Your sign-in ends at {time}. You are asked again then, and nothing is lost.")
                },
                {
                    format!("La connexion finit à {time}. Elle sera alors redemandée, sans rien perdre.")
                };
            today(time: &str): format!("Today, {time}"), format!("Aujourd’hui, {time}");
            ends_session(provider: &str):
                {
                    format!("Ends your session at Harbor; your browser stays signed in to {provider}.")
                },
                {
                    format!("Met fin à la session Harbor\u{202f}; le navigateur reste connecté à {provider}.")
                };
            signed_out_of(registry: &str):
                format!("Signed out of {registry}"),
                format!("Déconnecté de {registry}");
            also_at_provider(provider: &str):
                format!("Also at {provider}"),
                format!("Aussi de {provider}");
            switch_to(name: &str): format!("Switch to {name}"), format!("Passer à {name}");
            remove_named(name: &str): format!("Remove {name}"), format!("Retirer {name}");
            removal(name: &str, registry: &str):
                {
                    format!(
                        "{name} is removed from Pilothouse with its secret, and its session at {registry} is \
                         ended. The account itself stays."
                    )
                },
                {
                    format!(
                        "{name} est retiré de Pilothouse avec son secret, et sa session chez {registry} prend \
                         fin. Le compte lui-même reste."
                    )
                };
            sign_out_provider(provider: &str):
                format!("Sign out of {provider} as well"),
                format!("Se déconnecter aussi de {provider}");
        }
    }
}
