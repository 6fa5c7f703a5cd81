//! Whether an artifact could be pulled.

crate::words::area! {
    /// Whether an artifact could be pulled.
    PullCheckWords {
        texts {
            pullable: "Can be pulled.", "Peut être tiré.";
            refused: "Pulls are blocked.", "Les pulls sont bloqués.";
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
