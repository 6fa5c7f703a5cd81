//! Retention: which artifacts of a project stay.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::tag_rule::{REPOSITORY_SCOPE, RuleSelector, ScopeSelectors};
use crate::types::{JobStatus, null_default};
use crate::{
    names::{ProjectId, RetentionExecutionId, RetentionId, RetentionTaskId},
    wire::time,
};

words!(
    /// What a retention rule keeps.
    RetentionTemplate {
        /// So many that were pushed last.
        LatestPushed = "latestPushedK",
        /// So many that were pulled last.
        LatestPulled = "latestPulledN",
        /// Those that were pushed within so many days.
        PushedWithin = "nDaysSinceLastPush",
        /// Those that were pulled within so many days.
        PulledWithin = "nDaysSinceLastPull",
        /// All that the rule selects.
        Always = "always",
    }
);

impl RetentionTemplate {
    /// The number that the server takes where a rule has none that it can read.
    pub fn default_count(&self) -> Option<u64> {
        match self {
            Self::LatestPushed | Self::LatestPulled => Some(10),
            Self::PushedWithin | Self::PulledWithin => Some(30),
            Self::Always | Self::Other(_) => None,
        }
    }

    /// Whether its number is one of days.
    pub fn is_in_days(&self) -> bool {
        matches!(self, Self::PushedWithin | Self::PulledWithin)
    }
}

/// A rule: of the artifacts that it selects it keeps some. Whatever no rule keeps is deleted in the
/// repositories that a rule looks at, artifacts without tags too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetentionRule {
    #[serde(skip_serializing_if = "is_zero")]
    pub id: i64,
    #[serde(skip_serializing_if = "is_zero")]
    pub priority: i64,
    pub disabled: bool,
    /// Always `retain`.
    pub action: String,
    pub template: RetentionTemplate,
    /// The template's number under the template's name. The server checks nothing: a text counts
    /// as none, and 0 keeps nothing.
    #[serde(deserialize_with = "null_default")]
    pub params: BTreeMap<String, Value>,
    #[serde(deserialize_with = "null_default")]
    pub tag_selectors: Vec<RuleSelector>,
    #[serde(deserialize_with = "null_default")]
    pub scope_selectors: ScopeSelectors,
}

fn is_zero(number: &i64) -> bool {
    *number == 0
}

impl Default for RetentionRule {
    fn default() -> Self {
        Self {
            id: 0,
            priority: 0,
            disabled: false,
            action: Self::ACTION.to_owned(),
            template: RetentionTemplate::default(),
            params: BTreeMap::new(),
            tag_selectors: Vec::new(),
            scope_selectors: ScopeSelectors::new(),
        }
    }
}

impl RetentionRule {
    /// The only action that there is.
    pub const ACTION: &'static str = "retain";

    /// Selectors of repositories.
    pub fn repositories(&self) -> &[RuleSelector] {
        self.scope_selectors
            .get(REPOSITORY_SCOPE)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The number that the server goes by: of a fraction the whole part, and its own default where
    /// the rule has no number, one below 0 or a text. None where the template has none.
    pub fn count(&self) -> Option<u64> {
        let default = self.template.default_count()?;
        let number = self.params.get(self.template.as_str());
        let number = number
            .and_then(Value::as_f64)
            .filter(|number| *number >= 0.0);
        // A number too large to be told exactly is as good as endless.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Some(number.map_or(default, |number| number as u64))
    }
}

/// When a policy runs by itself. The server takes `null` for it with an error of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetentionTrigger {
    /// `Schedule`; with another word the server keeps no schedule.
    pub kind: String,
    #[serde(deserialize_with = "null_default")]
    pub settings: RetentionSettings,
    /// The server's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub references: Option<Value>,
}

/// The schedule of a [`RetentionTrigger`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetentionSettings {
    /// Six fields, by UTC; empty for none.
    #[serde(deserialize_with = "null_default")]
    pub cron: String,
    /// The server's own.
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub next_scheduled_time: Option<DateTime<Utc>>,
}

impl RetentionTrigger {
    /// A schedule; the empty text for none.
    pub fn schedule(cron: impl Into<String>) -> Self {
        Self {
            kind: "Schedule".to_owned(),
            settings: RetentionSettings {
                cron: cron.into(),
                next_scheduled_time: None,
            },
            references: None,
        }
    }
}

impl Default for RetentionTrigger {
    fn default() -> Self {
        Self::schedule("")
    }
}

/// Whose a policy is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetentionScope {
    /// Always `project`.
    pub level: String,
    #[serde(rename = "ref")]
    pub project: ProjectId,
}

impl RetentionScope {
    /// A project's policy.
    pub fn of_project(project: ProjectId) -> Self {
        Self {
            level: "project".to_owned(),
            project,
        }
    }
}

impl Default for RetentionScope {
    fn default() -> Self {
        Self::of_project(ProjectId::default())
    }
}

/// A project's retention policy, as it is read and, whole, as it is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetentionPolicy {
    /// 0 for one that is not there yet.
    #[serde(skip_serializing_if = "RetentionId::is_new")]
    pub id: RetentionId,
    /// Always `or`: an artifact stays if any rule keeps it.
    pub algorithm: String,
    #[serde(deserialize_with = "null_default")]
    pub rules: Vec<RetentionRule>,
    #[serde(deserialize_with = "null_default")]
    pub trigger: RetentionTrigger,
    #[serde(deserialize_with = "null_default")]
    pub scope: RetentionScope,
}

impl RetentionId {
    fn is_new(&self) -> bool {
        self.0 == 0
    }
}

impl RetentionPolicy {
    /// Rules that the server takes at most.
    pub const MAX_RULES: usize = 15;

    /// A policy without rules and schedule.
    pub fn of_project(project: ProjectId) -> Self {
        Self {
            scope: RetentionScope::of_project(project),
            ..Self::default()
        }
    }
}

impl Default for RetentionPolicy {
    fn default() -> Self {
        Self {
            id: RetentionId::default(),
            algorithm: "or".to_owned(),
            rules: Vec::new(),
            trigger: RetentionTrigger::default(),
            scope: RetentionScope::default(),
        }
    }
}

/// What rules may be made of (`GET /retentions/metadatas`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetentionMetadata {
    #[serde(deserialize_with = "null_default")]
    pub templates: Vec<RetentionTemplateMetadata>,
    #[serde(deserialize_with = "null_default")]
    pub scope_selectors: Vec<SelectorMetadata>,
    #[serde(deserialize_with = "null_default")]
    pub tag_selectors: Vec<SelectorMetadata>,
}

/// A template that the server offers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetentionTemplateMetadata {
    pub rule_template: RetentionTemplate,
    /// The server's English words, with `#` for the number.
    pub display_text: String,
    pub action: String,
    #[serde(deserialize_with = "null_default")]
    pub params: Vec<RetentionParameter>,
}

/// A template's number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetentionParameter {
    #[serde(rename = "type")]
    pub kind: String,
    /// `COUNT` or `DAYS`.
    pub unit: String,
    pub required: bool,
}

/// A kind of selectors that the server offers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SelectorMetadata {
    pub kind: String,
    pub display_text: String,
    #[serde(deserialize_with = "null_default")]
    pub decorations: Vec<super::tag_rule::Decoration>,
}

/// Body of `POST /retentions/{id}/executions`. An execution that doesn't say `dry_run` deletes, so
/// it is always said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRetentionExecution {
    pub dry_run: bool,
}

/// Body of `PATCH /retentions/{id}/executions/{eid}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionExecutionAction {
    /// `stop` is all that there is.
    pub action: String,
}

impl RetentionExecutionAction {
    /// Stops an execution.
    pub fn stop() -> Self {
        Self {
            action: "stop".to_owned(),
        }
    }
}

/// An execution of a policy.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetentionExecution {
    pub id: RetentionExecutionId,
    pub policy_id: RetentionId,
    pub status: JobStatus,
    /// `MANUAL` or `SCHEDULE`.
    pub trigger: String,
    /// Nothing is deleted.
    pub dry_run: bool,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub start_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub end_time: Option<DateTime<Utc>>,
}

/// The part of an execution that looks at one repository.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetentionTask {
    pub id: RetentionTaskId,
    pub execution_id: RetentionExecutionId,
    /// Without its project.
    pub repository: String,
    pub job_id: String,
    pub status: JobStatus,
    pub status_code: i64,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub start_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub end_time: Option<DateTime<Utc>>,
    /// Artifacts that were looked at.
    pub total: i64,
    /// Artifacts that stay, those that are immutable included.
    pub retained: i64,
}

object!(RetentionPolicy, RetentionMetadata);
