//! What was typed of a policy.

use std::sync::Arc;

use harbor_api::{
    PreheatName, ProjectId,
    types::{PreheatFilters, PreheatPolicy, PreheatScope, PreheatTrigger, ProjectPreheatProvider},
};
use harbor_rules::Pattern;
use leptos::prelude::*;

use crate::{ui::ScheduleForm, words::words};

/// The form.
#[derive(Clone, Copy)]
pub struct PolicyForm {
    pub name: RwSignal<String>,
    pub description: RwSignal<String>,
    /// The network's number.
    pub provider: RwSignal<String>,
    pub repositories: RwSignal<String>,
    pub tags: RwSignal<String>,
    pub labels: RwSignal<String>,
    pub signed: RwSignal<bool>,
    /// A severity's number; empty for any.
    pub below: RwSignal<String>,
    pub trigger: RwSignal<String>,
    pub schedule: ScheduleForm,
    pub scope: RwSignal<String>,
    pub clusters: RwSignal<String>,
    pub tried: RwSignal<bool>,
    /// The name is taken.
    pub is_taken: RwSignal<bool>,
    kept: StoredValue<Option<Arc<PreheatPolicy>>>,
}

impl PolicyForm {
    pub fn new(kept: Option<Arc<PreheatPolicy>>) -> Self {
        let policy = kept.as_deref().cloned().unwrap_or_default();
        let text = |text: &str| RwSignal::new(text.to_owned());
        // Everything is an empty field.
        let pattern = |pattern: &str| text(if pattern == "**" { "" } else { pattern });
        let filters = PreheatFilters::from_text(&policy.filters);
        let trigger = PreheatTrigger::from_text(&policy.trigger);
        let scope = PreheatScope::from_text(&policy.extra_attrs);
        let clusters: Vec<String> = scope.clusters.iter().map(ToString::to_string).collect();
        let cron = match trigger.cron.is_empty() {
            true => "0 0 2 * * *",
            false => trigger.cron.as_str(),
        };
        let provider = match policy.provider_id {
            0 => String::new(),
            id => id.to_string(),
        };
        Self {
            name: text(&policy.name),
            description: text(&policy.description),
            provider: RwSignal::new(provider),
            repositories: pattern(&filters.repositories),
            tags: pattern(&filters.tags),
            labels: text(&filters.labels),
            signed: RwSignal::new(filters.is_signed),
            below: RwSignal::new(
                filters
                    .below
                    .map_or_else(String::new, |code| code.to_string()),
            ),
            trigger: text(match trigger.kind.as_str() {
                "" => "manual",
                kind => kind,
            }),
            schedule: ScheduleForm::new(cron),
            scope: text(&scope.scope),
            clusters: text(&clusters.join(", ")),
            tried: RwSignal::new(false),
            is_taken: RwSignal::new(false),
            kept: StoredValue::new(kept),
        }
    }

    pub fn is_kept(&self) -> bool {
        self.kept.with_value(Option::is_some)
    }

    pub fn is_scheduled(&self) -> bool {
        self.trigger.with(|word| word == "scheduled")
    }

    /// Chooses the default network where none is chosen.
    pub fn choose_default(&self, networks: &[Arc<ProjectPreheatProvider>]) {
        if !self.provider.with_untracked(String::is_empty) {
            return;
        }
        let default = networks
            .iter()
            .find(|known| known.is_default && known.enabled);
        if let Some(default) = default {
            self.provider.set(default.id.to_string());
        }
    }

    pub fn name_fault(&self) -> Option<&'static str> {
        let w = &words().preheat;
        self.name.with(|name| match name.trim() {
            "" => Some(w.name_missing),
            name => PreheatName::new(name).is_err().then_some(w.name_rule),
        })
    }

    pub fn provider_fault(&self) -> Option<&'static str> {
        let is_missing = self.provider.with(String::is_empty);
        is_missing.then_some(words().preheat.network_missing)
    }

    /// A pattern that the server takes and could not read.
    pub fn pattern_fault(text: &str) -> Option<&'static str> {
        let text = text.trim();
        let is_bad = !text.is_empty() && Pattern::new(text).has_bad_place();
        is_bad.then_some(words().preheat.pattern_bad)
    }

    /// The clusters' numbers; none where they can't be read.
    fn cluster_numbers(&self) -> Option<Vec<i64>> {
        self.clusters.with(|text| {
            let parts = text.split(',').map(str::trim);
            let parts = parts.filter(|part| !part.is_empty());
            parts.map(|part| part.parse().ok()).collect()
        })
    }

    pub fn clusters_fault(&self) -> Option<&'static str> {
        let is_bad = self.cluster_numbers().is_none();
        is_bad.then_some(words().preheat.clusters_rule)
    }

    pub fn is_whole(&self) -> bool {
        let has_schedule = || !self.schedule.is_off() && !self.schedule.is_wrong();
        let is_good =
            |text: RwSignal<String>| text.with(|text| Self::pattern_fault(text)).is_none();
        self.name_fault().is_none()
            && self.provider_fault().is_none()
            && is_good(self.repositories)
            && is_good(self.tags)
            && self.clusters_fault().is_none()
            && (!self.is_scheduled() || has_schedule())
    }

    /// Its name, checked.
    pub fn checked_name(&self) -> Option<PreheatName> {
        PreheatName::new(self.name.get_untracked().trim()).ok()
    }

    /// The whole policy, as it is sent.
    pub fn policy(&self, project_id: ProjectId) -> PreheatPolicy {
        let trimmed = |text: RwSignal<String>| text.get_untracked().trim().to_owned();
        let kept = self.kept.with_value(|kept| kept.as_deref().cloned());
        let is_new = kept.is_none();
        let kept = kept.unwrap_or_default();
        let labels = trimmed(self.labels);
        let labels: Vec<&str> = labels
            .split(',')
            .map(str::trim)
            .filter(|label| !label.is_empty())
            .collect();
        let filters = PreheatFilters {
            repositories: trimmed(self.repositories),
            tags: trimmed(self.tags),
            labels: labels.join(","),
            is_signed: self.signed.get_untracked(),
            below: trimmed(self.below).parse().ok(),
            others: PreheatFilters::from_text(&kept.filters).others,
        };
        let trigger = PreheatTrigger {
            kind: trimmed(self.trigger),
            cron: match untrack(|| self.is_scheduled()) {
                true => self.schedule.cron.get_untracked().unwrap_or_default(),
                false => String::new(),
            },
        };
        let scope = PreheatScope {
            scope: trimmed(self.scope),
            clusters: untrack(|| self.cluster_numbers()).unwrap_or_default(),
        };
        PreheatPolicy {
            name: trimmed(self.name),
            description: trimmed(self.description),
            project_id,
            provider_id: trimmed(self.provider).parse().unwrap_or(0),
            provider_name: String::new(),
            filters: filters.to_text(),
            trigger: trigger.to_text(),
            enabled: is_new || kept.enabled,
            extra_attrs: scope.to_text(&kept.extra_attrs),
            ..kept
        }
    }
}
