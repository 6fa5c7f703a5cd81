//! The labels of a project, or of the registry.

use crate::{format::counted, words::french};

crate::words::area! {
    /// The labels of a project, or of the registry.
    LabelListWords {
        texts {
            title: "Labels", "Étiquettes";
            find: "Find a label", "Chercher une étiquette";
            the_labels: "the labels", "les étiquettes";
            label: "label", "étiquette";
            copy_names: "Copy names", "Copier les noms";
            empty_title: "No labels yet", "Aucune étiquette pour l’instant";
            empty_text:
                "The registry’s own labels can be put on artifacts here, too.",
                "Les étiquettes du registre s’utilisent ici aussi.";
            empty_registry:
                "Labels that are made here can be put on artifacts of all projects.",
                "Les étiquettes créées ici s’utilisent dans tous les projets.";
            taken_in_registry:
                "The registry has a label of this name",
                "Le registre a une étiquette de ce nom";
            new: "New label", "Nouvelle étiquette";
            edit: "Edit label", "Modifier l’étiquette";
            save: "Save label", "Enregistrer l’étiquette";
            name: "Name", "Nom";
            no_name: "(no name)", "(sans nom)";
            name_missing: "A label needs a name", "Une étiquette a besoin d’un nom";
            name_long: "A name has at most 128 characters", "Un nom a 128 caractères au plus";
            taken: "This project has a label of this name", "Ce projet a une étiquette de ce nom";
            color: "Colour", "Couleur";
            no_color: "A colour is # and six digits, such as #0079B8", "Une couleur est # et six chiffres, comme #0079B8";
            description: "Description", "Description";
            created: "Created", "Créée";
            updated: "Updated", "Modifiée";
            delete_open: "Delete…", "Supprimer…";
            delete: "Delete", "Supprimer";
            goes_from_artifacts:
                "They go from all artifacts that carry them. This can’t be undone.",
                "Elles disparaissent de tous les artefacts qui les portent. C’est définitif.";
        }
        says {
            number(number: usize): counted(number, "label", "labels"), french::counted(number, "étiquette", "étiquettes");
            saved(name: &str): format!("Label {name} saved"), format!("Étiquette {name} enregistrée");
            ask_one(name: &str): format!("Delete label {name}?"), format!("Supprimer l’étiquette {name}\u{202f}?");
            ask_many(number: usize):
                format!("Delete {}?", counted(number, "label", "labels")),
                format!("Supprimer {}\u{202f}?", french::counted(number, "étiquette", "étiquettes"));
        }
    }
}
