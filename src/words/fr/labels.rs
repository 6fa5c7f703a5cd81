//! Labels on artifacts.

use crate::words::shape::Labels;

pub const LABELS: Labels = Labels {
    add: "Ajouter une étiquette",
    find: "Chercher une étiquette",
    none: "Aucune",
    nothing: "Aucune autre étiquette",
    bulk_add: "Étiqueter",
    added: |name| format!("Étiquette {name} ajoutée"),
    removed: |name| format!("Étiquette {name} retirée"),
    not_added: |name| format!("L’étiquette {name} n’a pas pu être ajoutée"),
    not_removed: |name| format!("L’étiquette {name} n’a pas pu être retirée"),
    remove: |name| format!("Retirer l’étiquette {name}"),
    added_to: |name, count| {
        format!(
            "Étiquette {name} ajoutée à {count} artefact{}",
            if count > 1 { "s" } else { "" }
        )
    },
    adding: |name| format!("Ajout de l’étiquette {name}"),
};
