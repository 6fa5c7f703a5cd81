//! One artifact: overview, tags, scan.

use harbor_api::InvalidName;

use crate::{
    format::{count, counted},
    words::french,
};

crate::words::area! {
    /// One artifact: overview, tags, scan.
    Artifact {
        texts {
            the_artifact: "the artifact", "l’artefact";
            parts: "Parts of the artifact", "Parties de l’artefact";
            overview: "Overview", "Vue d’ensemble";
            vulnerabilities: "Vulnerabilities", "Vulnérabilités";
            sbom: "SBOM", "SBOM";
            signature: "Signature", "Signature";
            kind: "Kind", "Type";
            digest: "Digest", "Empreinte";
            copy_digest: "Copy digest", "Copier l’empreinte";
            platform: "Platform", "Plateforme";
            attestation: "attestation", "attestation";
            size: "Size", "Taille";
            pushed: "Pushed", "Poussé";
            last_pull: "Last pull", "Dernier pull";
            never_pulled: "Never", "Jamais";
            trust: "Trust", "Confiance";
            not_applicable: "Not applicable", "Sans objet";
            sbom_being_made: "Being made", "En préparation";
            sbom_failed: "Failed", "Échec";
            image_labels: "Image labels", "Labels de l’image";
            environment: "Environment", "Environnement";
            contents: "Contents", "Contenu";
            annotations: "Annotations", "Annotations";
            harbor_labels: "Harbor labels", "Labels Harbor";
            platforms_title: "Platforms", "Plateformes";
            copy_json: "Copy all as JSON", "Tout copier en JSON";
            runs_as: "Runs as", "Exécution";
            entrypoint: "Entrypoint", "Point d’entrée";
            command: "Command", "Commande";
            user: "User", "Utilisateur";
            directory: "Directory", "Répertoire";
            ports: "Ports", "Ports";
            stop_signal: "Stop signal", "Signal d’arrêt";
            not_set: "none", "vide";
            identity: "Identity", "Identité";
            media_type: "Media type", "Type de média";
            oci_manifest: "OCI image manifest", "Manifeste d’image OCI";
            oci_index: "OCI image index", "Index d’images OCI";
            docker_manifest: "Docker manifest", "Manifeste Docker";
            docker_list: "Docker manifest list", "Liste de manifestes Docker";
            built: "Built", "Construit";
            author: "Author", "Auteur";
            volumes: "Volumes", "Volumes";
            find_pair: "Find name or value", "Chercher un nom ou une valeur";
            no_pair: "No name or value matches.", "Aucun nom ni valeur ne correspond.";
            copy_value: "Copy the value", "Copier la valeur";
            readme: "Readme", "Lisez-moi";
            model_card: "Model card", "Fiche du modèle";
            values: "Values", "Valeurs";
            license_text: "License", "Licence";
            the_document: "the text", "le texte";
            document_empty: "Nothing in it", "Rien à lire";
            document_empty_text: "This text is empty.", "Ce texte est vide.";
            tag: "Tag", "Tag";
            add_a_tag: "Add a tag", "Ajouter un tag";
            add_tag: "Add tag", "Ajouter le tag";
            measure: "Count what parts share once", "Compter une fois ce que les parties partagent";
            scan_now: "Scan now", "Analyser maintenant";
            stop_scan: "Stop scan", "Arrêter l’analyse";
            log_of_scan: "Log of the scan", "Journal de l’analyse";
            scanning: "Scanning", "Analyse en cours";
            scan_queued: "Scan queued", "Analyse en file d’attente";
            not_started: "Couldn't start the scan", "Impossible de lancer l’analyse";
            not_stopped: "Couldn't stop the scan", "Impossible d’arrêter l’analyse";
        }
        says {
            platforms(number: usize):
                counted(number, "platform", "platforms"),
                french::counted(number, "plateforme", "plateformes");
            pushed_by(time: &str, name: &str): format!("{time} by {name}"), format!("{time} par {name}");
            pushed_ago(ago: &str): format!("pushed {ago}"), format!("poussé {ago}");
            total(number: i64):
                format!("{} total", count(number)),
                format!("{} au total", count(number));
            show_more(number: usize):
                format!("Show {number} more"),
                format!("Afficher {number} de plus");
            show_more_tags(number: usize):
                format!("Show {number} more tags"),
                {
                    let tags = french::counted(number, "tag", "tags");
                    format!("Afficher {tags} de plus")
                };
            remove_tag(tag: &str): format!("Remove tag {tag}"), format!("Retirer le tag {tag}");
            removing_tag(tag: &str): format!("Removing tag {tag}"), format!("Retrait du tag {tag}");
            tag_not_removed(tag: &str):
                format!("Couldn't remove tag {tag}"),
                format!("Impossible de retirer le tag {tag}");
            tag_added(tag: &str): format!("Tag {tag} added"), format!("Tag {tag} ajouté");
            tag_taken(tag: &str):
                format!("The repository has a tag {tag} already, on another artifact"),
                format!("Le dépôt a déjà un tag {tag}, sur un autre artefact");
            tag_refused(reason: &InvalidName):
                reason.to_string(),
                {
                    "Un tag commence par une lettre, un chiffre ou _, continue avec ceux-ci, . et -, \
                     et compte 1 à 128 caractères"
                        .to_owned()
                };
            each_once(size: &str):
                format!("{size} with what parts share counted once"),
                format!("{size} en comptant une fois ce que les parties partagent");
            without_parts(number: usize):
                format!(", without {} that could not be read", counted(number, "part", "parts")),
                format!(", sans {} illisible(s)", french::counted(number, "partie", "parties"));
            scan_began(time: &str): format!("began {time}"), format!("commencée {time}");
            scan_ended(time: &str): format!("ended {time}"), format!("terminée {time}");
            scanning_at(percent: u8):
                format!("Scanning, {percent} %"),
                format!("Analyse en cours, {percent}\u{202f}%");
        }
    }
}
