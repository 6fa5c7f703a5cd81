//! The log of a job.

use crate::{format::counted, words::french};

crate::words::area! {
    /// The log of a job.
    LogWords {
        texts {
            log: "Log", "Journal";
            the_log: "the log", "le journal";
            find: "Find in the log", "Chercher dans le journal";
            bad_only: "Warnings and errors only", "Avertissements et erreurs seulement";
            copy: "Copy the log", "Copier le journal";
            save: "Save the log", "Enregistrer le journal";
            goes_on: "still being written", "en cours d’écriture";
            not_yet: "Nothing was written yet.", "Rien n’est encore écrit.";
            no_longer_kept:
                "Harbor no longer keeps this log.",
                "Harbor ne garde plus ce journal.";
        }
        says {
            lines(number: usize): counted(number, "line", "lines"), french::counted(number, "ligne", "lignes");
            lines_of(here: &str, all: &str): format!("{here} of {all} lines"), format!("{here} lignes sur {all}");
            last_shown(number: &str): format!("the last {number} are shown"), format!("les {number} dernières sont affichées");
            took(time: &str): format!("took {time}"), format!("a duré {time}");
        }
    }
}
