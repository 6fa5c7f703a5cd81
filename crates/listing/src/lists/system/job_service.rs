//! The job service: queues, workers, schedules.

use chrono::Utc;
use harbor_api::{
    Decode, Filter, List, Sort, WorkerPoolId,
    operations::{ListJobQueues, ListReplicationPolicies, ListSchedules, ListWorkers},
    types::{JobQueue, ReplicationPolicy, ScheduledTask, Worker},
};
use harbor_rules::next_run;
use serde::{Deserialize, Serialize};

use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
    join::{Join, Joined},
    listing::{Listing, Row},
    lists::STOPPING,
};

/// The kind of a replication's schedule.
pub const REPLICATION: &str = "REPLICATION";

/// Queues, as `GET /jobservice/queues` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct JobQueues {}

/// Workers of all pools, as `GET /jobservice/pools/all/workers` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Workers {}

/// Schedules, as `GET /schedules` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Schedules {}

impl Listing for JobQueues {
    const ID: &'static str = "job_queues";
    const COLUMNS: &'static [Column] = &[
        Column::new("type", ColumnKind::Text).searched(),
        Column::new("waiting", ColumnKind::Count),
        // Seconds that the first of them has waited.
        Column::new("oldest", ColumnKind::Count),
        Column::new("paused", ColumnKind::Word),
        // Over when fewer wait than before, or none.
        Column::new(STOPPING, ColumnKind::Word).computed_until("waiting", |before, now| {
            let (before, now) = (before.number(), now.number());
            now.is_none_or(|now| now <= 0) || now < before
        }),
    ];

    type Operation = ListJobQueues;
    type Item = JobQueue;

    fn operation(&self, _: Filter, _: Sort) -> ListJobQueues {
        ListJobQueues {}
    }

    fn row(queue: &JobQueue, row: &mut Row) {
        let oldest = (queue.count > 0).then_some(queue.latency);
        row.text("type", queue.job_type.as_str())
            .number("waiting", queue.count)
            .number("oldest", oldest)
            .yes_or_no("paused", queue.paused);
    }
}

impl Listing for Workers {
    const ID: &'static str = "job_workers";
    const COLUMNS: &'static [Column] = &[
        Column::new("id", ColumnKind::Text),
        Column::new("pool", ColumnKind::Word),
        Column::new("type", ColumnKind::Word).searched(),
        Column::new("job", ColumnKind::Text).searched(),
        Column::new("started", ColumnKind::Time),
        // What the job said last.
        Column::new("said", ColumnKind::Text),
        // Over when it works on another job, or on none.
        Column::new(STOPPING, ColumnKind::Word)
            .computed_until("job", |before, now| now.text().is_none() || now != before),
    ];

    type Operation = ListWorkers;
    type Item = Worker;

    fn operation(&self, _: Filter, _: Sort) -> ListWorkers {
        ListWorkers {
            pool_id: WorkerPoolId::all(),
        }
    }

    fn row(worker: &Worker, row: &mut Row) {
        row.text("id", worker.id.as_str())
            .text("pool", worker.pool_id.as_str())
            .text("type", worker.job_name.as_str())
            .text("job", worker.job_id.as_str())
            .time("started", worker.start_at)
            .text("said", worker.check_in.as_str());
    }
}

impl Listing for Schedules {
    const ID: &'static str = "schedules";
    const COLUMNS: &'static [Column] = &[
        Column::new("id", ColumnKind::Text),
        Column::new("type", ColumnKind::Word).searched(),
        // Number of what it belongs to; none for the server's own.
        Column::new("of", ColumnKind::Count),
        Column::new("cron", ColumnKind::Text).searched(),
        // As it was when it was read, which is often enough: the window polls.
        Column::new("next", ColumnKind::Deadline),
        Column::new("updated", ColumnKind::Time),
        // Numbers are those of each kind.
        Column::new("owner_key", ColumnKind::Text),
        // What it belongs to is called; of rules of replication only.
        Column::new("owner", ColumnKind::Text).searched(),
    ];

    type Operation = ListSchedules;
    type Item = ScheduledTask;

    fn operation(&self, _: Filter, _: Sort) -> ListSchedules {
        ListSchedules {
            page: Default::default(),
        }
    }

    fn joins(&self) -> Vec<Join> {
        let operation = ListReplicationPolicies {
            q: Default::default(),
            sort: Default::default(),
            page: Default::default(),
            name: None,
        };
        vec![Join {
            operation: operation.into(),
            is_for_administrators: true,
            is_first_page_only: false,
            by: "owner_key",
            fills: &["owner"],
            read: |body| {
                let rules = List::<ReplicationPolicy>::decode(body)?;
                let joined = rules.iter_good().map(|rule| Joined {
                    by: Cell::Text(format!("{REPLICATION} {}", rule.id)),
                    cells: vec![Cell::Text(rule.name.clone())],
                });
                Ok(joined.collect())
            },
        }]
    }

    fn row(schedule: &ScheduledTask, row: &mut Row) {
        let of = (schedule.vendor_id > 0).then_some(schedule.vendor_id);
        row.text("id", schedule.id.to_string())
            .text("type", schedule.vendor_type.as_str())
            .number("of", of)
            .text("cron", schedule.cron.as_str())
            .time("next", next_run(&schedule.cron, Utc::now()))
            .time("updated", schedule.update_time)
            .text(
                "owner_key",
                format!("{} {}", schedule.vendor_type.as_str(), schedule.vendor_id),
            )
            .text("owner", "");
    }
}
