//! The connection doctor's page.

crate::words::area! {
    /// The connection doctor's page.
    Doctor {
        texts {
            title: "Connection doctor", "Diagnostic de connexion";
            pasted: "A command, an image, or a program’s error", "Une commande, une image ou l’erreur d’un programme";
            placeholder: "docker push registry.example.org/project/image:tag", "docker push registre.example.org/projet/image:tag";
            check: "Check", "Vérifier";
            check_again: "Check again", "Vérifier de nouveau";
            stop: "Stop", "Arrêter";
            account: "As", "En tant que";
            as_program: "The program’s own sign-in", "La connexion propre au programme";
            nobody: "Nobody (not signed in)", "Personne (sans connexion)";
            purpose: "To", "Pour";
            from_text: "What the text says", "Ce que dit le texte";
            push: "Push", "Envoyer (push)";
            pull: "Pull", "Télécharger (pull)";
            sign_in: "Sign in", "Se connecter";
            not_understood: "This names neither a registry nor an image. Paste a command such as docker push, an image’s name, or a program’s error.", "Ni registre ni image là-dedans. Coller une commande comme docker push, le nom d’une image, ou l’erreur d’un programme.";
            nothing_pushed: "Nothing is pushed, uploaded or changed.", "Rien n’est envoyé, téléversé ou modifié.";
            intro: "Finds out why a sign-in, push or pull fails", "Cherche pourquoi une connexion, un push ou un pull échoue";
            intro_text: "Paste what was typed, or what the program said. Each step on the way to the registry is tried: address, certificate, sign-in, rights and rules.", "Coller ce qui a été saisi, ou ce que le programme a dit. Chaque étape jusqu’au registre est essayée\u{202f}: adresse, certificat, connexion, droits et règles.";
            all_fine: "Nothing stands in the way", "Rien ne s’y oppose";
            all_fine_text: "Every step works from here. If the program still fails, paste its error: it may use another account, proxy or list of certificates.", "Chaque étape fonctionne d’ici. Si le programme échoue encore, coller son erreur\u{202f}: il peut utiliser un autre compte, proxy ou liste de certificats.";
            stopped: "Stopped", "Arrêté";
            stopped_text: "The steps below were walked before.", "Les étapes ci-dessous ont été faites avant.";
            to_do: "What to do", "Que faire";
            copy_report: "Copy report", "Copier le rapport";
            without_secrets: "without secrets", "sans secrets";
            not_tried: "Not tried", "Non essayé";
            walking: "Checking…", "Vérification…";
            good: "Good", "Bon";
            unknown: "Not known", "Inconnu";
            warning: "Warning", "Avertissement";
            stops: "Stops it", "Bloque";
            open_requests: "Show request and answer", "Afficher la requête et la réponse";
            no_answer: "no answer", "sans réponse";
            key_check: "check", "vérifier";
            key_open: "request and answer", "requête et réponse";
            step_lookup: "Find the server", "Trouver le serveur";
            step_connection: "Connect", "Se relier";
            step_encryption: "Connect securely", "Chiffrer la liaison";
            step_registry: "Find Harbor there", "Y trouver Harbor";
            step_challenge: "Ask where to sign in", "Demander où se connecter";
            step_logins: "Find the programs’ sign-ins", "Trouver les connexions des programmes";
            step_token: "Get a token", "Obtenir un jeton";
            step_grants: "Ask for the right", "Demander le droit";
            step_attempt: "Try it", "Essayer";
            step_rules: "Rules of the project", "Règles du projet";
            try_upload: "Also begin an upload and cancel it", "Commencer aussi un envoi et l’annuler";
            try_upload_hint: "Shows whether the registry lets an upload in. Nothing is uploaded.", "Montre si le registre accepte un envoi. Rien n’est téléversé.";
            upload_not_asked: "Not tried: an upload is begun and cancelled only if asked", "Non essayé\u{202f}: un envoi n’est commencé et annulé que sur demande";
            worth_a_look: "Worth a look", "À regarder";
            also_checked: "Also checked, would not stop it", "Vérifié aussi, ne bloquerait pas";
            copy_request: "Copy as curl", "Copier pour curl";
            change_role: "Change role…", "Changer le rôle…";
            add_member: "Add as a member…", "Ajouter comme membre…";
            open_robots: "Robot accounts", "Robots";
            open_rules: "Immutable rules", "Règles d’immuabilité";
            open_policies: "Policies", "Règles";
            open_quotas: "Quotas", "Quotas";
            open_settings: "Configuration", "Configuration";
            open_endpoints: "Registries", "Registres";
            proxy: "Proxy of this computer", "Proxy de cet ordinateur";
            no_proxy: "none used", "aucun utilisé";
            clock: "Clock", "Horloge";
            clock_agrees: "agrees", "concorde";
            read_only_mode: "Read-only mode", "Lecture seule";
            off: "off", "non";
            unlimited: "no limit", "sans limite";
            not_shown: "not shown to this account", "pas montré à ce compte";
            takes_pushes: "takes pushes, no proxy cache", "accepte les envois, pas un cache proxy";
            tag_is_free: "free, no immutable rule", "libre, pas d’immuabilité";
            allowlist: "CVEs that don’t count", "CVE qui ne comptent pas";
            policies: "Policies for pulls", "Règles pour les pulls";
            none_applies: "none applies", "aucune ne joue";
            why: "Why can’t I…", "Pourquoi ne puis-je pas…";
            why_pull: "Why can’t I pull here?", "Pourquoi ne puis-je pas télécharger ici\u{202f}?";
            open: "Why can’t I push here?", "Pourquoi ne puis-je pas envoyer ici\u{202f}?";
            check_connection: "Check the connection", "Vérifier la liaison";
        }
        says {
            left(size: &str): format!("{size} left"), format!("reste {size}");
            or_push_where(account: &str): format!("Or push where {account} may:"), format!("Ou envoyer là où {account} peut\u{202f}:");
            quota_of(project: &str): format!("Quota of {project}"), format!("Quota de {project}");
            tag(tag: &str): format!("Tag {tag}"), format!("Tag {tag}");
            result(seconds: &str): format!("walked in {seconds} s, nothing was pushed"), format!("fait en {seconds} s, rien n’a été envoyé");
            took(ms: u64): format!("{ms} ms"), format!("{ms} ms");
            as_account(name: &str): format!("{name} (signed in here)"), format!("{name} (connecté ici)");
            steps_walked(done: usize, all: usize): format!("{done} of {all} steps walked"), format!("{done} étapes sur {all}");
        }
    }
}
