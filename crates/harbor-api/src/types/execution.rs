//! Executions and tasks at the job service, as several parts of the API give them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::null_default;
use crate::{
    names::{ExecutionId, TaskId},
    wire::time,
};

words!(
    /// How far an execution or a task is. Replication has words of its own:
    /// [`ReplicationStatus`](super::ReplicationStatus).
    JobStatus {
        Pending = "Pending",
        Scheduled = "Scheduled",
        Running = "Running",
        Success = "Success",
        Error = "Error",
        Stopped = "Stopped",
    }
);

impl JobStatus {
    /// Whether nothing more is to be expected. A word that is not known is taken for an end only if
    /// older descriptions name it so.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Success | Self::Error | Self::Stopped => true,
            Self::Other(word) => word == "Succeed" || word == "Failed",
            Self::Pending | Self::Scheduled | Self::Running => false,
        }
    }
}

/// An execution: of a webhook, of a preheat policy. Its final state comes up to 30 seconds after that
/// of its tasks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Execution {
    pub id: ExecutionId,
    /// `WEBHOOK`, `SLACK`, `P2P_PREHEAT`.
    pub vendor_type: String,
    /// Number of the policy.
    pub vendor_id: i64,
    pub status: JobStatus,
    #[serde(deserialize_with = "null_default")]
    pub status_message: String,
    #[serde(deserialize_with = "null_default")]
    pub metrics: TaskCounts,
    /// `EVENT`, `manual`, …
    pub trigger: String,
    /// What it is about; of a webhook `event_type` and the whole `payload` as a text.
    #[serde(deserialize_with = "null_default")]
    pub extra_attrs: Map<String, Value>,
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

/// How many tasks of an execution are how far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskCounts {
    pub task_count: i64,
    pub success_task_count: i64,
    pub error_task_count: i64,
    pub pending_task_count: i64,
    pub running_task_count: i64,
    pub scheduled_task_count: i64,
    pub stopped_task_count: i64,
}

/// A task of an [`Execution`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Task {
    pub id: TaskId,
    pub execution_id: ExecutionId,
    pub status: JobStatus,
    #[serde(deserialize_with = "null_default")]
    pub status_message: String,
    /// Attempts so far.
    pub run_count: i64,
    #[serde(deserialize_with = "null_default")]
    pub extra_attrs: Map<String, Value>,
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

object!(Execution);
