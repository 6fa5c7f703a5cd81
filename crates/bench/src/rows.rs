//! What the window does with rows, compiled for this machine: an upper bound of its speed, since
//! WebAssembly in the web view is slower.

use std::time::{Duration, Instant};

use comparison::{Found, compare_findings};
use harbor_api::{
    Decode,
    types::{Severity, VulnerabilityReports},
};
use serde_json::{Value, json};

use crate::{
    desk::{Outcome, said},
    figure::{Figure, median, of_budget, shown},
};

const RUNS: usize = 5;
const BOUND: &str = if cfg!(debug_assertions) {
    "says little: not optimised"
} else {
    "upper bound for WebAssembly's speed"
};
const REPORT: Duration = Duration::from_millis(300);
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

/// Decodes a large report and puts the worst first, as the page of findings does.
pub fn report() -> Outcome {
    let body = large_report().to_string();
    let (took, _) = timed(|| {
        let reports = VulnerabilityReports::decode(body.as_bytes()).map_err(said)?;
        let report = reports.report().ok_or("The report is missing.")?;
        let findings = report.vulnerabilities.as_ref();
        let findings = findings.ok_or("The findings are missing.")?;
        let mut rows: Vec<_> = findings.iter_good().cloned().collect();
        rows.sort_by(|a, b| {
            let by_severity = b.severity.cmp(&a.severity);
            let (of_a, of_b) = (a.score(), b.score());
            by_severity
                .then(
                    of_b.unwrap_or_default()
                        .total_cmp(&of_a.unwrap_or_default()),
                )
                .then_with(|| a.id.cmp(&b.id))
        });
        Ok(rows)
    })?;
    Figure {
        name: format!("a report of {FINDINGS} findings, decoded and sorted, native"),
        measured: of_budget(took, REPORT),
        budget: format!("≤ {}", shown(REPORT)),
        information: format!(
            "{}, {:.1} MB; {BOUND}",
            shown(took),
            body.len() as f64 / 1e6
        ),
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
        name: format!("two reports of {COMPARED} findings compared, native"),
        measured: of_budget(took, COMPARISON),
        budget: format!("≤ {}", shown(COMPARISON)),
        information: format!("{}; {BOUND}", shown(took)),
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
