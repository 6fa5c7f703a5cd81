//! Findings of scanners: what was fixed, what is new, what is left.

use std::collections::HashMap;

use harbor_api::types::{Severity, VulnerabilityReport};
use serde::{Deserialize, Serialize};

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Of the vulnerability.
    pub id: String,
    pub package: String,
    /// The package's installed version.
    pub version: String,
    pub severity: Severity,
}

/// The findings of a report; none where it has no list, which is not the same as no findings.
pub fn findings_of(report: &VulnerabilityReport) -> Option<Vec<Found>> {
    let list = report.vulnerabilities.as_ref()?;
    let found = list.iter_good().map(|finding| Found {
        id: finding.id.clone(),
        package: finding.package.clone(),
        version: finding.version.clone(),
        severity: finding.severity,
    });
    Some(found.collect())
}

/// What differs in the findings. One is the same if it is of the same vulnerability in the same
/// package, whatever the package's version is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingChanges {
    /// Findings of the first only, the worst first.
    pub fixed: Vec<Found>,
    /// Findings of the second only, the worst first.
    pub new: Vec<Found>,
    /// Findings of both.
    pub left: usize,
}

/// What differs.
pub fn compare_findings(before: &[Found], after: &[Found]) -> FindingChanges {
    let key = |found: &Found| (found.id.clone(), found.package.clone());
    let mut open: HashMap<(String, String), usize> = HashMap::with_capacity(before.len());
    for found in before {
        *open.entry(key(found)).or_default() += 1;
    }
    let mut changes = FindingChanges::default();
    for found in after {
        match open.get_mut(&key(found)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                changes.left += 1;
            }
            _ => changes.new.push(found.clone()),
        }
    }
    for found in before {
        if let Some(count) = open.get_mut(&key(found))
            && *count > 0
        {
            *count -= 1;
            changes.fixed.push(found.clone());
        }
    }
    for list in [&mut changes.fixed, &mut changes.new] {
        list.sort_by(|a, b| {
            let by_severity = b.severity.cmp(&a.severity);
            by_severity
                .then_with(|| a.id.cmp(&b.id))
                .then_with(|| a.package.cmp(&b.package))
        });
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(id: &str, package: &str, version: &str, severity: Severity) -> Found {
        Found {
            id: id.to_owned(),
            package: package.to_owned(),
            version: version.to_owned(),
            severity,
        }
    }

    #[test]
    fn a_finding_stays_the_same_when_its_package_is_raised_in_vain() {
        let before = [
            found("CVE-1", "openssl", "3.0.1", Severity::High),
            found("CVE-2", "zlib", "1.2", Severity::Low),
            found("CVE-3", "curl", "8.1", Severity::Critical),
        ];
        let after = [
            found("CVE-1", "openssl", "3.0.2", Severity::High),
            found("CVE-1", "libssl", "3.0.2", Severity::High),
            found("CVE-4", "bash", "5.2", Severity::Medium),
        ];
        let changes = compare_findings(&before, &after);
        let ids = |all: &[Found]| all.iter().map(|found| found.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&changes.fixed), ["CVE-3", "CVE-2"]);
        assert_eq!(ids(&changes.new), ["CVE-1", "CVE-4"]);
        assert_eq!(changes.left, 1);
    }
}
