//! Robot accounts.

use harbor_api::robots::{Ability, Group, Preset};

use crate::{format::counted, words::french};

crate::words::area! {
    /// Robot accounts.
    Robots {
        texts {
            title: "Robot accounts", "Comptes robot";
            tab: "Robot accounts", "Comptes robot";
            find: "Find by name, project or description", "Chercher un nom, un projet, une description";
            the_robots: "the robot accounts", "les comptes robot";
            robot: "robot account", "compte robot";
            copy_names: "Copy names", "Copier les noms";
            empty_title: "No robot accounts", "Aucun compte robot";
            empty_text:
                "A robot account signs in for a program: a build, a cluster, a scanner.",
                "Un compte robot se connecte pour un programme\u{202f}: une chaîne de build, un cluster.";
            new: "New robot account", "Nouveau compte robot";
            name: "Robot", "Robot";
            level: "Applies to", "Portée";
            can: "Can", "Permet";
            expires: "Expires", "Expire";
            created: "Created", "Créé";
            description: "Description", "Description";
            state: "State", "État";
            on: "On", "Actif";
            off: "Off", "Désactivé";
            old: "Old", "Ancien";
            old_why:
                "Made on a server of long ago: Harbor lets it be deleted, but not changed.",
                "Créé sur un ancien serveur\u{202f}: Harbor permet de le supprimer, pas de le modifier.";
            denies: "Denies something", "Refuse quelque chose";
            level_filter: "Level", "Niveau";
            system: "System", "Système";
            project: "Project", "Projet";
            all_projects: "All projects", "Tous les projets";
            nothing: "Nothing", "Rien";
            never: "never", "jamais";
            cancel: "Cancel", "Annuler";
            back: "Back", "Retour";
            next: "Next", "Suivant";
            create: "Create robot account", "Créer le compte robot";
            identity: "Identity", "Identité";
            permissions: "Permissions", "Permissions";
            secret: "Secret", "Secret";
            short_name: "Name", "Nom";
            name_missing: "A name is missing", "Il manque un nom";
            name_wrong:
                "Lower-case letters and digits, with single . _ or - between them",
                "Minuscules et chiffres, avec un seul . _ ou - entre eux";
            name_long:
                "Too long: with the project's name, 255 characters at most",
                "Trop long\u{202f}: avec le nom du projet, 255 caractères au plus";
            name_taken:
                "There is a robot account of this name already",
                "Un compte robot porte déjà ce nom";
            description_long: "At most 1,024 characters", "1\u{202f}024 caractères au plus";
            signs_in_as: "Signs in as", "Se connecte en tant que";
            lifetime: "Expires", "Expire";
            after_days: "After days", "Après des jours";
            at_date: "On a date", "À une date";
            days: "Days", "Jours";
            date: "Date", "Date";
            days_wrong: "A whole number of days, 1 or more", "Un nombre entier de jours, 1 ou plus";
            date_wrong: "A date that is still to come", "Une date à venir";
            never_expires:
                "It works until somebody switches it off or deletes it.",
                "Il sert jusqu’à ce qu’on le désactive ou le supprime.";
            never_choice: "Never", "Jamais";
            keep: "Keep", "Garder";
            extend: "More days from now", "Prolonger de jours";
            applies_to: "Applies to", "S’applique à";
            add_projects: "Add a project", "Ajouter un projet";
            no_project: "No such project", "Aucun projet de ce nom";
            remove_place: "Remove", "Retirer";
            choose_place:
                "Choose what the account is for: a project, all of them, or the system.",
                "Choisir ce à quoi sert le compte\u{202f}: un projet, tous, ou le système.";
            find_resource: "Find a resource", "Chercher une ressource";
            clear: "Clear", "Vider";
            resource: "Resource", "Ressource";
            no_permission: "Harbor has no such permission", "Cette permission n’existe pas";
            push_needs_pull: "Pushing needs pulling", "Le push a besoin du pull";
            nothing_chosen: "Nothing is chosen yet", "Rien n’est encore choisi";
            permissions_failed: "the permissions", "les permissions";
            system_unknown:
                "Only administrators can give permissions of the system.",
                "Seuls les administrateurs donnent des permissions du système.";
            keeps_denied:
                "Some permissions are denied to this account; they stay so.",
                "Des permissions sont refusées à ce compte\u{202f}; elles le restent.";
            save_now: "Save this secret now.", "Conserver ce secret maintenant.";
            shown_once:
                "Harbor tells it once. After Done you can only have a new one made.",
                "Harbor ne le donne qu’une fois. Après Terminé, il faudra en créer un nouveau.";
            user_name: "User name", "Nom d’utilisateur";
            copy_user_name: "Copy user name", "Copier le nom d’utilisateur";
            show: "Show secret", "Montrer le secret";
            hide: "Hide secret", "Cacher le secret";
            copy: "Copy secret", "Copier le secret";
            copied: "Copied", "Copié";
            not_copied: "The secret was not copied", "Le secret n’a pas été copié";
            clipboard_hint:
                "A copied secret leaves the clipboard after 30 seconds.",
                "Un secret copié quitte le presse-papiers après 30 secondes.";
            dead_off:
                "The account is switched off: this secret does not work before it is switched on.",
                "Le compte est désactivé\u{202f}: ce secret ne sert à rien avant sa réactivation.";
            dead_expired:
                "The account has expired: this secret does not work before its time is extended.",
                "Le compte a expiré\u{202f}: ce secret ne sert à rien avant sa prolongation.";
            sign_in: "Sign in", "Se connecter";
            sign_in_hint:
                "Copy the secret first: the command reads it from the clipboard.",
                "Copier d’abord le secret\u{202f}: la commande le lit dans le presse-papiers.";
            copy_command: "Copy command", "Copier la commande";
            use_in: "Use it in", "L’utiliser dans";
            kubernetes_hint:
                "Copies a Secret for imagePullSecrets with the login in it. Then:",
                "Copie un Secret pour imagePullSecrets avec la connexion. Ensuite\u{202f}:";
            kubernetes_name: "Name of the Secret", "Nom du Secret";
            kubernetes_name_wrong:
                "Lower-case letters, digits and -, as Kubernetes wants them",
                "Minuscules, chiffres et -, comme Kubernetes le veut";
            copy_yaml: "Copy YAML", "Copier le YAML";
            containerd_hint:
                "Copies hosts.toml with the login in it, for this path on each node:",
                "Copie hosts.toml avec la connexion, pour ce chemin sur chaque nœud\u{202f}:";
            copy_hosts: "Copy hosts.toml", "Copier hosts.toml";
            docker_hint:
                "Writes the login where docker and others find it: into the credential helper that docker's settings name.",
                "Écrit la connexion là où docker et d’autres la trouvent\u{202f}: dans l’assistant que nomment les réglages de docker.";
            write_docker: "Write into docker's settings", "Écrire dans les réglages de docker";
            write_plain: "Write it without encryption", "L’écrire sans chiffrement";
            plain_why:
                "Docker's settings name no credential helper. The secret would stand in config.json, readable by your programs.",
                "Les réglages de docker ne nomment aucun assistant. Le secret serait dans config.json, lisible par vos programmes.";
            copy_config: "Copy config.json", "Copier config.json";
            github_hint:
                "Keep the secret in the repository, then name it in a workflow:",
                "Garder le secret dans le dépôt, puis le nommer dans un workflow\u{202f}:";
            gitlab_hint:
                "Keep the secret as the masked variable HARBOR_SECRET, with its expansion off. In .gitlab-ci.yml a $ is written $$:",
                "Garder le secret dans la variable masquée HARBOR_SECRET, sans expansion. Dans .gitlab-ci.yml un $ s’écrit $$\u{202f}:";
            save_file: "Save JSON", "Enregistrer le JSON";
            not_saved: "The file was not saved", "Le fichier n’a pas été enregistré";
            done: "Done", "Terminé";
            edit: "Edit", "Modifier";
            save: "Save", "Enregistrer";
            new_secret: "New secret…", "Nouveau secret…";
            more: "More actions", "Autres actions";
            turn_on: "Turn on", "Activer";
            turn_off: "Turn off", "Désactiver";
            delete: "Delete…", "Supprimer…";
            delete_it: "Delete robot account", "Supprimer le compte robot";
            delete_fails:
                "Everything that signs in with it fails at once.",
                "Tout ce qui se connecte avec lui échoue aussitôt.";
            delete_gone:
                "Its secret can't be brought back; a new account of this name has another one.",
                "Son secret ne revient pas\u{202f}; un nouveau compte de ce nom en aura un autre.";
            renew_title: "New secret", "Nouveau secret";
            renew_old:
                "The present secret stops at once: what uses it fails until it has the new one.",
                "Le secret actuel s’arrête aussitôt\u{202f}: ce qui l’utilise échoue jusqu’au nouveau.";
            generated: "Made by the server", "Créé par le serveur";
            own: "One of your own", "Choisi par vous";
            own_secret: "Your secret", "Votre secret";
            own_spaces: "No spaces: programs read it from a line", "Sans espace\u{202f}: les programmes le lisent d’une ligne";
            renew: "Make new secret", "Créer le secret";
            renew_set: "Set secret", "Définir le secret";
            made_by_robot: "By another robot account", "Par un autre compte robot";
            when_expired: "When it expires", "À l’expiration";
            sign_in_as: "Sign in as this robot", "Se connecter avec ce compte";
            not_changed: "The robot account was not changed", "Le compte robot n’a pas été modifié";
            refused_projects_why:
                "These projects let this account see no robot accounts.",
                "Ces projets ne montrent pas leurs comptes robot à ce compte.";
        }
        says {
            number(number: usize):
                counted(number, "robot account", "robot accounts"),
                french::counted(number, "compte robot", "comptes robot");
            of_project(project: &str):
                format!("Robot accounts of {project}"),
                format!("Comptes robot du projet {project}");
            projects(number: usize):
                counted(number, "project", "projects"),
                french::counted(number, "projet", "projets");
            read_from(read: usize, all: usize):
                if read == all {
                    format!("read from {}", counted(all, "project", "projects"))
                } else {
                    format!("read from {read} of {}", counted(all, "project", "projects"))
                },
                if read == all {
                    format!("lus dans {}", french::counted(all, "projet", "projets"))
                } else {
                    format!("lus dans {read} projets sur {all}")
                };
            refused(number: usize):
                format!("{} refused", counted(number, "project", "projects")),
                format!("{} inaccessibles", french::counted(number, "projet", "projets"));
            permissions_of(number: usize):
                counted(number, "permission", "permissions"),
                french::counted(number, "permission", "permissions");
            preset(preset: Preset):
                match preset {
                    Preset::PullOnly => "Pull only",
                    Preset::CiPush => "CI push",
                    Preset::Scanner => "Scanner",
                    Preset::FullAccess => "Full access",
                    Preset::Custom => "Custom",
                }
                .to_owned(),
                match preset {
                    Preset::PullOnly => "Pull seul",
                    Preset::CiPush => "Push de CI",
                    Preset::Scanner => "Analyseur",
                    Preset::FullAccess => "Accès complet",
                    Preset::Custom => "Personnalisé",
                }
                .to_owned();
            group(group: Group):
                match group {
                    Group::Images => "Images",
                    Group::Project => "Project",
                    Group::Policies => "Policies",
                    Group::System => "System",
                }
                .to_owned(),
                match group {
                    Group::Images => "Images",
                    Group::Project => "Projet",
                    Group::Policies => "Règles",
                    Group::System => "Système",
                }
                .to_owned();
            action(action: &str):
                sentence_case(match action { "operate" => "run", other => other }),
                match action {
                    "list" => "Lister",
                    "read" => "Lire",
                    "create" => "Créer",
                    "update" => "Modifier",
                    "delete" => "Supprimer",
                    "pull" => "Pull",
                    "push" => "Push",
                    "stop" => "Arrêter",
                    "operate" => "Lancer",
                    other => other,
                }
                .to_owned();
            resource_name(resource: &str):
                match resource {
                    "sbom" => "SBOM".to_owned(),
                    "artifact-addition" => "Build history and readme".to_owned(),
                    "export-cve" => "CVE export".to_owned(),
                    "metadata" => "Project settings".to_owned(),
                    "member" => "Members".to_owned(),
                    "log" => "Activity log".to_owned(),
                    "notification-policy" => "Webhooks".to_owned(),
                    "preheat-policy" => "P2P preheat".to_owned(),
                    "robot" => "Robot accounts".to_owned(),
                    "label" => "Labels".to_owned(),
                    "immutable-tag" => "Immutable tags".to_owned(),
                    other => sentence_case(&other.replace('-', " ")),
                },
                match resource {
                    "repository" => "Dépôt",
                    "artifact" => "Artefact",
                    "tag" => "Tag",
                    "artifact-label" => "Label d’artefact",
                    "accessory" => "Accessoire",
                    "scan" => "Analyse",
                    "sbom" => "SBOM",
                    "artifact-addition" => "Historique et readme",
                    "export-cve" => "Export de CVE",
                    "project" => "Projet",
                    "metadata" => "Réglages du projet",
                    "member" => "Membres",
                    "label" => "Labels",
                    "robot" => "Comptes robot",
                    "quota" => "Quota",
                    "log" => "Journal",
                    "scanner" => "Analyseur",
                    "tag-retention" => "Rétention des tags",
                    "immutable-tag" => "Tags immuables",
                    "notification-policy" => "Webhooks",
                    "preheat-policy" => "Préchauffage P2P",
                    "audit-log" => "Journal d’audit",
                    "registry" => "Registres",
                    "replication" => "Réplication",
                    "replication-policy" => "Règles de réplication",
                    "replication-adapter" => "Adaptateurs de réplication",
                    "garbage-collection" => "Ramasse-miettes",
                    "user" => "Utilisateurs",
                    "user-group" => "Groupes",
                    other => other,
                }
                .to_owned();
            ability(ability: Ability):
                match ability {
                    Ability::Pull => "pull",
                    Ability::Push => "push",
                    Ability::Tag => "tag",
                    Ability::Delete => "delete",
                    Ability::Label => "label",
                    Ability::Scan => "start scans",
                    Ability::ReadReports => "read reports",
                    Ability::ManageMembers => "manage members",
                    Ability::ManageRobots => "manage robot accounts",
                    Ability::ChangeSettings => "change settings",
                    Ability::CreateProjects => "create projects",
                    Ability::Administer => "administer the server",
                    Ability::ReadSystem => "read the server's state",
                    Ability::Look => "look",
                }
                .to_owned(),
                match ability {
                    Ability::Pull => "pull",
                    Ability::Push => "push",
                    Ability::Tag => "tags",
                    Ability::Delete => "suppression",
                    Ability::Label => "labels",
                    Ability::Scan => "analyses",
                    Ability::ReadReports => "rapports",
                    Ability::ManageMembers => "membres",
                    Ability::ManageRobots => "comptes robot",
                    Ability::ChangeSettings => "réglages",
                    Ability::CreateProjects => "création de projets",
                    Ability::Administer => "administration du serveur",
                    Ability::ReadSystem => "état du serveur",
                    Ability::Look => "consultation",
                }
                .to_owned();
            push_and_pull(): "push and pull".to_owned(), "push et pull".to_owned();
            in_place(what: &str, place: &str):
                format!("{what} in {place}"),
                format!("{what} dans {place}");
            on_server(what: &str): what.to_owned(), format!("{what} (système)");
            all_projects_in_sentence(): "all projects".to_owned(), "tous les projets".to_owned();
            can_sentence(what: &str): format!("Can {what}."), format!("Permet\u{202f}: {what}.");
            cannot_sentence(what: &[String]):
                match what {
                    [] => String::new(),
                    [one] => format!("Can't {one}."),
                    [others @ .., last] => format!("Can't {} or {last}.", others.join(", ")),
                },
                match what {
                    [] => String::new(),
                    all => format!("Ne permet pas\u{202f}: {}.", all.join(", ")),
                };
            left_hours(hours: i64): format!("{hours} h"), format!("{hours}\u{202f}h");
            left_days(days: i64): format!("{days} d"), format!("{days}\u{202f}j");
            expired(ago: &str): format!("expired {ago}"), format!("expiré {ago}");
            ends_on(date: &str): format!("Expires {date}."), format!("Expire le {date}.");
            ends_on_day(date: &str, day: i64):
                format!("Expires {date}, day {day} of its life: Harbor counts from the creation."),
                format!("Expire le {date}, jour {day} de sa vie\u{202f}: Harbor compte depuis la création.");
            ends_now(date: &str): format!("As before: {date}."), format!("Comme avant\u{202f}: {date}.");
            for_days(date: &str, days: i64):
                format!("{date}, for {}", counted(usize::try_from(days).unwrap_or(0), "day", "days")),
                format!("{date}, pour {}", french::counted(usize::try_from(days).unwrap_or(0), "jour", "jours"));
            fails_from(date: &str):
                format!("What signs in with it fails from {date}."),
                format!("Ce qui se connecte avec lui échoue à partir du {date}.");
            failed_since(date: &str):
                format!("What signs in with it has failed since {date}."),
                format!("Ce qui se connecte avec lui échoue depuis le {date}.");
            was_created(name: &str): format!("{name} created"), format!("{name} est créé");
            saved(name: &str): format!("{name} saved"), format!("{name} est enregistré");
            turned_on(name: &str): format!("{name} is on"), format!("{name} est actif");
            turned_off(name: &str): format!("{name} is off"), format!("{name} est désactivé");
            deleted(name: &str): format!("{name} deleted"), format!("{name} est supprimé");
            not_deleted(name: &str):
                format!("Couldn't delete {name}"),
                format!("Impossible de supprimer {name}");
            ask_delete(name: &str): format!("Delete {name}?"), format!("Supprimer {name}\u{202f}?");
            edit_title(name: &str): format!("Edit {name}"), format!("Modifier {name}");
            loses(what: &str): format!("It loses: {what}."), format!("Il perd\u{202f}: {what}.");
            file_saved(path: &str): format!("Saved as {path}"), format!("Enregistré\u{202f}: {path}");
            written(file: &str): format!("Written into {file}"), format!("Écrit dans {file}");
            permission_of(resource: &str, action: &str):
                format!("{resource}: {action}"),
                format!("{resource}\u{202f}: {action}");
        }
    }
}

fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// A phrase as a sentence begins.
pub(super) fn capital(text: &str) -> String {
    sentence_case(text)
}
