//! What belongs to an artifact: histories, readmes, reports, bills of materials.

use serde_json::{Value, json};

use super::artifact_view::{Place, REPORT, accepts_reports};
use super::artifacts::find;
use super::overview::rank;
use crate::chance::Sequence;
use crate::http::call::{Call, Failure, Reply};
use crate::permission::require_project;
use crate::world::{Addition, Artifact, Catalogue, Kind, Outcome, Stage, World};

const NAMES: &[&str] = &[
    "build_history",
    "values.yaml",
    "readme.md",
    "dependencies",
    "sbom",
    "license",
    "files",
];

/// `GET …/additions/{addition}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let name = call.parameter("addition");
    if !NAMES.contains(&name) {
        let names = NAMES.join(" ");
        return Err(Failure::invalid(&format!(
            "addition in path should be one of [{names}]"
        )));
    }
    require_project(world, call, "artifact-addition", "read")?;
    let (repository, artifact) = find(world, call)?;
    if artifact.manifest.kind == Kind::Sbom && name == "sbom" {
        let text = bill_of_materials(&repository.name, artifact).to_string();
        return Ok(Reply::text("application/vnd.goharbor.harbor.sbom.v1", text));
    }
    match artifact.manifest.additions.get(name) {
        Some(Addition::Json(value)) => Ok(Reply {
            content_type: Some("application/json; charset=utf-8"),
            ..Reply::json(value.clone())
        }),
        Some(Addition::Text(kind, text)) => Ok(Reply::text(kind, text.as_str())),
        Some(Addition::Unreadable) => Err(Failure::internal()),
        None if artifact.manifest.kind.additions().contains(&name) => Err(Failure::not_found(
            format!("resource not found: {name} layer not found"),
        )),
        None => {
            let addition = name.to_uppercase();
            let kind = match artifact.manifest.kind {
                Kind::Index => String::new(),
                Kind::Image => " for IMAGE(manifest version 2)".to_owned(),
                other => format!(" for {}", other.word()),
            };
            Err(Failure::bad_request(format!(
                "addition {addition} isn't supported{kind}"
            )))
        }
    }
}

/// `GET …/additions/vulnerabilities`
pub(crate) fn vulnerabilities(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_project(world, call, "artifact-addition", "read")?;
    let (repository, artifact) = find(world, call)?;
    let place = Place::new(world, repository);
    if place.scanner.is_none() || !artifact.scannable() {
        return Err(Failure::not_found(format!(
            "report not found for {}@{}",
            repository.name, artifact.digest
        )));
    }
    let ended = place
        .scanned_parts(artifact)
        .into_iter()
        .filter_map(|part| {
            let scan = part.scan.as_deref()?;
            (scan.stage(place.now) == Stage::Ended(Outcome::Success)).then_some((part, scan))
        });
    let ended: Vec<_> = ended.collect();
    let Some((_, first)) = ended.first().filter(|_| accepts_reports(call)) else {
        return Ok(Reply::json(json!({})));
    };
    let severity = ended
        .iter()
        .map(|(_, scan)| scan.plan.severity())
        .min_by_key(|it| rank(it));
    let generated = match first.plan.catalogue {
        Catalogue::Trivy => first.end().format("%Y-%m-%dT%H:%M:%S%.9fZ").to_string(),
        Catalogue::StandIn => first.end().format("%Y-%m-%dT%H:%M:%SZ").to_string(),
    };
    let findings: Vec<Value> = ended
        .iter()
        .flat_map(|(part, scan)| scan.plan.findings(&part.digest))
        .collect();
    Ok(Reply::json(json!({REPORT: {
        "generated_at": generated,
        "scanner": place.scanner_view(),
        "severity": severity,
        "vulnerabilities": findings,
    }})))
}

/// A made-up bill of materials in SPDX 2.3.
fn bill_of_materials(repository: &str, artifact: &Artifact) -> Value {
    let mut chance = Sequence::of(artifact.seed());
    let names = [
        "openssl",
        "libc6",
        "zlib1g",
        "curl",
        "python3.11",
        "perl-base",
        "bash",
        "libxml2",
        "numpy",
        "requests",
        "jinja2",
        "cryptography",
        "tornado",
        "notebook",
        "astropy",
        "scipy",
        "torch",
        "pillow",
    ];
    let licenses = [
        "MIT",
        "Apache-2.0",
        "GPL-2.0-or-later",
        "BSD-3-Clause",
        "LGPL-2.1-or-later",
        "NOASSERTION",
    ];
    let count = if repository.ends_with("/astroml") {
        1946
    } else {
        120 + chance.below(900)
    };
    let packages: Vec<Value> = (0..count)
        .map(|number| {
            let name = names[number % names.len()];
            let name = if number < names.len() { name.to_owned() } else { format!("{name}-{number}") };
            let version = format!("{}.{}.{}", chance.below(9), chance.below(20), chance.below(9));
            let license = *chance.pick(&licenses);
            json!({
                "name": name, "SPDXID": format!("SPDXRef-Package-{number}"), "versionInfo": version, "downloadLocation": "NONE",
                "licenseConcluded": license, "licenseDeclared": license,
                "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": format!("pkg:deb/debian/{name}@{version}?arch=amd64")}],
            })
        })
        .collect();
    json!({
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": repository,
        "documentNamespace": format!("https://registry.example.org/spdx/{}", artifact.digest.replace(':', "-")),
        "creationInfo": {"creators": ["Organization: aquasecurity", "Tool: trivy-0.65.0"], "created": artifact.push_time.format("%Y-%m-%dT%H:%M:%SZ").to_string()},
        "packages": packages,
        "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relatedSpdxElement": "SPDXRef-Package-0", "relationshipType": "DESCRIBES"}],
    })
}
