//! Tag `preheat`. Networks are for administrators, policies for administrators of projects.

use crate::{
    names::{ExecutionId, PreheatName, ProjectName, TaskId},
    operation::operations,
    types::{
        Execution, PreheatInstance, PreheatPolicy, PreheatProvider, PreheatStop,
        ProjectPreheatProvider, Task,
    },
    wire::{
        page::Page,
        query::{Filter, Sort},
        reply::{List, Text},
    },
};

operations! {
    /// Kinds of networks. No pages, no total.
    ListPreheatProviders "preheat.providers" ListProviders
        GET "/p2p/preheat/providers" => List<PreheatProvider> {}

    /// Networks that a project may use.
    ListProjectPreheatProviders "preheat.project_providers" ListProvidersUnderProject
        GET "/projects/{project_name}/preheat/providers" => List<ProjectPreheatProvider>
    {
        path { project_name: ProjectName }
    }

    /// Networks.
    ListPreheatInstances "preheat.instances" ListInstances
        GET "/p2p/preheat/instances" => List<PreheatInstance>
    {
        query { page: Page, q: Filter, sort: Sort }
    }

    /// One network.
    GetPreheatInstance "preheat.instance" GetInstance
        GET "/p2p/preheat/instances/{preheat_instance_name}" => PreheatInstance
    {
        path { preheat_instance_name: PreheatName }
    }

    /// Adds a network.
    CreatePreheatInstance "preheat.create_instance" CreateInstance
        POST "/p2p/preheat/instances" => ()
    {
        body { PreheatInstance }
    }

    /// Changes a network; its name stays.
    UpdatePreheatInstance "preheat.update_instance" UpdateInstance
        PUT "/p2p/preheat/instances/{preheat_instance_name}" => ()
    {
        path { preheat_instance_name: PreheatName }
        body { PreheatInstance }
    }

    /// Deletes a network.
    DeletePreheatInstance "preheat.delete_instance" DeleteInstance
        DELETE "/p2p/preheat/instances/{preheat_instance_name}" => ()
    {
        path { preheat_instance_name: PreheatName }
    }

    /// Has the server call a network.
    PingPreheatInstance "preheat.ping" PingInstances
        POST "/p2p/preheat/instances/ping" => ()
    {
        body { PreheatInstance }
    }

    /// Policies of a project.
    ListPreheatPolicies "preheat.list" ListPolicies
        GET "/projects/{project_name}/preheat/policies" => List<PreheatPolicy>
    {
        path { project_name: ProjectName }
        query { page: Page, q: Filter, sort: Sort }
    }

    /// One policy.
    GetPreheatPolicy "preheat.get" GetPolicy
        GET "/projects/{project_name}/preheat/policies/{preheat_policy_name}" => PreheatPolicy
    {
        path { project_name: ProjectName, preheat_policy_name: PreheatName }
    }

    /// Makes a policy.
    CreatePreheatPolicy "preheat.create" CreatePolicy
        POST "/projects/{project_name}/preheat/policies" => ()
    {
        path { project_name: ProjectName }
        body { PreheatPolicy }
    }

    /// Replaces a policy.
    UpdatePreheatPolicy "preheat.update" UpdatePolicy
        PUT "/projects/{project_name}/preheat/policies/{preheat_policy_name}" => ()
    {
        path { project_name: ProjectName, preheat_policy_name: PreheatName }
        body { PreheatPolicy }
    }

    /// Runs a policy; the whole policy is sent.
    StartPreheat "preheat.start" ManualPreheat
        POST "/projects/{project_name}/preheat/policies/{preheat_policy_name}" => ()
    {
        path { project_name: ProjectName, preheat_policy_name: PreheatName }
        body { PreheatPolicy }
    }

    /// Deletes a policy; 412 while it runs.
    DeletePreheatPolicy "preheat.delete" DeletePolicy
        DELETE "/projects/{project_name}/preheat/policies/{preheat_policy_name}" => ()
    {
        path { project_name: ProjectName, preheat_policy_name: PreheatName }
    }

    /// Executions of a policy.
    ListPreheatExecutions "preheat.executions" ListExecutions
        GET "/projects/{project_name}/preheat/policies/{preheat_policy_name}/executions"
        => List<Execution>
    {
        path { project_name: ProjectName, preheat_policy_name: PreheatName }
        query { page: Page, q: Filter, sort: Sort }
    }

    /// One execution.
    GetPreheatExecution "preheat.execution" GetExecution
        GET "/projects/{project_name}/preheat/policies/{preheat_policy_name}/executions/{execution_id}"
        => Execution
    {
        path {
            project_name: ProjectName,
            preheat_policy_name: PreheatName,
            execution_id: ExecutionId,
        }
    }

    /// Stops an execution.
    StopPreheat "preheat.stop" StopExecution
        PATCH "/projects/{project_name}/preheat/policies/{preheat_policy_name}/executions/{execution_id}"
        => ()
    {
        path {
            project_name: ProjectName,
            preheat_policy_name: PreheatName,
            execution_id: ExecutionId,
        }
        body { PreheatStop }
    }

    /// Tasks of an execution.
    ListPreheatTasks "preheat.tasks" ListTasks
        GET "/projects/{project_name}/preheat/policies/{preheat_policy_name}/executions/{execution_id}/tasks"
        => List<Task>
    {
        path {
            project_name: ProjectName,
            preheat_policy_name: PreheatName,
            execution_id: ExecutionId,
        }
        query { page: Page, q: Filter, sort: Sort }
    }

    /// A task's log.
    GetPreheatTaskLog "preheat.task_log" GetPreheatLog
        GET "/projects/{project_name}/preheat/policies/{preheat_policy_name}/executions/{execution_id}/tasks/{task_id}/logs"
        => Text
    {
        path {
            project_name: ProjectName,
            preheat_policy_name: PreheatName,
            execution_id: ExecutionId,
            task_id: TaskId,
        }
    }
}
