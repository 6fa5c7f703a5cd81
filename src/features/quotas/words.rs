//! Quotas of projects.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Quotas of projects.
    Quotas {
        texts {
            default_open: "Default…", "Par défaut…";
            default_title: "Storage of new projects", "Stockage des nouveaux projets";
            default_why: "Projects that there are keep their limits.", "Les projets existants gardent leurs limites.";
            default_saved: "Default for new projects saved", "Défaut des nouveaux projets enregistré";
            default_overtaken: "Somebody changed it meanwhile. It is shown as it is now.", "Quelqu’un l’a changé entretemps. Voici la valeur actuelle.";
            title: "Quotas", "Quotas";
            find: "Find a project", "Chercher un projet";
            the_quotas: "the quotas", "les quotas";
            quota: "quota", "quota";
            copy_names: "Copy names", "Copier les noms";
            empty_title: "No quotas", "Aucun quota";
            empty_text: "Every project gets one when it is made.", "Chaque projet en reçoit un à sa création.";
            project: "Project", "Projet";
            used: "Used", "Utilisé";
            limit: "Limit", "Limite";
            share: "Share", "Part";
            state: "State", "État";
            updated: "Counted", "Compté";
            full: "Full: pushes are refused", "Plein\u{202f}: les push sont refusés";
            nearly_full: "Nearly full", "Presque plein";
            room: "Has room", "A de la place";
            no_limit: "No limit", "Sans limite";
            shared_once: "Layers that several images of a project share count once.", "Les couches partagées par des images d’un projet comptent une fois.";
            change_open: "Change the limit…", "Changer la limite…";
            changing: "Changing limits", "Changement des limites";
            stop: "Stop", "Arrêter";
            save: "Set limit", "Fixer la limite";
        }
        says {
            number(number: usize): counted(number, "project", "projects"), french::counted(number, "projet", "projets");
            change_one(name: &str): format!("Storage limit of {name}"), format!("Limite de stockage de {name}");
            change_many(number: usize): format!("Storage limit of {}", counted(number, "project", "projects")), format!("Limite de stockage de {}", french::counted(number, "projet", "projets"));
            in_use(size: &str): format!("{size} in use"), format!("{size} utilisés");
            would_be_full(names: &str):
                format!("More is used already: every push would be refused in {names}"),
                format!("C’est déjà dépassé\u{202f}: tout push serait refusé dans {names}");
            changed(number: usize):
                format!("{} changed", counted(number, "limit", "limits")),
                format!("{} changée{}", french::counted(number, "limite", "limites"), if number > 1 { "s" } else { "" });
        }
    }
}
