//! A rule as a sentence.

use harbor_api::types::ReplicationPolicy;

use super::{
    declaration::trigger_name,
    filters::{kind_name, texts_of},
};
use crate::{ui::schedule_words, words::words};

/// What a filter of names or tags says; nothing where there is none.
pub fn filter_text(rule: &ReplicationPolicy, kind: &str) -> Option<String> {
    let filter = rule.filters.iter().find(|filter| filter.kind == kind)?;
    let value = texts_of(rule, kind).join(", ");
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
    let labels = filter_text(rule, "label").map(|labels| w.with_labels(&labels));
    let kinds = texts_of(rule, "resource");
    let kinds = kinds.first().map(|kind| w.only(&kind_name(kind)));
    let what = [Some(what), tags, labels, kinds];
    let what = what.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let registry = &rule.remote().name;
    let copied = match rule.is_pull() {
        true => w.copies_from(&what, registry),
        false => w.copies_to(&what, registry),
    };
    let namespace = rule.dest_namespace.as_str();
    let into = (!namespace.is_empty()).then(|| w.in_namespace(namespace));
    let when = match rule.trigger.kind.as_str() {
        "scheduled" => schedule_words(&rule.trigger.trigger_settings.cron),
        other => trigger_name(other),
    };
    let parts = [Some(copied), into, Some(when)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}.", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use harbor_api::types::ReplicationFilter;

    use super::*;

    #[test]
    fn a_rule_that_only_names_labels_does_not_copy_everything() {
        let filter = |kind: &str, value: serde_json::Value, decoration: &str| ReplicationFilter {
            kind: kind.to_owned(),
            value,
            decoration: decoration.to_owned(),
        };
        let mut rule = ReplicationPolicy {
            filters: vec![filter("label", serde_json::json!(["approved"]), "matches")],
            ..Default::default()
        };
        assert!(
            sentence(&rule).contains("everything with labels approved"),
            "{}",
            sentence(&rule)
        );
        rule.filters = vec![
            filter("label", serde_json::json!(["a", "b"]), "excludes"),
            filter("resource", serde_json::json!("image"), ""),
        ];
        assert!(
            sentence(&rule).contains("with labels all but a, b (images only)"),
            "{}",
            sentence(&rule)
        );
    }
}
