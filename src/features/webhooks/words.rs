//! Webhooks of a project.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Webhooks of a project.
    Webhooks {
        texts {
            title: "Webhooks", "Webhooks";
            find: "Find a webhook", "Chercher un webhook";
            the_webhooks: "the webhooks", "les webhooks";
            webhook: "webhook", "webhook";
            copy_names: "Copy names", "Copier les noms";
            new_webhook: "New webhook", "Nouveau webhook";
            empty_title: "No webhooks yet", "Aucun webhook pour l’instant";
            empty_text: "A webhook tells another program when something happens in this project.", "Un webhook prévient un autre programme quand quelque chose a lieu dans ce projet.";
            name: "Name", "Nom";
            description: "Description", "Description";
            state: "State", "État";
            kind: "Sends to", "Envoie à";
            http: "Web address", "Adresse web";
            address: "Address", "Adresse";
            copy_address: "Copy address", "Copier l’adresse";
            format: "Payload format", "Format du contenu";
            events: "Events", "Événements";
            the_events: "the events", "les événements";
            header: "Authorization header", "En-tête Authorization";
            header_kept: "kept by Harbor, never shown", "gardé par Harbor, jamais montré";
            no_header: "none", "aucun";
            header_hint: "Sent with every call, if the receiver asks for it", "Envoyé à chaque appel, si le destinataire l’exige";
            header_kept_hint: "Harbor keeps one. Leave this empty to keep it.", "Harbor en garde un. Laissez vide pour le garder.";
            header_rule: "A header is one line", "Un en-tête tient sur une ligne";
            header_in_clear: "Over http everybody on the way can read the header", "En http, chacun sur le trajet peut lire l’en-tête";
            drop_header: "Remove the header that Harbor keeps", "Supprimer l’en-tête que garde Harbor";
            certificate: "Certificate", "Certificat";
            checked: "checked", "vérifié";
            not_checked: "not checked", "non vérifié";
            skip_certificate: "Don’t check the receiver’s certificate", "Ne pas vérifier le certificat du destinataire";
            last_sent: "Last sent", "Dernier envoi";
            never: "never", "jamais";
            created: "Created", "Créé";
            on: "On", "Actif";
            off: "Off", "Inactif";
            turn_on: "Turn on", "Activer";
            turn_off: "Turn off", "Désactiver";
            edit: "Edit", "Modifier";
            more: "More", "Plus";
            deliveries: "Deliveries", "Envois";
            delete_open: "Delete…", "Supprimer…";
            delete: "Delete", "Supprimer";
            delete_loses: "What it sent and the logs of that go with it. While something is being sent, Harbor doesn’t delete it.", "Ce qu’il a envoyé et ses journaux partent avec lui. Tant qu’un envoi est en cours, Harbor ne le supprime pas.";
            not_read: "Couldn’t read the webhook", "Impossible de lire le webhook";
            sample: "Example of what is sent", "Exemple de ce qui est envoyé";
            save: "Save webhook", "Enregistrer le webhook";
            name_missing: "A webhook needs a name", "Un webhook a besoin d’un nom";
            name_long: "A name has at most 128 characters", "Un nom a 128 caractères au plus";
            name_taken: "A webhook of this name exists", "Un webhook de ce nom existe";
            address_missing: "A webhook needs an address", "Un webhook a besoin d’une adresse";
            address_rule: "Write it as https://host/path", "Écrivez https://hôte/chemin";
            events_missing: "Choose at least one event", "Choisissez au moins un événement";
        }
        says {
            number_of(number: usize): counted(number, "webhook", "webhooks"), french::counted(number, "webhook", "webhooks");
            events_of(number: usize): counted(number, "event", "events"), french::counted(number, "événement", "événements");
            edit_title(name: &str): format!("Edit {name}"), format!("Modifier {name}");
            saved(name: &str): format!("Webhook {name} saved"), format!("Webhook {name} enregistré");
            ask_delete(number: usize): if number == 1 { "Delete this webhook?".to_owned() } else { format!("Delete {}?", counted(number, "webhook", "webhooks")) }, format!("Supprimer {}\u{202f}?", french::counted(number, "webhook", "webhooks"));
            others_stay(number: usize): format!("{} besides this one stay as they are", counted(number, "address", "addresses")), format!("{} de plus restent inchangées", french::counted(number, "adresse", "adresses"));
        }
    }
}
