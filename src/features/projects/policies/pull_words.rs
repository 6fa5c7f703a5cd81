//! Whether an artifact could be pulled.

crate::words::area! {
    /// Whether an artifact could be pulled.
    PullCheckWords {
        texts {
            pullable: "Can be pulled.", "Peut être tiré.";
            refused: "Pulls are blocked.", "Les pulls sont bloqués.";
            part_refused: "The index can be pulled; pulls of a part of it are blocked.",
                "L’index peut être tiré\u{202f}; les pulls d’une de ses parties sont bloqués.";
            part_not_scanned: "Not all parts have a finished scan, and this project requires one.",
                "Toutes les parties n’ont pas d’analyse terminée, et ce projet en exige une.";
            on_allowlist: "On the allowlist", "Dans la liste d’exceptions";
            allowlisted: "Allowlisted", "En exception";
            add: "Add to allowlist…", "Ajouter aux exceptions…";
            add_now: "Add to allowlist", "Ajouter aux exceptions";
            add_why: "Pulls are then judged without it, of all images of the project, for as long as the list holds.",
                "Les pulls sont alors jugés sans elle, pour toutes les images du projet, tant que la liste vaut.";
            registry_list_holds: "The project uses the registry’s allowlist now, so its own list has no effect.",
                "Le projet utilise maintenant la liste du registre\u{202f}; la sienne est sans effet.";
            list_is_over: "The list has ended, so it has no effect until its end is changed in the policies.",
                "La liste a pris fin\u{202f}; elle est sans effet tant que sa fin n’est pas changée dans les règles.";
            not_known: "Whether it can be pulled is not known.", "On ne sait pas s’il peut être tiré.";
            no_rule: "This project blocks no pulls.", "Ce projet ne bloque aucun pull.";
            is_signed: "It has the signatures that this project requires.",
                "Il a les signatures que ce projet exige.";
            allowed: "What would block it is on the allowlist.",
                "Ce qui le bloquerait est dans la liste des exceptions.";
            open: "It depends on the allowlist and the report, which have not been read.",
                "Cela dépend de la liste des exceptions et du rapport, qui n’ont pas été lus.";
            not_scanned: "It has no finished scan, and this project requires one.",
                "Aucune analyse terminée, et ce projet en exige une.";
        }
        says {
            add_title(id: &str): format!("Add {id} to the allowlist?"), format!("Ajouter {id} aux exceptions\u{202f}?");
            added_to(id: &str, project: &str):
                format!("{id} is added to the allowlist of {project}."),
                format!("{id} est ajoutée à la liste d’exceptions de {project}.");
            added(id: &str): format!("{id} is on the allowlist"), format!("{id} est dans la liste d’exceptions");
            none_from(threshold: &str):
                format!("Nothing found counts for this project ({threshold})."),
                format!("Aucun résultat ne compte pour ce projet ({threshold}).");
            findings(threshold: &str):
                format!("This project blocks findings of: {threshold}."),
                format!("Ce projet bloque les résultats\u{202f}: {threshold}.");
            no_signature(format: &str):
                format!("This project requires a {format} signature."),
                format!("Ce projet exige une signature {format}.");
        }
    }
}
