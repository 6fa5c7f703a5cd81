//! Choosing how to sign in.

crate::words::area! {
    /// Choosing how to sign in.
    SignInMethods {
        texts {
            sign_in: "Sign in", "Se connecter";
            remembered:
                "Pilothouse remembers the way you choose for this registry.",
                "Pilothouse retient la méthode choisie pour ce registre.";
            nothing_sent: "Nothing is sent before you choose.", "Rien n’est envoyé avant le choix.";
            check_explained:
                "Finds out why signing in fails: address, certificate, token service.",
                "Cherche pourquoi la connexion échoue\u{202f}: adresse, certificat, service de jetons.";
            asking:
                "Asking the registry how to sign in",
                "Interrogation du registre sur les méthodes de connexion";
            in_browser: "In your browser", "Dans le navigateur";
            used_last: "Used last time", "Utilisée la dernière fois";
            browser_explained:
                "Everything works, passkeys too; you copy one address back at the end and \
         stay signed in until about 60 min after the last use.",
                "Tout fonctionne, les clés d’accès aussi\u{202f}; une adresse est à recopier à \
         la fin, et la session dure environ 60\u{202f}min après le dernier usage.";
            other_ways: "Other ways", "Autres méthodes";
            page_stays:
                "This page stays as it is, with what you typed and selected.",
                "Cette page reste telle quelle, avec ce qui est saisi et sélectionné.";
            window: "In a window of Pilothouse", "Dans une fenêtre de Pilothouse";
            window_explained:
                "The same without copying an address; passkeys don't work there.",
                "De même, sans adresse à recopier\u{202f}; les clés d’accès n’y fonctionnent pas.";
            own_client: "Browser, nothing to copy", "Navigateur, rien à recopier";
            own_client_explained:
                "Where the provider is set up for Pilothouse; stays signed in by itself.",
                "Si le fournisseur est configuré pour Pilothouse\u{202f}; la session se \
         renouvelle seule.";
            own_client_is:
                "Your administrator registers Pilothouse at the provider once. Left empty, \
         the registry's own client is tried.",
                "L’administrateur enregistre Pilothouse une fois auprès du fournisseur. Sans \
         valeur, le client du registre est essayé.";
            client_id: "Client id at the provider", "Identifiant client chez le fournisseur";
            client_id_hint: "Empty: the registry's own", "Vide\u{202f}: celui du registre";
            issuer: "Issuer", "Émetteur";
            issuer_hint: "Empty: found by Pilothouse", "Vide\u{202f}: trouvé par Pilothouse";
            consent:
                "Have the provider ask for my consent",
                "Faire demander mon consentement par le fournisseur";
            consent_hint:
                "Each time. Some providers give nothing to stay signed in with otherwise.",
                "À chaque fois. Sans cela, certains fournisseurs ne donnent rien pour rester \
         connecté.";
            password: "User name and password", "Nom d’utilisateur et mot de passe";
            password_explained:
                "As in the registry's web portal; lasts until the password changes.",
                "Comme dans le portail web du registre\u{202f}; valable jusqu’au changement du \
         mot de passe.";
            local_password_explained:
                "Here only for the local administrator; lasts until the password \
         changes.",
                "Ici seulement pour l’administrateur local\u{202f}; valable jusqu’au \
         changement du mot de passe.";
            robot: "Robot account", "Compte robot";
            robot_explained:
                "What the robot may do, until its secret expires.",
                "Ce que le robot a le droit de faire, jusqu’à l’expiration de son secret.";
            cli_secret: "CLI secret", "Secret CLI";
            lists_only: "lists only", "listes seulement";
            anonymous: "Browse without signing in", "Parcourir sans se connecter";
            anonymous_explained:
                "Public projects, read only, for as long as you like.",
                "Projets publics, en lecture seule, sans limite de durée.";
            connect: "Connect", "Connecter";
            another_account: "Add an account", "Ajouter un compte";
            another_account_lead:
                "The account that is signed in stays, and you can switch back to it.",
                "Le compte connecté reste, et il est possible d’y revenir.";
            robot_file_drop:
                "Drop the robot account's JSON file here, or",
                "Déposer ici le fichier JSON du compte robot, ou";
            robot_file_choose: "choose it", "le choisir";
            robot_file_form:
                "This is not a robot account's file",
                "Ce n’est pas le fichier d’un compte robot";
            robot_file_large:
                "This file is too large to be a robot account's",
                "Ce fichier est trop grand pour être celui d’un compte robot";
            robot_file_no_name:
                "This file has no robot account's name in it",
                "Ce fichier ne contient pas de nom de compte robot";
            robot_file_no_secret:
                "This file has no secret in it",
                "Ce fichier ne contient pas de secret";
            robot_file_read:
                "Name and secret are taken from the file",
                "Le nom et le secret sont repris du fichier";
        }
        says {
            sign_in_with(provider: &str):
                format!("Sign in with {provider}"),
                format!("Se connecter avec {provider}");
            cli_secret_explained(provider: &str):
                {
                    format!("Projects and images without their details, while {provider} keeps you signed in.")
                },
                {
                    format!("Projets et images sans leurs détails, tant que {provider} garde la session.")
                };
            provider_broken(provider: &str):
                {
                    format!("The registry names {provider}, but does not lead to its page.")
                },
                {
                    format!("Le registre nomme {provider}, mais ne mène pas à sa page.")
                };
            unread(reason: &str):
                {
                    format!(
                        "What is kept for this account could not be read: {reason}. Try again once that is put right, or sign in."
                    )
                },
                {
                    format!(
                        "Ce qui est conservé pour ce compte n’a pas pu être lu\u{202f}: {reason}. Réessayer une fois cela réglé, ou se connecter."
                    )
                };
            clock_ahead(minutes: i64):
                {
                    format!(
                        "The registry's clock is {minutes} min ahead of this computer's. Signing in may fail \
                         until one of them is set right."
                    )
                },
                {
                    format!(
                        "L’horloge du registre avance de {minutes}\u{202f}min sur celle de cet ordinateur. La \
                         connexion peut échouer tant que l’une des deux n’est pas à l’heure."
                    )
                };
            clock_behind(minutes: i64):
                {
                    format!(
                        "The registry's clock is {minutes} min behind this computer's. Signing in may fail \
                         until one of them is set right."
                    )
                },
                {
                    format!(
                        "L’horloge du registre retarde de {minutes}\u{202f}min sur celle de cet ordinateur. La \
                         connexion peut échouer tant que l’une des deux n’est pas à l’heure."
                    )
                };
            signed_in(registry: &str, name: &str):
                format!("Signed in to {registry} as {name}"),
                format!("Connecté à {registry} en tant que {name}");
        }
    }
}
