//! What the tabs of an artifact's page ask for, and what the console adds to the raw answer.

use std::time::{Duration, Instant};

use distribution_api::{Content, GetBlob, GetManifest, Manifest, Name};
use harbor_api::{
    ArtifactReference, Decode, Digest, ProjectName, RepositoryName,
    operations::{GetArtifact, GetVulnerabilities},
    types::{ACCEPT_VULNERABILITIES, Artifact, SbomState},
};
use listing::lists::{Findings, Packages};

use crate::{
    desk::{Desk, Outcome, said},
    figure::{Figure, median, of_budget, shown},
};

/// Requests of a tab whose artifact is open.
const REQUESTS: usize = 2;
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

fn print(tab: &str, asked: usize, information: String) {
    Figure {
        name: format!("requests of an artifact's tab: {tab}"),
        measured: format!("{asked} of {REQUESTS}"),
        budget: format!("≤ {REQUESTS}"),
        information,
    }
    .print();
}

/// Opens an image and its tabs; the registry counts.
pub async fn requests(desk: &Desk) -> Outcome {
    let project = ProjectName::new("skaha").map_err(said)?;
    let repository = RepositoryName::new("astroml").map_err(said)?;
    let reference = ArtifactReference::parse("25.11-gpu").map_err(said)?;
    let asked = || {
        let asked = desk.server.requests().len();
        desk.server.clear_requests();
        asked
    };
    asked();
    let overview = artifact(&project, &repository, "25.11-gpu")?;
    let (_, body) = desk.harbor(&overview).await?;
    let image = Artifact::decode(&body).map_err(said)?;
    let attached = image.accessories.len();
    let information = format!(
        "the artifact; one more for each of its {attached} attachments that does not say what it is"
    );
    print("overview", asked(), information);

    let findings = Findings {
        project: project.clone(),
        repository: repository.clone(),
        reference: reference.clone(),
    };
    let rows = desk.reads_anew(findings.clone()).await?.rows;
    print(
        "vulnerabilities",
        asked(),
        format!("{rows} findings, read whole"),
    );

    let SbomState::Done(sbom) = image.sbom() else {
        return Err("The sample's image has no SBOM.".to_owned());
    };
    let packages = Packages::OfHarbor {
        project: project.clone(),
        repository: repository.clone(),
        sbom,
    };
    let rows = desk.reads_anew(packages).await?.rows;
    print("SBOM", asked(), format!("{rows} packages, read whole"));

    // The first content of a repository needs the registry's token.
    let name = Name::new(project.clone(), repository.clone());
    let manifest = GetManifest {
        name: name.clone(),
        reference: ArtifactReference::parse(&image.digest).map_err(said)?,
    };
    desk.harbor(&manifest).await?;
    let first = asked();
    let (_, body) = desk.harbor(&manifest).await?;
    let read = Content::<Manifest>::decode(&body).map_err(said)?;
    let Ok(Manifest::Image(content)) = read.read else {
        return Err("The sample's image is none.".to_owned());
    };
    let digest = Digest::new(content.config.digest).map_err(said)?;
    let config = GetBlob {
        name,
        digest: digest.into(),
    };
    desk.harbor(&config).await?;
    let information = format!(
        "manifest and configuration, for both tabs; the first of a repository makes {first} to get a token"
    );
    print("layers, raw", asked(), information);
    over_the_raw_answer(desk, &overview, &findings).await
}

/// The page and its findings, until lines are there, against the plain answers.
async fn over_the_raw_answer(desk: &Desk, overview: &GetArtifact, findings: &Findings) -> Outcome {
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
