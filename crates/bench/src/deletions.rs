//! Many tags deleted in one run at a server that takes its time, and such a run that is stopped.

use std::time::{Duration, Instant};

use chrono::Utc;
use demo_harbor::{Fault, FaultKind};
use futures::future::try_join;
use harbor_client::REQUESTS_AT_ONCE;
use listing::{ListScope, Query, lists::RepositoryTags};
use pilothouse_protocol::{
    BulkChange, BulkRow, BulkRows, BulkRuns, QueryList, StartBulk, StopBulk,
};

use crate::{
    desk::{Desk, Outcome, said},
    figure::{Figure, of_budget, shown},
};

/// What the server takes for each.
const LATENCY: Duration = Duration::from_millis(20);
const TAGS: usize = if cfg!(debug_assertions) { 200 } else { 1_000 };
const A_SECOND: f64 = 200.0;
const STOP: Duration = Duration::from_millis(300);

/// Deletes tags of a repository that has more than twice as many, then stops the deletion of others.
pub async fn deletions(desk: &Desk) -> Outcome {
    let scope = RepositoryTags {
        project: harbor_api::ProjectName::new("scale").map_err(said)?,
        repository: harbor_api::RepositoryName::new("everything").map_err(said)?,
    };
    let list = desk.reads_anew(scope.clone()).await?.list;
    let mut rows = Vec::new();
    while rows.len() < 2 * TAGS {
        let query = QueryList::new(list, Query::everything(Utc::now()), rows.len()..2 * TAGS);
        let lines = desk.ask(query).await?.lines;
        if lines.is_empty() {
            return Err(format!("{} tags are too few.", rows.len()));
        }
        rows.extend(lines.into_iter().map(|line| BulkRow {
            name: line.key.clone(),
            key: line.key,
        }));
    }
    let (first, second) = rows.split_at(TAGS);
    let start = |rows: &[BulkRow]| StartBulk {
        rows: BulkRows::Named {
            connection: desk.connection.clone(),
            scope: ListScope::from(scope.clone()),
            rows: rows.to_vec(),
        },
        change: BulkChange::Delete,
    };
    desk.server.faults().push(Fault {
        operation: Some("deleteTag".to_owned()),
        page: None,
        kind: FaultKind::Latency(LATENCY),
        times: None,
    });

    let started = Instant::now();
    let run = desk.ask(start(first)).await?;
    let took = started.elapsed();
    if run.counts.changed != TAGS {
        return Err(format!(
            "{} of {TAGS} tags were deleted.",
            run.counts.changed
        ));
    }
    let rate = TAGS as f64 / took.as_secs_f64();
    Figure {
        name: format!(
            "{TAGS} tags deleted at a server that takes {}",
            shown(LATENCY)
        ),
        measured: format!("{rate:.0}/s"),
        budget: format!("≥ {A_SECOND:.0}/s"),
        information: format!(
            "{}, {REQUESTS_AT_ONCE} at once: {:.0}/s were all there could be",
            shown(took),
            REQUESTS_AT_ONCE as f64 / LATENCY.as_secs_f64(),
        ),
    }
    .print();

    desk.server.clear_requests();
    let stopping = async {
        // In the middle: some were answered, and others are under way.
        while desk.server.requests().len() < REQUESTS_AT_ONCE * 2 {
            desk.hears_of_a_run().await;
        }
        let connection = desk.connection.clone();
        let known = desk.ask(BulkRuns { connection }).await?;
        let id = known.runs.last().ok_or("The run is not known.")?.run;
        let started = Instant::now();
        desk.ask(StopBulk { run: id }).await?;
        Ok(started.elapsed())
    };
    // Both go on: the stop is answered when nothing is under way any more.
    let (run, took) = try_join(desk.ask(start(second)), stopping).await?;
    if run.counts.waiting == 0 {
        return Err("It ended before it was stopped.".to_owned());
    }
    Figure {
        name: "such a run stopped".to_owned(),
        measured: of_budget(took, STOP),
        budget: format!("≤ {}", shown(STOP)),
        information: format!(
            "{}; {} deleted, {} not begun",
            shown(took),
            run.counts.changed,
            run.counts.waiting
        ),
    }
    .print();
    Ok(())
}
