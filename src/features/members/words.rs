//! Members and roles.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Members and roles.
    Members {
        texts {
            find: "Find a member", "Chercher un membre";
            the_members: "the members", "les membres";
            member: "member", "membre";
            name: "Name", "Nom";
            kind: "Type", "Type";
            group: "Group", "Groupe";
            user: "User", "Utilisateur";
            role: "Role", "Rôle";
            project_admin: "Project admin", "Admin du projet";
            maintainer: "Maintainer", "Mainteneur";
            developer: "Developer", "Développeur";
            guest: "Guest", "Invité";
            limited_guest: "Limited guest", "Invité limité";
            some_role: "Member", "Membre";
            project_admin_may: "Everything, including people", "Tout, y compris les membres";
            maintainer_may: "Push, scan, delete images", "Push, analyse et suppression d’images";
            developer_may: "Pull, push, tag, set retention", "Pull, push, tags, rétention";
            guest_may: "Pull, browse, see members", "Pull, consultation, liste des membres";
            limited_guest_may: "Pull and browse", "Pull et consultation";
            add: "Add member", "Ajouter un membre";
            user_name_missing: "The user name is missing", "Il manque le nom d’utilisateur";
            type_to_search: "Type to search", "Saisir pour chercher";
            users_found: "Users found", "Utilisateurs trouvés";
            access_at_once:
                "They get access at once; Harbor sends no email.",
                "L’accès est immédiat\u{202f}; Harbor n’envoie pas d’e-mail.";
            cancel: "Cancel", "Annuler";
            not_saved: "Not saved", "Non enregistré";
            retry: "Retry", "Réessayer";
            group_loses:
                "All people of this group lose what it gave them here, at once.",
                "Toutes les personnes de ce groupe perdent aussitôt ce qu’il leur donnait ici.";
            user_loses:
                "They lose access at once, unless a group or a public project gives it.",
                "L’accès est perdu aussitôt, sauf si un groupe ou un projet public le donne.";
            remove: "Remove member", "Retirer le membre";
            change_role: "Change role", "Changer le rôle";
            more: "More about members", "Plus sur les membres";
            remove_several: "Remove…", "Retirer…";
            several_lose:
                "They lose access at once, unless a group or a public project gives it.",
                "Ils perdent aussitôt l’accès, sauf si un groupe ou un projet public le donne.";
            without_you:
                "Your own membership is left as it is.",
                "Votre propre rôle reste tel quel.";
            only_yourself:
                "That is your own membership: change it in its row.",
                "C’est votre propre compte\u{202f}: modifiez-le sur sa ligne.";
            no_admin_left:
                "No project admin is left then. Only the registry's administrators can manage the project.",
                "Il ne reste alors aucun admin du projet. Seuls les administrateurs du registre peuvent le gérer.";
            own_membership:
                "This is your own membership: you may lose access, and can't undo it.",
                "C’est votre propre compte\u{202f}: l’accès peut être perdu, sans retour \
         possible.";
            only_admin:
                "This is the only project admin. Without one, only the registry's administrators \
         can manage the project.",
                "C’est le seul admin du projet. Sans admin, seuls les administrateurs du \
         registre peuvent gérer le projet.";
        }
        says {
            number(number: usize):
                counted(number, "member", "members"),
                french::counted(number, "membre", "membres");
            add_to(project: &str):
                format!("Add a member to {project}"),
                format!("Ajouter un membre au projet {project}");
            added(member: &str, role: &str):
                format!("{member} added as {role}"),
                format!("{member} a rejoint le projet avec le rôle {role}");
            already_member(member: &str):
                format!("{member} is a member already"),
                format!("{member} est déjà membre");
            no_such_user(user: &str):
                format!("The registry knows no user {user}"),
                format!("Le registre ne connaît pas d’utilisateur {user}");
            already(role: &str): format!("Already {role}"), format!("Déjà {role}");
            role_of(member: &str, role: &str):
                format!("Role of {member}: {role}"),
                format!("Rôle du membre {member}\u{202f}: {role}");
            still(role: &str): format!("Still {role}"), format!("Toujours {role}");
            role_is_now(member: &str, role: &str):
                format!("{member} is now {role}"),
                format!("{member} a maintenant le rôle {role}");
            role_not_changed(member: &str):
                format!("Couldn't change the role of {member}"),
                format!("Impossible de changer le rôle du membre {member}");
            role_not_changed_back(member: &str):
                format!("Couldn't change the role of {member} back"),
                format!("Impossible de rétablir le rôle du membre {member}");
            remove_from(project: &str):
                format!("Remove from {project}…"),
                format!("Retirer du projet {project}…");
            ask_remove(member: &str, project: &str):
                format!("Remove {member} from {project}?"),
                format!("Retirer {member} du projet {project}\u{202f}?");
            ask_role(member: &str, role: &str):
                format!("Make {member} a {role}?"),
                format!("Donner à {member} le rôle {role}\u{202f}?");
            ask_remove_several(count: usize):
                format!("Remove {}?", counted(count, "member", "members")),
                format!("Retirer {}\u{202f}?", french::counted(count, "membre", "membres"));
            remove_them(count: usize):
                format!("Remove {}", counted(count, "member", "members")),
                format!("Retirer {}", french::counted(count, "membre", "membres"));
            ask_role_several(count: usize, role: &str):
                format!("Make {} {role}?", counted(count, "member", "members")),
                format!("Donner à {} le rôle {role}\u{202f}?", french::counted(count, "membre", "membres"));
            removed(member: &str, project: &str):
                format!("{member} removed from {project}"),
                format!("{member} ne fait plus partie du projet {project}");
            not_removed(member: &str):
                format!("Couldn't remove {member}"),
                format!("Impossible de retirer {member}");
        }
    }
}
