//! Tag `gc`. For administrators.

use crate::{
    names::ExecutionId,
    operation::operations,
    types::{MaintenanceRun, NewGarbageCollection},
    wire::{
        page::Page,
        query::{Filter, Sort},
        reply::{List, Text},
    },
};

operations! {
    /// Garbage collections; without an order not the newest first.
    ListGarbageCollections "gc.list" getGCHistory GET "/system/gc" => List<MaintenanceRun> {
        query { q: Filter, sort: Sort, page: Page }
    }

    /// One garbage collection.
    GetGarbageCollection "gc.get" getGC GET "/system/gc/{gc_id}" => MaintenanceRun {
        path { gc_id: ExecutionId }
    }

    /// Stops one. It goes on for a while.
    StopGarbageCollection "gc.stop" stopGC PUT "/system/gc/{gc_id}" => () {
        path { gc_id: ExecutionId }
    }

    /// Its log: 404 until there is one, and when it is no longer kept.
    GetGarbageCollectionLog "gc.log" getGCLog GET "/system/gc/{gc_id}/log" => Text {
        path { gc_id: ExecutionId }
    }

    /// The schedule, if there is one. It lacks `dry_run`.
    GetGarbageCollectionSchedule "gc.schedule" getGCSchedule
        GET "/system/gc/schedule" => Option<MaintenanceRun>
    {}

    /// Runs one now, or makes a schedule in the place of the one there is. Two may run at once.
    StartGarbageCollection "gc.start" createGCSchedule POST "/system/gc/schedule" => () {
        body { NewGarbageCollection }
    }

    /// Changes the schedule; a manual one runs now, `None` takes it away.
    UpdateGarbageCollectionSchedule "gc.update_schedule" updateGCSchedule
        PUT "/system/gc/schedule" => ()
    {
        body { NewGarbageCollection }
    }
}
