//! Which rule holds an immutable tag.

use std::sync::Arc;

use harbor_api::{
    ProjectName, ProjectReference,
    operations::ListImmutableRules,
    types::{ImmutableRule, RuleSelector},
};
use harbor_rules::Pattern;
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    ipc::load::{Loaded, Rows, load_list},
    permissions::Rights,
    ui::Icon,
    words::words,
};

/// The rules of a project, to say which of them holds a tag.
#[derive(Clone, Copy)]
pub struct FreezingRules(Loaded<Rows<ImmutableRule>>);

impl FreezingRules {
    /// They are asked for when `wanted`, by who may see them.
    pub fn new(
        connection: Signal<ConnectionId>,
        project: ProjectName,
        rights: Signal<Option<Arc<Rights>>>,
        wanted: Signal<bool>,
    ) -> Self {
        Self(load_list(connection, move || {
            let may_see = rights.get()?.may("immutable-tag", "list");
            (may_see && wanted.get()).then(|| ListImmutableRules {
                project_name_or_id: ProjectReference::Name(project.clone()),
                q: Default::default(),
                sort: Default::default(),
                page: Default::default(),
            })
        }))
    }

    /// The rule that holds a tag of a repository, in words; nothing where it is not known.
    pub fn holding(&self, repository: &str, tag: &str) -> Option<String> {
        let rules = self.0.data.get()?;
        let rule = rules
            .good
            .iter()
            .find(|rule| holds(rule, repository, tag))?;
        let w = &words().immutable_tags;
        Some(w.held_by(
            rule.id.0,
            &patterns(&rule.tag_selectors),
            &patterns(rule.repositories()),
        ))
    }
}

/// The lock of an immutable tag, which says what it means and which rule holds the tag.
#[component]
pub fn TagLock(rules: FreezingRules, repository: String, tag: String) -> impl IntoView {
    let said = Signal::derive(move || {
        let immutable = words().tags.immutable_text;
        match rules.holding(&repository, &tag) {
            Some(rule) => format!("{immutable} {rule}"),
            None => immutable.to_owned(),
        }
    });
    view! {
        <span class="lock" role="img" aria-label=said title=said>
            <Icon name="lock" />
        </span>
    }
}

/// The rules that hold tags of a repository, each once.
#[component]
pub fn HoldingRules(rules: FreezingRules, repository: String, tags: Vec<String>) -> impl IntoView {
    move || {
        let held = tags
            .iter()
            .filter_map(|tag| rules.holding(&repository, tag));
        let held: std::collections::BTreeSet<String> = held.collect();
        let lines = held
            .into_iter()
            .map(|rule| view! { <span class="soft">{rule}</span> });
        (!tags.is_empty()).then(|| {
            view! {
                <div class="note">
                    <Icon name="lock" />
                    <span class="grow col">
                        <span>{words().immutable_tags.held_tags(tags.len())}</span>
                        {lines.collect_view()}
                    </span>
                </div>
            }
        })
    }
}

/// Whether a rule holds a tag. The server goes by the first selector of each kind; a rule without
/// selectors holds none, and an unreadable pattern neither.
fn holds(rule: &ImmutableRule, repository: &str, tag: &str) -> bool {
    let selects = |selectors: &[RuleSelector], name: &str| {
        selectors.first().is_some_and(|selector| {
            Pattern::new(&selector.pattern)
                .matches(name)
                .is_ok_and(|is_meant| is_meant != selector.excludes())
        })
    };
    !rule.disabled && selects(rule.repositories(), repository) && selects(&rule.tag_selectors, tag)
}

fn patterns(selectors: &[RuleSelector]) -> String {
    let w = &words().immutable_tags;
    let said = selectors.iter().map(|selector| match selector.excludes() {
        true => format!("{} {}", w.except, selector.pattern),
        false => selector.pattern.clone(),
    });
    said.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use harbor_api::types::Decoration;

    use super::*;

    #[test]
    fn a_rule_holds_what_both_its_selectors_mean() {
        let rule = ImmutableRule::new(
            RuleSelector::new(Decoration::RepositoryMatches, "base/**"),
            RuleSelector::new(Decoration::Excludes, "dev-*"),
        );
        assert!(holds(&rule, "base/debian", "1.0"));
        assert!(!holds(&rule, "base/debian", "dev-1"));
        assert!(!holds(&rule, "casa", "1.0"));
        let off = ImmutableRule {
            disabled: true,
            ..rule.clone()
        };
        assert!(!holds(&off, "base/debian", "1.0"));
        let mut several = rule.clone();
        let further = RuleSelector::new(Decoration::Matches, "none-such");
        several.tag_selectors.push(further);
        assert!(
            holds(&several, "base/debian", "1.0"),
            "only the first counts"
        );
        let without = ImmutableRule {
            tag_selectors: Vec::new(),
            ..rule
        };
        assert!(!holds(&without, "base/debian", "1.0"));
    }
}
