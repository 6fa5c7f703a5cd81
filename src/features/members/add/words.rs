//! Adding members.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Adding members.
    AddMembersWords {
        texts {
            people: "People and groups", "Personnes et groupes";
            chosen: "Chosen", "Choisis";
            ldap_group: "LDAP group", "Groupe LDAP";
            http_group: "HTTP group", "Groupe HTTP";
            oidc_group: "OIDC group", "Groupe OIDC";
            group_by_name: "A group that the registry doesn't know yet", "Un groupe que le registre ne connaît pas encore";
            group_by_dn: "A group of the directory, by its distinguished name", "Un groupe de l’annuaire, par son nom distinctif";
            stop: "Stop", "Arrêter";
            copy: "Copy members…", "Copier des membres…";
            from_project: "From the project", "Depuis le projet";
            choose_project: "Choose a project", "Choisir un projet";
            no_other_project:
                "There is no other project whose members you may see.",
                "Aucun autre projet dont vous puissiez voir les membres.";
            no_members_there: "That project has no members.", "Ce projet n’a pas de membres.";
            members_there: "Its members", "Ses membres";
        }
        says {
            leave_out(name: &str):
                format!("Leave out {name}"),
                format!("Retirer {name}");
            no_such_group(group: &str):
                format!("The directory knows no group {group}"),
                format!("L’annuaire ne connaît pas de groupe {group}");
            add_several(count: usize):
                format!("Add {}", counted(count, "member", "members")),
                format!("Ajouter {}", french::counted(count, "membre", "membres"));
            added(count: usize, role: &str):
                format!("{} added as {role}", counted(count, "member", "members")),
                format!("{} avec le rôle {role}", french::counted(count, "membre ajouté", "membres ajoutés"));
            copied(count: usize):
                format!("{} added", counted(count, "member", "members")),
                french::counted(count, "membre ajouté", "membres ajoutés");
            copy_to(project: &str):
                format!("Copy members to {project}"),
                format!("Copier des membres vers {project}");
            progress(done: usize, total: usize):
                format!("{done} of {total}"),
                format!("{done} sur {total}");
        }
    }
}
