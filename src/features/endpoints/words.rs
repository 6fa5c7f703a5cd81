//! Other registries that the server works with.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Other registries that the server works with.
    Endpoints {
        texts {
            title: "Registries", "Registres";
            find: "Find a registry", "Chercher un registre";
            the_endpoints: "the registries", "les registres";
            endpoint: "registry", "registre";
            copy_names: "Copy names", "Copier les noms";
            empty_title: "No other registries yet", "Aucun autre registre pour l’instant";
            empty_text:
                "Proxy caches and replication need to know the registry at the other side.",
                "Les caches proxy et la réplication ont besoin du registre d’en face.";
            new: "New endpoint", "Nouveau point d’accès";
            column_name: "Name", "Nom";
            copy_address: "Copy the address", "Copier l’adresse";
            health: "Health", "État";
            healthy: "Healthy", "En bon état";
            unhealthy: "Unhealthy", "En panne";
            not_checked: "Not checked", "Pas vérifié";
            used_by: "Used by", "Utilisé par";
            caches: "Proxy caches", "Caches proxy";
            rules: "Replication rules", "Règles de réplication";
            created: "Created", "Créé";
            description: "Description", "Description";
            signed_in_as: "Signed in as", "Connecté comme";
            anonymous: "nobody", "personne";
            secret_kept: "kept by Harbor, never shown", "gardé par Harbor, jamais montré";
            certificate: "Certificate", "Certificat";
            verified: "Verified", "Vérifié";
            verified_by: "Verified by an authority of its own", "Vérifié par sa propre autorité";
            not_verified: "Not verified", "Non vérifié";
            insecure: "Without verifying", "Sans vérification";
            test_now: "Test now", "Tester maintenant";
            test_works: "Harbor reached it just now", "Harbor vient de l’atteindre";
            check_of_harbor:
                "Harbor looks every 5 minutes and keeps no history.",
                "Harbor regarde toutes les 5 minutes et ne garde pas d’historique.";
            not_used: "Nothing uses it", "Rien ne l’utilise";
            looking: "Looking what uses it…", "Recherche de ce qui l’utilise…";
            edit: "Edit", "Modifier";
            delete_open: "Delete…", "Supprimer…";
            delete: "Delete endpoint", "Supprimer le point d’accès";
            delete_loses:
                "Harbor forgets its address and its secret. What was copied or cached stays.",
                "Harbor oublie son adresse et son secret. Ce qui est copié ou en cache reste.";
            delete_used:
                "It can’t be deleted while something uses it:",
                "Impossible de le supprimer tant qu’il sert\u{202f}:";
            more: "More", "Plus";
            create: "Create endpoint", "Créer le point d’accès";
            save: "Save changes", "Enregistrer";
            url_needs_secret:
                "Harbor forgets the secret when the address changes: type it again",
                "Harbor oublie le secret quand l’adresse change\u{202f}: le saisir à nouveau";
            id_needs_secret:
                "Another access id needs its own secret",
                "Un autre identifiant a besoin de son secret";
            keep_secret: "Empty: the one that Harbor keeps", "Vide\u{202f}: celui que Harbor garde";
            test_needs_secret:
                "To test another address or certificate, type the secret again",
                "Pour tester une autre adresse ou un autre certificat, saisir à nouveau le secret";
            authority: "Certificate authority (PEM)", "Autorité de certification (PEM)";
            authority_hint:
                "For a registry whose certificate no public authority signed; empty: the usual ones",
                "Pour un registre dont le certificat n’est pas signé par une autorité publique\u{202f}; vide\u{202f}: les habituelles";
            authority_bad:
                "This is no certificate in PEM form",
                "Ce n’est pas un certificat au format PEM";
            known_registries: "Registries", "Registres";
            other: "Other", "Autre";
            any_registry: "any registry", "n’importe quel registre";
            type_the_address: "at its address", "à son adresse";
            name: "Name of the endpoint", "Nom du point d’accès";
            name_missing: "An endpoint needs a name", "Un point d’accès a besoin d’un nom";
            name_long: "A name has at most 64 characters", "Un nom a 64 caractères au plus";
            name_taken: "An endpoint of this name exists", "Un point d’accès de ce nom existe";
            provider: "Provider", "Fournisseur";
            address: "Address", "Adresse";
            address_missing: "An endpoint needs an address", "Un point d’accès a besoin d’une adresse";
            address_rule:
                "Begins with https:// or http:// and names a host",
                "Commence par https:// ou http:// et nomme un hôte";
            access_id: "Access id", "Identifiant";
            always_this: "Always this one for NGC", "Toujours celui-ci pour NGC";
            nobody: "Empty: pulls without signing in", "Vide\u{202f}: pulls sans se connecter";
            secret: "Secret", "Secret";
            ngc_key: "API key, from ngc.nvidia.com", "Clé d’API, de ngc.nvidia.com";
            secret_missing: "The access id needs its secret", "L’identifiant a besoin de son secret";
            access_id_missing: "The secret needs its access id", "Le secret a besoin de son identifiant";
            unverified: "Don’t verify its certificate", "Ne pas vérifier son certificat";
            test: "Test", "Tester";
            works: "Harbor reached it and could sign in", "Harbor l’a atteint et a pu se connecter";
        }
        says {
            holds(repositories: usize, size: Option<&str>):
                with_size(counted(repositories, "repository", "repositories"), size),
                with_size(french::counted(repositories, "dépôt", "dépôts"), size);
            number(number: usize): counted(number, "registry", "registries"), french::counted(number, "registre", "registres");
            caches_of(number: usize): counted(number, "proxy cache", "proxy caches"), french::counted(number, "cache proxy", "caches proxy");
            rules_of(number: usize): counted(number, "rule", "rules"), french::counted(number, "règle", "règles");
            created_name(name: &str): format!("Endpoint {name} created"), format!("Point d’accès {name} créé");
            saved(name: &str): format!("Endpoint {name} saved"), format!("Point d’accès {name} enregistré");
            ask_delete(name: &str): format!("Delete endpoint {name}?"), format!("Supprimer le point d’accès {name}\u{202f}?");
            deleted(name: &str): format!("Endpoint {name} deleted"), format!("Point d’accès {name} supprimé");
            edit_title(name: &str): format!("Edit {name}"), format!("Modifier {name}");
        }
    }
}

fn with_size(repositories: String, size: Option<&str>) -> String {
    match size {
        Some(size) => format!("{repositories}, {size}"),
        None => repositories,
    }
}
