//! Runs of the garbage collection and of the rotation of audit logs.

use harbor_api::{
    AnyOperation, ExecutionId, Filter, Sort,
    operations::{
        GetAuditRotation, GetGarbageCollection, ListAuditRotations, ListGarbageCollections,
    },
    types::MaintenanceRun,
};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Column, ColumnKind},
    listing::{Listing, Row},
    lists::STOPPING_JOB,
};

/// Garbage collections, as `GET /system/gc` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GarbageCollections {}

/// Rotations of audit logs, as `GET /system/purgeaudit` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AuditRotations {}

/// The words of what a run does.
pub const DRY_RUN: &str = "dry-run";
pub const REAL: &str = "real";

/// Nothing where the server does not tell.
fn mode(dry_run: Option<bool>) -> &'static str {
    match dry_run {
        Some(true) => DRY_RUN,
        Some(false) => REAL,
        None => "",
    }
}

impl Listing for GarbageCollections {
    const ID: &'static str = "garbage_collections";
    const COLUMNS: &'static [Column] = &[
        Column::new("id", ColumnKind::Text).searched(),
        Column::new("mode", ColumnKind::Word),
        Column::new("trigger", ColumnKind::Word),
        Column::new("status", ColumnKind::Word),
        Column::new("started", ColumnKind::Time).sorted_by_server("creation_time"),
        // When its state was last looked at: later than its end.
        Column::new("updated", ColumnKind::Time),
        Column::new("blobs", ColumnKind::Count),
        Column::new("manifests", ColumnKind::Count),
        // Of a dry run, what would be freed.
        Column::new("freed", ColumnKind::Bytes),
        Column::new("untagged", ColumnKind::Word),
        Column::new("workers", ColumnKind::Count),
        // Hours.
        Column::new("window", ColumnKind::Count),
        STOPPING_JOB,
    ];

    type Operation = ListGarbageCollections;
    type Item = MaintenanceRun;

    fn operation(&self, filter: Filter, sort: Sort) -> ListGarbageCollections {
        ListGarbageCollections {
            q: filter,
            sort,
            page: Default::default(),
        }
    }

    fn item_operation(&self, key: &str) -> Option<AnyOperation> {
        let gc_id = key.parse().ok().map(ExecutionId)?;
        Some(GetGarbageCollection { gc_id }.into())
    }

    fn row(run: &MaintenanceRun, row: &mut Row) {
        let known = run.garbage_collection();
        let known = known.as_ref();
        row.text("id", run.id.to_string())
            // A run always says it where it is a dry one.
            .text("mode", mode(known.map(|known| known.dry_run == Some(true))))
            .text("trigger", run.job_kind.as_str())
            .text("status", run.job_status.as_str())
            .time("started", run.creation_time)
            .time("updated", run.update_time)
            .number("blobs", known.and_then(|known| known.purged_blobs))
            .number("manifests", known.and_then(|known| known.purged_manifests))
            .number("freed", known.and_then(|known| known.freed_space))
            .text(
                "untagged",
                match known.map(|known| known.delete_untagged) {
                    Some(true) => "yes",
                    Some(false) => "no",
                    None => "",
                },
            )
            .number("workers", known.map(|known| known.workers))
            .number("window", known.and_then(|known| known.time_window));
    }
}

impl Listing for AuditRotations {
    const ID: &'static str = "audit_rotations";
    const COLUMNS: &'static [Column] = &[
        Column::new("id", ColumnKind::Text).searched(),
        Column::new("mode", ColumnKind::Word),
        Column::new("trigger", ColumnKind::Word),
        Column::new("status", ColumnKind::Word),
        Column::new("started", ColumnKind::Time).sorted_by_server("creation_time"),
        Column::new("updated", ColumnKind::Time),
        // Entries that are older are deleted.
        Column::new("hours", ColumnKind::Count),
        // Kinds of events that are deleted.
        Column::new("events", ColumnKind::Texts),
        STOPPING_JOB,
    ];

    type Operation = ListAuditRotations;
    type Item = MaintenanceRun;

    fn operation(&self, filter: Filter, sort: Sort) -> ListAuditRotations {
        ListAuditRotations {
            q: filter,
            sort,
            page: Default::default(),
        }
    }

    fn item_operation(&self, key: &str) -> Option<AnyOperation> {
        let purge_id = key.parse().ok().map(ExecutionId)?;
        Some(GetAuditRotation { purge_id }.into())
    }

    fn row(run: &MaintenanceRun, row: &mut Row) {
        let known = run.audit_rotation();
        let known = known.as_ref();
        let events = known.map_or("", |known| match known.include_event_types.as_str() {
            "" => &known.include_operations,
            events => events,
        });
        let events = events.split(',').map(str::trim);
        row.text("id", run.id.to_string())
            .text("mode", mode(known.map(|known| known.dry_run == Some(true))))
            .text("trigger", run.job_kind.as_str())
            .text("status", run.job_status.as_str())
            .time("started", run.creation_time)
            .time("updated", run.update_time)
            .number("hours", known.map(|known| known.audit_retention_hour))
            .texts("events", events.filter(|event| !event.is_empty()));
    }
}
