//! What the pages of who may do what cost: members, robot accounts, projects.

use std::time::{Duration, Instant};

use harbor_api::{
    Decode, Filter, List, Operation, Page, ProjectId, ProjectName, Sort,
    operations::{ListProjects, ListRobots},
    types::Project,
};
use listing::{
    ListScope, Listing,
    lists::{ImmutableRules, Members, ProjectLabels, Projects, Robots},
};

use crate::{
    desk::{Desk, Outcome, said},
    figure::{Figure, median, of_budget, shown},
};

/// Projects of the registry whose robot accounts are all listed.
pub const PROJECTS: usize = 150;
/// What the console may add to the raw time of the system's accounts until rows are there.
const FIRST_ROWS: Duration = Duration::from_millis(200);
const PAIRS: usize = 11;

/// The lists of a project, each with the requests that Harbor's own pages make for it.
fn lists(project: &ProjectName, id: ProjectId) -> Vec<(&'static str, ListScope, &'static str)> {
    vec![
        ("projects", Projects {}.into(), "1 a page of 15 rows"),
        (
            "members",
            Members {
                project: project.clone(),
            }
            .into(),
            "1 a page of 15 rows",
        ),
        (
            "robot accounts of a project",
            Robots::Project { id }.into(),
            "1 a page of 15 rows",
        ),
        (
            "immutable rules",
            ImmutableRules {
                project: project.clone(),
            }
            .into(),
            "1",
        ),
        (
            "labels of a project",
            ProjectLabels { project: id }.into(),
            "1 a page of 15 rows",
        ),
    ]
}

/// Opens each list and reads it whole; the registry counts.
pub async fn requests(desk: &Desk) -> Outcome {
    let project = ProjectName::new("skaha").map_err(said)?;
    let id = projects(desk).await?;
    let id = id.iter().find(|known| known.name == project.as_str());
    let id = id.ok_or("The sample world lacks a project.")?.project_id;
    for (name, list, portal) in lists(&project, id) {
        desk.server.clear_requests();
        let rows = desk.reads_anew(list).await?.rows;
        let asked = desk.server.requests().len();
        // One for each hundred rows, and one for what a second operation says of them.
        let most = rows.div_ceil(100).max(1) + 1;
        Figure {
            name: format!("requests to list {name}"),
            measured: format!("{asked} of {most}"),
            budget: format!("≤ {most}"),
            information: format!("{rows} rows, read whole; Harbor's own page: {portal}"),
        }
        .print();
    }
    Ok(())
}

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

async fn projects(desk: &Desk) -> Outcome<Vec<Project>> {
    let mut all = Vec::new();
    for page in 1.. {
        let mut operation = ListProjects {
            q: Default::default(),
            sort: Default::default(),
            page: Default::default(),
            name: None,
            public: None,
            owner: None,
            with_detail: Some(false),
        };
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
