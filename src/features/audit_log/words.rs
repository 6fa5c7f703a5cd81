//! The audit log.

use crate::{format::counted, words::french};

crate::words::area! {
    /// The audit log.
    AuditLogWords {
        texts {
            tab: "Log", "Journal";
            find: "Find a resource or a user", "Chercher une ressource ou quelqu’un";
            the_log: "the log", "le journal";
            entry: "entry", "entrée";
            copy_numbers: "Copy numbers", "Copier les numéros";
            empty_title: "Nothing was logged", "Rien dans le journal";
            empty_text:
                "The registry logged nothing for this project, or its log was cleared.",
                "Le registre n’a rien noté pour ce projet, ou le journal a été purgé.";
            follow: "Follow", "Suivre";
            following: "Following", "Suivi";
            follow_why: "What is new comes in by itself while this window is seen", "Les nouveautés arrivent d’elles-mêmes tant que cette fenêtre est visible";
            who: "User", "Utilisateur";
            operation: "Operation", "Opération";
            kind: "Type", "Type";
            resource: "Resource", "Ressource";
            when: "When", "Quand";
            result: "Result", "Résultat";
            done: "Done", "Fait";
            failed: "Failed", "Échec";
            title: "Audit log", "Journal d’audit";
            empty_all:
                "The registry logged nothing in this time, its log was cleared, or logging is switched off.",
                "Le registre n’a rien noté dans cette période, le journal a été purgé, ou il est désactivé.";
            not_logged:
                "Harbor does not log quotas, other registries, replication, retention, labels, webhooks, scanners and scans, nor sign-ins of programs: no entry does not mean that nothing happened.",
                "Harbor ne note ni les quotas, ni les autres registres, ni la réplication, la rétention, les étiquettes, les webhooks, les scanners et leurs scans, ni les connexions de programmes\u{202f}: pas d’entrée ne veut pas dire que rien n’a eu lieu.";
            log_off: "The registry keeps no audit log now, as its settings say.", "Le registre ne tient pas de journal d’audit, selon ses réglages.";
            period: "Period", "Période";
            last_week: "Last 7 days", "7 derniers jours";
            last_month: "Last 30 days", "30 derniers jours";
            last_quarter: "Last 90 days", "90 derniers jours";
            last_year: "Last year", "Dernière année";
            all_times: "Everything", "Tout";
            in_utc: "In UTC", "En UTC";
            harbors_words: "Harbor’s words", "Mots de Harbor";
            number_title: "Entry", "Entrée";
            around: "Around it", "Autour";
            same_user: "Everything by this user", "Tout de cet utilisateur";
            same_resource: "Everything about this resource", "Tout sur cette ressource";
            copy_json: "Copy as JSON", "Copier en JSON";
        }
        says {
            number(number: usize):
                counted(number, "entry", "entries"),
                french::counted(number, "entrée", "entrées");
            only_forwarded(to: &str):
                format!("The registry keeps no audit log of its own now: new entries go to {to} only."),
                format!("Le registre ne tient pas lui-même de journal\u{202f}: les nouvelles entrées ne vont qu’à {to}.");
            also_forwarded(to: &str):
                format!("Entries are forwarded to {to} as well."),
                format!("Les entrées sont aussi transmises à {to}.");
            kinds_off(kinds: &str):
                format!("Not logged, as the registry’s settings say: {kinds}"),
                format!("Non notés, selon les réglages du registre\u{202f}: {kinds}");
            table(project: &str): format!("Log of {project}"), format!("Journal de {project}");
        }
    }
}
