//! What the registry holds of an artifact: layers, files, the manifest itself.

use crate::{
    format::{count, counted},
    words::french,
};

crate::words::area! {
    /// What the registry holds of an artifact: layers, files, the manifest itself.
    ContentWords {
        texts {
            layers: "Layers", "Couches";
            raw: "Raw", "Brut";
            the_manifest: "the manifest", "le manifeste";
            the_configuration: "the configuration", "la configuration";
            manifest: "Manifest", "Manifeste";
            configuration: "Configuration", "Configuration";
            shown: "Shown content", "Contenu affiché";
            compared: "Compared with its digest", "Comparé à son empreinte";
            find: "Find in the text", "Chercher dans le texte";
            no_match: "Not found", "Introuvable";
            fold_all: "Fold all", "Tout replier";
            unfold_all: "Unfold all", "Tout déplier";
            fold: "Fold", "Replier";
            unfold: "Unfold", "Déplier";
            copy: "Copy", "Copier";
            save: "Save", "Enregistrer";
            no_text: "This is no text that can be shown; it can't be copied either.",
                "Ce contenu n’est pas un texte affichable et ne peut pas être copié.";
            no_configuration: "It has no configuration.", "Pas de configuration.";
            too_large: "The configuration is larger than 8 MiB and is not read.",
                "La configuration dépasse 8\u{202f}Mio et n’est pas lue.";
            not_a_manifest: "The manifest can't be read as one:", "Le manifeste est illisible\u{202f}:";
            not_a_configuration: "The configuration can't be read as an image's:",
                "La configuration n’est pas lisible comme celle d’une image\u{202f}:";
            order: "Order of the steps", "Ordre des étapes";
            build_order: "Build order", "Ordre de construction";
            largest_first: "Largest first", "Les plus grandes d’abord";
            shares: "Share of each layer in the size", "Part de chaque couche dans la taille";
            number_column: "#", "#";
            size: "Size", "Taille";
            share: "Share", "Part";
            instruction: "Instruction", "Instruction";
            steps_label: "Layers and build steps", "Couches et étapes de construction";
            no_layers: "It has no layers.", "Pas de couches.";
            no_history: "The image has no history: what made its layers is not known.",
                "L’image n’a pas d’historique\u{202f}: l’origine de ses couches n’est pas connue.";
            layer_digest: "Layer digest", "Empreinte de la couche";
            content_digest: "Content digest", "Empreinte du contenu";
            content_digest_tip: "Of the layer before it is compressed", "De la couche avant compression";
            media_type: "Media type", "Type de média";
            compressed: "Compressed", "Compressé";
            created: "Created", "Créé";
            comment: "Comment", "Commentaire";
            copy_instruction: "Copy the instruction", "Copier l’instruction";
            copy_digest: "Copy digest", "Copier l’empreinte";
            copy_dockerfile: "Copy Dockerfile", "Copier le Dockerfile";
            dockerfile: "Dockerfile", "Dockerfile";
            after_step: "Configuration after this step", "Configuration après cette étape";
            after_step_tip: "As far as the history tells", "D’après l’historique";
            labels_of_image: "Labels of the image", "Labels de l’image";
            not_set_yet: "not set yet", "pas encore défini";
            dockerfile_tip: "Rebuilt from the history; copied files and the base image are not in it",
                "Reconstruit à partir de l’historique, sans les fichiers copiés ni l’image de base";
            adds_no_data: "This step adds no data.", "Cette étape n’ajoute pas de données.";
            step_unknown: "The step that made this layer is not known.",
                "L’étape à l’origine de cette couche n’est pas connue.";
            layer_unknown: "Which layer this step made is not known.",
                "La couche issue de cette étape n’est pas connue.";
            find_sharers: "Find who shares these layers", "Chercher qui partage ces couches";
            looking_for_sharers: "Reading manifests of the repository…", "Lecture des manifestes du dépôt…";
            looking_in_project: "Reading manifests of the project…", "Lecture des manifestes du projet…";
            find_in_project: "Look in the whole project", "Chercher dans tout le projet";
            more_were_not_read: "Older ones were not looked at.", "Les plus anciens n’ont pas été examinés.";
            sharers: "Shared with", "Partagée avec";
            previous: "Previous step", "Étape précédente";
            following: "Next step", "Étape suivante";
            files: "Files", "Fichiers";
            untitled: "without a name", "sans nom";
            files_not_read: "The files could not be read:", "Impossible de lire les fichiers\u{202f}:";
        }
        says {
            matches(number: usize):
                counted(number, "match", "matches"),
                french::counted(number, "résultat", "résultats");
            lines_more(number: usize):
                format!("Show {} more lines", count(number)),
                format!("Afficher {} lignes de plus", count(number));
            in_layers(size: &str, layers: usize):
                format!("{size} in {}", counted(layers, "layer", "layers")),
                format!("{size} en {}", french::counted(layers, "couche", "couches"));
            layers_of_unknown_size(layers: usize):
                counted(layers, "layer", "layers"),
                french::counted(layers, "couche", "couches");
            more_steps(number: usize):
                {
                    let steps = counted(number, "more step adds", "more steps add");
                    format!("{steps} no data")
                },
                french::counted(number, "autre étape sans données", "autres étapes sans données");
            steps(number: usize):
                counted(number, "step", "steps"),
                french::counted(number, "étape", "étapes");
            layer_count(number: usize):
                counted(number, "layer", "layers"),
                french::counted(number, "couche", "couches");
            unequal(steps: usize, layers: usize):
                {
                    let steps = counted(steps, "step", "steps");
                    let layers = counted(layers, "layer", "layers");
                    format!(
                        "The history names {steps} with data and the image has {layers}: which belong \
                         together is not known."
                    )
                },
                {
                    let steps = french::counted(steps, "étape", "étapes");
                    let layers = french::counted(layers, "couche", "couches");
                    format!(
                        "L’historique nomme {steps} avec données et l’image a {layers}\u{202f}: leur \
                         correspondance n’est pas connue."
                    )
                };
            all_labels(number: usize): format!("All {number}"), format!("Les {number}");
            layer_type(by: &str, packed: &str): format!("{by} layer, {packed}"), format!("Couche {by}, {packed}");
            variables(number: usize):
                counted(number, "variable", "variables"),
                french::counted(number, "variable", "variables");
            unique(size: &str, number: usize):
                format!("{size} in layers that none of {} read has too.", counted(number, "other artifact", "other artifacts")),
                format!("{size} dans des couches qu’aucun de {} lus n’a.", french::counted(number, "autre artefact", "autres artefacts"));
            sharers_not_read(number: usize):
                format!("{} could not be read.", count(number)),
                format!("{} illisible(s).", count(number));
            shared_with(number: usize):
                format!("Also in {}:", counted(number, "artifact", "artifacts")),
                format!("Aussi dans {}\u{202f}:", french::counted(number, "artefact", "artefacts"));
            not_shared(number: usize):
                format!("In none of {} read.", counted(number, "other artifact", "other artifacts")),
                format!("Dans aucun de {} lus.", french::counted(number, "autre artefact", "autres artefacts"));
            step(number: usize): format!("Step {number}"), format!("Étape {number}");
            layer(number: usize): format!("Layer {number}"), format!("Couche {number}");
            of_the_image(size: &str, percent: &str):
                format!("{size}, {percent} % of the image"),
                format!("{size}, {percent}\u{202f}% de l’image");
        }
    }
}
