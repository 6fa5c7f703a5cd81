//! Replication: its rules, their executions, and the tasks of these.

use harbor_api::{
    AnyOperation, ExecutionId, Filter, ReplicationPolicyId, Sort, Term,
    operations::{
        GetReplicationExecution, GetReplicationPolicy, ListReplicationExecutions,
        ListReplicationPolicies, ListReplicationTasks,
    },
    types::{ReplicationExecution, ReplicationPolicy, ReplicationTask},
};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Column, ColumnKind},
    condition::Operator,
    listing::{Listing, Row},
};

/// Rules, as `GET /replication/policies` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReplicationRules {}

/// Executions of a rule, as `GET /replication/executions` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReplicationRuns {
    pub rule: ReplicationPolicyId,
}

/// Tasks of an execution, as `GET /replication/executions/{id}/tasks` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReplicationTasks {
    pub execution: ExecutionId,
}

/// The words of a rule's direction.
pub const PULL: &str = "pull";
pub const PUSH: &str = "push";

impl Listing for ReplicationRules {
    const ID: &'static str = "replication_rules";
    const COLUMNS: &'static [Column] = &[
        Column::new("id", ColumnKind::Text),
        Column::new("name", ColumnKind::Text)
            .searched()
            .sorted_by_server("name")
            .server_filter(|condition, _| {
                let value = condition.value.clone();
                match condition.operator {
                    Operator::Is => Some(("name", Term::Exactly(value))),
                    Operator::Contains => Some(("name", Term::Contains(value))),
                    _ => None,
                }
            }),
        Column::new("description", ColumnKind::Text).searched(),
        Column::new("direction", ColumnKind::Word),
        // The other registry.
        Column::new("registry", ColumnKind::Word).searched(),
        Column::new("filters", ColumnKind::Texts).searched(),
        Column::new("trigger", ColumnKind::Word),
        Column::new("cron", ColumnKind::Text),
        Column::new("enabled", ColumnKind::Word),
        // What is deleted at the source is deleted at the destination.
        Column::new("deletion", ColumnKind::Word),
        Column::new("updated", ColumnKind::Time),
    ];

    const NAME: Option<&'static str> = Some("name");

    type Operation = ListReplicationPolicies;
    type Item = ReplicationPolicy;

    fn operation(&self, filter: Filter, sort: Sort) -> ListReplicationPolicies {
        ListReplicationPolicies {
            q: filter,
            sort,
            page: Default::default(),
            name: None,
        }
    }

    fn item_operation(&self, key: &str) -> Option<AnyOperation> {
        let id = key.parse().ok().map(ReplicationPolicyId)?;
        Some(GetReplicationPolicy { id }.into())
    }

    fn row(rule: &ReplicationPolicy, row: &mut Row) {
        let filters = rule.filters.iter().map(|filter| {
            let value = match filter.value.as_str() {
                Some(text) => text.to_owned(),
                None => filter.value.to_string(),
            };
            format!("{}={value}", filter.kind)
        });
        row.text("id", rule.id.to_string())
            .text("name", rule.name.as_str())
            .text("description", rule.description.as_str())
            .text("direction", if rule.is_pull() { PULL } else { PUSH })
            .text("registry", rule.remote().name.as_str())
            .texts("filters", filters)
            .text("trigger", rule.trigger.kind.as_str())
            .text("cron", rule.trigger.trigger_settings.cron.as_str())
            .yes_or_no("enabled", rule.enabled)
            .yes_or_no("deletion", rule.deletion)
            .time("updated", rule.update_time);
    }
}

impl Listing for ReplicationRuns {
    const ID: &'static str = "replication_runs";
    const COLUMNS: &'static [Column] = &[
        Column::new("id", ColumnKind::Text).searched(),
        Column::new("status", ColumnKind::Word),
        Column::new("trigger", ColumnKind::Word),
        Column::new("started", ColumnKind::Time).sorted_by_server("start_time"),
        // Late: the tasks tell better.
        Column::new("ended", ColumnKind::Time),
        // Repositories; none until the server has found them.
        Column::new("total", ColumnKind::Count),
        Column::new("succeeded", ColumnKind::Count),
        Column::new("failed", ColumnKind::Count),
        Column::new("running", ColumnKind::Count),
        Column::new("stopped", ColumnKind::Count),
        // The server's words where there were no tasks.
        Column::new("why", ColumnKind::Text).searched(),
    ];

    type Operation = ListReplicationExecutions;
    type Item = ReplicationExecution;

    /// The server has no `q` for them.
    fn operation(&self, _: Filter, sort: Sort) -> ListReplicationExecutions {
        ListReplicationExecutions {
            sort,
            page: Default::default(),
            policy_id: Some(self.rule),
            status: None,
            trigger: None,
        }
    }

    fn item_operation(&self, key: &str) -> Option<AnyOperation> {
        let id = key.parse().ok().map(ExecutionId)?;
        Some(GetReplicationExecution { id }.into())
    }

    fn row(run: &ReplicationExecution, row: &mut Row) {
        row.text("id", run.id.to_string())
            .text("status", run.status.as_str())
            .text("trigger", run.trigger.as_str())
            .time("started", run.start_time)
            .time("ended", run.end_time)
            .number("total", run.total)
            .number("succeeded", run.succeed)
            .number("failed", run.failed)
            .number("running", run.in_progress)
            .number("stopped", run.stopped)
            .text("why", run.status_text.as_str());
    }
}

impl Listing for ReplicationTasks {
    const ID: &'static str = "replication_tasks";
    const COLUMNS: &'static [Column] = &[
        Column::new("id", ColumnKind::Text),
        Column::new("status", ColumnKind::Word),
        Column::new("operation", ColumnKind::Word),
        Column::new("type", ColumnKind::Word),
        Column::new("source", ColumnKind::Text).searched(),
        Column::new("destination", ColumnKind::Text).searched(),
        Column::new("started", ColumnKind::Time).sorted_by_server("start_time"),
        Column::new("ended", ColumnKind::Time),
    ];

    type Operation = ListReplicationTasks;
    type Item = ReplicationTask;

    fn operation(&self, _: Filter, sort: Sort) -> ListReplicationTasks {
        ListReplicationTasks {
            id: self.execution,
            sort,
            page: Default::default(),
            status: None,
            resource_type: None,
        }
    }

    fn row(task: &ReplicationTask, row: &mut Row) {
        row.text("id", task.id.to_string())
            .text("status", task.status.as_str())
            .text("operation", task.operation.as_str())
            .text("type", task.resource_type.as_str())
            .text("source", task.src_resource.as_str())
            .text("destination", task.dst_resource.as_str())
            .time("started", task.start_time)
            .time("ended", task.end_time);
    }
}
