//! What scanners found in the projects that an account is in, put together from their reports.

use harbor_api::{Filter, Sort};
use serde::{Deserialize, Serialize};

use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
    listing::{Facts, Listing, Row},
    source::Source,
};

/// Vulnerabilities of packages, each once with the number of images that have it. For accounts that may
/// not ask the server about all projects: read report by report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OwnFindings {}

/// A vulnerability of a package in one version, and where it is.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct OwnFinding {
    pub cve: String,
    /// In the scanner's word.
    pub severity: String,
    /// In tenths.
    pub score: Option<i64>,
    pub package: String,
    pub version: String,
    pub fixed: String,
    pub images: i64,
    pub projects: i64,
    /// The first of the images, those that were pulled last first: `project/repository@digest tag`.
    pub places: Vec<String>,
    pub description: String,
}

impl Listing for OwnFindings {
    const ID: &'static str = "own_findings";
    const COLUMNS: &'static [Column] = &[
        // Finding, package and version together.
        Column::new("key", ColumnKind::Text),
        Column::new("cve", ColumnKind::Text).searched(),
        Column::new("severity", ColumnKind::Word).ordered(&[
            "Unknown",
            "None",
            "Negligible",
            "Low",
            "Medium",
            "High",
            "Critical",
        ]),
        Column::new("score", ColumnKind::Tenths),
        Column::new("package", ColumnKind::Text).searched(),
        Column::new("version", ColumnKind::Text),
        Column::new("fixed", ColumnKind::Text),
        Column::new("images", ColumnKind::Count),
        Column::new("projects", ColumnKind::Count),
        Column::new("places", ColumnKind::Texts).on_request(),
        Column::new("description", ColumnKind::Text).on_request(),
    ];
    const NAME: Option<&'static str> = Some("cve");

    type Operation = Source;
    type Item = OwnFinding;

    fn operation(&self, _: Filter, _: Sort) -> Source {
        Source::OwnReports
    }

    fn row(found: &OwnFinding, row: &mut Row) {
        let key = format!("{} {} {}", found.cve, found.package, found.version);
        row.text("key", key)
            .text("cve", found.cve.as_str())
            .text("severity", found.severity.as_str())
            .number("score", found.score)
            .text("package", found.package.as_str())
            .text("version", found.version.as_str())
            .text("fixed", found.fixed.as_str())
            .number("images", found.images)
            .number("projects", found.projects)
            .texts("places", found.places.iter().map(String::as_str))
            .text("description", found.description.as_str());
    }
}

/// The image with most findings, as [`OwnFacts::worst`] names it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorstImage {
    /// `project/repository`
    pub repository: String,
    pub digest: String,
    /// Empty without one.
    pub tag: String,
    pub critical: i64,
    pub high: i64,
    pub medium: i64,
}

/// What is known of the images of those projects as a whole. Counts of findings are the sums of what
/// finished scans say of each image.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnFacts {
    /// Projects that the account is in.
    pub projects: i64,
    /// Those of them that let it not look.
    pub refused: i64,
    /// Images that can be scanned.
    pub images: i64,
    /// There are more images: no more are read.
    pub is_cut: bool,
    /// Images whose last scan ended well.
    pub scanned: i64,
    /// Images that were never scanned.
    pub not_scanned: i64,
    /// Images of which a scan under way, failed or stopped says nothing.
    pub unknown: i64,
    /// Images in which something was found: each has a report.
    pub reports: i64,
    /// Reports that were read.
    pub read: i64,
    /// Reports that were asked for in vain.
    pub missing: i64,
    pub critical: i64,
    pub high: i64,
    pub medium: i64,
    pub low: i64,
    pub fixable: i64,
    pub worst: Vec<WorstImage>,
}

impl OwnFacts {
    /// Reports that were not asked for so far.
    pub fn left(&self) -> i64 {
        self.reports - self.read - self.missing
    }

    /// Reads what a list says; nothing before the images are known.
    pub fn of(facts: &Facts) -> Option<Self> {
        let known = |id: &str| facts.get(id).and_then(Cell::number);
        let number = |id: &str| known(id).unwrap_or_default();
        let worst = facts.get("worst").map_or(&[][..], Cell::texts);
        Some(Self {
            projects: known("projects")?,
            refused: number("refused"),
            images: number("images"),
            is_cut: number("is_cut") > 0,
            scanned: number("scanned"),
            not_scanned: number("not_scanned"),
            unknown: number("unknown"),
            reports: number("reports"),
            read: number("read"),
            missing: number("missing"),
            critical: number("critical"),
            high: number("high"),
            medium: number("medium"),
            low: number("low"),
            fixable: number("fixable"),
            worst: worst.iter().filter_map(|line| read_worst(line)).collect(),
        })
    }

    /// The same as a list keeps it.
    pub fn into_facts(self) -> Facts {
        let worst = self.worst.iter().map(|image| {
            let WorstImage {
                repository,
                digest,
                tag,
                critical,
                high,
                medium,
            } = image;
            format!("{critical} {high} {medium} {repository} {digest} {tag}")
        });
        let worst = Cell::Texts(worst.collect());
        let numbers = [
            ("projects", self.projects),
            ("refused", self.refused),
            ("images", self.images),
            ("is_cut", self.is_cut.into()),
            ("scanned", self.scanned),
            ("not_scanned", self.not_scanned),
            ("unknown", self.unknown),
            ("reports", self.reports),
            ("read", self.read),
            ("missing", self.missing),
            ("critical", self.critical),
            ("high", self.high),
            ("medium", self.medium),
            ("low", self.low),
            ("fixable", self.fixable),
        ];
        let numbers = numbers.map(|(id, number)| (id.to_owned(), Cell::Number(number)));
        let mut facts = Facts::from(numbers);
        facts.insert("worst".to_owned(), worst);
        facts
    }
}

fn read_worst(line: &str) -> Option<WorstImage> {
    let mut words = line.split(' ');
    let mut number = || words.next()?.parse().ok();
    let (critical, high, medium) = (number()?, number()?, number()?);
    Some(WorstImage {
        critical,
        high,
        medium,
        repository: words.next()?.to_owned(),
        digest: words.next()?.to_owned(),
        tag: words.next().unwrap_or_default().to_owned(),
    })
}
