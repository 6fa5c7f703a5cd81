//! Replication: its rules, their executions, and the tasks of these.

use harbor_api::{
    AnyOperation, Decode, Direction, ExecutionId, Filter, List, ReplicationPolicyId, Sort, Term,
    operations::{
        GetReplicationExecution, GetReplicationPolicy, ListReplicationExecutions,
        ListReplicationPolicies, ListReplicationTasks,
    },
    types::{ReplicationExecution, ReplicationPolicy, ReplicationTask},
};
use serde::{Deserialize, Serialize};

use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
    condition::Operator,
    join::{Join, Joined},
    listing::{Listing, Row},
    lists::stopping_run,
};

/// Rules, as `GET /replication/policies` gives them, with the last run of each.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReplicationRules {}

/// Executions of a rule, as `GET /replication/executions` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReplicationRuns {
    pub rule: ReplicationPolicyId,
}

/// The newest executions of a rule: what one look at the rule needs, however long its history is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NewestReplicationRuns {
    pub rule: ReplicationPolicyId,
}

/// Tasks of an execution, as `GET /replication/executions/{id}/tasks` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReplicationTasks {
    pub execution: ExecutionId,
}

/// A filter's word for leaving out what it names.
pub const EXCLUDES: &str = "excludes";
/// Between a filter's kind and its value, where that is what it selects, and where it is what it leaves out.
pub const SELECTED: &str = "=";
pub const EXCLUDED: &str = "!=";

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
        // Of the last run, where it is among the newest of all rules.
        Column::new("last_run", ColumnKind::Time),
        Column::new("last_status", ColumnKind::Word),
        // Repositories of it.
        Column::new("last_total", ColumnKind::Count),
        Column::new("last_failed", ColumnKind::Count),
        Column::new("last_running", ColumnKind::Count),
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

    fn joins(&self) -> Vec<Join> {
        let operation = ListReplicationExecutions {
            sort: Sort::by("start_time", Direction::Descending),
            page: Default::default(),
            policy_id: None,
            status: None,
            trigger: None,
        };
        vec![Join {
            operation: operation.into(),
            is_for_administrators: true,
            // A server keeps fifty of each rule.
            is_first_page_only: true,
            by: "id",
            fills: &[
                "last_run",
                "last_status",
                "last_total",
                "last_failed",
                "last_running",
            ],
            read: |body| {
                let runs = List::<ReplicationExecution>::decode(body)?;
                let mut runs: Vec<&ReplicationExecution> = runs.iter_good().collect();
                // The newest of a rule stands.
                runs.sort_by_key(|run| std::cmp::Reverse(run.start_time));
                let joined = runs.into_iter().map(|run| Joined {
                    by: Cell::Text(run.policy_id.to_string()),
                    cells: vec![
                        run.start_time
                            .map_or(Cell::None, |time| Cell::Number(time.timestamp_micros())),
                        Cell::Text(run.status.as_str().to_owned()),
                        Cell::Number(run.total),
                        Cell::Number(run.failed),
                        Cell::Number(run.in_progress),
                    ],
                });
                Ok(joined.collect())
            },
        }]
    }

    fn row(rule: &ReplicationPolicy, row: &mut Row) {
        let filters = rule.filters.iter().map(|filter| {
            let value = match (filter.value.as_str(), filter.value.as_array()) {
                (Some(text), _) => text.to_owned(),
                // Labels are several.
                (None, Some(all)) => {
                    let texts = all.iter().filter_map(|value| value.as_str());
                    texts.collect::<Vec<_>>().join(", ")
                }
                (None, None) => filter.value.to_string(),
            };
            let sign = match filter.decoration.as_str() {
                EXCLUDES => EXCLUDED,
                _ => SELECTED,
            };
            format!("{}{sign}{value}", filter.kind)
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
            .time("updated", rule.update_time)
            .time("last_run", None)
            .text("last_status", "")
            .number("last_total", None)
            .number("last_failed", None)
            .number("last_running", None);
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
        stopping_run(|_, now| !matches!(now.text(), Some("InProgress" | "Pending"))),
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

impl Listing for NewestReplicationRuns {
    const ID: &'static str = "newest_replication_runs";
    const COLUMNS: &'static [Column] = ReplicationRuns::COLUMNS;
    const IS_FIRST_PAGE_ALONE: bool = true;

    type Operation = ListReplicationExecutions;
    type Item = ReplicationExecution;

    /// The newest come first, whatever they are sorted by here.
    fn operation(&self, filter: Filter, _: Sort) -> ListReplicationExecutions {
        let newest_first = Sort::by("start_time", Direction::Descending);
        ReplicationRuns { rule: self.rule }.operation(filter, newest_first)
    }

    fn item_operation(&self, key: &str) -> Option<AnyOperation> {
        ReplicationRuns { rule: self.rule }.item_operation(key)
    }

    fn row(run: &ReplicationExecution, row: &mut Row) {
        ReplicationRuns::row(run, row);
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
