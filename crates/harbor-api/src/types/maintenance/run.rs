//! Runs of the garbage collection and of the rotation of audit logs.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::JobSchedule;
use crate::{
    names::ExecutionId,
    types::{JobStatus, null_default},
    wire::time,
};

/// A run (`GET /system/gc`, `/system/purgeaudit`), or the schedule of them (`…/schedule`, where
/// `job_kind` is the cron).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MaintenanceRun {
    pub id: ExecutionId,
    /// `GARBAGE_COLLECTION` or `PURGE_AUDIT_LOG`.
    pub job_name: String,
    /// `MANUAL` or `SCHEDULE`.
    pub job_kind: String,
    /// A JSON object as a text; see [`MaintenanceRun::garbage_collection`] and
    /// [`MaintenanceRun::audit_rotation`].
    #[serde(deserialize_with = "null_default")]
    pub job_parameters: String,
    #[serde(deserialize_with = "null_default")]
    pub schedule: JobSchedule,
    pub job_status: JobStatus,
    pub deleted: bool,
    /// When it began.
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub creation_time: Option<DateTime<Utc>>,
    /// When its state was last looked at: up to 30 seconds after its end.
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub update_time: Option<DateTime<Utc>>,
}

impl MaintenanceRun {
    /// What a garbage collection was asked to do, and what it did. `None` if it can't be read.
    pub fn garbage_collection(&self) -> Option<GarbageCollectionRecord> {
        self.parameters()
    }

    /// What a rotation of audit logs was asked to do. `None` if it can't be read.
    pub fn audit_rotation(&self) -> Option<AuditRotationRecord> {
        self.parameters()
    }

    fn parameters<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(&self.job_parameters).ok()
    }
}

/// What is known of a garbage collection. A dry run has the same figures as a real one: only
/// `dry_run` tells them apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GarbageCollectionRecord {
    pub delete_untagged: bool,
    /// Absent in a schedule, which may be one of dry runs all the same: the server keeps it without
    /// saying so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dry_run: Option<bool>,
    pub workers: i64,
    /// Bytes, a rough estimate; absent until the run has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freed_space: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purged_blobs: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purged_manifests: Option<i64>,
    /// Hours: what was uploaded within is too young to be deleted. Absent on older servers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_window: Option<i64>,
}

/// What is known of a rotation of audit logs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditRotationRecord {
    /// Older entries are deleted.
    pub audit_retention_hour: i64,
    /// Kinds of events that are deleted, with commas between.
    pub include_event_types: String,
    /// Kinds of operations, on servers without kinds of events.
    pub include_operations: String,
    /// Absent in a schedule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dry_run: Option<bool>,
}

/// Body of `POST` and `PUT /system/gc/schedule`. With a manual schedule it runs now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewGarbageCollection {
    pub schedule: JobSchedule,
    pub parameters: GarbageCollectionParameters,
}

/// What a garbage collection is to do. All of it is always said: without `dry_run` it is a real one,
/// and what is of another type the server ignores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GarbageCollectionParameters {
    /// Artifacts without tags are deleted, too.
    pub delete_untagged: bool,
    /// Nothing is deleted.
    pub dry_run: bool,
    /// 1 to [`GarbageCollectionParameters::MAX_WORKERS`].
    pub workers: i64,
}

impl GarbageCollectionParameters {
    /// Workers that the server takes at most.
    pub const MAX_WORKERS: i64 = 10;
}

/// Body of `POST` and `PUT /system/purgeaudit/schedule`. With a manual schedule it runs now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewAuditRotation {
    pub schedule: JobSchedule,
    pub parameters: AuditRotationParameters,
}

/// What a rotation is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRotationParameters {
    /// 1 to [`AuditRotationParameters::MAX_HOURS`]; with 0 the server's job ends well and does nothing.
    pub audit_retention_hour: i64,
    /// Kinds of events with commas between. For one that is not known the server deletes nothing.
    pub include_event_types: String,
    /// Nothing is deleted.
    pub dry_run: bool,
}

impl AuditRotationParameters {
    /// Hours that the server takes at most.
    pub const MAX_HOURS: i64 = 240_000;
}

object!(MaintenanceRun);
