//! What the shell does with large reports and documents: rows of them, and what differs in two.

use std::time::{Duration, Instant};

use chrono::Utc;
use comparison::{Found, Package, compare_findings, compare_packages};
use fixedbitset::FixedBitSet;
use harbor_api::{ArtifactReference, ProjectName, RepositoryName, types::Severity};
use listing::{ListScope, Listing, Query, Sort, Store, View, Wanted, lists::Findings};
use serde_json::{Value, json};

use crate::{
    desk::{Outcome, said},
    figure::{Figure, median, of_budget, shown},
};

const RUNS: usize = 5;
const REPORT: Duration = Duration::from_millis(100);
const FINDINGS: usize = 10_000;
const COMPARISON: Duration = Duration::from_millis(50);
const COMPARED: usize = 5_000;

/// Runs some work a few times; the median time, and what came of it last.
fn timed<T>(mut work: impl FnMut() -> Outcome<T>) -> Outcome<(Duration, T)> {
    let started = Instant::now();
    let mut result = work()?;
    let mut times = vec![started.elapsed()];
    for _ in 1..RUNS {
        let started = Instant::now();
        result = work()?;
        times.push(started.elapsed());
    }
    Ok((median(times), result))
}

/// Reads a large report into the shell's store, and asks for a screen of lines, the worst first.
pub fn report() -> Outcome {
    let body = large_report().to_string();
    let scope = ListScope::from(Findings {
        project: ProjectName::new("skaha").map_err(said)?,
        repository: RepositoryName::new("astroml").map_err(said)?,
        reference: ArtifactReference::parse("25.11").map_err(said)?,
    });
    let (took, lines) = timed(|| {
        let page = scope.page(body.as_bytes()).map_err(|error| error.reason)?;
        let mut store = Store::new(Findings::COLUMNS, FINDINGS, 512 << 20);
        for row in &page.rows {
            store.upsert(row);
        }
        let wanted = Wanted {
            first: 0,
            count: 40,
            place_of: None,
        };
        let query = Query {
            sort: Some(Sort::descending("severity")),
            ..Query::everything(Utc::now())
        };
        let lines = View::default().lines(&mut store, &query, None, wanted, &FixedBitSet::new());
        Ok(lines.count)
    })?;
    if lines != FINDINGS {
        return Err(format!("{lines} of {FINDINGS} findings are there."));
    }
    Figure {
        name: format!("a report of {FINDINGS} findings, to a table's lines"),
        measured: of_budget(took, REPORT),
        budget: format!("≤ {}", shown(REPORT)),
        information: format!("{}, {:.1} MB", shown(took), body.len() as f64 / 1e6),
    }
    .print();
    Ok(())
}

/// Compares two large reports: a fifth was fixed, a fifth is new.
pub fn comparison() -> Outcome {
    let report = |first: usize| -> Vec<Found> {
        (first..first + COMPARED)
            .map(|number| Found {
                id: format!("CVE-2026-{number:05}"),
                package: format!("library-{}", number % 400),
                version: format!("1.{}", number % 30),
                severity: if number % 9 == 0 {
                    Severity::Critical
                } else {
                    Severity::Medium
                },
            })
            .collect()
    };
    let fixed = COMPARED / 5;
    let (before, after) = (report(0), report(fixed));
    let (took, changes) = timed(|| Ok(compare_findings(&before, &after)))?;
    if (changes.fixed.len(), changes.new.len()) != (fixed, fixed) {
        return Err("The comparison is wrong.".into());
    }
    Figure {
        name: format!("two reports of {COMPARED} findings compared"),
        measured: of_budget(took, COMPARISON),
        budget: format!("≤ {}", shown(COMPARISON)),
        information: shown(took),
    }
    .print();
    Ok(())
}

/// Compares two large bills of materials: a fifth is gone, a fifth is new, a fifth has another version.
pub fn compared_packages() -> Outcome {
    let fifth = COMPARED / 5;
    let packages = |first: usize| -> Vec<Package> {
        (first..first + COMPARED)
            .map(|number| Package {
                name: format!("library-{number}"),
                kind: "deb".to_owned(),
                version: match number % 4 {
                    0 => format!("1.{first}"),
                    _ => format!("1.{}", number % 30),
                },
            })
            .collect()
    };
    let (before, after) = (packages(0), packages(fifth));
    let (took, changes) = timed(|| Ok(compare_packages(&before, &after)))?;
    let found = (changes.gone.len(), changes.new.len(), changes.changed.len());
    if found != (fifth, fifth, fifth) {
        return Err(format!("The comparison is wrong: {found:?}."));
    }
    Figure {
        name: format!("two SBOMs of {COMPARED} packages compared"),
        measured: of_budget(took, COMPARISON),
        budget: format!("≤ {}", shown(COMPARISON)),
        information: shown(took),
    }
    .print();
    Ok(())
}

/// A report with texts as long as a scanner's usual ones.
fn large_report() -> Value {
    const SEVERITIES: [&str; 5] = ["Low", "Critical", "Medium", "Unknown", "High"];
    let findings: Vec<Value> = (0..FINDINGS)
        .map(|number| {
            let id = format!("CVE-2026-{:05}", number * 7919 % 100_000);
            json!({
                "id": id,
                "package": format!("library-{}", number % 400),
                "version": format!("1.{}.{}", number % 30, number % 7),
                "fix_version": if number % 3 == 0 { "2.0.1" } else { "" },
                "severity": SEVERITIES[number % SEVERITIES.len()],
                "status": "affected",
                "description": "A length that is not checked lets a reader go beyond its buffer. "
                    .repeat(6),
                "links": [format!("https://avd.aquasec.com/nvd/{id}")],
                "artifact_digests": [format!("sha256:{number:064x}")],
                "preferred_cvss": {
                    "score_v3": (number % 100) as f64 / 10.0,
                    "score_v2": null,
                    "vector_v3": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                    "vector_v2": "",
                },
                "cwe_ids": ["CWE-125"],
                "vendor_attributes": { "CVSS": { "nvd": { "V3Score": 9.8 } } },
            })
        })
        .collect();
    json!({
        "application/vnd.security.vulnerability.report; version=1.1": {
            "generated_at": "2026-10-01T12:00:00Z",
            "scanner": { "name": "Trivy", "vendor": "Aqua Security", "version": "v0.65.0" },
            "severity": "Critical",
            "vulnerabilities": findings,
        }
    })
}
