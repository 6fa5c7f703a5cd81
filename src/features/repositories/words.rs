//! The repositories of a project.

use crate::{format::counted, words::french};

crate::words::area! {
    /// The repositories of a project.
    Repositories {
        texts {
            find: "Find by name", "Chercher par nom";
            the_repositories: "the repositories", "les dépôts";
            repository: "repository", "dépôt";
            empty_title: "No repositories yet", "Aucun dépôt pour l’instant";
            copy_push: "Copy push command", "Copier la commande de push";
            copy_names: "Copy names", "Copier les noms";
            name: "Name", "Nom";
            artifacts: "Artifacts", "Artefacts";
            pulls: "Pulls", "Pulls";
            created: "Created", "Créé";
            updated: "Updated", "Mis à jour";
            description: "Description", "Description";
            open: "Open repository", "Ouvrir le dépôt";
            enter_key: "Enter", "Entrée";
        }
        says {
            empty_text(project: &str):
                format!("Push an image to {project} and it appears here."),
                format!("Une image poussée dans {project} apparaît ici.");
            table(project: &str): format!("Repositories of {project}"), format!("Dépôts de {project}");
            number(number: usize):
                counted(number, "repository", "repositories"),
                french::counted(number, "dépôt", "dépôts");
        }
    }
}
