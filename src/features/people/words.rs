//! Users and groups.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Users and groups.
    People {
        texts {
            title: "Users and groups", "Utilisateurs et groupes";
            parts: "Parts of the page", "Parties de la page";
            users: "Users", "Utilisateurs";
            groups: "Groups", "Groupes";
            find_user: "Find a user", "Chercher un utilisateur";
            the_users: "the users", "les utilisateurs";
            user: "user", "utilisateur";
            copy_names: "Copy names", "Copier les noms";
            copy_name: "Copy the name", "Copier le nom";
            new_user: "New user", "Nouvel utilisateur";
            create_user: "Create user", "Créer l’utilisateur";
            made_at_sign_in: "Users are made when they first sign in", "Créés à leur première connexion";
            no_users: "No users beside the first administrator", "Personne hormis le premier administrateur";
            no_users_text: "Harbor never lists its first administrator here.", "Harbor ne liste jamais ici son premier administrateur.";
            user_name: "User name", "Identifiant";
            full_name: "Full name", "Nom complet";
            email: "E-mail", "Courriel";
            comment: "Comment", "Commentaire";
            administrator: "Administrator", "Administrateur";
            administers: "Administers the whole registry", "Administre tout le registre";
            since: "Since", "Depuis";
            signs_in_by: "Signs in by", "Se connecte par";
            provider: "the identity provider", "le fournisseur d’identité";
            password_or_directory: "password or directory", "mot de passe ou annuaire";
            not_oneself: "Nobody takes this right from themselves here.", "Personne ne s’enlève ce droit ici.";
            by_group_unseen: "A group may give this right, too: Harbor tells that of oneself only.", "Un groupe peut aussi donner ce droit\u{202f}: Harbor ne le dit que de soi-même.";
            not_changed: "Couldn’t change it", "Impossible de le changer";
            reset_open: "New password…", "Nouveau mot de passe…";
            reset: "Set password", "Fixer le mot de passe";
            reset_why: "The old one no longer works. Tell the new one by other means; Pilothouse does not keep it.", "L’ancien ne marche plus. Transmettre le nouveau autrement\u{202f}: Pilothouse ne le garde pas.";
            new_password: "New password", "Nouveau mot de passe";
            password: "Password", "Mot de passe";
            more: "More", "Plus";
            delete_open: "Delete…", "Supprimer…";
            delete: "Delete", "Supprimer";
            deleting: "Deleting users", "Suppression d’utilisateurs";
            stop: "Stop", "Arrêter";
            delete_members: "Memberships in projects end, and so do sign-ins.", "Les appartenances aux projets et les connexions prennent fin.";
            delete_projects: "Projects stay, with their images and other members; nobody owns them then.", "Les projets restent, avec leurs images et leurs autres membres\u{202f}; ils n’ont plus de propriétaire.";
            delete_name_free: "The name is free again. A user of the same name is somebody else.", "Le nom redevient libre. Un utilisateur du même nom est une autre personne.";
            delete_comes_back: "Whoever may still sign in at the provider or directory comes back, as a new user without memberships.", "Qui peut encore se connecter chez le fournisseur ou l’annuaire revient, sans appartenances.";
            grant_open: "Make administrator…", "Nommer administrateur…";
            revoke_open: "Not an administrator…", "Retirer l’administration…";
            grant: "Make administrator", "Nommer administrateur";
            revoke: "Take the right", "Retirer le droit";
            grant_why: "They may then change everything here, other administrators too.", "Ils pourront tout changer ici, aux autres administrateurs aussi.";
            revoke_why: "They keep their memberships in projects. A group may go on giving this right.", "Leurs appartenances aux projets restent. Un groupe peut continuer à donner ce droit.";
            all_administer: "Nothing to change: they administer already, or it is yourself", "Rien à changer\u{202f}: ils administrent déjà, ou c’est vous";
            none_administers: "Nothing to change: none of them administers, or it is yourself", "Rien à changer\u{202f}: aucun n’administre, ou c’est vous";
            changing_rights: "Changing rights", "Changement de droits";
            name_missing: "A user needs a name", "Il faut un identifiant";
            name_long: "A name has at most 255 characters", "Un nom a 255 caractères au plus";
            name_rule: "Without , \" ~ # % $", "Sans , \" ~ # % $";
            taken: "Name or e-mail is taken", "Identifiant ou courriel déjà pris";
            email_rule: "An address such as ada@example.org", "Une adresse comme ada@example.org";
            full_name_missing: "Harbor wants a full name", "Harbor veut un nom complet";
            full_name_rule: "Without commas", "Sans virgules";
            comment_long: "At most 30 characters", "30 caractères au plus";
            find_group: "Find a group", "Chercher un groupe";
            the_groups: "the groups", "les groupes";
            group: "group", "groupe";
            group_name: "Group", "Groupe";
            kind: "Kind", "Type";
            dn: "Distinguished name", "Nom distinctif";
            ldap_group: "LDAP", "LDAP";
            http_group: "HTTP", "HTTP";
            oidc_group: "OIDC", "OIDC";
            new_group: "New group", "Nouveau groupe";
            groups_not_filled: "Nobody is in a group here: this registry keeps passwords itself", "Personne n’est dans un groupe ici\u{202f}: ce registre garde lui-même les mots de passe";
            no_groups: "No groups yet", "Aucun groupe pour l’instant";
            no_groups_text: "Groups become known when somebody in them signs in, or are added here.", "Les groupes apparaissent quand un de leurs membres se connecte, ou s’ajoutent ici.";
            members_unknown: "Harbor does not tell who is in a group.", "Harbor ne dit pas qui est dans un groupe.";
            rename: "Rename", "Renommer";
            rename_title: "Rename group", "Renommer le groupe";
            group_name_missing: "A group needs a name", "Un groupe a besoin d’un nom";
            group_name_why: "Exactly as the provider or directory names it", "Exactement comme le fournisseur ou l’annuaire l’appelle";
            group_taken: "A group of this name exists, of this or another kind", "Un groupe de ce nom existe, de ce type ou d’un autre";
            dn_rule: "Such as cn=astronomers,ou=groups,dc=example,dc=org", "Par exemple cn=astronomers,ou=groups,dc=example,dc=org";
            dn_why: "Harbor looks it up in the directory", "Harbor le cherche dans l’annuaire";
            save: "Save", "Enregistrer";
            group_saved: "Group saved", "Groupe enregistré";
            projects: "Projects", "Projets";
            find_projects: "Find", "Chercher";
            read_again: "Read again", "Relire";
            go_on: "Go on", "Continuer";
            projects_cost: "Harbor tells members by project only: the member lists of all projects are read, once for everybody here.", "Harbor ne donne les membres que par projet\u{202f}: les listes de tous les projets sont lues, une fois pour tous ici.";
            projects_begin: "Reading the projects…", "Lecture des projets…";
            no_projects: "A member of no project.", "Membre d’aucun projet.";
            the_memberships: "the members of projects", "les membres des projets";
            unnamed_project: "a project", "un projet";
            group_deleted: "Group deleted", "Groupe supprimé";
            delete_group_loses: "Its memberships in projects end: whoever has a role by this group alone loses it.", "Ses appartenances aux projets prennent fin\u{202f}: qui n’a un rôle que par lui le perd.";
        }
        says {
            projects_read(read: &str, all: &str): format!("The members of {read} of {all} projects were read."), format!("Les membres de {read} projets sur {all} ont été lus.");
            projects_from(all: &str): format!("From the member lists of {all} projects. Rights by a group are not among them: Harbor lists nobody of a group."), format!("D’après les membres de {all} projets. Les droits par un groupe n’y sont pas\u{202f}: Harbor ne dit pas qui en est.");
            projects_refused(number: &str): format!("{number} of them let nobody look."), format!("{number} d’entre eux ne se laissent pas lire.");
            more_projects(number: &str): format!("and {number} more"), format!("et {number} autres");
            users_of(number: usize): counted(number, "user", "users"), french::counted(number, "utilisateur", "utilisateurs");
            groups_of(number: usize): counted(number, "group", "groups"), french::counted(number, "groupe", "groupes");
            created(name: &str): format!("User {name} created"), format!("Utilisateur {name} créé");
            reset_title(name: &str): format!("New password for {name}"), format!("Nouveau mot de passe pour {name}");
            was_reset(name: &str): format!("{name} has a new password"), format!("{name} a un nouveau mot de passe");
            ask_one(name: &str): format!("Delete {name}?"), format!("Supprimer {name}\u{202f}?");
            ask_many(number: usize): format!("Delete {}?", counted(number, "user", "users")), format!("Supprimer {}\u{202f}?", french::counted(number, "utilisateur", "utilisateurs"));
            ask_grant(number: usize): match number { 1 => "Make 1 user an administrator?".to_owned(), number => format!("Make {number} users administrators?") }, format!("Nommer {} administrateur{}\u{202f}?", french::counted(number, "utilisateur", "utilisateurs"), if number > 1 { "s" } else { "" });
            ask_revoke(number: usize): format!("Take the administrator’s right from {}?", counted(number, "user", "users")), format!("Retirer l’administration à {}\u{202f}?", french::counted(number, "utilisateur", "utilisateurs"));
            granted(number: usize): format!("{} may administer the registry now", counted(number, "user", "users")), format!("{} administrateur{}", french::counted(number, "nouvel", "nouveaux"), if number > 1 { "s" } else { "" });
            revoked(number: usize): format!("{} may no longer administer the registry", counted(number, "user", "users")), format!("Administration retirée à {}", french::counted(number, "utilisateur", "utilisateurs"));
            deleted(number: usize): format!("{} deleted", counted(number, "user", "users")), format!("{} supprimé{}", french::counted(number, "utilisateur", "utilisateurs"), if number > 1 { "s" } else { "" });
            ask_group(name: &str): format!("Delete group {name}?"), format!("Supprimer le groupe {name}\u{202f}?");
        }
    }
}
