//! A project's log.

use crate::{format::counted, words::french};

crate::words::area! {
    /// A project's log.
    ProjectLogWords {
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
        }
        says {
            number(number: usize):
                counted(number, "entry", "entries"),
                french::counted(number, "entrée", "entrées");
            table(project: &str): format!("Log of {project}"), format!("Journal de {project}");
        }
    }
}
