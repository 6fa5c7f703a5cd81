//! Tags `jobservice` and `schedule`. For administrators.

use crate::{
    names::{JobId, WorkerPoolId},
    operation::operations,
    types::{JobQueue, JobType, QueueAction, ScheduledTask, SchedulerStatus, Worker, WorkerPool},
    wire::{
        page::Page,
        reply::{List, Text},
    },
};

operations! {
    /// Pools of workers. No pages, no total.
    ListWorkerPools "job.pools" getWorkerPools GET "/jobservice/pools" => List<WorkerPool> {}

    /// Workers of a pool, or of all.
    ListWorkers "job.workers" getWorkers
        GET "/jobservice/pools/{pool_id}/workers" => List<Worker>
    {
        path { pool_id: WorkerPoolId }
    }

    /// Stops a job that runs, or all of them. 200 for a job that there is not.
    StopJob "job.stop" stopRunningJob PUT "/jobservice/jobs/{job_id}" => () {
        path { job_id: JobId }
    }

    /// What a job wrote so far; 404 when it is no longer kept.
    GetJobLog "job.log" actionGetJobLog GET "/jobservice/jobs/{job_id}/log" => Text {
        path { job_id: JobId }
    }

    /// What waits, by kind. No pages, no total.
    ListJobQueues "job.queues" listJobQueues GET "/jobservice/queues" => List<JobQueue> {}

    /// Pauses a queue, resumes it, or stops what waits and runs. 200 for a kind that there is not.
    ChangeJobQueue "job.change_queue" actionPendingJobs
        PUT "/jobservice/queues/{job_type}" => ()
    {
        path { job_type: JobType }
        body { QueueAction }
    }

    /// Schedules of all kinds.
    ListSchedules "schedule.list" listSchedules GET "/schedules" => List<ScheduledTask> {
        query { page: Page }
    }

    /// Whether schedules are paused. Only `all` is taken; everybody who is signed in may ask.
    GetSchedulerStatus "schedule.status" getSchedulePaused
        GET "/schedules/{job_type}/paused" => SchedulerStatus
    {
        path { job_type: JobType }
    }
}
