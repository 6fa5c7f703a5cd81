//! A rule as a sentence, its patterns as tokens.

use harbor_api::types::{RetentionMetadata, RetentionRule, RetentionTemplate, RuleSelector};
use leptos::prelude::*;

use crate::words::words;

/// What a rule keeps, in words; of a template that is not known here, in the server's.
pub fn kept_words(rule: &RetentionRule, metadata: Option<&RetentionMetadata>) -> String {
    let w = &words().retention;
    let count = rule.count().unwrap_or_default();
    match &rule.template {
        RetentionTemplate::LatestPushed => w.keep_pushed(count),
        RetentionTemplate::LatestPulled => w.keep_pulled(count),
        RetentionTemplate::PushedWithin => w.keep_pushed_within(count),
        RetentionTemplate::PulledWithin => w.keep_pulled_within(count),
        RetentionTemplate::Always => w.keep_always.to_owned(),
        RetentionTemplate::Other(id) => {
            let templates = metadata.map(|metadata| metadata.templates.iter());
            let known = templates
                .into_iter()
                .flatten()
                .find(|known| known.rule_template == rule.template);
            known.map_or_else(|| id.clone(), |known| known.display_text.clone())
        }
    }
}

/// Whether a selector selects everything.
fn is_any(selector: &RuleSelector) -> bool {
    !selector.excludes() && (selector.pattern.is_empty() || selector.pattern == "**")
}

fn selected(
    selectors: &[RuleSelector],
    any: &'static str,
    matching: &'static str,
    except: &'static str,
) -> AnyView {
    let told: Vec<&RuleSelector> = selectors.iter().filter(|it| !is_any(it)).collect();
    if told.is_empty() {
        return view! { <span class="strong">{any}</span> }.into_any();
    }
    told.into_iter()
        .enumerate()
        .map(|(at, selector)| {
            let and = (at > 0).then(|| words().retention.and);
            let said = if selector.excludes() {
                except
            } else {
                matching
            };
            view! {
                {and}
                <span>{said}</span>
                <code class="tok mono">{selector.pattern.clone()}</code>
            }
        })
        .collect_view()
        .into_any()
}

/// The repositories that selectors mean.
pub fn repositories(selectors: &[RuleSelector]) -> AnyView {
    let w = &words().retention;
    selected(
        selectors,
        w.every_repository,
        w.repositories_matching,
        w.repositories_except,
    )
}

/// The tags that selectors mean.
pub fn tags(selectors: &[RuleSelector]) -> AnyView {
    let w = &words().retention;
    selected(selectors, w.any_tag, w.tags_matching, w.tags_except)
}

/// A retention rule.
pub fn sentence(rule: &RetentionRule, metadata: Option<&RetentionMetadata>) -> AnyView {
    let w = &words().retention;
    // Artifacts without tag are selected where every selector takes them.
    let untagged = rule
        .tag_selectors
        .iter()
        .all(|selector| selector.untagged() != selector.excludes());
    view! {
        <span class="sent">
            <span>{w.rule_in}</span>
            {repositories(rule.repositories())}
            <span>{w.keep}</span>
            <span class="strong">{kept_words(rule, metadata)}</span>
            {tags(&rule.tag_selectors)}
            {untagged.then(|| view! { <span>{w.and_untagged}</span> })}
        </span>
    }
    .into_any()
}
