//! Vulnerabilities.

use harbor_api::types::Severity;

super::area! {
    /// Vulnerabilities.
    Findings {
        texts {
            nothing_title, not_scanned, queued, running, stopped, failed, no_result,
            no_report_title, no_report_text,
            the_vulnerabilities, vulnerability, none_title, none_text, no_match_title,
            no_match_text, show_all,
            filter, find, fixable_only, copy_id, copy_ids,
            severity_column, vulnerability_column, cvss, package, versions,
            installed, fixed_in, no_fix, weakness, status, description, references,
        }
        says {
            severity(severity: Severity),
            score_of(severity: Severity),
            number(number: usize),
            shown(shown: usize, total: usize),
            within(packages: usize, fixable: i64),
            scanned_ago(ago: &str),
            worst_severity(severity: &str),
        }
    }
}
