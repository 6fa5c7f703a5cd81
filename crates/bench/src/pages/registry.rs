//! The pages of a whole registry.

use harbor_api::{
    PreheatName, ProjectName, ReplicationPolicyId, WebhookPolicyId,
    operations::{
        GetAuditRotationSchedule, GetConfiguration, GetCurrentUser, GetGarbageCollectionSchedule,
        GetScanAllMetrics, GetScanAllSchedule, GetScheduledScanAllMetrics, GetSchedulerStatus,
        GetSecuritySummary, ListJobQueues, ListSchedules, ListWorkerPools,
    },
    types::JobType,
};
use listing::lists::{
    AuditRotations, Endpoints, Events, GarbageCollections, JobQueues, PreheatExecutions,
    PreheatInstances, PreheatPolicies, Quotas, RegistryLabels, ReplicationRules, ReplicationRuns,
    Scanners, Schedules, UserGroups, Users, WebhookExecutions, Webhooks, Workers,
};

use super::{Page, paged};
use crate::desk::{Asked, Outcome, said};

/// The pages, those of `project` among them whose lists are of the same kind.
pub fn pages(project: &ProjectName) -> Outcome<Vec<Page>> {
    let page = Page::of_lists;
    let policy = PreheatName::new("notebooks").map_err(said)?;
    let schedules = ListSchedules {
        page: Default::default(),
    };
    let paused = GetSchedulerStatus {
        job_type: JobType::All,
    };
    Ok(vec![
        page(
            "registries",
            vec![Endpoints {}.into()],
            paged,
            "registries by 15",
        ),
        page(
            "replication rules",
            vec![ReplicationRules {}.into()],
            |rows| paged(rows) + rows,
            "rules by 15, and one for each rule",
        ),
        page(
            "runs of a replication rule",
            vec![
                ReplicationRuns {
                    rule: ReplicationPolicyId(1),
                }
                .into(),
            ],
            paged,
            "executions by 15; all of it again every 10 s",
        ),
        page(
            "P2P networks",
            vec![PreheatInstances {}.into()],
            |rows| paged(rows) + rows,
            "networks by 15, a ping for each row",
        ),
        page(
            "preheat policies of a project",
            vec![
                PreheatPolicies {
                    project: project.clone(),
                }
                .into(),
            ],
            |rows| paged(rows) + 2,
            "policies by 15, the project's own settings, whether schedules are paused",
        ),
        page(
            "executions of a preheat policy",
            vec![
                PreheatExecutions {
                    project: project.clone(),
                    policy,
                }
                .into(),
            ],
            paged,
            "executions by 15; all of it again every 7 s",
        ),
        page(
            "webhooks of a project",
            vec![
                Webhooks {
                    project: project.clone(),
                }
                .into(),
            ],
            |rows| paged(rows) + 1,
            "webhooks by 15, kinds of events",
        ),
        page(
            "what a webhook sent",
            vec![
                WebhookExecutions {
                    project: project.clone(),
                    webhook: WebhookPolicyId(1),
                }
                .into(),
            ],
            paged,
            "executions by 15",
        ),
        Page {
            name: "jobs and cleanup, as it opens",
            lists: vec![GarbageCollections {}.into()],
            beside: vec![
                Asked::of(&GetGarbageCollectionSchedule {})?,
                Asked::of(&ListJobQueues {})?,
                Asked::of(&schedules)?,
            ],
            portal: |rows| paged(rows) + 1 + 5,
            asks: "garbage collection: history by 15, the schedule, again every 5 s; what our strip says \
                   stands on its dashboard of the job service: queues, schedules, whether they are \
                   paused, pools, workers, again every 10 s",
        },
        Page {
            name: "rotations of the audit log",
            lists: vec![AuditRotations {}.into()],
            beside: vec![Asked::of(&GetAuditRotationSchedule {})?],
            portal: |rows| paged(rows) + 2,
            asks: "history by 15, the schedule, kinds of events; again every 5 s",
        },
        Page {
            name: "the job service: queues, workers, schedules",
            lists: vec![JobQueues {}.into(), Workers {}.into(), Schedules {}.into()],
            beside: vec![Asked::of(&paused)?],
            portal: |_| 5,
            asks: "queues, schedules, whether they are paused, pools, workers; again every 10 s",
        },
        // A list of it alone, with what only that shows.
        Page {
            name: "workers and their pools",
            lists: vec![Workers {}.into()],
            beside: vec![Asked::of(&ListWorkerPools {})?],
            portal: |_| 5,
            asks: "the same dashboard",
        },
        Page {
            name: "a minute of looking at the job service",
            lists: (0..6)
                .flat_map(|_| [listing::ListScope::from(JobQueues {}), Workers {}.into()])
                .chain([Schedules {}.into()])
                .collect(),
            beside: vec![Asked::of(&paused)?],
            portal: |_| 5 * 6,
            asks: "all five of the dashboard every 10 s, seen or not; here queues and workers every 10 s, \
                   schedules and whether they are paused every minute, while they are seen",
        },
        page(
            "scanners",
            vec![Scanners {}.into()],
            |rows| paged(rows) + rows,
            "scanners by 15, what each says of itself",
        ),
        page("users", vec![Users {}.into()], paged, "users by 15"),
        page("groups", vec![UserGroups {}.into()], paged, "groups by 15"),
        page(
            "quotas",
            vec![Quotas {}.into()],
            |rows| paged(rows) + 1,
            "quotas by 15, the default",
        ),
        Page {
            name: "audit log",
            lists: vec![Events { from: None }.into()],
            beside: vec![Asked::of(&GetConfiguration {})?],
            portal: paged,
            asks: "entries by 15; it does not say what is not logged, which is in the settings",
        },
        page(
            "labels of the registry",
            vec![RegistryLabels {}.into()],
            paged,
            "labels by 15",
        ),
        Page {
            name: "configuration",
            lists: Vec::new(),
            beside: vec![
                Asked::of(&GetConfiguration {})?,
                Asked::of(&GetCurrentUser {})?,
            ],
            portal: |_| 2,
            asks: "the settings, what the registry says of itself",
        },
        Page {
            name: "security",
            lists: Vec::new(),
            beside: vec![Asked::of(&GetSecuritySummary {
                with_dangerous_cve: Some(true),
                with_dangerous_artifact: Some(true),
            })?],
            portal: |_| 2,
            asks: "the summary, the first findings",
        },
        Page {
            name: "scan of everything",
            lists: Vec::new(),
            beside: vec![
                Asked::of(&GetScanAllMetrics {})?,
                Asked::of(&GetScheduledScanAllMetrics {})?,
                Asked::of(&GetScanAllSchedule {})?,
            ],
            portal: |_| 3,
            asks: "scanners, progress, the schedule; progress again while it goes on",
        },
    ])
}
