//! Requests that a page costs, and what the console adds to plain requests.

use std::time::{Duration, Instant};

use harbor_api::{
    Decode, List, Operation, Page, ProjectName, RepositoryName,
    operations::{ListAllRepositories, ListArtifacts},
    types::{ACCEPT_VULNERABILITIES, Artifact, Repository},
};

use crate::{
    desk::{Desk, Outcome, said},
    figure::{Figure, median, of_budget, shown},
};

/// Requests to open a repository that fits on a page.
const REQUESTS: usize = 3;
/// What the console may add to the raw time of an answer until its rows are there.
const FIRST_ROWS: Duration = Duration::from_millis(50);
const FIRST_ROWS_PAIRS: usize = 31;
/// The console's speed over that of plain requests.
const WHOLE_LIST: f64 = 0.9;
const WHOLE_LIST_PAIRS: usize = 3;

/// What a repository's page asks for.
pub fn artifacts(project: &str, repository: &str) -> Outcome<ListArtifacts> {
    Ok(ListArtifacts {
        project_name: ProjectName::new(project).map_err(said)?,
        repository_name: RepositoryName::new(repository).map_err(said)?,
        q: Default::default(),
        sort: Default::default(),
        page: Default::default(),
        with_tag: Some(true),
        with_label: Some(true),
        with_scan_overview: Some(true),
        with_sbom_overview: Some(true),
        with_immutable_status: Some(true),
        with_accessory: Some(true),
        with_inherited_accessory: None,
        accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
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
    let (_, body) = desk.harbor_all(&all).await?;
    let repositories = List::<Repository>::decode(&body).map_err(said)?;
    for wanted in [15_i64, 100] {
        let nearest = repositories
            .iter_good()
            .min_by_key(|repository| (repository.artifact_count - wanted).abs());
        let nearest = nearest.ok_or("The sample world is empty.")?;
        let (project, repository) = nearest.name.split_once('/').unwrap_or_default();
        let operation = artifacts(project, repository)?;
        desk.server.clear_requests();
        let artifacts = desk.open_repository(operation).await?;
        Figure {
            name: format!("requests to open a repository of {wanted} artifacts"),
            measured: format!("{} of {REQUESTS}", desk.server.requests().len()),
            budget: format!("≤ {REQUESTS}"),
            information: format!("{}, {artifacts} artifacts; the page's asks", nearest.name),
        }
        .print();
    }
    Ok(())
}

/// A page of a hundred artifacts: the console's answer, decoded, over the raw answer.
pub async fn first_rows(desk: &Desk, mut operation: ListArtifacts) -> Outcome {
    operation.set_page(Page::new(1, Page::MAX_SIZE));
    let (mut ours, mut raw, mut added) = (Vec::new(), Vec::new(), Vec::new());
    for pair in 0..FIRST_ROWS_PAIRS {
        let mut with_console = Duration::ZERO;
        let mut without = Duration::ZERO;
        // Whoever is first in a pair is second in the next.
        for turn in 0..2 {
            let started = Instant::now();
            if (pair + turn) % 2 == 0 {
                let (_, body) = desk.harbor(&operation).await?;
                let rows = List::<Artifact>::decode(&body).map_err(said)?;
                with_console = started.elapsed();
                drop(rows);
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
        name: "first rows over the raw answer".to_owned(),
        measured: of_budget(Duration::from_secs_f64(added), FIRST_ROWS),
        budget: format!("≤ +{}", shown(FIRST_ROWS)),
        information: format!(
            "+{}: {} decoded, {} raw; median of {FIRST_ROWS_PAIRS} pairs, 100 artifacts",
            shown(Duration::from_secs_f64(added)),
            shown(median(ours)),
            shown(median(raw)),
        ),
    }
    .print();
    Ok(())
}

/// The whole of a long list, through the console and with plain requests; gives back its body.
pub async fn whole_list(desk: &Desk, operation: &ListArtifacts) -> Outcome<Vec<u8>> {
    let mut whole = Vec::new();
    let (mut ours, mut raw, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let mut total = 0;
    for pair in 0..WHOLE_LIST_PAIRS {
        let mut with_console = Duration::ZERO;
        let mut without = Duration::ZERO;
        if total == 0 {
            let mut first = operation.clone();
            first.set_page(Page::new(1, 1));
            total = desk.harbor(&first).await?.0.total.unwrap_or_default();
        }
        let last = u32::try_from(total.div_ceil(u64::from(Page::MAX_SIZE))).map_err(said)?;
        for turn in 0..2 {
            let started = Instant::now();
            if (pair + turn) % 2 == 0 {
                whole = desk.harbor_all(operation).await?.1;
                with_console = started.elapsed();
            } else {
                desk.plain_all(operation, last).await?;
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
            "{} against {}; median of {WHOLE_LIST_PAIRS} pairs, 6 requests at once in both, {} MB; \
             the registry works in the same process",
            shown(median(ours)),
            shown(median(raw)),
            whole.len() / 1_000_000,
        ),
    }
    .print();
    Ok(whole)
}
