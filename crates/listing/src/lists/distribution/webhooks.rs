//! Webhooks of a project, and what they sent.

use harbor_api::{
    AnyOperation, Decode, ExecutionId, Filter, List, ProjectName, ProjectReference, Sort,
    WebhookPolicyId,
    operations::{
        GetWebhook, ListWebhookExecutions, ListWebhookLastTriggers, ListWebhookTasks, ListWebhooks,
    },
    types::{Execution, Task, WebhookLastTrigger, WebhookPolicy},
};
use serde::{Deserialize, Serialize};

use super::executions;
use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
    join::{Join, Joined},
    listing::{Listing, Row},
};

/// Webhooks, as `GET /projects/{project}/webhook/policies` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Webhooks {
    pub project: ProjectName,
}

/// What one of them sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WebhookExecutions {
    pub project: ProjectName,
    pub webhook: WebhookPolicyId,
}

/// The tasks of something that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WebhookTasks {
    pub project: ProjectName,
    pub webhook: WebhookPolicyId,
    pub execution: ExecutionId,
}

impl Listing for Webhooks {
    const ID: &'static str = "webhooks";
    const COLUMNS: &'static [Column] = &[
        Column::new("id", ColumnKind::Text),
        Column::new("name", ColumnKind::Text).searched(),
        Column::new("description", ColumnKind::Text).searched(),
        Column::new("enabled", ColumnKind::Word),
        // `http` or `slack`.
        Column::new("kind", ColumnKind::Word),
        Column::new("address", ColumnKind::Text).searched(),
        Column::new("format", ColumnKind::Word),
        Column::new("events", ColumnKind::Texts).searched(),
        Column::new("header", ColumnKind::Word),
        Column::new("skip_certificate", ColumnKind::Word),
        Column::new("last_sent", ColumnKind::Time),
        Column::new("created", ColumnKind::Time),
        Column::new("updated", ColumnKind::Time),
    ];

    const NAME: Option<&'static str> = Some("name");

    type Operation = ListWebhooks;
    type Item = WebhookPolicy;

    fn operation(&self, filter: Filter, sort: Sort) -> ListWebhooks {
        ListWebhooks {
            project_name_or_id: ProjectReference::Name(self.project.clone()),
            sort,
            q: filter,
            page: Default::default(),
        }
    }

    fn item_operation(&self, key: &str) -> Option<AnyOperation> {
        let webhook_policy_id = key.parse().ok().map(WebhookPolicyId)?;
        let operation = GetWebhook {
            project_name_or_id: ProjectReference::Name(self.project.clone()),
            webhook_policy_id,
        };
        Some(operation.into())
    }

    fn joins(&self) -> Vec<Join> {
        let operation = ListWebhookLastTriggers {
            project_name_or_id: ProjectReference::Name(self.project.clone()),
        };
        vec![Join {
            operation: operation.into(),
            is_for_administrators: false,
            is_first_page_only: true,
            by: "name",
            fills: &["last_sent"],
            read: |body| {
                let list = List::<WebhookLastTrigger>::decode(body)?;
                let mut last: Vec<&WebhookLastTrigger> = list.iter_good().collect();
                // Each kind of event has its own: the newest of a webhook stands.
                last.sort_by_key(|trigger| std::cmp::Reverse(trigger.last_trigger_time));
                let joined = last.into_iter().map(|trigger| Joined {
                    by: Cell::Text(trigger.policy_name.clone()),
                    cells: vec![
                        trigger
                            .last_trigger_time
                            .map_or(Cell::None, |time| Cell::Number(time.timestamp_micros())),
                    ],
                });
                Ok(joined.collect())
            },
        }]
    }

    fn row(webhook: &WebhookPolicy, row: &mut Row) {
        let target = webhook.targets.first();
        row.text("id", webhook.id.to_string())
            .text("name", webhook.name.as_str())
            .text("description", webhook.description.as_str())
            .yes_or_no("enabled", webhook.enabled)
            .text("kind", target.map_or("", |target| &target.kind))
            .text("address", target.map_or("", |target| &target.address))
            .text("format", target.map_or("", |target| &target.payload_format))
            .texts("events", webhook.event_types.iter().cloned())
            .yes_or_no(
                "header",
                target.is_some_and(|target| target.has_auth_header()),
            )
            .yes_or_no(
                "skip_certificate",
                target.is_some_and(|target| target.skip_cert_verify),
            )
            .time("last_sent", None)
            .time("created", webhook.creation_time)
            .time("updated", webhook.update_time);
    }
}

impl Listing for WebhookExecutions {
    const ID: &'static str = "webhook_executions";
    const COLUMNS: &'static [Column] = executions::EXECUTIONS;

    type Operation = ListWebhookExecutions;
    type Item = Execution;

    fn operation(&self, filter: Filter, sort: Sort) -> ListWebhookExecutions {
        ListWebhookExecutions {
            project_name_or_id: ProjectReference::Name(self.project.clone()),
            webhook_policy_id: self.webhook,
            page: Default::default(),
            q: filter,
            sort,
        }
    }

    fn row(execution: &Execution, row: &mut Row) {
        executions::execution(execution, row);
    }
}

impl Listing for WebhookTasks {
    const ID: &'static str = "webhook_tasks";
    const COLUMNS: &'static [Column] = executions::TASKS;

    type Operation = ListWebhookTasks;
    type Item = Task;

    fn operation(&self, filter: Filter, sort: Sort) -> ListWebhookTasks {
        ListWebhookTasks {
            project_name_or_id: ProjectReference::Name(self.project.clone()),
            webhook_policy_id: self.webhook,
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
