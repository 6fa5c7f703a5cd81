//! Tags `webhook` and `webhookjob`.

use crate::{
    names::{ExecutionId, ProjectReference, TaskId, WebhookPolicyId},
    operation::operations,
    types::{Execution, Task, WebhookEventTypes, WebhookJob, WebhookLastTrigger, WebhookPolicy},
    wire::{
        page::Page,
        query::{Filter, Sort},
        reply::{List, Text},
    },
};

operations! {
    /// What webhooks may be about.
    GetWebhookEventTypes "webhook.event_types" GetSupportedEventTypes
        GET "/projects/{project_name_or_id}/webhook/events" => WebhookEventTypes
    {
        path { project_name_or_id: ProjectReference }
    }

    /// Webhooks of a project, with what they send as `Authorization` in clear.
    ListWebhooks "webhook.list" ListWebhookPoliciesOfProject
        GET "/projects/{project_name_or_id}/webhook/policies" => List<WebhookPolicy>
    {
        path { project_name_or_id: ProjectReference }
        query { sort: Sort, q: Filter, page: Page }
    }

    /// One webhook.
    GetWebhook "webhook.get" GetWebhookPolicyOfProject
        GET "/projects/{project_name_or_id}/webhook/policies/{webhook_policy_id}" => WebhookPolicy
    {
        path { project_name_or_id: ProjectReference, webhook_policy_id: WebhookPolicyId }
    }

    /// Makes a webhook. The server takes an empty name, and an address without a host.
    CreateWebhook "webhook.create" CreateWebhookPolicyOfProject
        POST "/projects/{project_name_or_id}/webhook/policies" => ()
    {
        path { project_name_or_id: ProjectReference }
        body { WebhookPolicy }
    }

    /// Replaces a webhook.
    UpdateWebhook "webhook.update" UpdateWebhookPolicyOfProject
        PUT "/projects/{project_name_or_id}/webhook/policies/{webhook_policy_id}" => ()
    {
        path { project_name_or_id: ProjectReference, webhook_policy_id: WebhookPolicyId }
        body { WebhookPolicy }
    }

    /// Deletes a webhook; 412 while it delivers.
    DeleteWebhook "webhook.delete" DeleteWebhookPolicyOfProject
        DELETE "/projects/{project_name_or_id}/webhook/policies/{webhook_policy_id}" => ()
    {
        path { project_name_or_id: ProjectReference, webhook_policy_id: WebhookPolicyId }
    }

    /// When webhooks last sent. No pages, no total.
    ListWebhookLastTriggers "webhook.last_triggers" LastTrigger
        GET "/projects/{project_name_or_id}/webhook/lasttrigger" => List<WebhookLastTrigger>
    {
        path { project_name_or_id: ProjectReference }
    }

    /// Deliveries of a webhook.
    ListWebhookExecutions "webhook.executions" ListExecutionsOfWebhookPolicy
        GET "/projects/{project_name_or_id}/webhook/policies/{webhook_policy_id}/executions"
        => List<Execution>
    {
        path { project_name_or_id: ProjectReference, webhook_policy_id: WebhookPolicyId }
        query { page: Page, q: Filter, sort: Sort }
    }

    /// Tasks of a delivery.
    ListWebhookTasks "webhook.tasks" ListTasksOfWebhookExecution
        GET "/projects/{project_name_or_id}/webhook/policies/{webhook_policy_id}/executions/{execution_id}/tasks"
        => List<Task>
    {
        path {
            project_name_or_id: ProjectReference,
            webhook_policy_id: WebhookPolicyId,
            execution_id: ExecutionId,
        }
        query { page: Page, q: Filter, sort: Sort }
    }

    /// A task's log.
    GetWebhookTaskLog "webhook.task_log" GetLogsOfWebhookTask
        GET "/projects/{project_name_or_id}/webhook/policies/{webhook_policy_id}/executions/{execution_id}/tasks/{task_id}/log"
        => Text
    {
        path {
            project_name_or_id: ProjectReference,
            webhook_policy_id: WebhookPolicyId,
            execution_id: ExecutionId,
            task_id: TaskId,
        }
    }

    /// Deliveries of a webhook, in the form of older servers.
    ListWebhookJobs "webhook.jobs" ListWebhookJobs
        GET "/projects/{project_name_or_id}/webhook/jobs" => List<WebhookJob>
    {
        path { project_name_or_id: ProjectReference }
        required { policy_id: WebhookPolicyId }
        query { q: Filter, sort: Sort, page: Page }
    }
}
