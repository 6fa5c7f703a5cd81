//! The filter bar.

use crate::{
    filter::{Operator, Problem},
    format::count,
    words::shape::Filter,
};

pub const FILTER: Filter = Filter {
    add_chip: "Ajouter un filtre",
    add: "Filtrer",
    clear: "Retirer tous les filtres",
    copy: "Copier les filtres comme texte",
    copied: "Filtres copiés\u{202f}: les coller dans un champ de recherche",
    no_match: "Rien ici ne satisfait tous les filtres.",
    remove_that: "Retirer ce filtre",
    value: "Valeur",
    fields: "Filtrer par",
    choose_operator: "Comparaison",
    choose_value: "Valeur",
    nothing: "Aucune valeur de ce genre ici",
    add_typed: "Appliquer",
    artifact_type: "Type",
    tag: "Tag",
    tagged: "Avec tag",
    yes: "oui",
    no: "non",
    label: "Étiquette",
    platform: "Plateforme",
    bytes: "Taille",
    pushed: "Poussé",
    pulled: "Tiré",
    severity: "Gravité",
    scan: "Analyse",
    signature: "Signature",
    sbom: "SBOM",
    name: "Nom",
    role: "Rôle",
    public: "Public",
    private: "Privé",
    kind: "Genre",
    proxy: "Cache proxy",
    repositories: "Dépôts",
    artifacts: "Artefacts",
    pulls: "Tirages",
    updated: "Modifié",
    description: "Description",
    without: |chip, number| {
        format!(
            "Sans «\u{202f}{chip}\u{202f}», il y en a {}.",
            count(i64::try_from(number).unwrap_or(i64::MAX))
        )
    },
    size: |number, unit| {
        let unit = unit.replace('B', "o");
        format!("{} {unit}", number.replace('.', ","))
    },
    span: |number, letter| {
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
    },
    scan_state: |word| {
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
    },
    operator: |operator| {
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
    },
    problem: |problem| {
        match problem {
            Problem::Empty => "Il manque une valeur.",
            Problem::NoSpan => "Ce n’est pas une durée. Écrire 12h, 7j, 2w, 3m ou 1a.",
            Problem::NoSize => "Ce n’est pas une taille. Écrire 500 Mio ou 1,5 Gio.",
            Problem::NoNumber => "Ce n’est pas un nombre entier.",
        }
        .to_owned()
    },
    chip: |field, operator, value| format!("{field} {operator} {value}"),
    remove_chip: |field| format!("Retirer le filtre {field}"),
    partly: |here, total| format!("filtré parmi {here} sur {total} jusqu’ici"),
};
