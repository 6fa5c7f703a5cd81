//! What was typed of a rule.

use std::sync::Arc;

use harbor_api::{
    RegistryId,
    types::{
        ReplicationFilter, ReplicationPolicy, ReplicationPolicyChange, ReplicationRegistry,
        ReplicationTrigger, ReplicationTriggerKind, ReplicationTriggerSettings,
    },
};
use harbor_rules::Pattern;
use leptos::prelude::*;
use serde_json::Value;

use super::filters::texts_of;
use crate::{ui::ScheduleForm, words::words};

pub const PUSH: &str = "push";
pub const PULL: &str = "pull";

/// The form.
#[derive(Clone, Copy)]
pub struct RuleForm {
    pub name: RwSignal<String>,
    pub description: RwSignal<String>,
    pub direction: RwSignal<String>,
    /// The other registry's number.
    pub registry: RwSignal<String>,
    pub names: RwSignal<String>,
    pub tags: RwSignal<String>,
    /// `matches` or `excludes`.
    pub tags_mean: RwSignal<String>,
    pub labels: RwSignal<Vec<String>>,
    /// `matches` or `excludes`.
    pub labels_mean: RwSignal<String>,
    /// The kind of content; empty for all.
    pub content: RwSignal<String>,
    pub namespace: RwSignal<String>,
    pub replaced: RwSignal<String>,
    pub trigger: RwSignal<String>,
    pub schedule: ScheduleForm,
    pub deletion: RwSignal<bool>,
    pub replaces: RwSignal<bool>,
    /// Kilobits a second; empty for no limit.
    pub speed: RwSignal<String>,
    pub by_chunk: RwSignal<bool>,
    pub one_at_a_time: RwSignal<bool>,
    pub tried: RwSignal<bool>,
    /// The name is taken.
    pub refused_name: RwSignal<bool>,
    kept: StoredValue<Option<Arc<ReplicationPolicy>>>,
}

/// The filters that have fields here; others of a rule that is changed stay as they are.
const SHOWN: [&str; 4] = ["name", "tag", "label", "resource"];

fn text_of(rule: Option<&ReplicationPolicy>, kind: &str) -> (String, String) {
    let filter = rule.and_then(|rule| rule.filters.iter().find(|filter| filter.kind == kind));
    let value = filter.and_then(|filter| filter.value.as_str());
    let decoration = filter.map(|filter| filter.decoration.as_str());
    let decoration = decoration
        .filter(|word| !word.is_empty())
        .unwrap_or("matches");
    (value.unwrap_or_default().to_owned(), decoration.to_owned())
}

impl RuleForm {
    pub fn new(kept: Option<Arc<ReplicationPolicy>>) -> Self {
        let rule = kept.as_deref();
        let text = |text: &str| RwSignal::new(text.to_owned());
        let (names, _) = text_of(rule, "name");
        let (tags, tags_mean) = text_of(rule, "tag");
        let (_, labels_mean) = text_of(rule, "label");
        let (content, _) = text_of(rule, "resource");
        let cron = rule.map_or("", |rule| rule.trigger.trigger_settings.cron.as_str());
        let registry = rule.map(|rule| rule.remote().id.to_string());
        Self {
            name: text(rule.map_or("", |rule| &rule.name)),
            description: text(rule.map_or("", |rule| &rule.description)),
            direction: text(if rule.is_some_and(ReplicationPolicy::is_pull) {
                PULL
            } else {
                PUSH
            }),
            registry: RwSignal::new(registry.unwrap_or_default()),
            names: text(&names),
            tags: text(&tags),
            tags_mean: text(&tags_mean),
            labels: RwSignal::new(rule.map_or_else(Vec::new, |rule| texts_of(rule, "label"))),
            labels_mean: text(&labels_mean),
            content: text(&content),
            namespace: text(rule.map_or("", |rule| &rule.dest_namespace)),
            replaced: RwSignal::new(
                rule.map_or(1, |rule| rule.dest_namespace_replace_count.unwrap_or(-1))
                    .to_string(),
            ),
            trigger: text(rule.map_or("manual", |rule| rule.trigger.kind.as_str())),
            schedule: ScheduleForm::new(if cron.is_empty() { "0 0 2 * * *" } else { cron }),
            deletion: RwSignal::new(rule.is_some_and(|rule| rule.deletion)),
            replaces: RwSignal::new(rule.is_none_or(|rule| rule.replaces)),
            speed: RwSignal::new(match rule.map(|rule| rule.speed) {
                Some(speed) if speed > 0 => speed.to_string(),
                _ => String::new(),
            }),
            by_chunk: RwSignal::new(rule.is_some_and(|rule| rule.copy_by_chunk)),
            one_at_a_time: RwSignal::new(rule.is_some_and(|rule| rule.single_active_replication)),
            tried: RwSignal::new(false),
            refused_name: RwSignal::new(false),
            kept: StoredValue::new(kept),
        }
    }

    pub fn is_kept(&self) -> bool {
        self.kept.with_value(Option::is_some)
    }

    pub fn is_pull(&self) -> bool {
        self.direction.with(|direction| direction == PULL)
    }

    /// How many parts the namespace replaces; below 0 all but the last.
    pub fn replaced(&self) -> i64 {
        self.replaced.with(|text| text.parse().unwrap_or(-1))
    }

    pub fn name_fault(&self) -> Option<&'static str> {
        let w = &words().replication;
        self.name.with(|name| {
            if name.trim().is_empty() {
                Some(w.name_missing)
            } else {
                (name.trim().chars().count() > 256).then_some(w.name_long)
            }
        })
    }

    pub fn registry_fault(&self) -> Option<&'static str> {
        let is_missing = self.registry.with(String::is_empty);
        is_missing.then_some(words().replication.registry_missing)
    }

    /// A pattern that the server takes and could not read.
    pub fn pattern_fault(text: &str) -> Option<&'static str> {
        let text = text.trim();
        let is_bad = !text.is_empty() && Pattern::new(text).has_bad_place();
        is_bad.then_some(words().replication.pattern_bad)
    }

    pub fn namespace_fault(&self) -> Option<&'static str> {
        self.namespace.with(|text| {
            let text = text.trim();
            let is_good = text.is_empty() || harbor_api::RepositoryName::new(text).is_ok();
            (!is_good).then_some(words().replication.namespace_rule)
        })
    }

    pub fn speed_fault(&self) -> Option<&'static str> {
        self.speed.with(|text| {
            let text = text.trim();
            let is_good = text.is_empty() || text.parse::<i32>().is_ok_and(|number| number > 0);
            (!is_good).then_some(words().replication.speed_rule)
        })
    }

    pub fn is_whole(&self) -> bool {
        let is_scheduled = self.trigger.with(|word| word == "scheduled");
        let has_schedule = !self.schedule.is_off() && !self.schedule.is_wrong();
        self.name_fault().is_none()
            && self.registry_fault().is_none()
            && self.names.with(|text| Self::pattern_fault(text)).is_none()
            && self.tags.with(|text| Self::pattern_fault(text)).is_none()
            && self.namespace_fault().is_none()
            && self.speed_fault().is_none()
            && (!is_scheduled || has_schedule)
    }

    /// The whole rule, as it is sent: what is absent would be `false`.
    pub fn change(&self) -> ReplicationPolicyChange {
        let other = self
            .registry
            .get_untracked()
            .parse()
            .ok()
            .map(|id| ReplicationRegistry { id: RegistryId(id) });
        let is_pull = untrack(|| self.is_pull());
        let trimmed = |text: RwSignal<String>| text.get_untracked().trim().to_owned();
        let filter = |kind: &str, value: Value, decoration: String| ReplicationFilter {
            kind: kind.to_owned(),
            value,
            decoration,
        };
        let mut filters = Vec::new();
        let (names, tags) = (trimmed(self.names), trimmed(self.tags));
        if !names.is_empty() {
            filters.push(filter("name", Value::String(names), String::new()));
        }
        if !tags.is_empty() {
            let means = self.tags_mean.get_untracked();
            filters.push(filter("tag", Value::String(tags), means));
        }
        let labels = self.labels.get_untracked();
        if !labels.is_empty() {
            let labels = labels.into_iter().map(Value::String).collect();
            let means = self.labels_mean.get_untracked();
            filters.push(filter("label", Value::Array(labels), means));
        }
        let content = self.content.get_untracked();
        if !content.is_empty() {
            filters.push(filter("resource", Value::String(content), String::new()));
        }
        self.kept.with_value(|kept| {
            let others = kept.iter().flat_map(|rule| &rule.filters);
            let others = others.filter(|filter| !SHOWN.contains(&filter.kind.as_str()));
            filters.extend(others.cloned());
        });
        let kind = ReplicationTriggerKind::from(self.trigger.get_untracked());
        let cron = match kind {
            ReplicationTriggerKind::Scheduled => {
                self.schedule.cron.get_untracked().unwrap_or_default()
            }
            _ => String::new(),
        };
        // The server answers 500 to both together.
        let one_at_a_time =
            kind != ReplicationTriggerKind::EventBased && self.one_at_a_time.get_untracked();
        ReplicationPolicyChange {
            name: trimmed(self.name),
            description: trimmed(self.description),
            src_registry: if is_pull { other } else { None },
            dest_registry: if is_pull { None } else { other },
            dest_namespace: trimmed(self.namespace),
            dest_namespace_replace_count: untrack(|| self.replaced()),
            trigger: ReplicationTrigger {
                kind,
                trigger_settings: ReplicationTriggerSettings { cron },
            },
            filters,
            deletion: self.deletion.get_untracked(),
            replaces: self.replaces.get_untracked(),
            enabled: self
                .kept
                .with_value(|kept| kept.as_ref().is_none_or(|rule| rule.enabled)),
            speed: trimmed(self.speed).parse().unwrap_or(0),
            copy_by_chunk: self.by_chunk.get_untracked(),
            single_active_replication: one_at_a_time,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_kinds_of_a_rule_are_changed_and_what_has_no_field_stays() {
        let owner = Owner::new();
        owner.set();
        let filter = |kind: &str, value: Value, decoration: &str| ReplicationFilter {
            kind: kind.to_owned(),
            value,
            decoration: decoration.to_owned(),
        };
        let others = filter("of_the_future", Value::from("x"), "");
        let rule = ReplicationPolicy {
            filters: vec![
                filter("label", serde_json::json!(["approved", "old"]), "excludes"),
                others.clone(),
            ],
            ..Default::default()
        };
        let form = RuleForm::new(Some(Arc::new(rule)));
        assert_eq!(form.labels.get_untracked(), ["approved", "old"]);
        form.labels.set(vec!["approved".to_owned()]);
        form.content.set("image".to_owned());
        assert_eq!(
            form.change().filters,
            [
                filter("label", serde_json::json!(["approved"]), "excludes"),
                filter("resource", Value::from("image"), ""),
                others,
            ]
        );
        // None is no filter: the server would match nothing with an empty list.
        form.labels.set(Vec::new());
        form.content.set(String::new());
        assert_eq!(form.change().filters.len(), 1);
    }
}
