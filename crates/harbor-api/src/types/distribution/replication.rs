//! Replication: rules that copy artifacts from or to another registry.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Registry;
use crate::{
    names::{ExecutionId, RegistryId, ReplicationPolicyId, TaskId},
    types::null_default,
    wire::time,
};

/// A rule (`GET /replication/policies`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplicationPolicy {
    pub id: ReplicationPolicyId,
    pub name: String,
    #[serde(deserialize_with = "null_default")]
    pub description: String,
    /// Number 0 is the server itself.
    #[serde(deserialize_with = "null_default")]
    pub src_registry: Registry,
    #[serde(deserialize_with = "null_default")]
    pub dest_registry: Registry,
    /// Empty: the same as at the source.
    #[serde(deserialize_with = "null_default")]
    pub dest_namespace: String,
    /// How many parts of a path `dest_namespace` replaces; -1: all but the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dest_namespace_replace_count: Option<i64>,
    #[serde(deserialize_with = "null_default")]
    pub trigger: ReplicationTrigger,
    #[serde(deserialize_with = "null_default")]
    pub filters: Vec<ReplicationFilter>,
    /// What is deleted at the source is deleted at the destination.
    pub deletion: bool,
    #[serde(rename = "override")]
    pub replaces: bool,
    pub enabled: bool,
    /// Kilobits a second for each task, after the first megabyte of a blob; 0 or less: no limit.
    pub speed: i64,
    pub copy_by_chunk: bool,
    pub single_active_replication: bool,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub creation_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub update_time: Option<DateTime<Utc>>,
}

impl ReplicationPolicy {
    /// Whether it copies from the other registry to the server.
    pub fn is_pull(&self) -> bool {
        self.src_registry.id != RegistryId(0)
    }

    /// The registry that is not the server itself.
    pub fn remote(&self) -> &Registry {
        match self.is_pull() {
            true => &self.src_registry,
            false => &self.dest_registry,
        }
    }

    /// A change that changes nothing: the server replaces the whole rule, and what is absent is
    /// `false` or none.
    pub fn change(&self) -> ReplicationPolicyChange {
        let other = Some(ReplicationRegistry {
            id: self.remote().id,
        });
        let (src_registry, dest_registry) = match self.is_pull() {
            true => (other, None),
            false => (None, other),
        };
        ReplicationPolicyChange {
            name: self.name.clone(),
            description: self.description.clone(),
            src_registry,
            dest_registry,
            dest_namespace: self.dest_namespace.clone(),
            dest_namespace_replace_count: self.dest_namespace_replace_count.unwrap_or(-1),
            trigger: self.trigger.clone(),
            filters: self.filters.clone(),
            deletion: self.deletion,
            replaces: self.replaces,
            enabled: self.enabled,
            speed: self.speed,
            copy_by_chunk: self.copy_by_chunk,
            single_active_replication: self.single_active_replication,
        }
    }
}

/// Body of making or, whole, changing a rule. The server ignores the name `replicate_deletion` that
/// its description has for `deletion`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReplicationPolicyChange {
    pub name: String,
    pub description: String,
    /// Exactly one of the two.
    pub src_registry: Option<ReplicationRegistry>,
    pub dest_registry: Option<ReplicationRegistry>,
    pub dest_namespace: String,
    /// Absent would be -1.
    pub dest_namespace_replace_count: i64,
    pub trigger: ReplicationTrigger,
    pub filters: Vec<ReplicationFilter>,
    pub deletion: bool,
    #[serde(rename = "override")]
    pub replaces: bool,
    pub enabled: bool,
    pub speed: i64,
    pub copy_by_chunk: bool,
    pub single_active_replication: bool,
}

/// The other registry of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplicationRegistry {
    pub id: RegistryId,
}

words!(
    /// What makes a rule run.
    ReplicationTriggerKind {
        Manual = "manual",
        Scheduled = "scheduled",
        /// Only from the server to another registry.
        EventBased = "event_based",
    }
);

/// When a rule runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplicationTrigger {
    #[serde(rename = "type")]
    pub kind: ReplicationTriggerKind,
    #[serde(deserialize_with = "null_default")]
    pub trigger_settings: ReplicationTriggerSettings,
}

/// The schedule of a [`ReplicationTrigger`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplicationTriggerSettings {
    /// Six fields, by UTC; seconds `0`, minutes not `*`.
    #[serde(
        deserialize_with = "null_default",
        skip_serializing_if = "String::is_empty"
    )]
    pub cron: String,
}

/// What a rule copies.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplicationFilter {
    /// `name`, `tag`, `label` or `resource`.
    #[serde(rename = "type")]
    pub kind: String,
    /// A text; of labels a list of texts.
    pub value: Value,
    /// `matches` or `excludes`; empty for names and kinds.
    #[serde(
        deserialize_with = "null_default",
        skip_serializing_if = "String::is_empty"
    )]
    pub decoration: String,
}

/// Body of `POST /replication/executions`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewReplication {
    pub policy_id: ReplicationPolicyId,
}

words!(
    /// How far an execution or a task of a replication is.
    ReplicationStatus {
        Pending = "Pending",
        InProgress = "InProgress",
        Succeed = "Succeed",
        /// Not the end of it: the server runs failed tasks again.
        Failed = "Failed",
        Stopped = "Stopped",
    }
);

/// An execution of a rule (`GET /replication/executions`). In its first seconds it has no tasks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplicationExecution {
    pub id: ExecutionId,
    pub policy_id: ReplicationPolicyId,
    pub status: ReplicationStatus,
    /// Why it ended so, where there were no tasks.
    #[serde(deserialize_with = "null_default")]
    pub status_text: String,
    /// `manual`, `scheduled`, `event_based`.
    pub trigger: String,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub start_time: Option<DateTime<Utc>>,
    /// Up to 30 seconds late.
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub end_time: Option<DateTime<Utc>>,
    /// Repositories.
    pub total: i64,
    pub succeed: i64,
    pub failed: i64,
    pub in_progress: i64,
    pub stopped: i64,
}

/// A task of an execution: one repository.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplicationTask {
    pub id: TaskId,
    pub execution_id: ExecutionId,
    pub status: ReplicationStatus,
    #[serde(deserialize_with = "null_default")]
    pub job_id: String,
    /// `copy`, `deletion` or `tag deletion`.
    pub operation: String,
    pub resource_type: String,
    /// A repository, with the number of its artifacts behind it.
    pub src_resource: String,
    pub dst_resource: String,
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

object!(ReplicationPolicy, ReplicationExecution);
