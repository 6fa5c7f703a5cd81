//! Garbage collection, rotation of audit logs, schedules and the job service.

mod jobs;
mod run;
mod schedule;

pub use jobs::{
    JobQueue, JobType, QueueAction, QueueActionKind, SchedulerStatus, Worker, WorkerPool,
};
pub use run::{
    AuditRotationParameters, AuditRotationRecord, GarbageCollectionParameters,
    GarbageCollectionRecord, MaintenanceRun, NewAuditRotation, NewGarbageCollection,
};
pub use schedule::{JobSchedule, NewScanAll, Schedule, ScheduleKind, ScheduledTask};
