//! The filter bar.

use crate::{
    filter::{Operator, Problem},
    format::count,
};

crate::words::area! {
    /// The filter bar.
    Filter {
        texts {
            add: "Filter", "Filtrer";
            add_chip: "Add a filter", "Ajouter un filtre";
            clear: "Clear filters", "Retirer tous les filtres";
            copy: "Copy filters as text", "Copier les filtres comme texte";
            copied:
                "Filters copied: paste them into a find field",
                "Filtres copiés\u{202f}: les coller dans un champ de recherche";
            no_match: "No rows match these filters.", "Rien ici ne satisfait tous les filtres.";
            remove_that: "Remove that filter", "Retirer ce filtre";
            value: "Value", "Valeur";
            fields: "Filter by", "Filtrer par";
            choose_operator: "Comparison", "Comparaison";
            choose_value: "Value", "Valeur";
            nothing: "No such value here", "Aucune valeur de ce genre ici";
            add_typed: "Apply", "Appliquer";
            artifact_type: "Type", "Type";
            tag: "Tag", "Tag";
            tagged: "Tagged", "Avec tag";
            yes: "yes", "oui";
            no: "no", "non";
            label: "Label", "Étiquette";
            platform: "Platform", "Plateforme";
            bytes: "Size", "Taille";
            pushed: "Pushed", "Poussé";
            pulled: "Pulled", "Tiré";
            severity: "Severity", "Gravité";
            scan: "Scan", "Analyse";
            signature: "Signature", "Signature";
            sbom: "SBOM", "SBOM";
            name: "Name", "Nom";
            role: "Role", "Rôle";
            kind: "Kind", "Genre";
            repositories: "Repositories", "Dépôts";
            artifacts: "Artifacts", "Artefacts";
            pulls: "Pulls", "Tirages";
            updated: "Updated", "Modifié";
            description: "Description", "Description";
        }
        says {
            without(chip: &str, number: usize):
                {
                    let verb = if number == 1 { "is" } else { "are" };
                    format!(
                        "Without “{chip}” there {verb} {}.",
                        count(number)
                    )
                },
                {
                    format!(
                        "Sans «\u{202f}{chip}\u{202f}», il y en a {}.",
                        count(number)
                    )
                };
            size(number: &str, unit: &str):
                format!("{number} {unit}"),
                {
                    let unit = unit.replace('B', "o");
                    format!("{} {unit}", number.replace('.', ","))
                };
            span(number: u16, letter: char):
                {
                    let unit = match letter {
                        'h' => "hour",
                        'w' => "week",
                        'm' => "month",
                        'y' => "year",
                        _ => "day",
                    };
                    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
                },
                {
                    let many = number > 1;
                    let unit = match letter {
                        'h' if many => "heures",
                        'h' => "heure",
                        'w' if many => "semaines",
                        'w' => "semaine",
                        'm' => "mois",
                        'y' if many => "ans",
                        'y' => "an",
                        _ if many => "jours",
                        _ => "jour",
                    };
                    format!("{number} {unit}")
                };
            scan_state(word: &str):
                {
                    match word {
                        "done" => "Scanned",
                        "missing" => "Not scanned",
                        "queued" => "Queued",
                        "running" => "Scanning",
                        "stopped" => "Stopped",
                        "failed" => "Failed",
                        "no_result" => "No result",
                        other => other,
                    }
                    .to_owned()
                },
                {
                    match word {
                        "done" => "Analysé",
                        "missing" => "Non analysé",
                        "queued" => "En attente",
                        "running" => "En cours",
                        "stopped" => "Arrêtée",
                        "failed" => "Échouée",
                        "no_result" => "Aucun résultat",
                        other => other,
                    }
                    .to_owned()
                };
            operator(operator: Operator):
                {
                    match operator {
                        Operator::Is => "is",
                        Operator::IsNot => "is not",
                        Operator::Contains => "contains",
                        Operator::ContainsNot => "does not contain",
                        Operator::Within => "within",
                        Operator::NotWithin => "not within",
                        Operator::AtLeast => "at least",
                        Operator::AtMost => "at most",
                    }
                    .to_owned()
                },
                {
                    match operator {
                        Operator::Is => "est",
                        Operator::IsNot => "n’est pas",
                        Operator::Contains => "contient",
                        Operator::ContainsNot => "ne contient pas",
                        Operator::Within => "depuis moins de",
                        Operator::NotWithin => "pas depuis",
                        Operator::AtLeast => "au moins",
                        Operator::AtMost => "au plus",
                    }
                    .to_owned()
                };
            operator_ahead(operator: Operator):
                match operator {
                    Operator::NotWithin => "later than",
                    _ => "within",
                }
                .to_owned(),
                match operator {
                    Operator::NotWithin => "dans plus de",
                    _ => "d’ici",
                }
                .to_owned();
            problem(problem: Problem):
                {
                    match problem {
                        Problem::Empty => "A value is missing.",
                        Problem::NoSpan => "Not a valid span of time. Write 12h, 7d, 2w, 3m or 1y.",
                        Problem::NoSize => "Not a valid size. Write 500 MiB or 1.5 GiB.",
                        Problem::NoNumber => "Not a whole number.",
                    }
                    .to_owned()
                },
                {
                    match problem {
                        Problem::Empty => "Il manque une valeur.",
                        Problem::NoSpan => "Ce n’est pas une durée. Écrire 12h, 7j, 2w, 3m ou 1a.",
                        Problem::NoSize => "Ce n’est pas une taille. Écrire 500 Mio ou 1,5 Gio.",
                        Problem::NoNumber => "Ce n’est pas un nombre entier.",
                    }
                    .to_owned()
                };
            chip(field: &str, operator: &str, value: &str):
                format!("{field} {operator} {value}"),
                format!("{field} {operator} {value}");
            remove_chip(field: &str):
                format!("Remove filter {field}"),
                format!("Retirer le filtre {field}");
            partly(here: &str, total: &str):
                format!("filtered among {here} of {total} so far"),
                format!("filtré parmi {here} sur {total} jusqu’ici");
        }
    }
}
