//! Long histories: entries of the audit log, executions of a rule of replication. How soon their first rows are
//! there while the rest comes in, and what the store takes when all of it is here.

use std::time::{Duration, Instant};

use demo_harbor::World;
use harbor_api::{Filter, Operation, Page, ReplicationPolicyId, Sort};
use listing::{
    ListScope, Listing, Store,
    lists::{Events, ReplicationRuns},
};

use crate::{
    desk::{Desk, Outcome},
    figure::{Figure, shown},
    network,
};

const ENTRIES: usize = 10_000;
/// A debug build's registry would need many minutes for all of them, so there they are a tenth.
const RUNS: usize = if cfg!(debug_assertions) {
    36_000
} else {
    360_000
};
/// Added to the raw answer.
const FIRST_ROWS: Duration = Duration::from_secs(1);
const BYTES_A_ROW: usize = 600;

/// Opens both lists, and reads both whole.
pub async fn histories() -> Outcome {
    let desk = Desk::open_as(World::with_history(ENTRIES, RUNS), "admin").await?;
    let entries = Events { from: None };
    let of = format!(" of {ENTRIES} entries of the audit log");
    network::first_rows(&desk, &entries, &of, FIRST_ROWS).await?;
    store(&desk, &entries, &of).await?;
    let runs = ReplicationRuns {
        rule: ReplicationPolicyId(1),
    };
    let of = format!(" of {RUNS} executions");
    network::first_rows(&desk, &runs, &of, FIRST_ROWS).await?;
    store(&desk, &runs, &of).await
}

/// Reads every page into a store as the shell has it.
async fn store<L>(desk: &Desk, list: &L, of: &str) -> Outcome
where
    L: Listing + Clone + Into<ListScope>,
    L::Operation: Operation,
{
    let scope: ListScope = list.clone().into();
    let mut store = Store::new(scope.columns(), usize::MAX, usize::MAX);
    let mut operation = list.operation(Filter::all(), Sort::default());
    let started = Instant::now();
    for number in 1.. {
        operation.set_page(Page::new(number, Page::MAX_SIZE));
        let body = desk.plain(&operation).await?;
        let page = scope.page(&body).map_err(|error| error.reason)?;
        for row in &page.rows {
            store.upsert(row);
        }
        if page.rows.len() < Page::MAX_SIZE as usize {
            break;
        }
    }
    let rows = store.len().max(1);
    Figure {
        name: format!("a store{of}, bytes a row"),
        measured: format!(
            "{:.2} of budget",
            store.bytes() as f64 / (rows * BYTES_A_ROW) as f64
        ),
        budget: format!("≤ {BYTES_A_ROW} bytes"),
        information: format!(
            "{} bytes, {:.1} MB in all, {rows} rows; page by page in {}",
            store.bytes() / rows,
            store.bytes() as f64 / 1e6,
            shown(started.elapsed()),
        ),
    }
    .print();
    Ok(())
}
