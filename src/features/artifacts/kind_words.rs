//! Kinds of artifacts, and what each tells of itself.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Kinds of artifacts, and what each tells of itself.
    Kinds {
        texts {
            image: "Image", "Image";
            index: "Index", "Index";
            chart: "Helm chart", "Chart Helm";
            model: "Model", "Modèle";
            wasm: "WebAssembly", "WebAssembly";
            cnab: "CNAB bundle", "Bundle CNAB";
            sif: "Apptainer image (SIF)", "Image Apptainer (SIF)";
            flux: "Flux manifests", "Manifestes Flux";
            policy: "OPA policy bundle", "Bundle de règles OPA";
            sbom: "SBOM", "SBOM";
            signature: "Signature", "Signature";
            attestation: "Attestation", "Attestation";
            other: "OCI artifact without a type", "Artefact OCI sans type";
            artifact_type: "Artifact type", "Type d’artefact";
            configuration: "Config type", "Type de config.";
            name: "Name", "Nom";
            version: "Version", "Version";
            app_version: "App version", "Version de l’app";
            chart_type: "Type", "Type";
            kubernetes: "Kubernetes", "Kubernetes";
            deprecated: "Deprecated", "Obsolète";
            yes: "yes", "oui";
            home: "Home page", "Site web";
            sources: "Sources", "Sources";
            keywords: "Keywords", "Mots-clés";
            maintainers: "Maintainers", "Mainteneurs";
            dependencies: "Dependencies", "Dépendances";
            family: "Family", "Famille";
            architecture: "Architecture", "Architecture";
            parameters: "Parameters", "Paramètres";
            precision: "Precision", "Précision";
            quantization: "Quantization", "Quantification";
            format: "Format", "Format";
            takes: "Takes", "Entrées";
            gives: "Gives", "Sorties";
            made: "Made", "Créé";
            authors: "Authors", "Auteurs";
            vendor: "Vendor", "Éditeur";
            licenses: "Licenses", "Licences";
            documentation: "Documentation", "Documentation";
            source: "Source", "Source";
            revision: "Revision", "Révision";
            form: "Form", "Forme";
            module: "Module", "Module";
            component: "Component", "Composant";
            runs_on: "Runs on", "Tourne sur";
            world: "World", "Monde";
            exports: "Exports", "Exporte";
            imports: "Imports", "Importe";
            file: "File", "Fichier";
            packed_as: "Packed as", "Emballé en";
            installs_with: "Installs with", "S’installe avec";
            images: "Images", "Images";
            inputs: "Parameters", "Paramètres";
            credentials: "Credentials", "Identifiants";
            actions: "Actions", "Actions";
            states: "States", "Affirme";
            files: "Files", "Fichiers";
            files_malformed:
                "The registry's list of files can't be read.",
                "La liste des fichiers du registre est illisible.";
        }
        says {
            files_sum(number: usize, size: &str):
                format!("{}, {size}", counted(number, "file", "files")),
                format!("{}, {size}", french::counted(number, "fichier", "fichiers"));
            files_in_folder(number: usize):
                counted(number, "file", "files"),
                french::counted(number, "fichier", "fichiers");
            files_not_read(reason: &str):
                format!("Couldn't load the files: {reason}"),
                format!("Impossible de charger les fichiers\u{202f}: {reason}");
        }
    }
}
