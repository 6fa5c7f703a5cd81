//! Settings by their names: environment, labels, and single facts.

use std::collections::BTreeMap;

/// A setting that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingChange {
    pub name: String,
    /// None where the first has none.
    pub before: Option<String>,
    /// None where the second has none.
    pub after: Option<String>,
}

/// The settings that differ, by name.
pub fn compare_settings(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> Vec<SettingChange> {
    let gone = before
        .iter()
        .filter(|(name, value)| after.get(*name) != Some(value))
        .map(|(name, value)| SettingChange {
            name: name.clone(),
            before: Some(value.clone()),
            after: after.get(name).cloned(),
        });
    let new = after
        .iter()
        .filter(|(name, _)| !before.contains_key(*name))
        .map(|(name, value)| SettingChange {
            name: name.clone(),
            before: None,
            after: Some(value.clone()),
        });
    let mut changes: Vec<SettingChange> = gone.chain(new).collect();
    changes.sort_by(|a, b| a.name.cmp(&b.name));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(all: &[(&str, &str)]) -> BTreeMap<String, String> {
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        all.iter().map(pair).collect()
    }

    #[test]
    fn what_is_the_same_is_not_told() {
        let before = settings(&[("A", "1"), ("B", "2"), ("C", "3")]);
        let after = settings(&[("A", "1"), ("B", "20"), ("D", "4")]);
        let changes = compare_settings(&before, &after);
        let told: Vec<_> = changes
            .iter()
            .map(|change| {
                let of = |value: &Option<String>| value.clone().unwrap_or_default();
                (change.name.as_str(), of(&change.before), of(&change.after))
            })
            .collect();
        let text = str::to_owned;
        assert_eq!(
            told,
            [
                ("B", text("2"), text("20")),
                ("C", text("3"), text("")),
                ("D", text(""), text("4")),
            ]
        );
        assert!(compare_settings(&before, &before).is_empty());
    }
}
