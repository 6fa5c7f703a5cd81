//! The tags of a repository.

use crate::{format::counted, words::french};

crate::words::area! {
    /// The tags of a repository.
    Tags {
        texts {
            tab: "Tags", "Tags";
            tag: "Tag", "Tag";
            the_tags: "the tags", "les tags";
            one: "tag", "tag";
            find: "Find tag or digest", "Chercher un tag ou une empreinte";
            copy_names: "Copy names", "Copier les noms";
            empty_title: "No tags", "Aucun tag";
            empty_text: "Artifacts of this repository can only be pulled by their digests.",
                "Les artefacts de ce dépôt ne peuvent être tirés que par leurs empreintes.";
            others: "Other tags of the artifact", "Autres tags de l’artefact";
            is_version: "Version", "Version";
            immutable: "Immutable", "Immuable";
            immutable_text: "This tag is immutable: it can be neither moved nor deleted.",
                "Ce tag est immuable\u{202f}: il ne peut être ni déplacé ni supprimé.";
            add: "Add tag…", "Ajouter un tag…";
            move_open: "Move…", "Déplacer…";
            move_title: "Move a tag", "Déplacer un tag";
            move_here: "Move it here", "Le déplacer ici";
            move_how: "The registry can't move a tag: it is taken off the artifact that has it, then put on this one. If that fails it is put back.",
                "Le registre ne sait pas déplacer un tag\u{202f}: il est retiré de l’artefact qui l’a, puis mis sur celui-ci. En cas d’échec il est remis.";
            target: "Artifact", "Artefact";
            target_hint: "A tag of this repository, or a digest", "Un tag de ce dépôt, ou une empreinte";
            no_artifact: "This is neither a tag nor a digest", "Ce n’est ni un tag ni une empreinte";
            delete: "Delete tag", "Supprimer le tag";
            delete_many: "Delete tags", "Supprimer les tags";
            open: "Open artifact", "Ouvrir l’artefact";
            none_may_go: "All selected tags are immutable", "Tous les tags sélectionnés sont immuables";
        }
        says {
            number(number: usize): counted(number, "tag", "tags"), french::counted(number, "tag", "tags");
            table(project: &str, repository: &str):
                format!("Tags of {project}/{repository}"),
                format!("Tags de {project}/{repository}");
            deleting_one(tag: &str):
                format!("Removing tag {tag}: its artifact stays"),
                format!("Retrait du tag {tag}\u{202f}: son artefact reste");
            deleting(number: usize):
                format!("Removing {}: their artifacts stay", counted(number, "tag", "tags")),
                format!("Retrait de {}\u{202f}: leurs artefacts restent", french::counted(number, "tag", "tags"));
            moved(tag: &str): format!("Tag {tag} moved"), format!("Tag {tag} déplacé");
        }
    }
}
