//! The Model Registry beside a registry.

use crate::{format::counted, words::french};

crate::words::area! {
    /// The Model Registry beside a registry.
    ModelRegistryWords {
        texts {
            title: "Model registry", "Model registry";
            parts: "Parts of the model registry", "Parties du model registry";
            tenants: "Tenants", "Locataires";
            projects: "Projects", "Projets";
            models: "Models", "Modèles";
            connected: "Connected", "Connecté";
            untried: "Not asked yet", "Pas encore interrogé";
            token_refused: "Token not taken", "Jeton refusé";
            token_needed: "Token needed", "Jeton nécessaire";
            unreachable: "Unreachable", "Injoignable";
            none_title: "No Model Registry is connected", "Aucun Model Registry n’est connecté";
            none_text:
                "A Model Registry Service registers projects of this registry and follows the models in them. Connect it with its address and a token.",
                "Un service Model Registry enregistre des projets de ce registre et suit les modèles qu’ils contiennent. Le connecter avec son adresse et un jeton.";
            connect: "Connect a Model Registry", "Connecter un Model Registry";
            edit: "Edit the connection", "Modifier la connexion";
            new_token: "New token", "Nouveau jeton";
            address: "Base address", "Adresse de base";
            address_hint:
                "Such as https://models.example.org/modelregistry; the address of its Swagger page will do",
                "Par exemple https://models.example.org/modelregistry\u{202f}; l’adresse de sa page Swagger convient aussi";
            address_missing: "A Model Registry needs an address", "Un Model Registry a besoin d’une adresse";
            address_bad: "This is no address of a service", "Ce n’est pas l’adresse d’un service";
            token: "Bearer token", "Jeton (bearer)";
            token_hint:
                "Kept in the keychain, and sent to this address only",
                "Gardé dans le trousseau, et envoyé à cette adresse seulement";
            token_kept: "Empty: the one that is kept", "Vide\u{202f}: celui qui est gardé";
            token_missing: "Paste a token", "Coller un jeton";
            token_over: "This token has ended", "Ce jeton a expiré";
            by_provider:
                "Use the token of this registry’s own sign-in",
                "Utiliser le jeton de la connexion à ce registre";
            by_provider_hint:
                "Both trust the same identity provider: the token that it gave Pilothouse is then sent to the Model Registry too.",
                "Tous deux font confiance au même fournisseur d’identité\u{202f}: le jeton qu’il a donné à Pilothouse est alors envoyé aussi au Model Registry.";
            plain_http: "Send the token over plain http", "Envoyer le jeton par http sans chiffrement";
            plain_http_needed:
                "The address is not encrypted (http): anybody on the way can read the token",
                "L’adresse n’est pas chiffrée (http)\u{202f}: n’importe qui sur le trajet peut lire le jeton";
            unverified: "Don’t verify its certificate", "Ne pas vérifier son certificat";
            ca_file: "File with certificate authorities (PEM)", "Fichier d’autorités de certification (PEM)";
            proxy: "Proxy", "Proxy";
            save: "Connect", "Connecter";
            remove: "Remove", "Retirer";
            removed: "The Model Registry’s connection was removed", "La connexion au Model Registry a été retirée";
            remove_loses:
                "Pilothouse forgets its address and its token. Nothing changes at the service.",
                "Pilothouse oublie son adresse et son jeton. Rien ne change dans le service.";
            remove_ask: "Remove the Model Registry’s connection?", "Retirer la connexion au Model Registry\u{202f}?";
            not_remembered:
                "The token is kept until Pilothouse ends: there is no keychain.",
                "Le jeton est gardé jusqu’à la fermeture de Pilothouse\u{202f}: il n’y a pas de trousseau.";
            token_is_refused:
                "The Model Registry does not take the token any more.",
                "Le Model Registry n’accepte plus le jeton.";
            no_token:
                "There is no token for the Model Registry.",
                "Il n’y a pas de jeton pour le Model Registry.";
            find_tenant: "Find a tenant", "Chercher un locataire";
            the_tenants: "the tenants", "les locataires";
            tenant: "tenant", "locataire";
            tenant_column: "Tenant", "Locataire";
            no_tenant: "Without a tenant", "Sans locataire";
            copy_names: "Copy names", "Copier les noms";
            no_tenants: "No tenants yet", "Aucun locataire pour l’instant";
            no_tenants_text:
                "A project is registered under a tenant.",
                "Un projet est enregistré sous un locataire.";
            tenants_kept:
                "This service lists no tenants: here are those that Pilothouse made.",
                "Ce service n’énumère pas ses locataires\u{202f}: voici ceux que Pilothouse a créés.";
            new_tenant: "New tenant", "Nouveau locataire";
            new_tenant_option: "New tenant…", "Nouveau locataire…";
            edit_tenant: "Edit", "Modifier";
            save_tenant: "Save tenant", "Enregistrer le locataire";
            name: "Name", "Nom";
            name_missing: "A tenant needs a name", "Un locataire a besoin d’un nom";
            company: "Company", "Organisation";
            company_missing: "Name the company", "Nommer l’organisation";
            url: "Web address", "Adresse web";
            url_missing: "Give its web address", "Donner son adresse web";
            existing_is_updated:
                "A tenant of this name that is there already gets these data.",
                "Un locataire de ce nom qui existe déjà reçoit ces données.";
            find_project: "Find a project", "Chercher un projet";
            the_projects: "the projects", "les projets";
            project: "project", "projet";
            project_column: "Project", "Projet";
            no_projects: "No projects", "Aucun projet";
            no_projects_text: "Neither side has one.", "Aucun d’un côté ni de l’autre.";
            projects_kept:
                "This service lists no projects: those that Pilothouse registered or was told of are registered, of the others nobody knows.",
                "Ce service n’énumère pas ses projets\u{202f}: ceux que Pilothouse a enregistrés ou qu’on lui a indiqués le sont, pour les autres on ne sait pas.";
            state: "State", "État";
            registered: "Registered", "Enregistré";
            only_in_harbor: "Only in Harbor", "Seulement dans Harbor";
            only_registered: "Not in Harbor", "Absent de Harbor";
            not_known: "Not known", "Inconnu";
            display_name: "Display name", "Nom affiché";
            description: "Description", "Description";
            visibility: "Visibility", "Visibilité";
            public: "Public", "Public";
            private: "Private", "Privé";
            repositories: "Repositories", "Dépôts";
            storage: "Storage", "Stockage";
            note_tenant_hint:
                "Its name or ID. May stay empty.",
                "Son nom ou identifiant. Peut rester vide.";
            note_save: "Keep as registered", "Noter comme enregistré";
            forget: "Forget", "Oublier";
            forget_hint:
                "Pilothouse forgets that this project is registered. At the Model Registry it stays so.",
                "Pilothouse oublie que ce projet est enregistré. Il le reste au Model Registry.";
            is_registered_already: "It is registered already", "Il est déjà enregistré";
            open_in_harbor: "Open in Harbor", "Ouvrir dans Harbor";
            find_model: "Find a model", "Chercher un modèle";
            the_models: "the models", "les modèles";
            model: "model", "modèle";
            model_column: "Model", "Modèle";
            copy_references: "Copy references", "Copier les références";
            no_models: "No models in the registered projects", "Aucun modèle dans les projets enregistrés";
            no_models_text:
                "Register a project that holds models, or push one.",
                "Enregistrer un projet qui contient des modèles, ou en pousser un.";
            models_kept:
                "This service lists no models: only those that Pilothouse refreshed are known.",
                "Ce service n’énumère pas ses modèles\u{202f}: seuls ceux que Pilothouse a actualisés sont connus.";
            against_harbor: "Against Harbor", "Face à Harbor";
            current: "Same as Harbor", "Comme Harbor";
            stale: "Harbor is newer", "Harbor plus récent";
            not_followed: "Not followed", "Pas suivi";
            version: "Version", "Version";
            family: "Family", "Famille";
            format: "Format", "Format";
            precision: "Precision", "Précision";
            parameters: "Parameters", "Paramètres";
            licence: "Licence", "Licence";
            size: "Size", "Taille";
            tags: "Tags", "Tags";
            digest: "Digest", "Empreinte";
            pushed: "Pushed", "Poussé";
            read: "Read", "Lu";
            reference: "Reference", "Référence";
            differ: "Registry and Harbor", "Registre et Harbor";
            stale_text:
                "Pushed after the Model Registry last read it. A webhook was lost, or is late.",
                "Poussé après la dernière lecture par le Model Registry. Un webhook s’est perdu, ou tarde.";
            refresh_model: "Refresh model", "Actualiser le modèle";
            refresh: "Refresh", "Actualiser";
            refreshing: "Refreshing", "Actualisation";
            stop: "Stop", "Arrêter";
            refresh_failed: "Refresh failed", "Échec de l’actualisation";
            waiting: "Waiting", "En attente";
            refreshed: "Refreshed", "Actualisé";
            not_begun: "Not begun", "Pas commencé";
            close: "Close", "Fermer";
            register: "Register a project", "Enregistrer un projet";
            register_open: "Register…", "Enregistrer…";
            register_title: "Register a Harbor project", "Enregistrer un projet Harbor";
            harbor_project: "Harbor project", "Projet Harbor";
            project_hint:
                "One that is there, or a new one, which is then made in Harbor too",
                "Un projet existant, ou un nouveau, créé alors aussi dans Harbor";
            display_missing: "Give it a display name", "Donner un nom affiché";
            project_public: "Everybody may see and pull it", "Tout le monde peut le voir et en tirer";
            rule_length:
                "The Model Registry takes 1 to 255 characters",
                "Le Model Registry prend de 1 à 255 caractères";
            rule_beginning:
                "For the Model Registry a name begins with a letter or digit",
                "Pour le Model Registry, un nom commence par une lettre ou un chiffre";
            rule_harbor:
                "The Model Registry would take it; Harbor takes single ‘.’, ‘_’ and ‘-’ between letters and digits only",
                "Le Model Registry l’accepterait\u{202f}; Harbor ne prend que des ‘.’, ‘_’ et ‘-’ isolés entre lettres et chiffres";
            go_on: "Continue", "Continuer";
            back: "Back", "Retour";
            is_new: "There is no such project in Harbor: it is made there too.", "Ce projet n’existe pas dans Harbor\u{202f}: il y est créé aussi.";
            resets:
                "Registering sets this Harbor project’s configuration, members and webhooks back to defaults. This is lost:",
                "L’enregistrement remet la configuration, les membres et les webhooks de ce projet Harbor à leurs valeurs par défaut. Ceci est perdu\u{202f}:";
            configuration: "Configuration", "Configuration";
            members: "Members", "Membres";
            webhooks: "Webhooks", "Webhooks";
            nothing: "none", "aucun";
            unread: "could not be read, and can’t be put back", "illisible, et ne peut être remis";
            save_file: "Save as a file", "Enregistrer dans un fichier";
            file_without_secrets:
                "Without what webhooks sign in with; Pilothouse keeps that until they are put back.",
                "Sans ce avec quoi les webhooks s’identifient\u{202f}; Pilothouse le garde jusqu’à leur remise.";
            put_back: "Put it back afterwards", "Remettre ensuite";
            register_now: "Register", "Enregistrer";
            registering: "Registering…", "Enregistrement…";
            restoring: "Putting it back…", "Remise en place…";
            not_restored: "Not put back", "Pas remis";
            restore_now: "Put back", "Remettre";
            may_be_reset:
                "Whether the project was set back is not known. What it had before is still held here.",
                "On ne sait pas si le projet a été remis à ses valeurs par défaut. Ce qu’il avait avant est encore gardé ici.";
            try_restoring: "Put back again", "Remettre à nouveau";
            choose_models: "Models to refresh", "Modèles à actualiser";
            holds_no_models: "The project holds no models yet.", "Le projet ne contient pas encore de modèle.";
            reading: "Reading…", "Lecture…";
            retry_failed: "Retry what failed", "Réessayer les échecs";
            done: "Done", "Terminé";
            section: "Model Registry", "Model Registry";
            not_registered: "Not registered", "Pas enregistré";
            not_known_here:
                "Not known: this service lists nothing",
                "Inconnu\u{202f}: ce service n’énumère rien";
            model_not_known: "The Model Registry does not know this model", "Le Model Registry ne connaît pas ce modèle";
            not_said: "not said", "non indiqué";
        }
        says {
            tenants_number(number: usize): counted(number, "tenant", "tenants"), french::counted(number, "locataire", "locataires");
            projects_number(number: usize): counted(number, "project", "projects"), french::counted(number, "projet", "projets");
            models_number(number: usize): counted(number, "model", "models"), french::counted(number, "modèle", "modèles");
            members_number(number: usize): counted(number, "member", "members"), french::counted(number, "membre", "membres");
            webhooks_number(number: usize): counted(number, "webhook", "webhooks"), french::counted(number, "webhook", "webhooks");
            cves_number(number: usize): counted(number, "allowed CVE", "allowed CVEs"), french::counted(number, "CVE autorisée", "CVE autorisées");
            replaced(address: &str):
                format!("One Model Registry stands beside a registry: this one takes the place of {address}. Its token and what Pilothouse noted of it are forgotten here; nothing changes at that service."),
                format!("Un seul Model Registry accompagne un registre\u{202f}: celui-ci prend la place de {address}. Son jeton et ce que Pilothouse en a noté sont oubliés ici\u{202f}; rien ne change dans ce service.");
            saved(host: &str): format!("Connected to {host}"), format!("Connecté à {host}");
            ends(when: &str): format!("Token ends {when}"), format!("Le jeton expire {when}");
            ended(when: &str): format!("The token ended {when}"), format!("Le jeton a expiré {when}");
            in_time(span: &str): format!("in {span}"), format!("dans {span}");
            tenant_made(name: &str): format!("Tenant {name} created"), format!("Locataire {name} créé");
            tenant_updated(name: &str): format!("Tenant {name} was there, and has these data now"), format!("Le locataire {name} existait, et a maintenant ces données");
            edit_tenant_title(name: &str): format!("Edit tenant {name}"), format!("Modifier le locataire {name}");
            rule_character(character: char):
                format!("The Model Registry takes lower-case letters, digits, ‘.’, ‘_’ and ‘-’, but no ‘{character}’"),
                format!("Le Model Registry prend des minuscules, des chiffres, ‘.’, ‘_’ et ‘-’, mais pas ‘{character}’");
            refresh_stale(number: usize): format!("Refresh {number} stale"), format!("Actualiser {number} en retard");
            refreshed_number(number: usize): format!("{} refreshed", counted(number, "model", "models")), format!("{} actualisés", french::counted(number, "modèle", "modèles"));
            failed_number(number: usize): format!("{} failed", counted(number, "model", "models")), format!("{} en échec", french::counted(number, "modèle", "modèles"));
            refresh_chosen(number: usize): format!("Refresh {}", counted(number, "model", "models")), format!("Actualiser {}", french::counted(number, "modèle", "modèles"));
            exists(number: usize): format!("In Harbor; {} in it", counted(number, "repository holds a model", "repositories hold models")), format!("Dans Harbor\u{202f}; {} dedans", french::counted(number, "dépôt à modèle", "dépôts à modèles"));
            registered_name(name: &str): format!("Project {name} registered"), format!("Projet {name} enregistré");
            note_title(name: &str): format!("{name} is registered already"), format!("{name} est déjà enregistré");
            forgotten(name: &str): format!("Project {name} is forgotten here"), format!("Projet {name} oublié ici");
            noted(name: &str): format!("Project {name} is kept as registered"), format!("Projet {name} noté comme enregistré");
            restored_parts(parts: &str): format!("Put back: {parts}"), format!("Remis\u{202f}: {parts}");
            under(tenant: &str): format!("Registered under {tenant}"), format!("Enregistré sous {tenant}");
        }
    }
}
