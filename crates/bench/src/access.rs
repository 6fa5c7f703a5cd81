//! What all robot accounts of many projects cost.

use std::time::{Duration, Instant};

use harbor_api::{
    Decode, Filter, List, Operation, Page, Sort,
    operations::{ListProjects, ListRobots},
    types::Project,
};
use listing::{Listing, lists::Robots};

use crate::{
    desk::{Desk, Outcome, said},
    figure::{Figure, median, of_budget, shown},
};

/// Projects of the registry whose robot accounts are all listed.
pub const PROJECTS: usize = 150;
/// What the console may add to the raw time of the system's accounts until rows are there.
const FIRST_ROWS: Duration = Duration::from_millis(200);
const PAIRS: usize = 11;

/// All robot accounts of many projects: Harbor has no request for those of several, so there is one
/// for each project; the first rows do not wait for them.
pub async fn robots_of_many_projects(desk: &Desk) -> Outcome {
    let projects = projects(desk).await?.len();
    desk.server.clear_requests();
    let state = desk.reads_anew(Robots::All).await?;
    let asked = desk.server.requests().len();
    // The system's, each project's, the pages of projects, and the newest events of the audit log.
    let fewest = 1 + projects + projects.div_ceil(100) + 1;
    Figure {
        name: format!("requests for all robot accounts of {projects} projects"),
        measured: format!("{asked} of {fewest}"),
        budget: format!("≤ {fewest}, the fewest there can be"),
        information: format!("{} rows; Harbor's own pages have no such list", state.rows),
    }
    .print();
    let mut system = Robots::All.operation(Filter::all(), Sort::default());
    system.set_page(Page::FIRST);
    let (mut ours, mut raw, mut added) = (Vec::new(), Vec::new(), Vec::new());
    for pair in 0..PAIRS {
        let mut with_console = Duration::ZERO;
        let mut without = Duration::ZERO;
        // Whoever is first in a pair is second in the next.
        for turn in 0..2 {
            let started = Instant::now();
            if (pair + turn) % 2 == 0 {
                desk.first_lines(Robots::All).await?;
                with_console = started.elapsed();
            } else {
                desk.plain::<ListRobots>(&system).await?;
                without = started.elapsed();
            }
        }
        ours.push(with_console);
        raw.push(without);
        added.push(with_console.as_secs_f64() - without.as_secs_f64());
    }
    let added = Duration::from_secs_f64(median(added).max(0.0));
    Figure {
        name: "first robot accounts over the raw answer".to_owned(),
        measured: of_budget(added, FIRST_ROWS),
        budget: format!("≤ +{}", shown(FIRST_ROWS)),
        information: format!(
            "+{}: {} until lines are there, {} raw; median of {PAIRS} pairs",
            shown(added),
            shown(median(ours)),
            shown(median(raw)),
        ),
    }
    .print();
    Ok(())
}

/// All projects of the registry.
async fn projects(desk: &Desk) -> Outcome<Vec<Project>> {
    let mut all = Vec::new();
    for page in 1.. {
        let mut operation = ListProjects::without_details();
        operation.set_page(Page::new(page, Page::MAX_SIZE));
        let (_, body) = desk.harbor(&operation).await?;
        let read = List::<Project>::decode(&body).map_err(said)?;
        let count = read.iter_good().count();
        all.extend(read.good());
        if count < Page::MAX_SIZE as usize {
            break;
        }
    }
    Ok(all)
}
