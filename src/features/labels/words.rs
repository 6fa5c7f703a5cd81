//! Labels on artifacts.

use crate::format::counted;

crate::words::area! {
    /// Labels on artifacts.
    Labels {
        texts {
            add: "Add a label", "Ajouter une étiquette";
            find: "Find a label", "Chercher une étiquette";
            none: "None", "Aucune";
            nothing: "No other label", "Aucune autre étiquette";
            bulk_add: "Label", "Étiqueter";
        }
        says {
            added(name: &str): format!("Label {name} added"), format!("Étiquette {name} ajoutée");
            removed(name: &str): format!("Label {name} removed"), format!("Étiquette {name} retirée");
            not_added(name: &str):
                format!("Couldn't add label {name}"),
                format!("L’étiquette {name} n’a pas pu être ajoutée");
            not_removed(name: &str):
                format!("Couldn't remove label {name}"),
                format!("L’étiquette {name} n’a pas pu être retirée");
            remove(name: &str): format!("Remove label {name}"), format!("Retirer l’étiquette {name}");
            added_to(name: &str, count: usize):
                {
                    format!(
                        "Label {name} added to {}",
                        counted(count, "artifact", "artifacts")
                    )
                },
                {
                    format!(
                        "Étiquette {name} ajoutée à {count} artefact{}",
                        if count > 1 { "s" } else { "" }
                    )
                };
            adding(name: &str): format!("Adding label {name}"), format!("Ajout de l’étiquette {name}");
        }
    }
}
