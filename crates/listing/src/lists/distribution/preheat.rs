//! Preheating: the networks, the policies of projects, and what came of running one.

use harbor_api::{
    AnyOperation, ExecutionId, Filter, PreheatName, ProjectName, Sort,
    operations::{
        GetPreheatInstance, GetPreheatPolicy, ListPreheatExecutions, ListPreheatInstances,
        ListPreheatPolicies, ListPreheatTasks,
    },
    types::{Execution, PreheatFilters, PreheatInstance, PreheatPolicy, PreheatTrigger, Task},
};
use serde::{Deserialize, Serialize};

use super::executions;
use crate::{
    column::{Column, ColumnKind},
    listing::{Listing, Row},
};

/// Networks, as `GET /p2p/preheat/instances` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PreheatInstances {}

/// Policies, as `GET /projects/{project}/preheat/policies` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PreheatPolicies {
    pub project: ProjectName,
}

/// Executions of one of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PreheatExecutions {
    pub project: ProjectName,
    pub policy: PreheatName,
}

/// Tasks of such an execution: one for each image.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PreheatTasks {
    pub project: ProjectName,
    pub policy: PreheatName,
    pub execution: ExecutionId,
}

impl Listing for PreheatInstances {
    const ID: &'static str = "preheat_instances";
    // What the list says of their health is always that it is not known: only a ping tells.
    const COLUMNS: &'static [Column] = &[
        Column::new("name", ColumnKind::Text).searched(),
        Column::new("description", ColumnKind::Text).searched(),
        Column::new("vendor", ColumnKind::Word),
        Column::new("endpoint", ColumnKind::Text).searched(),
        Column::new("auth_mode", ColumnKind::Word),
        Column::new("enabled", ColumnKind::Word),
        Column::new("default", ColumnKind::Word),
        Column::new("insecure", ColumnKind::Word),
        Column::new("created", ColumnKind::Time),
    ];

    type Operation = ListPreheatInstances;
    type Item = PreheatInstance;

    fn operation(&self, filter: Filter, sort: Sort) -> ListPreheatInstances {
        ListPreheatInstances {
            page: Default::default(),
            q: filter,
            sort,
        }
    }

    fn item_operation(&self, key: &str) -> Option<AnyOperation> {
        let preheat_instance_name = PreheatName::new(key).ok()?;
        Some(
            GetPreheatInstance {
                preheat_instance_name,
            }
            .into(),
        )
    }

    fn row(instance: &PreheatInstance, row: &mut Row) {
        let created = (instance.setup_timestamp > 0).then_some(instance.setup_timestamp);
        row.text("name", instance.name.as_str())
            .text("description", instance.description.as_str())
            .text("vendor", instance.vendor.as_str())
            .text("endpoint", instance.endpoint.as_str())
            .text("auth_mode", instance.auth_mode.as_str())
            .yes_or_no("enabled", instance.enabled)
            .yes_or_no("default", instance.is_default)
            .yes_or_no("insecure", instance.insecure)
            .number("created", created.and_then(|at| at.checked_mul(1_000_000)));
    }
}

impl Listing for PreheatPolicies {
    const ID: &'static str = "preheat_policies";
    const COLUMNS: &'static [Column] = &[
        Column::new("name", ColumnKind::Text).searched(),
        Column::new("description", ColumnKind::Text).searched(),
        Column::new("enabled", ColumnKind::Word),
        // The network.
        Column::new("provider", ColumnKind::Word).searched(),
        Column::new("repositories", ColumnKind::Text).searched(),
        Column::new("tags", ColumnKind::Text).searched(),
        Column::new("labels", ColumnKind::Text).searched(),
        // Only what is signed.
        Column::new("signed", ColumnKind::Word),
        // The severity below which findings must be: `critical` to `low`.
        Column::new("below", ColumnKind::Word),
        // `manual`, `scheduled` or `event_based`.
        Column::new("trigger", ColumnKind::Word),
        Column::new("cron", ColumnKind::Text),
        Column::new("updated", ColumnKind::Time),
    ];

    type Operation = ListPreheatPolicies;
    type Item = PreheatPolicy;

    fn operation(&self, filter: Filter, sort: Sort) -> ListPreheatPolicies {
        ListPreheatPolicies {
            project_name: self.project.clone(),
            page: Default::default(),
            q: filter,
            sort,
        }
    }

    fn item_operation(&self, key: &str) -> Option<AnyOperation> {
        let operation = GetPreheatPolicy {
            project_name: self.project.clone(),
            preheat_policy_name: PreheatName::new(key).ok()?,
        };
        Some(operation.into())
    }

    fn row(policy: &PreheatPolicy, row: &mut Row) {
        let filters = PreheatFilters::from_text(&policy.filters);
        let trigger = PreheatTrigger::from_text(&policy.trigger);
        row.text("name", policy.name.as_str())
            .text("description", policy.description.as_str())
            .yes_or_no("enabled", policy.enabled)
            .text("provider", policy.provider_name.as_str())
            .text("repositories", filters.repositories)
            .text("tags", filters.tags)
            .text("labels", filters.labels)
            .yes_or_no("signed", filters.is_signed)
            .text("below", severity(filters.below))
            .text("trigger", trigger.kind)
            .text("cron", trigger.cron)
            .time("updated", policy.update_time);
    }
}

/// The word of a severity's number.
fn severity(code: Option<i64>) -> &'static str {
    match code {
        Some(5) => "critical",
        Some(4) => "high",
        Some(3) => "medium",
        Some(2) => "low",
        _ => "",
    }
}

impl Listing for PreheatExecutions {
    const ID: &'static str = "preheat_executions";
    const COLUMNS: &'static [Column] = executions::EXECUTIONS;

    type Operation = ListPreheatExecutions;
    type Item = Execution;

    fn operation(&self, filter: Filter, sort: Sort) -> ListPreheatExecutions {
        ListPreheatExecutions {
            project_name: self.project.clone(),
            preheat_policy_name: self.policy.clone(),
            page: Default::default(),
            q: filter,
            sort,
        }
    }

    fn row(execution: &Execution, row: &mut Row) {
        executions::execution(execution, row);
    }
}

impl Listing for PreheatTasks {
    const ID: &'static str = "preheat_tasks";
    const COLUMNS: &'static [Column] = executions::TASKS;

    type Operation = ListPreheatTasks;
    type Item = Task;

    fn operation(&self, filter: Filter, sort: Sort) -> ListPreheatTasks {
        ListPreheatTasks {
            project_name: self.project.clone(),
            preheat_policy_name: self.policy.clone(),
            execution_id: self.execution,
            page: Default::default(),
            q: filter,
            sort,
        }
    }

    fn row(task: &Task, row: &mut Row) {
        executions::task(task, row);
    }
}
