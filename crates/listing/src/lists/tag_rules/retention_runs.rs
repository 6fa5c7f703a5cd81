//! The executions of a retention policy.

use harbor_api::{
    Filter, RetentionId, Sort, operations::ListRetentionExecutions, types::RetentionExecution,
};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Column, ColumnKind},
    listing::{Listing, Row},
};

/// Executions, as `GET /retentions/{id}/executions` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RetentionRuns {
    pub policy: RetentionId,
}

impl Listing for RetentionRuns {
    const ID: &'static str = "retention-runs";
    const COLUMNS: &'static [Column] = &[
        Column::new("execution", ColumnKind::Text).searched(),
        Column::new("dry_run", ColumnKind::Word),
        Column::new("status", ColumnKind::Word),
        Column::new("trigger", ColumnKind::Word),
        Column::new("started", ColumnKind::Time),
        Column::new("ended", ColumnKind::Time),
    ];

    type Operation = ListRetentionExecutions;
    type Item = RetentionExecution;

    /// The server neither filters nor sorts them.
    fn operation(&self, _: Filter, _: Sort) -> ListRetentionExecutions {
        ListRetentionExecutions {
            id: self.policy,
            page: Default::default(),
        }
    }

    fn row(execution: &RetentionExecution, row: &mut Row) {
        row.text("execution", execution.id.to_string())
            .yes_or_no("dry_run", execution.dry_run)
            .text("status", execution.status.as_str())
            .text("trigger", execution.trigger.as_str())
            .time("started", execution.start_time)
            .time("ended", execution.end_time);
    }
}
