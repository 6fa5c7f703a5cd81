//! What webhooks sent, with tasks and logs.

use crate::{format::counted, words::french};

crate::words::area! {
    /// What webhooks sent, with tasks and logs.
    Deliveries {
        texts {
            find: "Find a delivery", "Chercher un envoi";
            the_deliveries: "the deliveries", "les envois";
            delivery: "delivery", "envoi";
            event: "Event", "Événement";
            payload: "What was sent", "Ce qui a été envoyé";
            copy_payload: "Copy what was sent", "Copier ce qui a été envoyé";
            not_sent_again: "Harbor tries three times by itself and can’t be asked to send it again. Copy it to send it yourself.", "Harbor essaie trois fois de lui-même et ne peut pas le renvoyer sur demande. Copiez-le pour l’envoyer vous-même.";
            none: "Nothing sent yet", "Rien d’envoyé pour l’instant";
            nothing_sent: "Nothing that this webhook is about has happened since it was made.", "Rien de ce que suit ce webhook n’a eu lieu depuis sa création.";
            artifact_pushed: "Artifact pushed", "Artefact poussé";
            artifact_pulled: "Artifact pulled", "Artefact tiré";
            artifact_deleted: "Artifact deleted", "Artefact supprimé";
            quota_exceeded: "Quota exceeded", "Quota dépassé";
            quota_near: "Quota nearly used up", "Quota presque épuisé";
            scan_failed: "Scan failed", "Échec de l’analyse";
            scan_stopped: "Scan stopped", "Analyse arrêtée";
            scan_completed: "Scan completed", "Analyse terminée";
            replicated: "Replication finished", "Réplication terminée";
            retention_run: "Tag retention finished", "Rétention de tags terminée";
        }
        says {
            number_of(number: usize): counted(number, "delivery", "deliveries"), french::counted(number, "envoi", "envois");
            deliveries_of(name: &str): format!("Deliveries of {name}"), format!("Envois de {name}");
            title_of(number: &str): format!("Delivery {number}"), format!("Envoi {number}");
            tasks_of(name: &str, number: &str): format!("{name}, delivery {number}"), format!("{name}, envoi {number}");
        }
    }
}
