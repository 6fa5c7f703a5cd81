//! What the console adds to the raw answers of an artifact's page. How many requests its tabs make is counted in
//! the window (`tests/figures.rs`).

use std::time::{Duration, Instant};

use harbor_api::{
    ArtifactReference, ProjectName, RepositoryName,
    operations::{GetArtifact, GetVulnerabilities},
    types::ACCEPT_VULNERABILITIES,
};
use listing::lists::Findings;

use crate::{
    desk::{Desk, Outcome, said},
    figure::{Figure, median, of_budget, shown},
};

/// What the console may add to the raw answer.
const ADDED: Duration = Duration::from_millis(50);
const PAIRS: usize = 11;

fn artifact(project: &ProjectName, repository: &RepositoryName, tag: &str) -> Outcome<GetArtifact> {
    Ok(GetArtifact {
        with_tag: Some(true),
        with_label: Some(true),
        with_scan_overview: Some(true),
        with_sbom_overview: Some(true),
        with_immutable_status: Some(true),
        with_accessory: Some(true),
        with_inherited_accessory: Some(true),
        accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
        ..GetArtifact::new(
            project.clone(),
            repository.clone(),
            ArtifactReference::parse(tag).map_err(said)?,
        )
    })
}

/// An image's page and its findings against the plain answers.
pub async fn over_the_raw_answer(desk: &Desk) -> Outcome {
    let project = ProjectName::new("skaha").map_err(said)?;
    let repository = RepositoryName::new("astroml").map_err(said)?;
    let overview = artifact(&project, &repository, "25.11-gpu")?;
    let findings = Findings {
        project,
        repository,
        reference: ArtifactReference::parse("25.11-gpu").map_err(said)?,
    };
    time(desk, &overview, &findings).await
}

/// The page and its findings, until lines are there, against the plain answers.
async fn time(desk: &Desk, overview: &GetArtifact, findings: &Findings) -> Outcome {
    let report = GetVulnerabilities {
        project_name: findings.project.clone(),
        repository_name: findings.repository.clone(),
        reference: findings.reference.clone(),
        accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
    };
    for is_overview in [true, false] {
        let (mut ours, mut raw, mut added) = (Vec::new(), Vec::new(), Vec::new());
        for pair in 0..PAIRS {
            let mut with_console = Duration::ZERO;
            let mut without = Duration::ZERO;
            // Whoever is first in a pair is second in the next.
            for turn in 0..2 {
                let started = Instant::now();
                match ((pair + turn) % 2 == 0, is_overview) {
                    (true, true) => drop(desk.harbor(overview).await?),
                    (true, false) => drop(desk.first_lines(findings.clone()).await?),
                    (false, true) => drop(desk.plain(overview).await?),
                    (false, false) => drop(desk.plain(&report).await?),
                }
                if (pair + turn) % 2 == 0 {
                    with_console = started.elapsed();
                } else {
                    without = started.elapsed();
                }
            }
            ours.push(with_console);
            raw.push(without);
            added.push(with_console.as_secs_f64() - without.as_secs_f64());
        }
        let added = Duration::from_secs_f64(median(added).max(0.0));
        let tab = if is_overview {
            "the overview"
        } else {
            "the vulnerabilities"
        };
        Figure {
            name: format!("{tab} of an artifact over the raw answer"),
            measured: of_budget(added, ADDED),
            budget: format!("≤ +{}", shown(ADDED)),
            information: format!(
                "+{}: {} in the shell, {} raw; median of {PAIRS} pairs",
                shown(added),
                shown(median(ours)),
                shown(median(raw)),
            ),
        }
        .print();
    }
    Ok(())
}
