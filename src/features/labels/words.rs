//! Labels on artifacts.

crate::words::area! {
    /// Labels on artifacts.
    Labels {
        texts {
            add: "Add a label", "Ajouter une étiquette";
            find: "Find a label", "Chercher une étiquette";
            none: "None", "Aucune";
            nothing: "No other label", "Aucune autre étiquette";
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
        }
    }
}
