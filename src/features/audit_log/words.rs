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
            table(project: &str): format!("Log of {project}"), format!("Journal de {project}");
        }
    }
}
