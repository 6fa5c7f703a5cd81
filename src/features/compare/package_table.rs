//! The packages that differ, as a table: found, and filtered by what became of them.

use std::collections::HashMap;

use comparison::{Found, PackageChanges};
use leptos::prelude::*;

use crate::{
    features::compare::{differences::ComparedFindings, packages::PackageSource},
    ui::{Find, Icon},
    words::words,
};

/// Rows that are drawn at most.
pub(super) const SHOWN: usize = 200;

/// What became of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Became {
    Changed,
    New,
    Gone,
}

/// A package that differs.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    became: Became,
    name: String,
    kind: String,
    before: String,
    after: String,
    /// Findings of it that the second has no longer, and that only the second has.
    fixed: usize,
    new: usize,
}

pub(super) fn named(name: &str, kind: &str) -> String {
    match kind {
        "" => name.to_owned(),
        kind => format!("{name} ({kind})"),
    }
}

pub(super) fn versions(versions: &[String]) -> String {
    match versions {
        [] => "–".to_owned(),
        versions => versions.join(", "),
    }
}

/// Where the packages are known from, in words.
pub(super) fn known_from(source: &PackageSource) -> String {
    let w = &words().compare;
    match source {
        PackageSource::Findings => w.packages_of_findings.to_owned(),
        PackageSource::Sboms([before, after]) if before == after => w.packages_by(before),
        PackageSource::Sboms([before, after]) => w.packages_by_two(before, after),
    }
}

/// The packages that differ: those first of which most findings came or went.
fn rows(changes: &PackageChanges, findings: Option<&ComparedFindings>) -> Vec<Row> {
    let count = |list: Option<&[Found]>| {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for found in list.unwrap_or_default() {
            *numbers.entry(found.package.clone()).or_default() += 1;
        }
        numbers
    };
    let fixed = count(findings.map(|all| all.changes.fixed.as_slice()));
    let new = count(findings.map(|all| all.changes.new.as_slice()));
    let row = |became, name: &str, kind: &str, before: String, after: String| Row {
        became,
        name: name.to_owned(),
        kind: kind.to_owned(),
        before,
        after,
        fixed: fixed.get(name).copied().unwrap_or_default(),
        new: new.get(name).copied().unwrap_or_default(),
    };
    let changed = changes.changed.iter().map(|it| {
        let (before, after) = (versions(&it.before), versions(&it.after));
        row(Became::Changed, &it.name, &it.kind, before, after)
    });
    let added = changes.new.iter().map(|it| {
        let after = it.version.clone();
        row(Became::New, &it.name, &it.kind, String::new(), after)
    });
    let gone = changes.gone.iter().map(|it| {
        let before = it.version.clone();
        row(Became::Gone, &it.name, &it.kind, before, String::new())
    });
    let mut rows: Vec<Row> = changed.chain(added).chain(gone).collect();
    rows.sort_by(|a, b| {
        let of = |row: &Row| row.fixed + row.new;
        of(b).cmp(&of(a)).then_with(|| a.name.cmp(&b.name))
    });
    rows
}

/// The table.
#[component]
pub(super) fn PackageTable(
    source: PackageSource,
    changes: PackageChanges,
    findings: Option<ComparedFindings>,
) -> impl IntoView {
    let w = &words().compare;
    let all = StoredValue::new(rows(&changes, findings.as_ref()));
    let find = RwSignal::new(String::new());
    let only = RwSignal::new(None::<Became>);
    let number = move |became: Option<Became>| {
        all.with_value(|all| {
            let is_it = |row: &&Row| became.is_none_or(|became| row.became == became);
            all.iter().filter(is_it).count()
        })
    };
    let choices = [
        (None, w.all_packages(number(None))),
        (
            Some(Became::Changed),
            w.changed(number(Some(Became::Changed))),
        ),
        (Some(Became::New), w.added(number(Some(Became::New)))),
        (Some(Became::Gone), w.removed(number(Some(Became::Gone)))),
    ];
    let buttons = choices.map(|(became, words)| {
        view! {
            <button
                type="button"
                aria-pressed=move || (only.get() == became).to_string()
                class:is-active=move || only.get() == became
                on:click=move |_| only.set(became)
            >
                {words}
            </button>
        }
    });
    let body = move || {
        let (wanted, only) = (find.get().trim().to_lowercase(), only.get());
        let fits = |row: &&Row| {
            only.is_none_or(|only| row.became == only) && row.name.to_lowercase().contains(&wanted)
        };
        all.with_value(|all| {
            let rows: Vec<&Row> = all.iter().filter(fits).collect();
            let more = rows.len().saturating_sub(SHOWN);
            let drawn = rows.into_iter().take(SHOWN).map(line).collect_view();
            let more = (more > 0).then(|| {
                view! {
                    <tr>
                        <td colspan="5" class="soft">
                            {w.more(more)}
                        </td>
                    </tr>
                }
            });
            view! {
                {drawn}
                {more}
            }
        })
    };
    view! {
        <div class="row g8 cmp-bar">
            <Find placeholder=w.find_package value=find />
            <span class="seg" role="group" aria-label=w.packages>
                {buttons.into_iter().collect_view()}
            </span>
            <span class="sp"></span>
            <span class="muted t12 nowrap">{w.same_packages(changes.same)}</span>
        </div>
        <p class="soft t12 cmp-note">{known_from(&source)}</p>
        <table class="tbl cmp-packages">
            <thead>
                <tr>
                    <th scope="col">{w.package}</th>
                    <th scope="col">{w.before}</th>
                    <th scope="col">{w.after}</th>
                    <th scope="col" class="r">
                        {w.fixed_column}
                    </th>
                    <th scope="col" class="r">
                        {w.new_column}
                    </th>
                </tr>
            </thead>
            <tbody>{body}</tbody>
        </table>
    }
}

fn line(row: &Row) -> impl IntoView + use<> {
    let w = &words().compare;
    let (icon, word) = match row.became {
        Became::Changed => ("arrow-right", w.is_changed),
        Became::New => ("plus", w.is_new),
        Became::Gone => ("minus", w.is_gone),
    };
    let side = |version: &str, missing: &'static str| match version {
        "" => view! { <span class="muted">{missing}</span> }.into_any(),
        version => view! { <span class="mono">{version.to_owned()}</span> }.into_any(),
    };
    let number = |number: usize, sign: &str, class: &'static str| {
        (number > 0).then(|| view! { <span class=class>{format!("{sign}{number}")}</span> })
    };
    view! {
        <tr>
            <th scope="row">
                <span class="row g8">
                    <span class="row" role="img" aria-label=word title=word>
                        <Icon name=icon class="i-14 muted" />
                    </span>
                    <span class="trunc">{row.name.clone()}</span>
                    <span class="muted t12">{row.kind.clone()}</span>
                </span>
            </th>
            <td class="wraps">{side(&row.before, w.not_before)}</td>
            <td class="wraps">{side(&row.after, w.not_after)}</td>
            <td class="r num">{number(row.fixed, "−", "c-ok")}</td>
            <td class="r num">{number(row.new, "+", "c-bad")}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use comparison::{FindingChanges, Package, VersionChange};
    use harbor_api::types::Severity;

    use super::*;
    use crate::features::compare::differences::Scan;

    #[test]
    fn packages_whose_findings_came_or_went_stand_first() {
        let package = |name: &str| Package {
            name: name.to_owned(),
            kind: "deb".to_owned(),
            version: "1".to_owned(),
        };
        let found = |package: &str| Found {
            id: "CVE-2026-1".to_owned(),
            package: package.to_owned(),
            version: "1".to_owned(),
            severity: Severity::High,
        };
        let changes = PackageChanges {
            new: vec![package("added")],
            gone: vec![package("removed")],
            changed: vec![VersionChange {
                name: "openssl".to_owned(),
                kind: "deb".to_owned(),
                before: vec!["3.0".to_owned()],
                after: vec!["3.1".to_owned()],
            }],
            same: 0,
        };
        let scan = Scan {
            scanner: String::new(),
            at: None,
        };
        let findings = ComparedFindings {
            changes: FindingChanges {
                fixed: vec![found("openssl"), found("openssl")],
                new: vec![found("removed")],
                left: 0,
            },
            counts: Vec::new(),
            scans: [scan.clone(), scan],
        };
        let rows = rows(&changes, Some(&findings));
        let seen: Vec<_> = rows
            .iter()
            .map(|row| (row.name.as_str(), row.became, row.fixed, row.new))
            .collect();
        assert_eq!(
            seen,
            [
                ("openssl", Became::Changed, 2, 0),
                ("removed", Became::Gone, 0, 1),
                ("added", Became::New, 0, 0),
            ]
        );
    }
}
