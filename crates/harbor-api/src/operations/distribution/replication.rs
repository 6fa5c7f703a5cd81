//! Tag `replication`. For administrators.

use crate::{
    names::{ExecutionId, ReplicationPolicyId, TaskId},
    operation::operations,
    types::{
        NewReplication, ReplicationExecution, ReplicationPolicy, ReplicationPolicyChange,
        ReplicationTask,
    },
    wire::{
        page::Page,
        query::{Filter, Sort},
        reply::{List, Text},
    },
};

operations! {
    /// Rules. `speed` is no field to sort by, `speed_kb` is.
    ListReplicationPolicies "replication.list" listReplicationPolicies
        GET "/replication/policies" => List<ReplicationPolicy>
    {
        query {
            q: Filter,
            sort: Sort,
            page: Page,
            /// Contains.
            name: Option<String>,
        }
    }

    /// One rule.
    GetReplicationPolicy "replication.get" getReplicationPolicy
        GET "/replication/policies/{id}" => ReplicationPolicy
    {
        path { id: ReplicationPolicyId }
    }

    /// Makes a rule.
    CreateReplicationPolicy "replication.create" createReplicationPolicy
        POST "/replication/policies" => ()
    {
        body { ReplicationPolicyChange }
    }

    /// Replaces a rule.
    UpdateReplicationPolicy "replication.update" updateReplicationPolicy
        PUT "/replication/policies/{id}" => ()
    {
        path { id: ReplicationPolicyId }
        body { ReplicationPolicyChange }
    }

    /// Deletes a rule with its executions; 412 while one runs.
    DeleteReplicationPolicy "replication.delete" deleteReplicationPolicy
        DELETE "/replication/policies/{id}" => ()
    {
        path { id: ReplicationPolicyId }
    }

    /// Runs a rule; 412 if it is disabled.
    StartReplication "replication.start" startReplication
        POST "/replication/executions" => ()
    {
        body { NewReplication }
    }

    /// Executions; the last fifty of a rule are kept. No `q`.
    ListReplicationExecutions "replication.executions" listReplicationExecutions
        GET "/replication/executions" => List<ReplicationExecution>
    {
        query {
            sort: Sort,
            page: Page,
            policy_id: Option<ReplicationPolicyId>,
            /// `Succeed` and `Success` are taken, other words with regard to case.
            status: Option<String>,
            trigger: Option<String>,
        }
    }

    /// One execution.
    GetReplicationExecution "replication.execution" getReplicationExecution
        GET "/replication/executions/{id}" => ReplicationExecution
    {
        path { id: ExecutionId }
    }

    /// Stops an execution.
    StopReplication "replication.stop" stopReplication PUT "/replication/executions/{id}" => () {
        path { id: ExecutionId }
    }

    /// Tasks of an execution, one for each repository.
    ListReplicationTasks "replication.tasks" listReplicationTasks
        GET "/replication/executions/{id}/tasks" => List<ReplicationTask>
    {
        path { id: ExecutionId }
        query { sort: Sort, page: Page, status: Option<String>, resource_type: Option<String> }
    }

    /// A task's log; 404 until there is one, and when it is no longer kept.
    GetReplicationLog "replication.log" getReplicationLog
        GET "/replication/executions/{id}/tasks/{task_id}/log" => Text
    {
        path { id: ExecutionId, task_id: TaskId }
    }
}
