//! Deleting a project.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Deleting a project.
    DeleteProjectWords {
        texts {
            open: "Delete project…", "Supprimer le projet…";
            more: "More about this project", "Plus sur ce projet";
            no_way_back: "This can’t be undone. What goes:", "C’est définitif. Ce qui disparaît\u{202f}:";
            with_it:
                "Its members, robot accounts, labels, rules and webhooks",
                "Ses membres, comptes robots, labels, règles et webhooks";
            cache: "Pulls through this cache fail from then on", "Les pulls par ce cache échoueront";
            looking: "Looking what stands in the way…", "Recherche de ce qui l’empêche…";
            type_name: "Type the project’s name", "Saisir le nom du projet";
            delete: "Delete project", "Supprimer le projet";
            stopped:
                "Stopped. What was removed is gone; the project and the rest are still here.",
                "Arrêté. Ce qui est supprimé l’est\u{202f}; le projet et le reste sont toujours là.";
            not_all: "The project stays, since these could not be removed:", "Le projet reste, car ceci n’a pas pu être supprimé\u{202f}:";
        }
        says {
            title(name: &str): format!("Delete {name}?"), format!("Supprimer {name}\u{202f}?");
            deleted(name: &str): format!("Project {name} deleted"), format!("Projet {name} supprimé");
            repositories(number: usize, artifacts: &str):
                format!("{} with {artifacts} artifacts", counted(number, "repository", "repositories")),
                format!("{}, soit {artifacts} artefacts", french::counted(number, "dépôt", "dépôts"));
            storage(size: &str): format!("{size} of storage"), format!("{size} de stockage");
        }
    }
}
