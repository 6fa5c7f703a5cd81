//! A rule as a sentence.

use harbor_api::types::ReplicationPolicy;

use super::declaration::trigger_name;
use crate::{ui::schedule_words, words::words};

/// What a filter of names or tags says; nothing where there is none.
pub fn filter_text(rule: &ReplicationPolicy, kind: &str) -> Option<String> {
    let filter = rule.filters.iter().find(|filter| filter.kind == kind)?;
    let value = match filter.value.as_str() {
        Some(text) => text.to_owned(),
        None => filter
            .value
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|value| value.as_str())
            .collect::<Vec<_>>()
            .join(", "),
    };
    let value = value.trim().to_owned();
    (!value.is_empty()).then(|| match filter.decoration.as_str() {
        "excludes" => words().replication.but(&value),
        _ => value,
    })
}

/// What it copies, from where to where, when.
pub fn sentence(rule: &ReplicationPolicy) -> String {
    let w = &words().replication;
    let what = filter_text(rule, "name").unwrap_or_else(|| w.everything.to_owned());
    let tags = filter_text(rule, "tag").map(|tags| w.with_tags(&tags));
    let what = match tags {
        Some(tags) => format!("{what} {tags}"),
        None => what,
    };
    let registry = &rule.remote().name;
    let copied = match rule.is_pull() {
        true => w.copies_from(&what, registry),
        false => w.copies_to(&what, registry),
    };
    let namespace = rule.dest_namespace.as_str();
    let into = (!namespace.is_empty()).then(|| w.into(namespace));
    let when = match rule.trigger.kind.as_str() {
        "scheduled" => schedule_words(&rule.trigger.trigger_settings.cron),
        other => trigger_name(other),
    };
    let parts = [Some(copied), into, Some(when)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}.", parts.join(", "))
}
