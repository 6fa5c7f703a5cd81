//! Comparing two artifacts.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Comparing two artifacts.
    Compare {
        texts {
            tab: "Compare", "Comparer";
            open: "Compare with the one before", "Comparer avec le précédent";
            compare: "Compare", "Comparer";
            with: "Compare with", "Comparer avec";
            hint: "A tag or digest of this repository, or project/repository:tag",
                "Un tag ou une empreinte de ce dépôt, ou projet/dépôt:tag";
            registry: "Registry", "Registre";
            no_reference: "This is neither a tag nor a reference", "Ce n’est ni un tag ni une référence";
            nothing_title: "Nothing to compare with", "Rien à comparer";
            nothing_text: "Name another one above.", "Nommez-en un autre ci-dessus.";
            lowest: "No other version of this kind is below this one.",
                "Aucune autre version de ce type n’est inférieure à celle-ci.";
            first: "No tag of another artifact was put here before this one.",
                "Aucun tag d’un autre artefact n’a été posé ici avant celui-ci.";
            swap: "Swap A and B", "Échanger A et B";
            settings: "Settings", "Réglages";
            other_data: "The scans are of different days or scanners: newer data can make a finding look new.",
                "Les analyses datent de jours différents ou viennent d’autres scanneurs\u{202f}: des données plus récentes peuvent faire paraître une vulnérabilité nouvelle.";
            are_same: "Both are the same artifact.", "C’est le même artefact des deux côtés.";
            index_and_image: "One is an index over several platforms, the other is not: choose a platform to compare single images.",
                "L’un est un index de plusieurs plateformes, l’autre non\u{202f}: choisissez une plateforme pour comparer des images simples.";
            other_platforms: "They run on different platforms.", "Ils tournent sur des plateformes différentes.";
            all_platforms: "All, as they are", "Toutes, telles quelles";
            the_part: "the part of the index", "la partie de l’index";
            same_platforms: "the same as A", "comme A";
            platforms_differ: "others than A", "autres que A";
            same_size: "as large as A", "comme A";
            reading: "Reading", "Lecture";
            not_known: "Not known", "Inconnu";
            find_package: "Find a package", "Chercher un paquet";
            fixed_column: "Fixed", "En moins";
            new_column: "New", "En plus";
            is_changed: "in another version", "dans une autre version";
            is_new: "new", "nouveau";
            is_gone: "removed", "retiré";
            not_before: "not in A", "pas dans A";
            not_after: "removed", "retiré";
            worst_new: "New in B, worst first", "Nouvelles dans B, les pires d’abord";
            open_other: "Compare…", "Comparer…";
            the_other: "the other artifact", "l’autre artefact";
            copy_markdown: "Copy as Markdown", "Copier en Markdown";
            findings: "Vulnerabilities", "Vulnérabilités";
            packages: "Packages", "Paquets";
            package: "Package", "Paquet";
            packages_of_findings: "Not both of them have an SBOM, so only packages that something was found in are compared.",
                "Les deux n’ont pas de SBOM\u{202f}: seuls les paquets concernés par une vulnérabilité sont comparés.";
            no_packages: "Not both of them have an SBOM or a report of a scan, so nothing can be said.",
                "Les deux n’ont ni SBOM ni rapport d’analyse, on ne peut donc rien dire.";
            facts: "Size and platform", "Taille et plateforme";
            config: "Configuration", "Configuration";
            labels: "Labels of the image", "Labels de l’image";
            layers: "Layers", "Couches";
            same: "No difference", "Aucune différence";
            what: "What", "Quoi";
            before: "Before", "Avant";
            after: "After", "Après";
            not_scanned: "Not both of them have a report of a scan, so nothing can be said.",
                "Les deux n’ont pas de rapport d’analyse, on ne peut donc rien dire.";
            no_layers: "Layers of single images are compared; of an index, choose a platform.",
                "On compare les couches d’images simples\u{202f}; d’un index, choisissez une plateforme.";
        }
        says {
            larger(by: &str, before: &str): format!("+{by}, was {before}"), format!("+{by}, avant {before}");
            smaller(by: &str, before: &str): format!("−{by}, was {before}"), format!("−{by}, avant {before}");
            packages_differ(new: usize, gone: usize, changed: usize):
                format!("+{new} −{gone}, {changed} changed"),
                format!("+{new} −{gone}, {changed} modifiés");
            findings_differ(fixed: usize, new: usize):
                format!("{fixed} fixed, {new} new"),
                format!("{fixed} en moins, {new} en plus");
            layers_differ(shared: usize, own: usize):
                format!("{shared} shared, {own} differ"),
                format!("{shared} communes, {own} différentes");
            differ(number: usize): format!("{number} differ"), format!("{number} différents");
            config_differs(settings: usize, labels: usize):
                format!("settings {settings}, labels {labels}"),
                format!("réglages {settings}, labels {labels}");
            all_packages(number: usize): format!("All {number}"), format!("Tous {number}");
            changed(number: usize): format!("Changed {number}"), format!("Modifiés {number}");
            added(number: usize): format!("Added {number}"), format!("Ajoutés {number}");
            removed(number: usize): format!("Removed {number}"), format!("Retirés {number}");
            all_findings(number: usize): format!("All {number}"), format!("Toutes {number}");
            size_shared(size: &str): format!("{size} shared"), format!("{size} en commun");
            scans(before: &str, after: &str): format!("A: {before}. B: {after}."), format!("A\u{202f}: {before}. B\u{202f}: {after}.");
            open_with(tag: &str): format!("Compare with {tag}"), format!("Comparer avec {tag}");
            by_version(tag: &str):
                format!("{tag} is the version before this one."),
                format!("{tag} est la version précédente.");
            by_time(tag: &str):
                format!("This is no version: {tag} is the tag that was put here last before it."),
                format!("Ce n’est pas une version\u{202f}: {tag} est le dernier tag posé ici avant lui.");
            looked_at(number: u32):
                format!("The {number} artifacts that were pushed last were looked at."),
                format!("Les {number} derniers artefacts poussés ont été examinés.");
            fixed(number: usize):
                format!("{} fixed", counted(number, "finding", "findings")),
                format!("{} en moins", french::counted(number, "vulnérabilité", "vulnérabilités"));
            new_findings(number: usize):
                format!("{} new", counted(number, "finding", "findings")),
                format!("{} en plus", french::counted(number, "vulnérabilité", "vulnérabilités"));
            left(number: usize):
                format!("{} in both", counted(number, "finding", "findings")),
                format!("{} dans les deux", french::counted(number, "vulnérabilité", "vulnérabilités"));
            packages_by(source: &str):
                format!("By the SBOM of each: {source}."),
                format!("D’après le SBOM de chacun\u{202f}: {source}.");
            packages_by_two(before: &str, after: &str):
                format!("By an SBOM of each. Before: {before}. After: {after}. What made them in another way may differ in names."),
                format!("D’après un SBOM de chacun. Avant\u{202f}: {before}. Après\u{202f}: {after}. Ce qui les a faits autrement peut différer dans les noms.");
            changed_packages(number: usize):
                format!("{} in another version", counted(number, "package", "packages")),
                format!("{} dans une autre version", french::counted(number, "paquet", "paquets"));
            new_packages(number: usize):
                format!("{} new", counted(number, "package", "packages")),
                format!("{} en plus", french::counted(number, "paquet", "paquets"));
            gone_packages(number: usize):
                format!("{} gone", counted(number, "package", "packages")),
                format!("{} en moins", french::counted(number, "paquet", "paquets"));
            same_packages(number: usize):
                format!("{} in the same version in both", counted(number, "package", "packages")),
                format!("{} dans la même version dans les deux", french::counted(number, "paquet", "paquets"));
            more(number: usize): format!("and {number} more"), format!("et {number} de plus");
            shared(number: usize, size: &str):
                format!("{} in both, {size}", counted(number, "layer", "layers")),
                format!("{} dans les deux, {size}", french::counted(number, "couche", "couches"));
            gone_layers(number: usize):
                format!("{} gone", counted(number, "layer", "layers")),
                format!("{} en moins", french::counted(number, "couche", "couches"));
            new_layers(number: usize):
                format!("{} new", counted(number, "layer", "layers")),
                format!("{} en plus", french::counted(number, "couche", "couches"));
        }
    }
}
