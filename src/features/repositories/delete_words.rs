//! Deleting repositories.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Deleting repositories.
    DeleteRepositoryWords {
        texts {
            open: "Delete repository…", "Supprimer le dépôt…";
            more: "More about this repository", "Plus sur ce dépôt";
            several: "Delete…", "Supprimer…";
            no_way_back: "This can’t be undone. What goes:", "C’est définitif. Ce qui disparaît\u{202f}:";
            fails: "Pulls of these names fail from then on", "Les pulls de ces noms échoueront";
            comes_back:
                "What is pulled through this cache again is fetched again",
                "Ce qui est de nouveau tiré par ce cache est de nouveau recherché";
            attached: "What is attached to them: signatures, SBOMs, scan reports", "Ce qui leur est attaché\u{202f}: signatures, SBOM, rapports d’analyse";
            space:
                "Their storage is free after the next garbage collection",
                "Leur stockage est libéré au prochain ramasse-miettes";
            looking: "Looking what stands in the way…", "Recherche de ce qui l’empêche…";
            held:
                "Immutable tags can’t be deleted. Change or remove the rules that hold them first:",
                "Les tags immuables ne peuvent pas être supprimés. Il faut d’abord changer les règles qui les tiennent\u{202f}:";
            type_name: "Type the repository’s name", "Saisir le nom du dépôt";
            type_project: "Type the project’s name", "Saisir le nom du projet";
            delete: "Delete", "Supprimer";
            names: "The repositories", "Les dépôts";
        }
        says {
            title(name: &str): format!("Delete {name}?"), format!("Supprimer {name}\u{202f}?");
            title_of(number: usize):
                format!("Delete {}?", counted(number, "repository", "repositories")),
                format!("Supprimer {}\u{202f}?", french::counted(number, "dépôt", "dépôts"));
            artifacts(number: usize):
                format!("{} with all their tags", counted(number, "artifact", "artifacts")),
                format!("{} avec tous leurs tags", french::counted(number, "artefact", "artefacts"));
        }
    }
}
