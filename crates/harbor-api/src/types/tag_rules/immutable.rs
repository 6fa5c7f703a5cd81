//! Immutable tags: rules that keep tags from being moved or deleted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::tag_rule::{Decoration, REPOSITORY_SCOPE, RuleSelector, ScopeSelectors};
use crate::names::ImmutableRuleId;
use crate::types::null_default;

/// A rule of a project. The server takes any: an empty pattern of tags freezes every tag, and a
/// rule without selectors freezes none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImmutableRule {
    /// 0 for one that is not there yet; of a change, that of the path.
    #[serde(skip_serializing_if = "ImmutableRuleId::is_new")]
    pub id: ImmutableRuleId,
    #[serde(skip_serializing_if = "is_zero")]
    pub priority: i64,
    /// Of no effect when a rule is made.
    pub disabled: bool,
    /// Always `immutable`.
    pub action: String,
    /// Always `immutable_template`.
    pub template: String,
    #[serde(
        deserialize_with = "null_default",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub params: BTreeMap<String, Value>,
    #[serde(deserialize_with = "null_default")]
    pub tag_selectors: Vec<RuleSelector>,
    #[serde(deserialize_with = "null_default")]
    pub scope_selectors: ScopeSelectors,
}

fn is_zero(number: &i64) -> bool {
    *number == 0
}

impl ImmutableRuleId {
    fn is_new(&self) -> bool {
        self.0 == 0
    }
}

impl Default for ImmutableRule {
    fn default() -> Self {
        Self {
            id: ImmutableRuleId::default(),
            priority: 0,
            disabled: false,
            action: "immutable".to_owned(),
            template: "immutable_template".to_owned(),
            params: BTreeMap::new(),
            tag_selectors: Vec::new(),
            scope_selectors: ScopeSelectors::new(),
        }
    }
}

impl ImmutableRule {
    /// A rule for tags of repositories.
    pub fn new(repositories: RuleSelector, tags: RuleSelector) -> Self {
        Self {
            tag_selectors: vec![tags],
            scope_selectors: BTreeMap::from([(REPOSITORY_SCOPE.to_owned(), vec![repositories])]),
            ..Self::default()
        }
    }

    /// Selectors of repositories.
    pub fn repositories(&self) -> &[RuleSelector] {
        self.scope_selectors
            .get(REPOSITORY_SCOPE)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Whether it freezes every tag of the repositories that it selects: the server goes by the
    /// first of several selectors.
    pub fn freezes_all(&self) -> bool {
        self.tag_selectors.first().is_some_and(|selector| {
            selector.decoration == Decoration::Matches
                && (selector.pattern.is_empty() || selector.pattern == "**")
        })
    }
}
