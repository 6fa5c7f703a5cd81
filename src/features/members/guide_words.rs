//! What roles may do, and who may do something.

use harbor_api::types::Role;

use crate::{
    features::members::guide::{Deed, Subject},
    format::counted,
    words::french,
};

crate::words::area! {
    /// What roles may do, and who may do something.
    RoleGuideWords {
        texts {
            title: "Role guide", "Guide des rôles";
            table: "What each role can do", "Ce que permet chaque rôle";
            show: "Role guide", "Guide des rôles";
            may: "yes", "oui";
            may_not: "no", "non";
            but_cannot: "but cannot", "mais pas";
            note:
                "As Harbor grants it. Administrators of the registry may do all of it in every project; in a public project anybody may pull.",
                "Tel que Harbor l’accorde. Les administrateurs du registre peuvent tout dans chaque projet\u{202f}; dans un projet public, tout le monde peut faire un pull.";
            who_can: "Who can push here?", "Qui peut faire un push ici\u{202f}?";
            who_title: "Who can do what here", "Qui peut faire quoi ici";
            to_pull: "Pull", "Pull";
            to_push: "Push", "Push";
            to_delete: "Delete images", "Supprimer des images";
            to_manage: "Manage members", "Gérer les membres";
            people: "People", "Personnes";
            groups: "Groups", "Groupes";
            robots: "Robot accounts", "Comptes robot";
            nobody: "Nobody of them", "Aucun";
            anybody_pulls: "The project is public: anybody can pull, without signing in.",
                "Le projet est public\u{202f}: tout le monde peut faire un pull, sans connexion.";
            no_push_into_cache:
                "Nobody can push into a proxy cache, whatever their role.",
                "Personne ne peut faire un push vers un cache proxy, quel que soit son rôle.";
            and_administrators:
                "The registry's administrators can too.",
                "Les administrateurs du registre le peuvent aussi.";
            system_robots_unknown:
                "Robot accounts of the system may be able to: only administrators see them.",
                "Des comptes robot du système le peuvent peut-être\u{202f}: seuls les administrateurs les voient.";
            robots_failed: "the robot accounts", "les comptes robot";
            members_failed: "the members", "les membres";
            off: "off", "désactivé";
            expired: "expired", "expiré";
            of_system: "of the system", "du système";
            copy_names: "Copy names", "Copier les noms";
        }
        says {
            can(role: &str):
                format!("A {role} can"),
                format!("Le rôle {role} permet");
            count(count: usize):
                counted(count, "member", "members"),
                french::counted(count, "membre", "membres");
            short_role(role: Role):
                match role {
                    Role::LimitedGuest => "Limited",
                    Role::Guest => "Guest",
                    Role::Developer => "Dev",
                    Role::Maintainer => "Maint",
                    Role::ProjectAdministrator => "Admin",
                }
                .to_owned(),
                match role {
                    Role::LimitedGuest => "Limité",
                    Role::Guest => "Invité",
                    Role::Developer => "Dév",
                    Role::Maintainer => "Maint",
                    Role::ProjectAdministrator => "Admin",
                }
                .to_owned();
            subject(subject: Subject):
                match subject {
                    Subject::Images => "Images",
                    Subject::Policies => "Policies",
                    Subject::People => "People",
                    Subject::Project => "Project",
                }
                .to_owned(),
                match subject {
                    Subject::Images => "Images",
                    Subject::Policies => "Règles",
                    Subject::People => "Personnes",
                    Subject::Project => "Projet",
                }
                .to_owned();
            deed(deed: Deed):
                match deed {
                    Deed::Pull => "Pull and browse",
                    Deed::SeeFindings => "See vulnerabilities",
                    Deed::Push => "Push, tag, label",
                    Deed::Scan => "Start a scan",
                    Deed::Delete => "Delete images",
                    Deed::Retention => "Tag retention",
                    Deed::ImmutableTags => "Immutable tags",
                    Deed::SeeWebhooks => "See webhooks",
                    Deed::Webhooks => "Webhooks, preheat",
                    Deed::SeeMembers => "See members",
                    Deed::SeeActivity => "See activity",
                    Deed::Members => "Manage members",
                    Deed::SeeRobots => "See robots",
                    Deed::Robots => "Manage robots",
                    Deed::Settings => "Change settings",
                    Deed::DeleteProject => "Delete the project",
                }
                .to_owned(),
                match deed {
                    Deed::Pull => "Pull, consultation",
                    Deed::SeeFindings => "Voir les vulnérabilités",
                    Deed::Push => "Push, tags, labels",
                    Deed::Scan => "Lancer une analyse",
                    Deed::Delete => "Supprimer des images",
                    Deed::Retention => "Rétention des tags",
                    Deed::ImmutableTags => "Tags immuables",
                    Deed::SeeWebhooks => "Voir les webhooks",
                    Deed::Webhooks => "Webhooks, préchauffage",
                    Deed::SeeMembers => "Voir les membres",
                    Deed::SeeActivity => "Voir l’activité",
                    Deed::Members => "Gérer les membres",
                    Deed::SeeRobots => "Voir les robots",
                    Deed::Robots => "Gérer les robots",
                    Deed::Settings => "Modifier les réglages",
                    Deed::DeleteProject => "Supprimer le projet",
                }
                .to_owned();
        }
    }
}
