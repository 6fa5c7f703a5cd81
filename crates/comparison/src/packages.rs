//! Packages: which came, which went, and which have another version.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// A package as a document names it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Package {
    pub name: String,
    /// `deb`, `npm`; empty where it is not said.
    pub kind: String,
    /// Empty where it is not said.
    pub version: String,
}

/// A package that both have, in other versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionChange {
    pub name: String,
    pub kind: String,
    /// Versions that only the first has; none where it only has fewer of them.
    pub before: Vec<String>,
    /// Versions that only the second has.
    pub after: Vec<String>,
}

/// What differs in the packages. One is the same if its name, kind and version are; a thing that
/// holds a package twice in one version holds it once here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageChanges {
    /// Packages of the second only, by name.
    pub new: Vec<Package>,
    /// Packages of the first only, by name.
    pub gone: Vec<Package>,
    /// Packages of both in other versions, by name.
    pub changed: Vec<VersionChange>,
    /// Names that both have in the same versions.
    pub same: usize,
}

type Versions<'a> = BTreeMap<(&'a str, &'a str), BTreeSet<&'a str>>;

fn by_name(packages: &[Package]) -> Versions<'_> {
    let mut all = Versions::new();
    for package in packages {
        let key = (package.name.as_str(), package.kind.as_str());
        all.entry(key).or_default().insert(&package.version);
    }
    all
}

/// What differs.
pub fn compare_packages(before: &[Package], after: &[Package]) -> PackageChanges {
    let (first, second) = (by_name(before), by_name(after));
    let only = |all: &Versions<'_>, others: &Versions<'_>| {
        let missing = all.iter().filter(|(key, _)| !others.contains_key(*key));
        let packages = missing.flat_map(|((name, kind), versions)| {
            versions.iter().map(move |version| Package {
                name: (*name).to_owned(),
                kind: (*kind).to_owned(),
                version: (*version).to_owned(),
            })
        });
        packages.collect::<Vec<_>>()
    };
    let mut changes = PackageChanges {
        new: only(&second, &first),
        gone: only(&first, &second),
        ..PackageChanges::default()
    };
    let versions = |all: &BTreeSet<&str>, others: &BTreeSet<&str>| {
        let only = all.difference(others);
        only.map(|version| (*version).to_owned())
            .collect::<Vec<_>>()
    };
    for ((name, kind), after) in &second {
        let Some(before) = first.get(&(*name, *kind)) else {
            continue;
        };
        if before == after {
            changes.same += 1;
            continue;
        }
        changes.changed.push(VersionChange {
            name: (*name).to_owned(),
            kind: (*kind).to_owned(),
            before: versions(before, after),
            after: versions(after, before),
        });
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, kind: &str, version: &str) -> Package {
        Package {
            name: name.to_owned(),
            kind: kind.to_owned(),
            version: version.to_owned(),
        }
    }

    #[test]
    fn a_raised_package_is_one_change_and_not_one_gone_and_one_new() {
        let before = [
            package("openssl", "deb", "3.0.11"),
            package("zlib", "deb", "1.2"),
            package("curl", "deb", "8.1"),
            package("requests", "pypi", "2.31"),
            package("requests", "pypi", "2.31"),
        ];
        let after = [
            package("openssl", "deb", "3.0.13"),
            package("zlib", "deb", "1.2"),
            package("bash", "deb", "5.2"),
            // Two versions side by side, one of them as before.
            package("requests", "pypi", "2.31"),
            package("requests", "pypi", "2.32"),
            // Of the same name in another ecosystem: another package.
            package("curl", "npm", "8.1"),
        ];
        let changes = compare_packages(&before, &after);
        assert_eq!(
            changes.new,
            [package("bash", "deb", "5.2"), package("curl", "npm", "8.1")]
        );
        assert_eq!(changes.gone, [package("curl", "deb", "8.1")]);
        let changed: Vec<(&str, Vec<String>, Vec<String>)> = changes
            .changed
            .iter()
            .map(|change| {
                let (before, after) = (change.before.clone(), change.after.clone());
                (change.name.as_str(), before, after)
            })
            .collect();
        assert_eq!(
            changed,
            [
                (
                    "openssl",
                    vec!["3.0.11".to_owned()],
                    vec!["3.0.13".to_owned()]
                ),
                ("requests", vec![], vec!["2.32".to_owned()]),
            ]
        );
        assert_eq!(changes.same, 1);
    }
}
