//! Tag `purge`: old entries of audit logs are deleted. For administrators.

use crate::{
    names::ExecutionId,
    operation::operations,
    types::{MaintenanceRun, NewAuditRotation},
    wire::{
        page::Page,
        query::{Filter, Sort},
        reply::{List, Text},
    },
};

operations! {
    /// Rotations: the last ten are kept.
    ListAuditRotations "audit_rotation.list" getPurgeHistory
        GET "/system/purgeaudit" => List<MaintenanceRun>
    {
        query { q: Filter, sort: Sort, page: Page }
    }

    /// One rotation.
    GetAuditRotation "audit_rotation.get" getPurgeJob
        GET "/system/purgeaudit/{purge_id}" => MaintenanceRun
    {
        path { purge_id: ExecutionId }
    }

    /// Stops one.
    StopAuditRotation "audit_rotation.stop" stopPurge
        PUT "/system/purgeaudit/{purge_id}" => ()
    {
        path { purge_id: ExecutionId }
    }

    /// Its log: 404 until there is one, and when it is no longer kept. Of a dry run the only place that
    /// says how many entries it is about.
    GetAuditRotationLog "audit_rotation.log" getPurgeJobLog
        GET "/system/purgeaudit/{purge_id}/log" => Text
    {
        path { purge_id: ExecutionId }
    }

    /// The schedule, if there is one.
    GetAuditRotationSchedule "audit_rotation.schedule" getPurgeSchedule
        GET "/system/purgeaudit/schedule" => Option<MaintenanceRun>
    {}

    /// Runs one now, or makes a schedule in the place of the one there is.
    StartAuditRotation "audit_rotation.start" createPurgeSchedule
        POST "/system/purgeaudit/schedule" => ()
    {
        body { NewAuditRotation }
    }

    /// Changes the schedule; a manual one runs now, `None` takes it away.
    UpdateAuditRotationSchedule "audit_rotation.update_schedule" updatePurgeSchedule
        PUT "/system/purgeaudit/schedule" => ()
    {
        body { NewAuditRotation }
    }
}
