//! Exports of findings, and what the audit log says of whom.

use std::time::{Duration, Instant};

use crate::common::sample::{ask, demo, get, header};
use crate::common::{basic, send};
use demo_harbor::{DemoHarbor, PASSWORD};
use serde_json::{Value, json};

const REPORT: &str = "application/vnd.security.vulnerability.report; version=1.1";

fn start(demo: &DemoHarbor, who: &str, body: &Value) -> (u16, Value) {
    let headers = [
        basic(who, PASSWORD),
        header("Content-Type", "application/json"),
        header("X-Scan-Data-Type", REPORT),
    ];
    let body = body.to_string();
    let answer = send(
        &demo.url(),
        "POST",
        "/api/v2.0/export/cve",
        &headers,
        Some(body.as_bytes()),
    );
    (answer.status, answer.json())
}

fn ended(demo: &DemoHarbor, id: &Value) -> Value {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let export = get(demo, "ada", &format!("/export/cve/execution/{id}")).json();
        if export["status"] == "Success" {
            return export;
        }
        assert!(Instant::now() < end, "it ends");
        std::thread::yield_now();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_that_finds_nothing_succeeds_without_a_file() {
    let demo = demo().await;
    let skaha = get(&demo, "ada", "/projects/skaha").json()["project_id"].clone();
    let body = json!({"job_name": "x", "projects": [skaha], "cveIds": "CVE-1999-0001"});
    let without_header = ask(&demo, "ada", "POST", "/export/cve", Some(body.clone()));
    assert_eq!(without_header.status, 422);
    let unknown = json!({"job_name": "x", "projects": [4_711]});
    assert_eq!(start(&demo, "admin", &unknown).0, 404);

    let (status, started) = start(&demo, "ada", &body);
    assert_eq!(status, 200);
    let export = ended(&demo, &started["id"]);
    assert_eq!(export["file_present"], false);
    assert_eq!(export["status_text"], "No vulnerabilities found or matched");
    let path = format!("/export/cve/download/{}", started["id"]);
    assert_eq!(get(&demo, "ada", &path).status, 404);

    // Of what is found there is a file, once.
    let all = json!({"job_name": "x", "projects": [skaha]});
    let (_, started) = start(&demo, "ada", &all);
    assert_eq!(ended(&demo, &started["id"])["file_present"], true);
    let path = format!("/export/cve/download/{}", started["id"]);
    assert_eq!(get(&demo, "admin", &path).status, 403);
    assert!(get(&demo, "ada", &path).text().lines().count() > 1);
    assert_eq!(get(&demo, "ada", &path).status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn findings_of_all_images_are_found_by_exact_values_and_ranges_of_scores_only() {
    let demo = demo().await;
    let found = |q: &str| get(&demo, "admin", &format!("/security/vul?page_size=5&q={q}"));
    for q in [
        "cve_id%3D~CVE",
        "severity%3D%7BHigh%20Low%7D",
        "package%3D(a%20b)",
        "package%3D%5Ba~b%5D",
    ] {
        assert_eq!(found(q).status, 400, "{q}");
    }
    let high = found("severity%3DHigh");
    assert_eq!(high.status, 200);
    let high = high.json();
    let high = high.as_array().expect("a list");
    assert!(!high.is_empty() && high.iter().all(|row| row["severity"] == "High"));
    assert_eq!(found("cvss_score_v3%3D%5B9.0~10.0%5D").status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_log_knows_no_scans_and_its_kinds_are_for_administrators() {
    let demo = demo().await;
    let scans = || get(&demo, "admin", "/auditlog-exts?q=resource_type=scan").json();
    let scan = "/projects/skaha/repositories/astroml/artifacts/25.11-gpu/scan";
    assert_eq!(ask(&demo, "ada", "POST", scan, None).status, 202);
    assert_eq!(scans(), json!([]));
    assert_eq!(get(&demo, "ada", "/auditlog-exts/events").status, 403);
    assert_eq!(get(&demo, "admin", "/auditlog-exts/events").status, 200);
}
