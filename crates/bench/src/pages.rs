//! How many requests the pages of a whole registry make, beside those of Harbor's own portal for the same
//! rows. What the portal asks was read in its source and seen in a run; here it is named in words.

use harbor_api::{PreheatName, ProjectName, ReplicationPolicyId, WebhookPolicyId};
use listing::{
    ListScope,
    lists::{
        AuditRotations, Endpoints, Events, GarbageCollections, JobQueues, PreheatExecutions,
        PreheatInstances, PreheatPolicies, Quotas, ReplicationRules, ReplicationRuns, Scanners,
        Schedules, UserGroups, Users, WebhookExecutions, Webhooks, Workers,
    },
};

use crate::{
    desk::{Desk, Outcome, said},
    figure::Figure,
};

/// Rows of a page of the portal's, as it comes.
const PORTAL: usize = 15;

/// A page, and what the portal's asks for it.
struct Page {
    name: &'static str,
    /// The lists that are read whole when it opens.
    lists: Vec<ListScope>,
    /// Requests of the portal's for so many rows.
    portal: fn(usize) -> usize,
    /// What these are.
    asks: &'static str,
}

fn paged(rows: usize) -> usize {
    rows.div_ceil(PORTAL).max(1)
}

fn pages(project: &ProjectName) -> Outcome<Vec<Page>> {
    let page = |name, lists: Vec<ListScope>, portal, asks| Page {
        name,
        lists,
        portal,
        asks,
    };
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

/// Opens the lists of each page and reads them whole; the registry counts.
pub async fn requests(desk: &Desk) -> Outcome {
    let project = ProjectName::new("skaha").map_err(said)?;
    for page in pages(&project)? {
        let (mut rows, mut asked) = (0, 0);
        for list in page.lists {
            desk.server.clear_requests();
            rows += desk.reads_anew(list).await?.rows;
            asked += desk.server.requests().len();
        }
        let portal = (page.portal)(rows);
        Figure {
            name: format!("requests of {}", page.name),
            measured: format!("{asked} of the portal's {portal}"),
            budget: format!("≤ {portal}"),
            information: format!("{rows} rows, all of them; the portal: {}", page.asks),
        }
        .print();
    }
    Ok(())
}
