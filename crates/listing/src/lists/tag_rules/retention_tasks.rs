//! The tasks of an execution of a retention policy.

use harbor_api::{
    Filter, RetentionExecutionId, RetentionId, Sort, operations::ListRetentionTasks,
    types::RetentionTask,
};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Column, ColumnKind},
    listing::{Listing, Row},
};

/// Tasks, as `GET /retentions/{id}/executions/{eid}/tasks` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RetentionTasks {
    pub policy: RetentionId,
    pub execution: RetentionExecutionId,
}

impl Listing for RetentionTasks {
    const ID: &'static str = "retention-tasks";
    const COLUMNS: &'static [Column] = &[
        Column::new("task", ColumnKind::Text),
        Column::new("repository", ColumnKind::Text).searched(),
        Column::new("status", ColumnKind::Word),
        Column::new("total", ColumnKind::Count),
        Column::new("retained", ColumnKind::Count),
        Column::new("gone", ColumnKind::Count),
        Column::new("started", ColumnKind::Time),
        Column::new("ended", ColumnKind::Time),
    ];

    type Operation = ListRetentionTasks;
    type Item = RetentionTask;

    /// The server neither filters nor sorts them.
    fn operation(&self, _: Filter, _: Sort) -> ListRetentionTasks {
        ListRetentionTasks {
            id: self.policy,
            eid: self.execution,
            page: Default::default(),
        }
    }

    fn row(task: &RetentionTask, row: &mut Row) {
        // Until it ends the server says nought, which is not known.
        let counted = |number: i64| task.status.is_final().then_some(number);
        row.text("task", task.id.to_string())
            .text("repository", task.repository.as_str())
            .text("status", task.status.as_str())
            .number("total", counted(task.total))
            .number("retained", counted(task.retained))
            .number("gone", counted(task.total - task.retained))
            .time("started", task.start_time)
            .time("ended", task.end_time);
    }
}
