//! Tag `Retention`.

use crate::{
    names::{RetentionExecutionId, RetentionId, RetentionTaskId},
    operation::operations,
    types::{
        NewRetentionExecution, RetentionExecution, RetentionExecutionAction, RetentionMetadata,
        RetentionPolicy, RetentionTask,
    },
    wire::{
        page::Page,
        reply::{List, Text},
    },
};

operations! {
    /// Templates and selectors that rules may be made of.
    GetRetentionMetadata "retention.metadata" getRentenitionMetadata
        GET "/retentions/metadatas" => RetentionMetadata
    {}

    /// A policy; a number that there is not answers 500.
    GetRetention "retention.get" getRetention GET "/retentions/{id}" => RetentionPolicy {
        path { id: RetentionId }
    }

    /// Makes a project's policy; 400 if the project has one.
    CreateRetention "retention.create" createRetention POST "/retentions" => () {
        body { RetentionPolicy }
    }

    /// Replaces a policy; 409 if two rules are the same.
    UpdateRetention "retention.update" updateRetention PUT "/retentions/{id}" => () {
        path { id: RetentionId }
        body { RetentionPolicy }
    }

    /// Deletes a policy, and the project's setting that names it.
    DeleteRetention "retention.delete" deleteRetention DELETE "/retentions/{id}" => () {
        path { id: RetentionId }
    }

    /// Runs a policy now, for real or dry.
    TriggerRetentionExecution "retention.execute" triggerRetentionExecution
        POST "/retentions/{id}/executions" => ()
    {
        path { id: RetentionId }
        body { NewRetentionExecution }
    }

    /// Stops an execution.
    OperateRetentionExecution "retention.stop" operateRetentionExecution
        PATCH "/retentions/{id}/executions/{eid}" => ()
    {
        path { id: RetentionId, eid: RetentionExecutionId }
        body { RetentionExecutionAction }
    }

    /// Executions of a policy, the newest first; neither filtered nor sorted.
    ListRetentionExecutions "retention.executions" listRetentionExecutions
        GET "/retentions/{id}/executions" => List<RetentionExecution>
    {
        path { id: RetentionId }
        query { page: Page }
    }

    /// Tasks of an execution, one for each repository that a rule looks at.
    ListRetentionTasks "retention.tasks" listRetentionTasks
        GET "/retentions/{id}/executions/{eid}/tasks" => List<RetentionTask>
    {
        path { id: RetentionId, eid: RetentionExecutionId }
        query { page: Page }
    }

    /// A task's log: the only place that says what becomes of each artifact.
    GetRetentionTaskLog "retention.task_log" getRetentionTaskLog
        GET "/retentions/{id}/executions/{eid}/tasks/{tid}" => Text
    {
        path { id: RetentionId, eid: RetentionExecutionId, tid: RetentionTaskId }
    }
}
