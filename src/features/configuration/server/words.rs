//! What a server says of itself.

crate::words::area! {
    /// What a server says of itself.
    ServerWords {
        texts {
            title: "This registry", "Ce registre";
            version: "Version", "Version";
            external_url: "Address", "Adresse";
            registry: "Images at", "Images à";
            copy_registry: "Copy the name of the registry", "Copier le nom du registre";
            storage: "Storage", "Stockage";
            clock: "Its clock", "Son horloge";
            content: "Content", "Contenu";
            projects: "Projects", "Projets";
            repositories: "Repositories", "Dépôts";
            used_by_projects: "Used by projects", "Occupé par les projets";
            health_page: "Registry health", "État du registre";
            health: "Health", "État";
            healthy: "Healthy", "En bon état";
            volumes: "Volumes", "Volumes";
            no_volumes: "Harbor tells no sizes of its storage.", "Harbor ne dit pas la taille de son stockage.";
            queues: "Waiting jobs", "Tâches en attente";
            no_jobs_wait: "No job waits.", "Aucune tâche n’attend.";
            paused: "paused", "en pause";
            own_certificate: "Certificate of its address", "Certificat de son adresse";
            certificate: "Certificate authority", "Autorité de certification";
            certificate_why: "Programs that pull need it to trust this registry’s certificate, such as in /etc/docker/certs.d.", "Les programmes qui font des pulls en ont besoin pour se fier au certificat de ce registre, par exemple dans /etc/docker/certs.d.";
            save_certificate: "Save ca.crt", "Enregistrer ca.crt";
            no_certificate: "Harbor keeps no authority of its own: a public one signed its certificate, or something stands before it.", "Harbor ne garde pas d’autorité à lui\u{202f}: son certificat est signé par une autorité publique, ou quelque chose est devant lui.";
            certificate_unknown: "Harbor does not say whether it has one of its own.", "Harbor ne dit pas s’il en a une à lui.";
        }
        says {
            jobs_wait(count: &str): format!("{count} waiting"), format!("{count} en attente");
            oldest(time: &str): format!("(the oldest for {time})"), format!("(la plus ancienne depuis {time})");
            split(all: &str, public: &str, private: &str): format!("{all} ({public} public, {private} private)"), format!("{all} ({public} publics, {private} privés)");
            of_yours(public: &str, private: &str): format!("{public} public, {private} private of yours"), format!("{public} publics, {private} privés à vous");
            as_of(time: &str): format!("As of {time}"), format!("État du {time}");
            volume(used: &str, total: &str, share: &str): format!("{used} of {total} used ({share} %)"), format!("{used} sur {total} utilisés ({share}\u{202f}%)");
        }
    }
}
