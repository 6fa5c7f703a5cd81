//! What a scanner found in an artifact.

use chrono::{DateTime, Utc};
use harbor_api::{
    ArtifactReference, Decode, DecodeError, Filter, List, ProjectName, RepositoryName, Sort,
    operations::GetVulnerabilities,
    types::{ACCEPT_VULNERABILITIES, Cvss, Severity, VulnerabilityReport, VulnerabilityReports},
};
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::vendor_scores::{VendorScore, scores};
use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
    listing::{Facts, Listing, Row},
};

/// Findings, as `GET …/artifacts/{reference}/additions/vulnerabilities` gives them: one report, whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Findings {
    pub project: ProjectName,
    pub repository: RepositoryName,
    pub reference: ArtifactReference,
}

/// What a report says as a whole; see [`ReportFacts`].
const CLEAN: &str = "clean";
const SCANNER: &str = "scanner";
const GENERATED: &str = "generated";
const WORST: &str = "severity";

/// Severities from the least up, in Harbor's words.
const LEAST_FIRST: &[&str] = &[
    Severity::Unknown.as_str(),
    Severity::None.as_str(),
    Severity::Negligible.as_str(),
    Severity::Low.as_str(),
    Severity::Medium.as_str(),
    Severity::High.as_str(),
    Severity::Critical.as_str(),
];

/// What the columns need of a finding.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ListedFinding {
    pub(super) id: String,
    pub(super) package: Option<String>,
    pub(super) version: Option<String>,
    pub(super) fix_version: Option<String>,
    pub(super) severity: Severity,
    status: Option<String>,
    pub(super) description: Option<String>,
    links: Option<Vec<String>>,
    preferred_cvss: Option<Cvss>,
    cwe_ids: Option<Vec<String>>,
    #[serde(rename = "vendor_attributes", deserialize_with = "scores")]
    scores: Vec<VendorScore>,
    /// Tells findings of one vulnerability in one version of a package apart, from 0.
    #[serde(skip)]
    number: u32,
}

impl ListedFinding {
    /// In tenths.
    pub(super) fn score(&self) -> Option<i64> {
        let cvss = self.preferred_cvss.as_ref()?;
        let score = cvss.score_v3.or(cvss.score_v2)?;
        // Scores are 0 to 10.
        #[allow(clippy::cast_possible_truncation)]
        let tenths = (score * 10.0).round() as i64;
        Some(tenths)
    }

    /// How the score that is shown came about: the vector of the version that it is of.
    fn vector(&self) -> &str {
        let Some(cvss) = &self.preferred_cvss else {
            return "";
        };
        match (cvss.score_v3, cvss.score_v2) {
            (None, Some(_)) => &cvss.vector_v2,
            _ => &cvss.vector_v3,
        }
    }

    /// What tells it apart from most others: the vulnerability, the package, its version.
    fn names(&self) -> [&str; 3] {
        [
            &self.id,
            self.package.as_deref().unwrap_or_default(),
            self.version.as_deref().unwrap_or_default(),
        ]
    }

    fn key(&self) -> String {
        let [id, package, version] = self.names();
        match self.number {
            0 => format!("{id} {package} {version}"),
            number => format!("{id} {package} {version} {number}"),
        }
    }
}

/// For each finding, how many before it have the same names.
fn numbers<E>(items: &[Result<ListedFinding, E>]) -> Vec<u32> {
    let mut seen = HashMap::with_capacity(items.len());
    let items = items.iter();
    items
        .map(|item| {
            let names = item.as_ref().ok().map(ListedFinding::names);
            let before = seen.entry(names).or_insert(0);
            *before += 1;
            *before - 1
        })
        .collect()
}

/// What the report of [`Findings`] says as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportFacts {
    /// The scanner found nothing, and says so.
    pub is_clean: bool,
    /// Name and version.
    pub scanner: Option<String>,
    pub generated: Option<DateTime<Utc>>,
    /// The worst, by the scanner's word.
    pub severity: Severity,
}

impl ReportFacts {
    /// Reads what a list says; nothing if there is no report.
    pub fn read(facts: &Facts) -> Option<Self> {
        let text = |id| facts.get(id).and_then(Cell::text);
        Some(Self {
            is_clean: text(CLEAN)? == "yes",
            scanner: text(SCANNER).map(str::to_owned),
            generated: facts
                .get(GENERATED)
                .and_then(Cell::number)
                .and_then(DateTime::from_timestamp_micros),
            severity: text(WORST).map_or(Severity::Unknown, Severity::from_word),
        })
    }

    fn write(report: &VulnerabilityReport<List<ListedFinding>>) -> Facts {
        let text = |text: String| match text.trim() {
            "" => Cell::None,
            text => Cell::Text(text.to_owned()),
        };
        let scanner = report.scanner.as_ref();
        let scanner = scanner.map(|scanner| format!("{} {}", scanner.name, scanner.version));
        let generated = report.generated_at.map(|at| at.timestamp_micros());
        let clean = if report.is_clean() { "yes" } else { "no" };
        Facts::from([
            (CLEAN.to_owned(), Cell::Text(clean.to_owned())),
            (SCANNER.to_owned(), scanner.map_or(Cell::None, text)),
            (
                GENERATED.to_owned(),
                generated.map_or(Cell::None, Cell::Number),
            ),
            (
                WORST.to_owned(),
                Cell::Text(report.severity.as_str().to_owned()),
            ),
        ])
    }
}

impl Listing for Findings {
    const ID: &'static str = "vulnerabilities";
    const COLUMNS: &'static [Column] = &[
        // The same vulnerability may stand there for several packages.
        Column::new("key", ColumnKind::Text),
        Column::new("severity", ColumnKind::Word).ordered(LEAST_FIRST),
        Column::new("vulnerability", ColumnKind::Text).searched(),
        Column::new("score", ColumnKind::Tenths),
        Column::new("package", ColumnKind::Text).searched(),
        Column::new("version", ColumnKind::Text),
        Column::new("fixed_in", ColumnKind::Text),
        Column::new("fixable", ColumnKind::Word),
        Column::new("status", ColumnKind::Word),
        Column::new("weakness", ColumnKind::Texts),
        Column::new("vector", ColumnKind::Text).on_request(),
        // What each vendor makes of it; see `VendorScore`.
        Column::new("scores", ColumnKind::Texts).on_request(),
        Column::new("description", ColumnKind::Text).on_request(),
        Column::new("links", ColumnKind::Texts).on_request(),
        // Whether it stands on the allowlist that holds; nothing while there is none.
        Column::new("allowed", ColumnKind::Word).computed(),
    ];
    const NAME: Option<&'static str> = Some("vulnerability");

    type Operation = GetVulnerabilities;
    type Item = ListedFinding;

    fn operation(&self, _: Filter, _: Sort) -> GetVulnerabilities {
        GetVulnerabilities {
            project_name: self.project.clone(),
            repository_name: self.repository.clone(),
            reference: self.reference.clone(),
            accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
        }
    }

    /// The worst first.
    fn items(body: &[u8]) -> Result<(List<ListedFinding>, Facts), DecodeError> {
        let Some(report) = VulnerabilityReports::decode(body)?.into_report() else {
            return Ok((List::default(), Facts::new()));
        };
        let facts = ReportFacts::write(&report);
        let mut list = report.vulnerabilities.unwrap_or_default();
        let numbers = numbers(&list.items);
        for (item, number) in list.items.iter_mut().zip(numbers) {
            if let Ok(finding) = item {
                finding.number = number;
            }
        }
        list.items.sort_by(|a, b| match (a, b) {
            (Ok(a), Ok(b)) => {
                let rank = |finding: &ListedFinding| (finding.severity, finding.score());
                rank(b).cmp(&rank(a)).then_with(|| a.id.cmp(&b.id))
            }
            (a, b) => a.is_err().cmp(&b.is_err()),
        });
        Ok((list, facts))
    }

    fn row(finding: &ListedFinding, row: &mut Row) {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        row.text("key", finding.key())
            .text("severity", finding.severity.as_str())
            .text("vulnerability", finding.id.as_str())
            .number("score", finding.score())
            .text("package", text(&finding.package))
            .text("version", text(&finding.version))
            .text("fixed_in", text(&finding.fix_version))
            .yes_or_no("fixable", !text(&finding.fix_version).is_empty())
            .text("status", text(&finding.status))
            .texts("weakness", finding.cwe_ids.iter().flatten().cloned())
            .text("vector", finding.vector())
            .texts("scores", finding.scores.iter().map(VendorScore::write))
            .text("description", text(&finding.description))
            .texts("links", finding.links.iter().flatten().cloned());
    }
}
