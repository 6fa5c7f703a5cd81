//! Executions at the job service and their tasks, in the form that preheating and webhooks have.

use harbor_api::types::{Execution, Task};

use crate::{
    column::{Column, ColumnKind},
    listing::Row,
    lists::STOPPING_JOB,
};

/// Columns of executions.
pub const EXECUTIONS: &[Column] = &[
    Column::new("id", ColumnKind::Text).searched(),
    Column::new("status", ColumnKind::Word),
    // What started it.
    Column::new("trigger", ColumnKind::Word),
    // Of a webhook: what it told of.
    Column::new("event", ColumnKind::Word),
    Column::new("started", ColumnKind::Time).sorted_by_server("start_time"),
    // Up to half a minute late: the tasks tell better.
    Column::new("ended", ColumnKind::Time),
    Column::new("tasks", ColumnKind::Count),
    Column::new("succeeded", ColumnKind::Count),
    Column::new("failed", ColumnKind::Count),
    Column::new("why", ColumnKind::Text).searched(),
    // Of a webhook: what was sent.
    Column::new("payload", ColumnKind::Text)
        .searched()
        .on_request(),
    STOPPING_JOB,
];

/// Writes an execution's cells.
pub fn execution(execution: &Execution, row: &mut Row) {
    let attribute = |name: &str| {
        let value = execution.extra_attrs.get(name);
        value.and_then(|value| value.as_str()).unwrap_or_default()
    };
    let payload = match attribute("payload") {
        // As older servers call it.
        "" => attribute("event_data"),
        payload => payload,
    };
    row.text("id", execution.id.to_string())
        .text("status", execution.status.as_str())
        .text("trigger", execution.trigger.to_lowercase())
        .text("event", attribute("event_type"))
        .time("started", execution.start_time)
        .time("ended", execution.end_time)
        .number("tasks", execution.metrics.task_count)
        .number("succeeded", execution.metrics.success_task_count)
        .number("failed", execution.metrics.error_task_count)
        .text("why", execution.status_message.as_str())
        .text("payload", payload);
}

/// Columns of tasks.
pub const TASKS: &[Column] = &[
    Column::new("id", ColumnKind::Text).searched(),
    Column::new("status", ColumnKind::Word),
    // Of preheating: the image.
    Column::new("artifact", ColumnKind::Text).searched(),
    Column::new("digest", ColumnKind::Text).searched(),
    Column::new("attempts", ColumnKind::Count),
    Column::new("started", ColumnKind::Time).sorted_by_server("start_time"),
    Column::new("ended", ColumnKind::Time),
    Column::new("why", ColumnKind::Text).searched(),
];

/// Writes a task's cells.
pub fn task(task: &Task, row: &mut Row) {
    let attribute = |name: &str| {
        let value = task.extra_attrs.get(name);
        value.and_then(|value| value.as_str()).unwrap_or_default()
    };
    row.text("id", task.id.to_string())
        .text("status", task.status.as_str())
        .text("artifact", attribute("artifact"))
        .text("digest", attribute("digest"))
        .number("attempts", task.run_count)
        .time("started", task.start_time)
        .time("ended", task.end_time)
        .text("why", task.status_message.as_str());
}
