//! The files of a layer.

use crate::{format::counted, words::french};

crate::words::area! {
    /// The files of a layer.
    LayerFilesWords {
        texts {
            show: "Show files", "Afficher les fichiers";
            save_layer: "Save the layer", "Enregistrer la couche";
            save_file: "Save", "Enregistrer";
            open: "Open", "Ouvrir";
            stop: "Stop", "Arrêter";
            stopped: "Stopped: not all files are here.", "Arrêté\u{202f}: tous les fichiers ne sont pas là.";
            read_again: "Read from the start", "Relire depuis le début";
            back: "Layers", "Couches";
            the_files: "the files", "les fichiers";
            one: "file", "fichier";
            find: "Find path or link target", "Chercher un chemin ou une cible";
            copy_paths: "Copy paths", "Copier les chemins";
            none_title: "No files", "Aucun fichier";
            none_text: "This layer is empty.", "Cette couche est vide.";
            label: "Files of the layer", "Fichiers de la couche";
            path: "Path", "Chemin";
            size: "Size", "Taille";
            kind: "Kind", "Type";
            mode: "Mode", "Mode";
            owner: "Owner", "Propriétaire";
            modified: "Modified", "Modifié";
            target: "Link target", "Cible du lien";
            file: "File", "Fichier";
            folder: "Folder", "Dossier";
            symbolic_link: "Symbolic link", "Lien symbolique";
            hard_link: "Hard link", "Lien physique";
            device: "Device", "Périphérique";
            fifo: "Named pipe", "Tube nommé";
            removed: "Removed by this layer", "Supprimé par cette couche";
            emptied: "Emptied by this layer", "Vidé par cette couche";
            other: "Other", "Autre";
            content: "Content", "Contenu";
            not_text: "This file is not text. It can be saved.",
                "Ce fichier n’est pas du texte. Il peut être enregistré.";
            cut: "Only the first 512 KiB are shown. Save the file to see all of it.",
                "Seuls les 512 premiers Kio sont affichés. Enregistrez le fichier pour tout voir.";
            reads_layer: "The whole layer is read for it, to check its digest",
                "La couche est lue en entier, pour vérifier son empreinte";
            empty_file: "The file is empty.", "Le fichier est vide.";
            copy_path: "Copy path", "Copier le chemin";
        }
        says {
            percent(percent: u64): format!("{percent} %"), format!("{percent}\u{202f}%");
            number(number: usize):
                counted(number, "entry", "entries"),
                french::counted(number, "entrée", "entrées");
            title(layer: usize): format!("Files of layer {layer}"), format!("Fichiers de la couche {layer}");
            reading(far: &str): format!("Reading the layer: {far}"), format!("Lecture de la couche\u{202f}: {far}");
            save_named(name: &str): format!("Save {name}"), format!("Enregistrer {name}");
        }
    }
}
