//! What retention and immutable rules are made of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::types::null_default;

words!(
    /// How a selector takes its pattern.
    Decoration {
        /// Tags that the pattern means.
        Matches = "matches",
        /// Tags that it doesn't mean.
        Excludes = "excludes",
        /// Repositories that the pattern means.
        RepositoryMatches = "repoMatches",
        /// Repositories that it doesn't mean.
        RepositoryExcludes = "repoExcludes",
    }
);

/// What a rule selects: repositories, named without their project, or tags.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleSelector {
    /// Always `doublestar`.
    pub kind: String,
    pub decoration: Decoration,
    /// The empty pattern means everything.
    pub pattern: String,
    /// JSON in a text: `{"untagged":true}` for tags of retention rules.
    #[serde(
        deserialize_with = "null_default",
        skip_serializing_if = "String::is_empty"
    )]
    pub extras: String,
}

impl Default for RuleSelector {
    fn default() -> Self {
        Self::new(Decoration::Matches, "**")
    }
}

#[derive(Deserialize)]
struct Extras {
    #[serde(default)]
    untagged: bool,
}

impl RuleSelector {
    /// The only kind of patterns that there is.
    pub const KIND: &'static str = "doublestar";

    /// A selector without extras.
    pub fn new(decoration: Decoration, pattern: impl Into<String>) -> Self {
        Self {
            kind: Self::KIND.to_owned(),
            decoration,
            pattern: pattern.into(),
            extras: String::new(),
        }
    }

    /// The same, saying whether artifacts without tags are among what the pattern means. Whatever
    /// else the extras say stays.
    #[must_use]
    pub fn with_untagged(mut self, untagged: bool) -> Self {
        let mut extras: Map<String, Value> = serde_json::from_str(&self.extras).unwrap_or_default();
        extras.insert("untagged".to_owned(), untagged.into());
        self.extras = Value::Object(extras).to_string();
        self
    }

    /// Whether it selects what its pattern doesn't mean.
    pub fn excludes(&self) -> bool {
        matches!(
            self.decoration,
            Decoration::Excludes | Decoration::RepositoryExcludes
        )
    }

    /// Whether artifacts without tags are among what the pattern means. Where nothing is said, or
    /// nothing that can be read, they are for those that match, and are not for those that exclude.
    pub fn untagged(&self) -> bool {
        serde_json::from_str::<Extras>(&self.extras)
            .map_or(!self.excludes(), |extras| extras.untagged)
    }
}

/// The key of [`ScopeSelectors`] that Harbor knows.
pub const REPOSITORY_SCOPE: &str = "repository";

/// Selectors of repositories, under `repository`.
pub type ScopeSelectors = BTreeMap<String, Vec<RuleSelector>>;

#[cfg(test)]
mod tests {
    use super::{Decoration, RuleSelector};

    #[test]
    fn what_else_the_extras_say_stays() {
        let selector = RuleSelector {
            extras: r#"{"note":"kept","untagged":true}"#.to_owned(),
            ..RuleSelector::new(Decoration::Matches, "v*")
        };
        let changed = selector.with_untagged(false);
        assert!(!changed.untagged());
        assert_eq!(changed.extras, r#"{"note":"kept","untagged":false}"#);
        let unreadable = RuleSelector {
            extras: "untagged".to_owned(),
            ..RuleSelector::default()
        };
        assert_eq!(
            unreadable.with_untagged(true).extras,
            r#"{"untagged":true}"#
        );
    }
}
