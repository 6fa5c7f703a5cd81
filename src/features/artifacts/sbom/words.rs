//! Bills of materials.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Bills of materials.
    SbomWords {
        texts {
            tab: "SBOM", "SBOM";
            the_packages: "the packages", "les paquets";
            one: "package", "paquet";
            find: "Find package or license", "Chercher un paquet ou une licence";
            copy_names: "Copy names", "Copier les noms";
            label: "Packages", "Paquets";
            name: "Package", "Paquet";
            version: "Version", "Version";
            kind: "Type", "Type";
            license: "License", "Licence";
            licenses: "Licenses", "Licences";
            supplier: "Supplier", "Fournisseur";
            purl: "Package URL", "URL de paquet";
            copy_purl: "Copy package URL", "Copier l’URL de paquet";
            generate: "Generate SBOM", "Générer le SBOM";
            generate_again: "Generate again", "Générer à nouveau";
            replaces: "Replaces the SBOM that the registry made before",
                "Remplace le SBOM que le registre avait généré";
            not_started: "The SBOM is not being generated.", "Le SBOM n’est pas généré.";
            not_stopped: "The generation was not stopped.", "La génération n’a pas été arrêtée.";
            generating: "Generating the SBOM", "Génération du SBOM";
            queued: "Waiting for the scanner", "En attente du scanneur";
            stop: "Stop", "Arrêter";
            save: "Save", "Enregistrer";
            missing_title: "No SBOM", "Pas de SBOM";
            missing_text: "An SBOM lists the packages in the image and their licenses.",
                "Un SBOM liste les paquets de l’image et leurs licences.";
            of_parts_title: "Its parts have SBOMs", "Ses parties ont des SBOM";
            of_parts_text: "Open a part of this index to see its packages.",
                "Ouvrez une partie de cet index pour voir ses paquets.";
            stopped: "The last generation was stopped.", "La dernière génération a été arrêtée.";
            failed: "The last generation failed. The scanner’s log says why.",
                "La dernière génération a échoué. Le journal du scanneur en donne la raison.";
            log_of_making: "Log of the generation", "Journal de la génération";
            not_known: "What is attached to the image has not been read yet.",
                "Ce qui est attaché à l’image n’a pas encore été lu.";
            empty_title: "No packages", "Aucun paquet";
            empty_text: "This SBOM lists no packages.", "Ce SBOM ne liste aucun paquet.";
            of_registry: "Made by the registry", "Généré par le registre";
            attached: "Attached", "Attaché";
            source: "SBOM shown", "SBOM affiché";
            the_document: "the SBOM", "le SBOM";
            no_document: "The attached artifact holds no document.",
                "L’artefact attaché ne contient pas de document.";
        }
        says {
            number(number: usize):
                counted(number, "package", "packages"),
                french::counted(number, "paquet", "paquets");
            kinds_of_licenses(number: usize):
                counted(number, "license", "licenses"),
                french::counted(number, "licence", "licences");
            made_by(tool: &str): format!("by {tool}"), format!("par {tool}");
            attached_of(format: &str): format!("Attached, {format}"), format!("Attaché, {format}");
        }
    }
}
