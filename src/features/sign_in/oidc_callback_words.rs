//! A sign-in through the provider while it goes on, and the first user name.

use crate::{format::counted, words::french};

crate::words::area! {
    /// A sign-in through the provider while it goes on, and the first user name.
    OidcCallback {
        texts {
            beginning:
                "Asking the registry where to sign in",
                "Interrogation du registre sur la page de connexion";
            step_sign_in:
                "Sign in on the page that just opened in your browser, as always",
                "Se connecter comme toujours sur la page qui vient de s’ouvrir dans le navigateur";
            step_copy:
                "You end on an error page. That is expected: copy its address",
                "Une page d’erreur apparaît. C’est normal\u{202f}: copier son adresse";
            step_come_back:
                "Come back here. Pilothouse takes the address by itself",
                "Revenir ici. Pilothouse prend l’adresse tout seul";
            browser_drawn:
                "A browser: the address bar with the whole address selected, the page says \
         State mismatch",
                "Un navigateur\u{202f}: toute l’adresse est sélectionnée, la page dit State mismatch";
            waiting: "Waiting for the address…", "En attente de l’adresse…";
            watch_clipboard: "Watch the clipboard", "Surveiller le presse-papiers";
            paste_below: "Paste the address below", "Coller l’adresse ci-dessous";
            clipboard_unreadable:
                "This desktop does not let the clipboard be read: paste the address below",
                "Ce bureau ne laisse pas lire le presse-papiers\u{202f}: coller l’adresse \
         ci-dessous";
            paste: "Paste", "Coller";
            paste_hint: "Address to hand back", "Adresse à rendre";
            works_once:
                "The address works once and for about a minute",
                "L’adresse sert une fois, pendant une minute environ";
            only_here:
                "The clipboard is looked at only while this dialog is open",
                "Le presse-papiers n’est lu que tant que ce dialogue est ouvert";
            use_window: "Use a window of Pilothouse", "Utiliser une fenêtre de Pilothouse";
            use_browser: "Use the browser", "Utiliser le navigateur";
            open_again: "Open the browser again", "Rouvrir le navigateur";
            open_in: "Open in another browser", "Ouvrir dans un autre navigateur";
            signing_in: "Signing in…", "Connexion en cours…";
            from_clipboard:
                "The address came from the clipboard.",
                "L’adresse vient du presse-papiers.";
            from_pasted: "The address was pasted.", "L’adresse a été collée.";
            from_window: "The window handed the address over.", "La fenêtre a rendu l’adresse.";
            from_listener: "The browser came back.", "Le navigateur est revenu.";
            for_this_sign_in: "For this sign-in", "Pour cette connexion";
            harbor_checks: "Harbor checks the code", "Harbor vérifie le code";
            other_address: "That is not the page we wait for", "Ce n’est pas la page attendue";
            other_attempt:
                "That address belongs to another sign-in",
                "Cette adresse appartient à une autre connexion";
            other_attempt_why:
                "Copy the address of the page that you end on now.",
                "Copier l’adresse de la page qui s’affiche maintenant.";
            no_address: "Not a valid address", "Ce n’est pas une adresse";
            no_address_why:
                "Copy the whole address out of the browser's address bar.",
                "Copier toute l’adresse depuis la barre du navigateur.";
            run_out: "The code has run out.", "Le code a expiré.";
            run_out_why:
                "Sign in again, it is quicker the second time.",
                "Se connecter de nouveau, la seconde fois va plus vite.";
            session_gone: "The sign-in has run out.", "La connexion a expiré.";
            nobody_came: "Nothing came for ten minutes.", "Rien n’est arrivé pendant dix minutes.";
            sign_in_again: "Sign in again", "Se connecter de nouveau";
            choose_another: "Choose another way", "Choisir une autre méthode";
            no_browser: "No browser could be opened.", "Aucun navigateur n’a pu être ouvert.";
            no_browser_do:
                "Open this address in one and go on from there.",
                "Ouvrir cette adresse dans un navigateur et continuer là.";
            no_window: "The window could not be opened.", "La fenêtre n’a pas pu être ouverte.";
            copy_address: "Copy address", "Copier l’adresse";
            refused_why: "This is what it said.", "Voici sa réponse.";
            window_open:
                "Sign in in the window that just opened",
                "Se connecter dans la fenêtre qui vient de s’ouvrir";
            window_explained:
                "It closes by itself. Nothing of it is kept, and passkeys don't work there.",
                "Elle se ferme toute seule. Rien n’en est conservé, et les clés d’accès n’y \
         fonctionnent pas.";
            comes_back:
                "Sign in on the page that just opened in your browser. It comes back here by itself.",
                "Se connecter sur la page qui vient de s’ouvrir dans le navigateur. Elle revient ici \
         toute seule.";
            user_name_title: "Choose your user name", "Choisir le nom d’utilisateur";
            user_name: "User name", "Nom d’utilisateur";
            name_length: "1 to 255 characters", "1 à 255 caractères";
            name_none_of: "None of", "Aucun de";
            where_it_shows: "Where it shows", "Où il apparaît";
            others_see:
                "Others see it in member lists and the audit log.",
                "Les autres le voient dans les listes de membres et le journal d’audit.";
            cannot_change: "Can't be changed later", "Ne peut pas être changé ensuite";
            create_account: "Create account", "Créer le compte";
            name_kept:
                "Sign in again, the name you typed is kept.",
                "Se connecter de nouveau, le nom saisi est conservé.";
            unknown_person:
                "The registry doesn't know you yet.",
                "Le registre ne connaît pas encore cette personne.";
            unknown_person_why:
                "Sign in once by handing an address back; it makes your account there.",
                "Se connecter une fois en rendant une adresse\u{202f}; le compte y est alors créé.";
            ends_by_itself:
                "Ends by itself after ten minutes",
                "S’arrête tout seul au bout de dix minutes";
        }
        says {
            or_paste(registry: &str):
                format!("Or paste it: https://{registry}/c/oidc/callback?…"),
                format!("Ou la coller\u{202f}: https://{registry}/c/oidc/callback?…");
            only_registry(registry: &str):
                {
                    format!("Only an address of {registry} is accepted, and only for this sign-in")
                },
                {
                    format!("Seule une adresse de {registry} est acceptée, et pour cette connexion seulement")
                };
            from(registry: &str): format!("From {registry}"), format!("De {registry}");
            belongs_to(host: &str, registry: &str):
                {
                    format!(
                        "It belongs to {host}. Go on in the browser until the page at {registry} says \
                         “State mismatch”."
                    )
                },
                {
                    format!(
                        "Elle appartient à {host}. Continuer dans le navigateur jusqu’à la page de {registry} \
                         qui dit «\u{202f}State mismatch\u{202f}»."
                    )
                };
            refused(provider: &str):
                format!("{provider} refused the sign-in."),
                format!("{provider} a refusé la connexion.");
            page_of(host: &str):
                format!("It shows a page of {host}"),
                format!("Elle montre une page de {host}");
            has_signed_in(provider: &str):
                format!("{provider} has signed you in."),
                format!("Connexion réussie chez {provider}.");
            not_known_yet(registry: &str):
                {
                    format!(
                        "{registry} doesn't know you yet: choose the name of your account there. You are \
                         asked only once."
                    )
                },
                {
                    format!(
                        "{registry} ne connaît pas encore ce compte\u{202f}: choisir son nom. La question n’est \
                         posée qu’une fois."
                    )
                };
            suggested_by(provider: &str):
                format!("Suggested by {provider}"),
                format!("Proposé par {provider}");
            characters_of(number: usize, limit: usize):
                format!("{number} of {limit}"),
                format!("{number} sur {limit}");
            too_many(number: usize):
                format!("{} too many", counted(number, "character", "characters")),
                format!("{} de trop", french::counted(number, "caractère", "caractères"));
            use_name(name: &str): format!("Use {name}"), format!("Utiliser {name}");
            try_name(name: &str): format!("Try {name}"), format!("Essayer {name}");
        }
    }
}
