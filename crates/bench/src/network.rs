//! Requests that a page costs, and what the console adds to plain requests.

use std::time::{Duration, Instant};

use harbor_api::{
    Decode, Filter, List, Operation, Page, ProjectName, RepositoryName, Sort,
    operations::ListAllRepositories, types::Repository,
};
use listing::{ListScope, Listing, lists::Artifacts};

use crate::{
    desk::{Desk, Outcome, said},
    figure::{Figure, median, of_budget, shown},
};

/// Requests to open a repository that fits on a page.
const REQUESTS: usize = 3;
/// What the console may add to the raw time of an answer until its rows are there.
pub const FIRST_ROWS: Duration = Duration::from_millis(50);
const FIRST_ROWS_PAIRS: usize = 31;
/// The console's speed over that of plain requests.
const WHOLE_LIST: f64 = 0.95;
const WHOLE_LIST_PAIRS: usize = 3;

/// The list that a repository's page shows.
pub fn artifacts(project: &str, repository: &str) -> Outcome<Artifacts> {
    Ok(Artifacts {
        project: ProjectName::new(project).map_err(said)?,
        repository: RepositoryName::new(repository).map_err(said)?,
    })
}

/// Opens the repositories of the sample world that come nearest to 15 and to 100 artifacts.
pub async fn requests(desk: &Desk) -> Outcome {
    let mut all = ListAllRepositories {
        q: Default::default(),
        sort: Default::default(),
        page: Default::default(),
    };
    all.set_page(Page::FIRST);
    let (_, body) = desk.harbor(&all).await?;
    let repositories = List::<Repository>::decode(&body).map_err(said)?;
    for wanted in [15_i64, 100] {
        let nearest = repositories
            .iter_good()
            .min_by_key(|repository| (repository.artifact_count - wanted).abs());
        let nearest = nearest.ok_or("The sample world is empty.")?;
        let (project, repository) = nearest.name.split_once('/').unwrap_or_default();
        let list = artifacts(project, repository)?;
        desk.server.clear_requests();
        let artifacts = desk.reads_anew(list.clone()).await?.rows;
        Figure {
            name: format!("requests to open a repository of {wanted} artifacts"),
            measured: format!("{} of {REQUESTS}", desk.server.requests().len()),
            budget: format!("≤ {REQUESTS}"),
            information: format!(
                "{}, {artifacts} artifacts; the list is opened and read whole",
                nearest.name
            ),
        }
        .print();
    }
    Ok(())
}

/// The list is opened and its first lines are there, over the raw answer of its first page.
pub async fn first_rows<L>(desk: &Desk, list: &L, of: &str, budget: Duration) -> Outcome
where
    L: Listing + Clone + Into<ListScope>,
    L::Operation: Operation,
{
    let mut operation = list.operation(Filter::all(), Sort::default());
    operation.set_page(Page::new(1, L::FIRST_PAGE));
    let (mut ours, mut raw, mut added) = (Vec::new(), Vec::new(), Vec::new());
    for pair in 0..FIRST_ROWS_PAIRS {
        let mut with_console = Duration::ZERO;
        let mut without = Duration::ZERO;
        // Whoever is first in a pair is second in the next.
        for turn in 0..2 {
            let started = Instant::now();
            if (pair + turn) % 2 == 0 {
                desk.first_lines(list.clone()).await?;
                with_console = started.elapsed();
            } else {
                desk.plain(&operation).await?;
                without = started.elapsed();
            }
        }
        ours.push(with_console);
        raw.push(without);
        added.push(with_console.as_secs_f64() - without.as_secs_f64());
    }
    let added = median(added).max(0.0);
    Figure {
        name: format!("first rows{of} over the raw answer"),
        measured: of_budget(Duration::from_secs_f64(added), budget),
        budget: format!("≤ +{}", shown(budget)),
        information: format!(
            "+{}: {} until lines are there, {} raw; median of {FIRST_ROWS_PAIRS} pairs, {} rows",
            shown(Duration::from_secs_f64(added)),
            shown(median(ours)),
            shown(median(raw)),
            L::FIRST_PAGE,
        ),
    }
    .print();
    Ok(())
}

/// The whole of a long list, read into the shell's store, and with plain requests that keep nothing.
pub async fn whole_list(desk: &Desk, list: &Artifacts) -> Outcome {
    let operation = list.operation(Filter::all(), Sort::default());
    let (mut ours, mut raw, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let total = desk.reads_anew(list.clone()).await?.rows;
    let last = u32::try_from(total.div_ceil(Page::MAX_SIZE as usize)).map_err(said)?;
    for pair in 0..WHOLE_LIST_PAIRS {
        let mut with_console = Duration::ZERO;
        let mut without = Duration::ZERO;
        for turn in 0..2 {
            let started = Instant::now();
            if (pair + turn) % 2 == 0 {
                desk.reads_anew(list.clone()).await?;
                with_console = started.elapsed();
            } else {
                desk.plain_all(&operation, last).await?;
                without = started.elapsed();
            }
        }
        ours.push(with_console);
        raw.push(without);
        ratios.push(without.as_secs_f64() / with_console.as_secs_f64());
    }
    Figure {
        name: format!("reading {total} artifacts, speed over raw"),
        measured: format!("{:.2}", median(ratios)),
        budget: format!("≥ {WHOLE_LIST}"),
        information: format!(
            "{} against {}; median of {WHOLE_LIST_PAIRS} pairs, 6 requests at once in both; the \
             registry works in the same process",
            shown(median(ours)),
            shown(median(raw)),
        ),
    }
    .print();
    Ok(())
}
