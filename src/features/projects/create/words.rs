//! Making a project.

crate::words::area! {
    /// Making a project.
    NewProject {
        texts {
            title: "New project", "Nouveau projet";
            new_proxy: "New proxy cache", "Nouveau cache proxy";
            name: "Name", "Nom";
            name_missing: "A project needs a name", "Un projet a besoin d’un nom";
            name_long: "A name has at most 255 characters", "Un nom a 255 caractères au plus";
            name_rule:
                "Lower-case letters and digits, with single . _ or - between them",
                "Lettres minuscules et chiffres, séparés par un seul . _ ou -";
            name_of_digits:
                "Free, but a name of digits alone is easily taken for a project’s number. Programs that don’t say which they mean open another project.",
                "Libre, mais un nom fait de chiffres se confond avec le numéro d’un projet. Les programmes qui ne précisent pas ouvrent un autre projet.";
            checking: "Looking whether the name is free…", "Recherche d’un projet de ce nom…";
            free: "Available", "Disponible";
            not_known:
                "Whether the name is free can’t be told just now",
                "Impossible de savoir si ce nom est libre";
            open_it: "Open it", "L’ouvrir";
            access: "Access", "Accès";
            private: "Private", "Privé";
            private_why: "Only members see it and pull from it.", "Seuls les membres le voient et y font des pulls.";
            public: "Public", "Public";
            public_why:
                "Everybody sees it and pulls from it, without signing in. Pushing still needs a role.",
                "Tout le monde le voit et y fait des pulls, sans se connecter. Un push exige toujours un rôle.";
            storage: "Storage limit", "Limite de stockage";
            limit_default: "The registry’s default", "Celle du registre par défaut";
            limit_own: "Its own", "La sienne";
            limit_none: "No limit", "Sans limite";
            amount: "Amount", "Quantité";
            unit: "Unit", "Unité";
            no_number: "This is no number", "Ce n’est pas un nombre";
            too_small: "More than nothing is needed", "Il faut plus que rien";
            too_large: "More than Harbor can count", "Plus que Harbor ne peut compter";
            proxy: "Proxy cache", "Cache proxy";
            proxy_why:
                "Keeps copies of another registry’s images when they are pulled. Nothing can be pushed to it, and it stays a cache for good.",
                "Garde une copie des images d’un autre registre quand on les tire. On ne peut rien y pousser, et il reste un cache pour toujours.";
            endpoint: "Endpoint", "Point d’accès";
            the_endpoints: "the endpoints", "les points d’accès";
            new_endpoint: "New endpoint…", "Nouveau point d’accès…";
            healthy: "Healthy", "En bon état";
            unhealthy:
                "The registry can’t reach it now: pulls of what isn’t cached will fail",
                "Le registre ne l’atteint pas\u{202f}: les pulls de ce qui n’est pas en cache échoueront";
            not_checked: "Not checked yet", "Pas encore vérifié";
            unusual:
                "Harbor takes no cache of this kind unless its settings were changed",
                "Harbor n’accepte pas de cache de ce type, sauf réglage particulier";
            bandwidth: "Bandwidth limit, Mbit/s", "Limite de débit, Mbit/s";
            connections: "Connections to it", "Connexions vers lui";
            unlimited: "No limit", "Sans limite";
            bandwidth_why:
                "The first megabyte of each layer isn’t slowed down",
                "Le premier mégaoctet de chaque couche n’est pas ralenti";
            filter: "Repositories to cache", "Dépôts à mettre en cache";
            filter_why:
                "Without the host, such as nvidia/**; empty: all",
                "Sans l’hôte, par exemple nvidia/**\u{202f}; vide\u{202f}: tous";
            pulls: "How people will pull", "Comment on fera les pulls";
            retention:
                "Harbor gives every cache a retention rule: each day it deletes what nobody pulled for 7 days. Change or switch it off under tag retention.",
                "Harbor donne à chaque cache une règle de rétention\u{202f}: chaque jour, il supprime ce que personne n’a tiré depuis 7 jours. Elle se change ou s’arrête dans la rétention des tags.";
            create: "Create project", "Créer le projet";
            create_proxy: "Create proxy cache", "Créer le cache proxy";
            change_limit: "Change the limit", "Changer la limite";
            save_limit: "Set limit", "Fixer la limite";
            limit_saved: "Storage limit changed", "Limite de stockage changée";
            no_quota: "The registry has no limit for this project.", "Le registre n’a pas de limite pour ce projet.";
            choose_endpoint: "Choose an endpoint", "Choisir un point d’accès";
        }
        says {
            lower_case(name: &str): format!("Lower case only. Use {name}"), format!("En minuscules. Prendre {name}");
            taken(name: &str):
                format!("A project named {name} already exists."),
                format!("Un projet {name} existe déjà.");
            try_name(name: &str): format!("Try {name}"), format!("Essayer {name}");
            created(name: &str): format!("Project {name} created"), format!("Projet {name} créé");
            signed_in_as(name: &str): format!("signed in as {name}"), format!("connecté comme {name}");
            in_use(size: &str): format!("{size} in use"), format!("{size} utilisés");
            below_use(size: &str):
                format!("{size} are in use: with less, every push would be refused"),
                format!("{size} sont utilisés\u{202f}: avec moins, tout push serait refusé");
            was_made(name: &str):
                format!("The endpoint {name} was made and is chosen now."),
                format!("Le point d’accès {name} est créé et choisi.");
        }
    }
}
