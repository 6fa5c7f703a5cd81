//! What scanners found in all projects, as far as it fits a question.

use harbor_api::{
    Filter, ProjectId, Sort, Term,
    operations::ListVulnerabilities,
    types::{ListedVulnerability, Severity},
};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Column, ColumnKind},
    listing::{Listing, Row},
};

/// Findings that fit, as `GET /security/vul` gives them. The server compares exactly and with regard to
/// case; an empty text asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Vulnerabilities {
    pub cve: String,
    pub package: String,
    /// With its project.
    pub repository: String,
    pub severity: Option<Severity>,
    #[serde(default)]
    pub tag: String,
    #[serde(default)]
    pub digest: String,
    /// The word of the scanner: `affected`, `fixed`, …
    #[serde(default)]
    pub status: String,
    #[serde(default)]
    pub project: Option<ProjectId>,
    /// The lowest and the highest CVSS score, in tenths.
    #[serde(default)]
    pub scores: Option<(u8, u8)>,
}

impl Vulnerabilities {
    /// Whether it asks for little enough: without any text a registry gives millions.
    pub fn is_narrow(&self) -> bool {
        let texts = [
            &self.cve,
            &self.package,
            &self.repository,
            &self.tag,
            &self.digest,
        ];
        self.project.is_some() || texts.iter().any(|text| !text.is_empty())
    }
}

impl Listing for Vulnerabilities {
    const ID: &'static str = "vulnerabilities";
    const COLUMNS: &'static [Column] = &[
        // Artifact, finding and package together.
        Column::new("key", ColumnKind::Text),
        Column::new("cve", ColumnKind::Text).searched(),
        Column::new("severity", ColumnKind::Word)
            .ordered(&["Unknown", "None", "Low", "Medium", "High", "Critical"]),
        Column::new("score", ColumnKind::Tenths),
        Column::new("package", ColumnKind::Word).searched(),
        Column::new("version", ColumnKind::Text),
        Column::new("fixed", ColumnKind::Text),
        Column::new("repository", ColumnKind::Word).searched(),
        Column::new("tags", ColumnKind::Texts).searched(),
        Column::new("digest", ColumnKind::Text),
        Column::new("description", ColumnKind::Text)
            .searched()
            .on_request(),
    ];
    const NAME: Option<&'static str> = Some("cve");

    type Operation = ListVulnerabilities;
    type Item = ListedVulnerability;

    /// The server sorts by score alone.
    fn operation(&self, _: Filter, _: Sort) -> ListVulnerabilities {
        let severity = self.severity.map(Severity::as_str).unwrap_or_default();
        let project = self.project.map(|id| id.to_string()).unwrap_or_default();
        let asked = [
            ("cve_id", self.cve.as_str()),
            ("package", self.package.as_str()),
            ("repository_name", self.repository.as_str()),
            ("severity", severity),
            ("tag", self.tag.as_str()),
            ("digest", self.digest.as_str()),
            ("status", self.status.as_str()),
            ("project_id", project.as_str()),
        ];
        let asked = asked.into_iter().filter(|(_, value)| !value.is_empty());
        let q = asked.fold(Filter::all(), |filter, (name, value)| {
            let term = Term::Exactly(value.to_owned());
            filter.clone().and(name, term).unwrap_or(filter)
        });
        // The server takes a range with both of its ends only.
        let q = match self.scores {
            None => q,
            Some((from, to)) => {
                let tenths = |tenths: u8| format!("{}.{}", tenths / 10, tenths % 10);
                let term = Term::Between(Some(tenths(from)), Some(tenths(to)));
                q.clone().and("cvss_score_v3", term).unwrap_or(q)
            }
        };
        ListVulnerabilities {
            q,
            page: Default::default(),
            tune_count: Some(false),
            with_tag: Some(true),
        }
    }

    fn row(found: &ListedVulnerability, row: &mut Row) {
        let key = format!(
            "{}@{} {} {} {}",
            found.repository_name, found.digest, found.cve_id, found.package, found.version
        );
        // At most 10, with one digit behind the point.
        #[allow(clippy::cast_possible_truncation)]
        let tenths = (found.cvss_v3_score * 10.0).round() as i64;
        row.text("key", key)
            .text("cve", found.cve_id.as_str())
            .text("severity", found.severity.as_str())
            .number("score", (tenths > 0).then_some(tenths))
            .text("package", found.package.as_str())
            .text("version", found.version.as_str())
            .text("fixed", found.fixed_version.as_str())
            .text("repository", found.repository_name.as_str())
            .texts("tags", found.tags.iter().map(String::as_str))
            .text("digest", found.digest.as_str())
            .text("description", found.desc.as_str());
    }
}

#[cfg(test)]
mod tests {
    use harbor_api::Operation;

    use super::*;

    #[test]
    fn a_question_is_asked_in_the_servers_words() {
        let asked = Vulnerabilities {
            cve: "CVE-2024-45491".to_owned(),
            severity: Some(Severity::High),
            ..Vulnerabilities::default()
        };
        assert!(asked.is_narrow() && !Vulnerabilities::default().is_narrow());
        let target = asked
            .operation(Filter::all(), Sort::default())
            .request()
            .target;
        assert!(
            target.contains("q=cve_id%3DCVE-2024-45491%2Cseverity%3DHigh"),
            "{target}"
        );
        let asked = Vulnerabilities {
            tag: "25.11".to_owned(),
            status: "fixed".to_owned(),
            project: Some(ProjectId(2)),
            scores: Some((70, 100)),
            ..Vulnerabilities::default()
        };
        let target = asked
            .operation(Filter::all(), Sort::default())
            .request()
            .target;
        assert!(
            target.contains(
                "q=tag%3D25.11%2Cstatus%3Dfixed%2Cproject_id%3D2%2Ccvss_score_v3%3D%5B7.0~10.0%5D"
            ),
            "{target}"
        );
        // A score alone would be most of what there is.
        let wide = Vulnerabilities {
            scores: Some((0, 100)),
            ..Vulnerabilities::default()
        };
        assert!(!wide.is_narrow());
    }
}
