//! Executions, their tasks and logs.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Executions, their tasks and logs.
    Executions {
        texts {
            back: "Back", "Retour";
            copy_numbers: "Copy numbers", "Copier les numéros";
            number: "Number", "Numéro";
            state: "State", "État";
            started: "Started", "Début";
            started_by: "Started by", "Lancée par";
            took: "Took", "Durée";
            why: "Why", "Pourquoi";
            attempts: "Attempts", "Essais";
            tasks: "Tasks", "Tâches";
            task: "task", "tâche";
            task_head: "Task", "Tâche";
            find_task: "Find a task", "Chercher une tâche";
            the_tasks: "the tasks", "les tâches";
            no_tasks: "No tasks", "Aucune tâche";
            no_tasks_text: "Harbor has found nothing to do, or is still looking.", "Harbor n’a rien trouvé à faire, ou cherche encore.";
            failed_tasks: "Failed tasks", "Tâches échouées";
            log: "Log", "Journal";
            stop: "Stop", "Arrêter";
            stopping: "Stopping: Harbor may take up to half a minute to say so", "Arrêt demandé\u{202f}: Harbor peut mettre une demi-minute à le dire";
            again: "Run again", "Relancer";
            is_stopping: "Stopping…", "Arrêt en cours…";
            not_stopped: "Couldn’t stop it", "Impossible de l’arrêter";
            succeeded: "Succeeded", "Réussi";
            failed: "Failed", "Échoué";
            stopped: "Stopped", "Arrêté";
            running: "Running", "En cours";
            waiting: "Waiting", "En attente";
        }
        says {
            number_of_tasks(number: usize): counted(number, "task", "tasks"), french::counted(number, "tâche", "tâches");
            task_title(number: &str): format!("Task {number}"), format!("Tâche {number}");
        }
    }
}
