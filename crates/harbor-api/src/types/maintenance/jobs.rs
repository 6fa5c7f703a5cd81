//! The job service: pools, workers, queues.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    operation::PathValue,
    types::null_default,
    wire::{encode, time},
};

words!(
    /// A kind of jobs (`src/jobservice/job/known_jobs.go`).
    JobType {
        ArtifactCleanup = "SYSTEM_ARTIFACT_CLEANUP",
        AuditLogsGdprCompliant = "AUDIT_LOGS_GDPR_COMPLIANT",
        ExecutionSweep = "EXECUTION_SWEEP",
        GarbageCollection = "GARBAGE_COLLECTION",
        ImageScan = "IMAGE_SCAN",
        P2pPreheat = "P2P_PREHEAT",
        PurgeAuditLog = "PURGE_AUDIT_LOG",
        Replication = "REPLICATION",
        Retention = "RETENTION",
        Sbom = "SBOM",
        ScanAll = "SCAN_ALL",
        ScanDataExport = "SCAN_DATA_EXPORT",
        Slack = "SLACK",
        Webhook = "WEBHOOK",
        /// In a request: all kinds.
        All = "all",
        /// In a request: the schedules of all kinds.
        Scheduler = "scheduler",
    }
);

impl PathValue for JobType {
    fn encoded(&self) -> String {
        encode::segment(self.as_str())
    }
}

/// A process with workers (`GET /jobservice/pools`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkerPool {
    pub pid: i64,
    pub worker_pool_id: String,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub start_at: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub heartbeat_at: Option<DateTime<Utc>>,
    /// Workers.
    pub concurrency: i64,
    #[serde(deserialize_with = "null_default")]
    pub host: String,
}

/// A worker (`GET /jobservice/pools/{pool_id}/workers`). One that has nothing to do has no job.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Worker {
    pub id: String,
    pub pool_id: String,
    /// The kind of its job.
    #[serde(deserialize_with = "null_default")]
    pub job_name: String,
    #[serde(deserialize_with = "null_default")]
    pub job_id: String,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub start_at: Option<DateTime<Utc>>,
    /// What the job said last.
    #[serde(deserialize_with = "null_default")]
    pub check_in: String,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub checkin_at: Option<DateTime<Utc>>,
}

impl Worker {
    /// Whether it works on a job.
    pub fn is_busy(&self) -> bool {
        !self.job_id.is_empty()
    }
}

/// The jobs of a kind that wait (`GET /jobservice/queues`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct JobQueue {
    pub job_type: JobType,
    pub count: i64,
    /// Seconds that the first of them has waited.
    pub latency: i64,
    pub paused: bool,
}

words!(
    /// What can be done with a queue.
    QueueActionKind {
        /// Removes what waits and stops what runs.
        Stop = "stop",
        Pause = "pause",
        Resume = "resume",
    }
);

/// Body of `PUT /jobservice/queues/{job_type}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueAction {
    pub action: QueueActionKind,
}

/// Whether schedules are paused (`GET /schedules/{job_type}/paused`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SchedulerStatus {
    pub paused: bool,
}

object!(SchedulerStatus);
