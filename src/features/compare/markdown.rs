//! What differs, as Markdown: for an issue, or release notes.

use std::fmt::Write;

use comparison::{Package, PackageChanges, VersionChange};

use crate::{
    features::compare::{
        differences::{ComparedLayers, Differences},
        package_table::{known_from, named, versions},
        packages::PackageSource,
    },
    format::size,
    words::words,
};

/// What differs, for an issue or release notes.
pub(super) fn markdown(title: &str, all: &Differences) -> String {
    let w = &words().compare;
    let mut text = format!("## {title}\n");
    // Writing into a text does not fail.
    if let Some(findings) = &all.findings {
        let _ = write!(text, "\n### {}\n\n", w.findings);
        let by_other_data = findings.are_by_other_data();
        let findings = &findings.changes;
        if by_other_data {
            let _ = writeln!(text, "{}\n", w.other_data);
        }
        for (title, list) in [
            (w.fixed(findings.fixed.len()), &findings.fixed),
            (w.new_findings(findings.new.len()), &findings.new),
        ] {
            let _ = writeln!(text, "{title}\n");
            for found in list {
                let severity = found.severity.as_str();
                let _ = writeln!(
                    text,
                    "- {} ({severity}): {} {}",
                    found.id, found.package, found.version
                );
            }
            text.push('\n');
        }
        let _ = writeln!(text, "{}", w.left(findings.left));
    }
    if let Some((source, changes)) = &all.packages {
        text.push_str(&of_packages(source, changes));
    }
    for (title, changes) in [
        (w.facts, &all.facts),
        (w.config, &all.settings),
        (w.labels, &all.labels),
    ] {
        if changes.is_empty() {
            continue;
        }
        let _ = write!(
            text,
            "\n### {title}\n\n| {} | {} | {} |\n| --- | --- | --- |\n",
            w.what, w.before, w.after
        );
        let cell = |value: &Option<String>| {
            let value = value.as_deref().unwrap_or("–");
            value.replace('|', "\\|").replace('\n', " ")
        };
        for change in changes {
            let (before, after) = (cell(&change.before), cell(&change.after));
            let _ = writeln!(text, "| {} | {before} | {after} |", change.name);
        }
    }
    if let Some(ComparedLayers {
        changes: layers, ..
    }) = &all.layers
    {
        let _ = write!(text, "\n### {}\n\n", w.layers);
        for (title, list) in [
            (w.gone_layers(layers.gone.len()), &layers.gone),
            (w.new_layers(layers.new.len()), &layers.new),
        ] {
            let _ = writeln!(text, "{title}\n");
            for layer in list {
                let bytes = layer.size;
                let _ = writeln!(text, "- `{}` {}", layer.digest, size(bytes));
            }
            text.push('\n');
        }
    }
    text
}

fn of_packages(source: &PackageSource, changes: &PackageChanges) -> String {
    let w = &words().compare;
    let mut lines = vec![format!("\n### {}\n", w.packages)];
    lines.push(format!("{}\n", known_from(source)));
    lines.push(format!("{}\n", w.changed_packages(changes.changed.len())));
    let line = |change: &VersionChange| {
        format!(
            "- {}: {} → {}",
            named(&change.name, &change.kind),
            versions(&change.before),
            versions(&change.after)
        )
    };
    lines.extend(changes.changed.iter().map(line));
    for (title, list) in [
        (w.new_packages(changes.new.len()), &changes.new),
        (w.gone_packages(changes.gone.len()), &changes.gone),
    ] {
        lines.push(format!("\n{title}\n"));
        let line = |package: &Package| {
            format!(
                "- {} {}",
                named(&package.name, &package.kind),
                package.version
            )
        };
        lines.extend(list.iter().map(line));
    }
    lines.push(format!("\n{}\n", w.same_packages(changes.same)));
    lines.join("\n")
}
