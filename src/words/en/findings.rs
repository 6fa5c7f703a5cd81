//! Vulnerabilities.

use crate::{
    format::{count, counted},
    words::shape::Findings,
};

pub const FINDINGS: Findings = Findings {
    nothing_title: "No vulnerabilities to show",
    not_scanned: "No scanner has looked at this artifact yet.",
    queued: "It waits for the scanner.",
    running: "The scanner is looking at it.",
    stopped: "The scan was stopped before it ended.",
    failed: "The scanner could not read this artifact.",
    no_result: "The scan ended without saying what it found. Scan it again.",
    no_report_title: "No report",
    no_report_text: "The registry has no finished report of this artifact now. Perhaps another scan has just begun.",
    the_vulnerabilities: "the vulnerabilities",
    vulnerability: "vulnerability",
    none_title: "None found",
    none_text: "The scanner knows of no vulnerability in this artifact.",
    no_match_title: "No vulnerability matches",
    no_match_text: "None has this severity and a fix.",
    show_all: "Show all",
    filter: "Filter by severity",
    find: "Find CVE or package",
    fixable_only: "Fixable only",
    copy_id: "Copy id",
    copy_ids: "Copy ids",
    severity_column: "Severity",
    vulnerability_column: "Vulnerability",
    cvss: "CVSS",
    package: "Package",
    versions: "Installed and fixed in",
    installed: "Installed",
    fixed_in: "Fixed in",
    no_fix: "no fix yet",
    weakness: "Weakness",
    status: "Status",
    description: "Description",
    references: "References",
    severity: |severity| severity.as_str().to_owned(),
    score_of: |severity| format!("{severity}, CVSS"),
    number: |number| counted(number, "vulnerability", "vulnerabilities"),
    shown: |shown, total| {
        let total = counted(total, "vulnerability", "vulnerabilities");
        format!("{shown} of {total}")
    },
    within: |packages, fixable| {
        let packages = counted(packages, "package", "packages");
        format!("in {packages}, {} fixable", count(fixable))
    },
    scanned_ago: |ago| format!("scanned {ago}"),
    worst_severity: |severity| format!("severity {severity}"),
};
