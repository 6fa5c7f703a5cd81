//! What is made of replies for people.

use chrono::NaiveDate;
use harbor_api::{
    Decode, List,
    types::{
        Artifact, Banner, BannerKind, Project, Reference, Role, ScanState, Severity,
        VulnerabilityReports,
    },
};
use serde_json::{Value, json};

const REPORT: &str = "application/vnd.security.vulnerability.report; version=1.1";

fn artifact(json: Value) -> Artifact {
    Artifact::decode(json.to_string().as_bytes()).unwrap()
}

#[test]
fn severities_are_ordered() {
    let mut sorted = Severity::ALL;
    sorted.sort_by(|a, b| b.cmp(a));
    assert_eq!(sorted, Severity::ALL);
    assert!(Severity::Critical > Severity::High && Severity::None > Severity::Unknown);
    assert_eq!(Severity::from_word("critical"), Severity::Critical);
    assert_eq!(Severity::from_word("terrible"), Severity::Unknown);
}

#[test]
fn roles_are_ordered_by_power_not_by_number() {
    assert!(Role::Maintainer > Role::Developer && Role::Maintainer.id() > Role::Developer.id());
    assert_eq!(Role::from_id(0), None);
    assert!(serde_json::from_value::<Role>(json!(6)).is_err());
}

#[test]
fn states_of_scans() {
    let state = |overview: Value| artifact(json!({ "scan_overview": overview })).scan();
    assert_eq!(state(json!(null)), ScanState::NotScanned);
    let with = |status: &str| state(json!({ REPORT: { "scan_status": status } }));
    assert_eq!(with("Pending"), ScanState::Queued);
    assert_eq!(with("Running"), ScanState::Running { percent: 0 });
    assert_eq!(with("Stopped"), ScanState::Stopped);
    assert_eq!(with("Error"), ScanState::Failed);
    assert!(with("Scheduled").is_under_way() && !with("Error").is_under_way());
    assert_eq!(with("Verifying"), ScanState::NoResult, "a newer word");

    // Another MIME type, and words that are not known here.
    let counts = json!({ "total": 5, "fixable": 2, "summary": { "High": 3, "Odd": 2 } });
    let done = state(json!({ "x/y": { "scan_status": "Success", "summary": counts } }));
    let ScanState::Done(summary) = done else {
        panic!("{done:?}")
    };
    assert_eq!((summary.total(), summary.fixable()), (5, 2));
    assert_eq!(summary.severity, Severity::High);
    assert_eq!(summary.counts.of(Severity::Unknown), 2);
    assert_eq!(summary.counts.of(Severity::Critical), 0);
}

/// Whether an overview that ended well, with this in it, says that nothing was found.
fn is_clean(overview: Value) -> Option<bool> {
    let mut whole = json!({ "scan_status": "Success" });
    let members = overview.as_object().cloned().unwrap_or_default();
    whole.as_object_mut().unwrap().extend(members);
    match artifact(json!({ "scan_overview": { REPORT: whole } })).scan() {
        ScanState::Done(summary) => Some(summary.is_clean()),
        ScanState::NoResult => None,
        other => panic!("{other:?}"),
    }
}

#[test]
fn only_a_summary_that_counts_nothing_is_clean() {
    let none = json!({ "total": 0, "fixable": 0, "summary": {} });
    for (overview, expected) in [
        (json!({ "severity": "None", "summary": none }), Some(true)),
        // Trivy's adapter calls the worst of nothing unknown.
        (
            json!({ "severity": "Unknown", "summary": none }),
            Some(true),
        ),
        (
            json!({ "summary": { "total": 0, "summary": { "High": 0 } } }),
            Some(true),
        ),
        (
            json!({ "severity": "None", "summary": { "total": 2, "summary": { "None": 2 } } }),
            Some(false),
        ),
        (
            json!({ "severity": "None", "summary": { "total": 2 } }),
            Some(false),
        ),
        (json!({ "severity": "High", "summary": none }), None),
        (json!({ "severity": "None" }), None),
        (json!({ "severity": "None", "summary": null }), None),
    ] {
        assert_eq!(is_clean(overview.clone()), expected, "{overview}");
    }
    let counted: harbor_api::types::VulnerabilityCounts =
        serde_json::from_value(json!({ "total": 5, "summary": { "Low": 2 } })).unwrap();
    assert_eq!(
        counted.of(Severity::Unknown),
        3,
        "what nobody named is no less found"
    );
}

#[test]
fn only_a_finished_report_says_that_nothing_was_found() {
    let scanner = json!({ "name": "Trivy", "vendor": "Aqua Security", "version": "v0.65.0" });
    let finished = json!({
        "generated_at": "2026-11-20T08:00:00Z", "scanner": scanner,
        "severity": "None", "vulnerabilities": [],
    });
    let with = |key: &str, value: Value| {
        let mut report = finished.clone();
        report[key] = value;
        json!({ REPORT: report })
    };
    let without = |key: &str| {
        let mut report = finished.clone();
        report.as_object_mut().unwrap().remove(key);
        json!({ REPORT: report })
    };
    let is_clean = |body: &Value| {
        let reports = <VulnerabilityReports>::decode(body.to_string().as_bytes()).unwrap();
        reports.report().is_some_and(|report| report.is_clean())
    };
    assert!(is_clean(&json!({ REPORT: finished })));
    assert!(is_clean(&with("severity", json!("Unknown"))));
    for body in [
        json!({}),
        json!(null),
        json!({ REPORT: null }),
        json!({ REPORT: {} }),
        without("vulnerabilities"),
        with("vulnerabilities", json!(null)),
        with("vulnerabilities", json!([{ "id": "CVE-2026-1" }])),
        // One that can't be read is a finding as well.
        with("vulnerabilities", json!([7])),
        with("severity", json!("High")),
        without("scanner"),
        without("generated_at"),
        with("generated_at", json!("0001-01-01T00:00:00Z")),
    ] {
        assert!(!is_clean(&body), "{body}");
    }
}

#[test]
fn configurations_of_images() {
    let image = artifact(json!({ "type": "IMAGE", "extra_attrs": {
        "os": "linux",
        "architecture": "arm64",
        "variant": "v8",
        "created": "2026-12-03T12:12:00.123456789Z",
        "config": {
            "Env": ["A=1"],
            "Cmd": "bash -l",
            "Entrypoint": ["/usr/bin/tini", "--"],
            "ExposedPorts": { "8888/tcp": {} },
            "Labels": null,
            "StopSignal": "SIGTERM",
            "User": "1000",
            "WorkingDir": "/home",
        },
    } }));
    assert_eq!(image.platform().unwrap().to_string(), "linux/arm64/v8");
    let config = image.config().unwrap();
    assert_eq!(config.cmd, ["bash -l"]);
    assert_eq!(config.exposed_ports, ["8888/tcp"]);
    assert_eq!(
        (config.user.as_str(), config.stop_signal.as_str()),
        ("1000", "SIGTERM")
    );
    assert!(artifact(json!({})).config().is_none());
}

#[test]
fn parts_of_an_index() {
    let index = artifact(json!({ "references": [
        { "platform": { "os": "linux", "architecture": "amd64", "OsFeatures": null } },
        { "platform": { "os": "windows", "architecture": "amd64", "OsVersion": "10.0" } },
        {
            "platform": { "os": "unknown", "architecture": "unknown" },
            "annotations": { "vnd.docker.reference.type": "attestation-manifest" },
        },
    ] }));
    let platforms: Vec<String> = index.platforms().iter().map(ToString::to_string).collect();
    assert_eq!(platforms, ["linux/amd64", "windows/amd64 (10.0)"]);
    let attestations: Vec<bool> = index
        .references
        .iter()
        .map(Reference::is_attestation)
        .collect();
    assert_eq!(attestations, [false, false, true]);
}

#[test]
fn one_bad_finding_does_not_lose_the_others() {
    let body = json!({ REPORT: { "severity": "High", "vulnerabilities": [
        { "id": "CVE-1", "severity": "High", "links": null, "preferred_cvss": { "score_v3": 8 } },
        { "id": ["CVE-2"] },
        { "id": "CVE-3", "fix_version": null, "severity": "Odd" },
    ] } });
    let reports = <VulnerabilityReports>::decode(body.to_string().as_bytes()).unwrap();
    let found = reports.report().unwrap().vulnerabilities.as_ref().unwrap();
    let ids: Vec<&str> = found
        .iter_good()
        .map(|finding| finding.id.as_str())
        .collect();
    assert_eq!(ids, ["CVE-1", "CVE-3"]);
    assert_eq!(found.iter_good().next().unwrap().score(), Some(8.0));
    assert!(found.malformed().next().unwrap().text.contains("CVE-2"));
    let again: VulnerabilityReports = serde_json::from_value(body).unwrap();
    let found = again.report().unwrap().vulnerabilities.as_ref().unwrap();
    assert_eq!(found.iter_good().count(), 2);
    let never = <VulnerabilityReports>::decode(b"{}").unwrap();
    assert!(never.report().is_none());
}

#[test]
fn one_bad_row_does_not_lose_the_others() {
    let body = br#"[{"name":"a","project_id":1},{"name":7},{"name":"Strange Name"}]"#;
    let list = List::<Project>::decode(body).unwrap();
    assert_eq!(list.malformed().count(), 1);
    let good: Vec<Project> = list.good().collect();
    assert!(good[0].typed_name().is_some() && good[1].typed_name().is_none());
    for nothing in ["", "null", "[]", " \n"] {
        assert!(
            List::<Project>::decode(nothing.as_bytes())
                .unwrap()
                .is_empty()
        );
    }
    assert!(List::<Project>::decode(b"<html>").is_err());
}

#[test]
fn banners() {
    assert_eq!(Banner::parse(""), None);
    assert_eq!(Banner::parse(r#"{"message":" "}"#), None);
    assert_eq!(Banner::parse("plain words").unwrap().message, "plain words");
    let banner = Banner::parse(
        r#"{"message":"Maintenance","type":"warning","closable":true,
            "fromDate":"11/20/2026","toDate":"11/30/2026"}"#,
    )
    .unwrap();
    assert_eq!(
        (banner.kind.clone(), banner.closable),
        (BannerKind::Warning, true)
    );
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    assert!(banner.shows_on(day(20)) && banner.shows_on(day(30)));
    assert!(!banner.shows_on(day(19)));
}

#[test]
fn settings_of_projects() {
    let body = br#"{"metadata":{"public":"true","prevent_vul":"true","severity":"high",
        "retention_id":"6","new_number":3,"gone":null}}"#;
    let project = Project::decode(body).unwrap();
    assert!(project.is_public() && project.metadata.uses_system_allowlist());
    assert_eq!(project.metadata.pulls_blocked_from(), Some(Severity::High));
    assert_eq!(project.metadata.retention_id(), Some(6));
    assert_eq!(project.metadata.get("new_number"), Some("3"));
    assert_eq!(project.metadata.get("gone"), None);
}

#[test]
fn an_execution_of_retention_always_says_whether_it_is_dry() {
    // One that doesn't say it deletes.
    let decode = |body: Value| {
        let arguments = json!({ "id": 5, "body": body });
        harbor_api::AnyOperation::decode("retention.execute", arguments)
    };
    assert!(decode(json!({})).is_err());
    assert!(decode(json!({ "dry_run": "true" })).is_err());
    for dry_run in [true, false] {
        let operation = decode(json!({ "dry_run": dry_run })).unwrap();
        let body: Value = serde_json::from_slice(&operation.request().body.unwrap()).unwrap();
        assert_eq!(body, json!({ "dry_run": dry_run }));
    }
}

#[test]
fn the_number_of_a_retention_rule_is_the_one_that_the_server_goes_by() {
    let count = |template: &str, number: Value| {
        let rule = json!({ "template": template, "params": { template: number } });
        let rule: harbor_api::types::RetentionRule = serde_json::from_value(rule).unwrap();
        rule.count()
    };
    assert_eq!(count("latestPushedK", json!(0)), Some(0));
    assert_eq!(count("latestPushedK", json!(2.5)), Some(2));
    assert_eq!(count("latestPushedK", json!("3")), Some(10));
    assert_eq!(count("nDaysSinceLastPull", json!(-1)), Some(30));
    assert_eq!(count("always", json!(7)), None);
}

#[test]
fn untagged_artifacts_are_selected_where_nothing_else_is_said() {
    let untagged = |decoration: &str, extras: &str| {
        let selector = json!({ "decoration": decoration, "extras": extras });
        let selector: harbor_api::types::RuleSelector = serde_json::from_value(selector).unwrap();
        selector.untagged()
    };
    assert!(untagged("matches", ""));
    assert!(untagged("matches", "nonsense"));
    assert!(!untagged("matches", "{}"));
    assert!(!untagged("excludes", ""));
    assert!(untagged("excludes", r#"{"untagged": true}"#));
}
