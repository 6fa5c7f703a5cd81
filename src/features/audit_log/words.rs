//! The audit log.

use crate::{format::counted, words::french};

crate::words::area! {
    /// The audit log.
    AuditLogWords {
        texts {
            seen: "Last seen", "Dernière activité";
            not_seen: "Not in the audit log", "Absent du journal d’audit";
            seen_why:
                "Only the audit log tells when an account was used; sign-ins by themselves are not in it.",
                "Seul le journal d’audit dit quand un compte a servi\u{202f}; les connexions seules n’y figurent pas.";
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
            did: "Did", "Action";
            pushed: "pushed", "poussé";
            push_failed: "push failed", "échec de l’envoi";
            pulled: "pulled", "tiré";
            pull_failed: "pull failed", "échec du pull";
            tagged: "tagged", "tagué";
            tag_failed: "tag failed", "échec du tag";
            added: "added", "ajouté";
            add_failed: "add failed", "échec de l’ajout";
            removed: "removed", "retiré";
            remove_failed: "remove failed", "échec du retrait";
            created: "created", "créé";
            create_failed: "create failed", "échec de création";
            deleted: "deleted", "supprimé";
            delete_failed: "delete failed", "échec de suppression";
            changed: "changed", "modifié";
            change_failed: "change failed", "échec de modification";
            signed_in: "signed in", "connecté";
            sign_in_failed: "sign in failed", "échec de connexion";
            signed_out: "signed out", "déconnecté";
            sign_out_failed: "sign out failed", "échec de déconnexion";
            you: "you", "vous";
            what_changed: "What changed", "Ce qui a changé";
            setting: "Setting", "Réglage";
            before: "Before", "Avant";
            after: "After", "Après";
            changed_here: "Changed with Pilothouse on this computer, which read both values then.", "Modifié avec Pilothouse sur cet ordinateur, qui a alors lu les deux valeurs.";
            values_unknown: "Harbor logs that settings changed, not their values. They were not read here both before and after.", "Harbor note que des réglages ont changé, pas leurs valeurs. Elles n’ont pas été lues ici avant et après.";
            only_that: "Harbor logs that it changed, not what.", "Harbor note que cela a changé, pas quoi.";
            nothing_differs: "Nothing differs between these readings.", "Rien ne diffère entre ces lectures.";
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
            seen_doing(ago: &str, operation: &str, resource: &str):
                format!("{ago}: {operation} {resource}"),
                format!("{ago}\u{202f}: {operation} {resource}");
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
            failed_at(operation: &str): format!("{operation}: failed"), format!("{operation}\u{202f}: échec");
            did_to(did: &str, what: &str): format!("{} {what}", capital(did)), format!("{} {what}", capital(did));
            settings(number: usize): counted(number, "setting", "settings"), french::counted(number, "réglage", "réglages");
            read_between(before: &str, after: &str):
                format!("Harbor logs that it changed, not the values. These come from Pilothouse’s own readings at {before} and {after}; what was changed back in between does not show."),
                format!("Harbor note que cela a changé, pas les valeurs. Celles-ci viennent des lectures de Pilothouse à {before} et {after}\u{202f}; ce qui a été rétabli entre-temps ne se voit pas.");
            several_between(number: usize):
                format!("{number} changes of the settings were logged between these readings: which of them changed what is not known."),
                format!("{number} modifications des réglages ont été notées entre ces lectures\u{202f}: laquelle a changé quoi n’est pas connu.");
            more_by(number: usize, who: &str):
                format!("{} more by {who}", crate::format::count(number)),
                format!("{} de plus par {who}", crate::format::count(number));
            more_about(number: usize, what: &str):
                format!("{} more about {what}", crate::format::count(number)),
                format!("{} de plus sur {what}", crate::format::count(number));
            table(project: &str): format!("Log of {project}"), format!("Journal de {project}");
        }
    }
}

/// With a capital at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
