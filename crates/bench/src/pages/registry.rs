//! The pages of a whole registry.

use harbor_api::{PreheatName, ProjectName, ReplicationPolicyId, WebhookPolicyId};
use listing::lists::{
    AuditRotations, Endpoints, Events, GarbageCollections, JobQueues, PreheatExecutions,
    PreheatInstances, PreheatPolicies, Quotas, ReplicationRules, ReplicationRuns, Scanners,
    Schedules, UserGroups, Users, WebhookExecutions, Webhooks, Workers,
};

use super::{Page, paged};
use crate::desk::{Outcome, said};

/// The pages, those of `project` among them whose lists are of the same kind.
pub fn pages(project: &ProjectName) -> Outcome<Vec<Page>> {
    let page = Page::of_lists;
    let policy = PreheatName::new("notebooks").map_err(said)?;
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
        page(
            "garbage collections",
            vec![GarbageCollections {}.into()],
            |rows| paged(rows) + 1,
            "history by 15, the schedule; again every 5 s",
        ),
        page(
            "rotations of the audit log",
            vec![AuditRotations {}.into()],
            |rows| paged(rows) + 2,
            "history by 15, the schedule, kinds of events; again every 5 s",
        ),
        page(
            "job service",
            vec![JobQueues {}.into(), Schedules {}.into(), Workers {}.into()],
            |_| 5,
            "queues, schedules, whether they are paused, pools, workers; again every 10 s",
        ),
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
        page(
            "audit log",
            vec![Events { from: None }.into()],
            paged,
            "entries by 15",
        ),
    ])
}
