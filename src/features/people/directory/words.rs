//! People and groups of a directory.

use crate::{format::counted, words::french};

crate::words::area! {
    /// People and groups of a directory.
    DirectoryWords {
        texts {
            import_open: "Import users…", "Importer des utilisateurs…";
            import_title: "Import users from the directory", "Importer des utilisateurs de l’annuaire";
            import_why: "Users are made when they first sign in, too. Imported before, they can be given roles at once.", "Les utilisateurs se créent aussi à leur première connexion. Importés avant, ils peuvent déjà recevoir des rôles.";
            user_name: "User name", "Identifiant";
            user_name_hint: "A part of it; empty finds everybody that the directory gives", "Une partie\u{202f}; vide trouve tous ceux que donne l’annuaire";
            search: "Search", "Chercher";
            the_directory: "the directory", "l’annuaire";
            nobody: "Nobody in the directory is called so.", "Personne de ce nom dans l’annuaire.";
            not_taken: "a user already, or no longer in the directory", "déjà utilisateur, ou plus dans l’annuaire";
            group_name: "Find in the directory", "Chercher dans l’annuaire";
            group_name_hint: "A part of the group’s name", "Une partie du nom du groupe";
            no_group: "No group of the directory is called so.", "Aucun groupe de ce nom dans l’annuaire.";
        }
        says {
            import(number: usize): match number { 0 => "Import".to_owned(), number => format!("Import {}", counted(number, "user", "users")) }, match number { 0 => "Importer".to_owned(), number => format!("Importer {}", french::counted(number, "utilisateur", "utilisateurs")) };
            imported(number: usize): format!("{} imported", counted(number, "user", "users")), format!("{} importé{}", french::counted(number, "utilisateur", "utilisateurs"), if number > 1 { "s" } else { "" });
        }
    }
}
