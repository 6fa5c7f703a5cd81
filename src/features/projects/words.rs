//! The list of projects.

use crate::{format::counted, words::french};

crate::words::area! {
    /// The list of projects.
    Projects {
        texts {
            title: "Projects", "Projets";
            find: "Find by name", "Chercher par nom";
            the_projects: "the projects", "les projets";
            project: "project", "projet";
            empty_title: "No projects to see", "Aucun projet visible";
            empty_text:
                "This account is a member of no project, and no project is public.",
                "Ce compte n’est membre d’aucun projet, et aucun projet n’est public.";
            copy_names: "Copy names", "Copier les noms";
            name: "Name", "Nom";
            kind: "Type", "Type";
            repositories_column: "Repos", "Dépôts";
            your_role: "Your role", "Rôle";
            storage: "Storage", "Stockage";
            updated: "Updated", "Mis à jour";
            contents: "Contents", "Contenu";
            open: "Open project", "Ouvrir le projet";
            enter_key: "Enter", "Entrée";
            refresh: "Refresh", "Actualiser";
            refresh_tip: "Refresh (R)", "Actualiser (R)";
            show_all: "Show all", "Tout afficher";
        }
        says {
            number(number: usize):
                counted(number, "project", "projects"),
                french::counted(number, "projet", "projets");
            repositories(number: usize):
                counted(number, "repository", "repositories"),
                french::counted(number, "dépôt", "dépôts");
            shown_of(shown: &str, total: &str):
                format!("{shown} of {total}"),
                format!("{shown} sur {total}");
            // Without the noun: its gender is not known here.
            no_match_title(what: &str): format!("No {what} matches"), "Aucun résultat".to_owned();
            no_match_text(what: &str, wanted: &str):
                format!("There is no {what} with “{wanted}”."),
                format!("Rien ici ne contient «\u{202f}{wanted}\u{202f}».");
            used_of(percent: i64, limit: &str):
                format!("{percent} % of {limit} used"),
                format!("{percent}\u{202f}% de {limit} utilisés");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nought_is_singular() {
        for (number, text) in [(0, "0 projet"), (1, "1 projet"), (2, "2 projets")] {
            assert_eq!(Projects::FRENCH.number(number), text);
        }
        assert_eq!(Projects::FRENCH.repositories(0), "0 dépôt");
    }
}
