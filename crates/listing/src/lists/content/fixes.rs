//! What raising a package would mend: findings grouped by the package that they are in.

use std::{cmp::Ordering, collections::HashMap};

use serde::{Deserialize, Serialize};

/// A package that can be raised, and how many findings that mends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageFix {
    pub package: String,
    pub installed: String,
    /// The least version in which all of them are mended; nothing where none is.
    pub raise_to: Option<String>,
    /// Findings that it mends.
    pub mended: usize,
    /// Findings of the package for which there is no version yet.
    pub left: usize,
    /// The worst of them, in Harbor's word.
    pub worst: String,
}

/// A finding, as far as that needs it.
#[derive(Debug, Clone, Copy)]
pub struct FoundIn<'a> {
    pub package: &'a str,
    pub installed: &'a str,
    /// As the scanner writes it: several versions where several branches are mended.
    pub fixed_in: &'a str,
    pub severity: &'a str,
    /// The severity's place, the worst highest.
    pub rank: usize,
}

/// Groups findings by package, those that mend most first.
pub fn package_fixes<'a>(findings: impl IntoIterator<Item = FoundIn<'a>>) -> Vec<PackageFix> {
    let mut groups: HashMap<(&str, &str), (PackageFix, usize)> = HashMap::new();
    for finding in findings {
        let (fix, rank) = groups
            .entry((finding.package, finding.installed))
            .or_insert_with(|| {
                let fix = PackageFix {
                    package: finding.package.to_owned(),
                    installed: finding.installed.to_owned(),
                    raise_to: None,
                    mended: 0,
                    left: 0,
                    worst: finding.severity.to_owned(),
                };
                (fix, finding.rank)
            });
        if finding.rank > *rank {
            *rank = finding.rank;
            finding.severity.clone_into(&mut fix.worst);
        }
        let Some(version) = least_above(finding.installed, finding.fixed_in) else {
            fix.left += 1;
            continue;
        };
        fix.mended += 1;
        let is_higher = |known: &String| compare(version, known) == Ordering::Greater;
        if fix.raise_to.as_ref().is_none_or(is_higher) {
            fix.raise_to = Some(version.to_owned());
        }
    }
    let mut fixes: Vec<_> = groups.into_values().collect();
    fixes.sort_by(|(a, of_a), (b, of_b)| {
        let by = |fix: &PackageFix| (fix.mended, fix.left);
        by(b)
            .cmp(&by(a))
            .then(of_b.cmp(of_a))
            .then_with(|| (&a.package, &a.installed).cmp(&(&b.package, &b.installed)))
    });
    fixes.into_iter().map(|(fix, _)| fix).collect()
}

/// Of the versions that mend a finding, the least that is above the installed one: the nearest branch.
fn least_above<'a>(installed: &str, fixed_in: &'a str) -> Option<&'a str> {
    let versions = || {
        let all = fixed_in.split([',', ' ']).map(str::trim);
        all.filter(|version| !version.is_empty())
    };
    let above = versions().filter(|version| compare(version, installed) == Ordering::Greater);
    above
        .min_by(|a, b| compare(a, b))
        .or_else(|| versions().max_by(|a, b| compare(a, b)))
}

/// Orders versions by their numbers and words. Each package system has rules of its own; this is what
/// they have in common, with `~` before everything, as Debian and RPM have it.
fn compare(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.trim_start_matches('v'), b.trim_start_matches('v'));
    // An epoch counts first; without one it is 0.
    let epoch = |text: &str| {
        let epoch = text.split_once(':').map(|(epoch, _)| epoch.parse::<u64>());
        epoch.and_then(Result::ok).unwrap_or_default()
    };
    let by_epoch = epoch(a).cmp(&epoch(b));
    if by_epoch != Ordering::Equal {
        return by_epoch;
    }
    let without = |text| match <str>::split_once(text, ':') {
        Some((epoch, rest)) if epoch.parse::<u64>().is_ok() => rest,
        _ => text,
    };
    (a, b) = (without(a), without(b));
    loop {
        let (next_a, rest_a) = token(a);
        let (next_b, rest_b) = token(b);
        let order = match (next_a, next_b) {
            ("", "") => return Ordering::Equal,
            ("", other) => {
                return if is_before(other) {
                    Ordering::Greater
                } else {
                    Ordering::Less
                };
            }
            (other, "") => {
                return if is_before(other) {
                    Ordering::Less
                } else {
                    Ordering::Greater
                };
            }
            (x, y) => compare_tokens(x, y),
        };
        if order != Ordering::Equal {
            return order;
        }
        (a, b) = (rest_a, rest_b);
    }
}

/// Whether a version that goes on with this comes before one that ends here.
fn is_before(token: &str) -> bool {
    matches!(
        token,
        "~" | "alpha" | "beta" | "rc" | "pre" | "dev" | "a" | "b"
    )
}

/// A number, a word, or a `~`; other signs only part them.
fn token(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches(|c: char| !c.is_ascii_alphanumeric() && c != '~');
    let Some(first) = text.chars().next() else {
        return ("", "");
    };
    let end = match first {
        '~' => 1,
        _ if first.is_ascii_digit() => text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len()),
        _ => text
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(text.len()),
    };
    text.split_at(end)
}

fn compare_tokens(a: &str, b: &str) -> Ordering {
    if a == b {
        return Ordering::Equal;
    }
    if a == "~" || b == "~" {
        return if a == "~" {
            Ordering::Less
        } else {
            Ordering::Greater
        };
    }
    let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    match (number(a), number(b)) {
        (true, true) => {
            let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
            a.len().cmp(&b.len()).then_with(|| a.cmp(b))
        }
        // A release before what follows it: 1.0-rc1 before 1.0.1.
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => a.cmp(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_in_the_order_that_package_systems_share() {
        let ascending = [
            "1.0~rc1",
            "1.0",
            "1.0.1",
            "1.0.2a",
            "1.0.10",
            "1.2",
            "1.10",
            "2:0.9",
            "2:1.0-1+deb12u1",
            "2:1.0-1+deb12u2",
        ];
        for pair in ascending.windows(2) {
            assert_eq!(compare(pair[0], pair[1]), Ordering::Less, "{pair:?}");
            assert_eq!(compare(pair[1], pair[0]), Ordering::Greater, "{pair:?}");
        }
        for (a, b) in [("v1.2.3", "1.2.3"), ("0:1.0", "1.0"), ("1.02", "1.2")] {
            assert_eq!(compare(a, b), Ordering::Equal, "{a} {b}");
        }
    }

    #[test]
    fn a_package_is_raised_to_where_all_that_can_be_is_mended() {
        let found = |package, fixed_in, severity, rank| FoundIn {
            package,
            installed: "3.0.11",
            fixed_in,
            severity,
            rank,
        };
        let fixes = package_fixes([
            found("openssl", "3.0.12", "High", 4),
            found("openssl", "1.1.1w, 3.0.13, 3.1.5", "Critical", 5),
            found("openssl", "", "Low", 2),
            found("zlib", "", "High", 4),
            found("curl", "8.5", "Medium", 3),
        ]);
        let said: Vec<_> = fixes
            .iter()
            .map(|fix| {
                (
                    fix.package.as_str(),
                    fix.raise_to.as_deref(),
                    fix.mended,
                    fix.left,
                )
            })
            .collect();
        assert_eq!(
            said,
            [
                ("openssl", Some("3.0.13"), 2, 1),
                ("curl", Some("8.5"), 1, 0),
                ("zlib", None, 0, 1),
            ]
        );
        assert_eq!(fixes[0].worst, "Critical");
    }
}
