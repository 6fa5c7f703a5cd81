//! Deleting and copying artifacts.

use crate::{
    format::{count, counted},
    words::french,
};

fn tags(number: usize) -> String {
    counted(number, "tag", "tags")
}

fn tags_french(number: usize) -> String {
    french::counted(number, "tag", "tags")
}

crate::words::area! {
    /// Deleting and copying artifacts.
    ArtifactActs {
        texts {
            more: "More about this artifact", "Plus sur cet artefact";
            delete_open: "Delete artifacts", "Supprimer des artefacts";
            delete_one: "Delete artifact…", "Supprimer l’artefact…";
            delete_many: "Delete…", "Supprimer…";
            delete: "Delete", "Supprimer";
            copy_open: "Copy…", "Copier…";
            copy_one: "Copy to a project…", "Copier vers un projet…";
            copy_title: "Copy to a project", "Copier vers un projet";
            copy: "Copy", "Copier";
            looking: "Looking what it does…", "Recherche de ce que cela change…";
            no_tags: "They have no tags", "Ils n’ont pas de tag";
            held_tags: "Immutable tags and their rules", "Tags immuables et leurs règles";
            no_way_back: "This can’t be undone. To take away a tag only, delete the tag, not the artifact.",
                "C’est définitif. Pour n’ôter qu’un tag, supprimez le tag, pas l’artefact.";
            project: "Project", "Projet";
            repository: "Repository", "Dépôt";
            repository_hint: "It is made if it isn’t there.", "Il est créé s’il n’existe pas.";
            no_project_name: "This can’t be a project’s name", "Ce n’est pas un nom de projet";
            no_such_project: "There is no project of this name that you can see", "Aucun projet visible ne porte ce nom";
            may_not_push: "You may not push to this project", "Vous ne pouvez pas pousser dans ce projet";
            no_repository_name: "Lower-case letters, digits and . _ - / between them", "Minuscules, chiffres, et . _ - / entre eux";
            not_labels: "Signatures and SBOMs are copied, labels are not", "Signatures et SBOM sont copiés, les étiquettes non";
        }
        says {
            delete_title(number: usize):
                format!("{} will be deleted:", counted(number, "artifact", "artifacts")),
                format!("{} à supprimer\u{202f}:", french::counted(number, "artefact", "artefacts"));
            tags_go(number: usize):
                format!("With all their tags, {}:", tags(number)),
                format!("Avec tous leurs tags, {}\u{202f}:", tags_french(number));
            attached_go(number: i64):
                format!("{} attached to them: signatures, SBOMs and the like", count(number)),
                format!("{} élément(s) attaché(s)\u{202f}: signatures, SBOM, etc.", count(number));
            attached_at_least(number: i64):
                format!("{} or more attached to them: signatures, SBOMs and the like", count(number)),
                format!("{} élément(s) attaché(s) ou plus\u{202f}: signatures, SBOM, etc.", count(number));
            parts_stay(indexes: usize, parts: usize):
                format!(
                    "{} of {} stay, as artifacts without a name of their own",
                    counted(parts, "part", "parts"),
                    counted(indexes, "index", "indexes")
                ),
                format!(
                    "{} de {} restent, comme artefacts à part",
                    french::counted(parts, "partie", "parties"),
                    french::counted(indexes, "index", "index")
                );
            bytes(size: &str):
                format!("{size} at most: layers that other artifacts have stay, and the disk is freed by garbage collection"),
                format!("{size} au plus\u{202f}: les couches d’autres artefacts restent, et le disque se libère au ramasse-miettes");
            frozen(number: usize):
                if number == 1 {
                    "1 artifact stays: a tag of it is immutable.".to_owned()
                } else {
                    format!("{} stay: a tag of each is immutable.", counted(number, "artifact", "artifacts"))
                },
                if number > 1 {
                    format!("{} restent\u{202f}: un tag de chacun est immuable.", french::counted(number, "artefact", "artefacts"))
                } else {
                    "1 artefact reste\u{202f}: un de ses tags est immuable.".to_owned()
                };
            copied(number: usize, size: &str):
                format!("{}, {size} at most", counted(number, "artifact", "artifacts")),
                format!("{}, {size} au plus", french::counted(number, "artefact", "artefacts"));
            present(number: usize):
                format!("{} of them there already: only tags are put on", count(number)),
                format!("{} déjà présents\u{202f}: seuls les tags y sont mis", count(number));
            new_tags(number: usize):
                format!("{} come with them", tags(number)),
                format!("{} avec eux", tags_french(number));
            moved(number: usize):
                format!("{} there will stand for the copies from then on:", tags(number)),
                format!("{} y désigneront désormais les copies\u{202f}:", tags_french(number));
            frozen_there(number: usize):
                format!("{} there are immutable, so the artifacts with them can’t be copied:", tags(number)),
                format!("{} y sont immuables, donc leurs artefacts ne peuvent être copiés\u{202f}:", tags_french(number));
        }
    }
}
