//! The list of projects.

use crate::{format, words::shape::Projects};

/// A count with its noun; nought is singular.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    let noun = if number < 2 { one } else { many };
    format::counted(number, noun, noun)
}

pub const PROJECTS: Projects = Projects {
    title: "Projets",
    find: "Chercher par nom",
    the_projects: "les projets",
    project: "projet",
    empty_title: "Aucun projet visible",
    empty_text: "Ce compte n’est membre d’aucun projet, et aucun projet n’est public.",
    copy_names: "Copier les noms",
    name: "Nom",
    kind: "Type",
    repositories_column: "Dépôts",
    your_role: "Rôle",
    storage: "Stockage",
    updated: "Mis à jour",
    contents: "Contenu",
    open: "Ouvrir le projet",
    enter_key: "Entrée",
    refresh: "Actualiser",
    refresh_tip: "Actualiser (R)",
    show_all: "Tout afficher",
    number: |number| counted(number, "projet", "projets"),
    repositories: |number| counted(number, "dépôt", "dépôts"),
    shown_of: |shown, total| format!("{shown} sur {total}"),
    // Without the noun: its gender is not known here.
    no_match_title: |_| "Aucun résultat".to_owned(),
    no_match_text: |_, wanted| format!("Rien ici ne contient «\u{202f}{wanted}\u{202f}»."),
    used_of: |percent, limit| format!("{percent}\u{202f}% de {limit} utilisés"),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nought_is_singular() {
        for (number, text) in [(0, "0 projet"), (1, "1 projet"), (2, "2 projets")] {
            assert_eq!(PROJECTS.number(number), text);
        }
        assert_eq!(PROJECTS.repositories(0), "0 dépôt");
    }
}
