//! Puts the reports of an account's images together: each vulnerability once, with where it is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use harbor_api::{
    ArtifactReference, DecodeError, ProjectName, RepositoryName,
    types::{Artifact, ListedArtifact, ScanState, Severity},
};

use super::{
    findings::{Findings, ListedFinding},
    own_findings::{OwnFacts, OwnFinding, OwnFindings, WorstImage},
};
use crate::{
    cell::Cell,
    listing::{Facts, Listing, row_of},
};

/// Images of a vulnerability that are named.
const PLACES: usize = 50;
/// Images that are named as the worst.
const WORST: usize = 5;

/// An image of a project, as far as its scan says.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnImage {
    /// `project/repository`
    repository: String,
    digest: String,
    tag: String,
    pulled: Option<DateTime<Utc>>,
    scan: ImageScan,
}

#[derive(Debug, Clone, PartialEq)]
enum ImageScan {
    Never,
    /// It is under way, failed, was stopped, or gave no result.
    Unknown,
    Done {
        /// Critical, high, medium, low; negligible is low.
        found: [i64; 4],
        total: i64,
        fixable: i64,
        finished: Option<DateTime<Utc>>,
    },
}

impl OwnImage {
    /// What a list of artifacts says of one; nothing where it is none that can be scanned.
    pub fn of(ListedArtifact(artifact): &ListedArtifact) -> Option<Self> {
        if !artifact.is_scannable() {
            return None;
        }
        Some(Self {
            repository: artifact.repository_name.clone(),
            digest: artifact.digest.clone(),
            tag: newest_tag(artifact),
            pulled: artifact.pull_time,
            scan: match artifact.scan() {
                ScanState::NotScanned => ImageScan::Never,
                ScanState::Done(summary) => {
                    let of = |severity| summary.counts.of(severity);
                    ImageScan::Done {
                        found: [
                            of(Severity::Critical),
                            of(Severity::High),
                            of(Severity::Medium),
                            of(Severity::Low) + of(Severity::Negligible),
                        ],
                        // A summary that names a severity and counts nothing hides what it found.
                        total: summary.total().max(i64::from(!summary.is_clean())),
                        fixable: summary.fixable(),
                        finished: summary.finished,
                    }
                }
                ScanState::Queued
                | ScanState::Running { .. }
                | ScanState::Stopped
                | ScanState::Failed
                | ScanState::NoResult => ImageScan::Unknown,
            },
        })
    }

    fn key(&self) -> String {
        format!("{}@{}", self.repository, self.digest)
    }

    fn found(&self) -> [i64; 4] {
        match &self.scan {
            ImageScan::Done { found, .. } => *found,
            ImageScan::Never | ImageScan::Unknown => [0; 4],
        }
    }

    /// A finished scan that found nothing needs no report.
    fn has_report(&self) -> bool {
        matches!(self.scan, ImageScan::Done { total, .. } if total > 0)
    }

    fn finished(&self) -> Option<DateTime<Utc>> {
        match self.scan {
            ImageScan::Done { finished, .. } => finished,
            ImageScan::Never | ImageScan::Unknown => None,
        }
    }

    /// Its report; nothing where the registry's names are strange.
    pub fn report(&self) -> Option<Findings> {
        let (project, repository) = self.repository.split_once('/')?;
        Some(Findings {
            project: ProjectName::new(project).ok()?,
            repository: RepositoryName::new(repository).ok()?,
            reference: ArtifactReference::parse(&self.digest).ok()?,
        })
    }
}

fn newest_tag(artifact: &Artifact) -> String {
    let newest = artifact.tags.iter().max_by_key(|tag| tag.push_time);
    newest.map_or_else(String::new, |tag| tag.name.clone())
}

/// What came of asking for a report.
#[derive(Debug)]
struct Report {
    /// When the scan ended that it is of: a newer one has another report.
    finished: Option<DateTime<Utc>>,
    /// Places among the findings; `None` where there was no report.
    found: Option<Vec<usize>>,
}

/// Images of an account's projects, and their reports as far as they were read.
#[derive(Debug, Default)]
pub struct OwnReports {
    projects: i64,
    refused: i64,
    is_cut: bool,
    /// By their keys, so that those of a project stand together.
    images: BTreeMap<String, OwnImage>,
    reports: HashMap<String, Report>,
    findings: Vec<OwnFinding>,
    places: HashMap<String, usize>,
}

impl OwnReports {
    /// Takes the images as they are now. Reports of those that are gone or were scanned anew are forgotten.
    pub fn take_images(
        &mut self,
        images: impl IntoIterator<Item = OwnImage>,
        (projects, refused): (usize, usize),
        is_cut: bool,
    ) {
        let number = |number| i64::try_from(number).unwrap_or(i64::MAX);
        (self.projects, self.refused) = (number(projects), number(refused));
        self.is_cut = is_cut;
        self.images = images
            .into_iter()
            .map(|image| (image.key(), image))
            .collect();
        let images = &self.images;
        self.reports.retain(|key, report| {
            let image = images.get(key);
            image.is_some_and(|image| image.has_report() && image.finished() == report.finished)
        });
    }

    /// Whether the images were read.
    pub fn is_known(&self) -> bool {
        self.projects > 0
    }

    /// Reports that were read.
    pub fn read(&self) -> usize {
        self.reports.len()
    }

    /// The images whose reports were not asked for, the worst first, each with its key.
    pub fn unread(&self) -> Vec<(String, OwnImage)> {
        let images = self.images.iter();
        let unread =
            images.filter(|(key, image)| image.has_report() && !self.reports.contains_key(*key));
        let mut unread: Vec<_> = unread
            .map(|(key, image)| (key.clone(), image.clone()))
            .collect();
        unread.sort_by_key(|(_, image)| std::cmp::Reverse(image.found()));
        unread
    }

    /// Takes the report of an image in, by the image's key. Only images in which something was found
    /// are asked for theirs, so that one without findings is none.
    ///
    /// # Errors
    /// If it can't be read.
    pub fn take_report(&mut self, key: &str, body: &[u8]) -> Result<(), DecodeError> {
        let (list, _) = Findings::items(body)?;
        let mut found = BTreeSet::new();
        for finding in list.iter_good() {
            found.insert(self.place(finding));
        }
        self.keep(
            key,
            (!found.is_empty()).then(|| found.into_iter().collect()),
        );
        Ok(())
    }

    /// There is no report of an image, or none that the account may see.
    pub fn miss_report(&mut self, key: &str) {
        self.keep(key, None);
    }

    fn keep(&mut self, key: &str, found: Option<Vec<usize>>) {
        if let Some(image) = self.images.get(key) {
            let finished = image.finished();
            self.reports
                .insert(key.to_owned(), Report { finished, found });
        }
    }

    fn place(&mut self, finding: &ListedFinding) -> usize {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let (package, version) = (text(&finding.package), text(&finding.version));
        let key = format!("{} {package} {version}", finding.id);
        if let Some(place) = self.places.get(&key) {
            let known = &mut self.findings[*place];
            // Of two scanners' words the worse one.
            if finding.severity > Severity::from_word(&known.severity) {
                finding.severity.as_str().clone_into(&mut known.severity);
            }
            known.score = known.score.max(finding.score());
            return *place;
        }
        let place = self.findings.len();
        self.findings.push(OwnFinding {
            cve: finding.id.clone(),
            severity: finding.severity.as_str().to_owned(),
            score: finding.score(),
            package,
            version,
            fixed: text(&finding.fix_version),
            description: text(&finding.description),
            ..OwnFinding::default()
        });
        self.places.insert(key, place);
        place
    }

    /// A row for each vulnerability that an image has.
    pub fn rows(&self) -> Vec<Vec<Cell>> {
        let mut findings = self.findings.clone();
        // Images of a project stand together: the last one that was counted tells whether it is another.
        let mut last: Vec<Option<&str>> = vec![None; findings.len()];
        for (key, image) in &self.images {
            let project = image.repository.split('/').next();
            for &at in self.found_in(key) {
                findings[at].images += 1;
                if last[at] != project {
                    findings[at].projects += 1;
                    last[at] = project;
                }
            }
        }
        let mut by_pull: Vec<_> = self.images.iter().collect();
        by_pull.sort_by_key(|(_, image)| std::cmp::Reverse(image.pulled));
        for (key, image) in by_pull {
            for &at in self.found_in(key) {
                let places = &mut findings[at].places;
                if places.len() < PLACES {
                    places.push(format!("{key} {}", image.tag));
                }
            }
        }
        let found = findings.iter().filter(|finding| finding.images > 0);
        found.map(row_of::<OwnFindings>).collect()
    }

    fn found_in(&self, key: &str) -> &[usize] {
        let report = self
            .reports
            .get(key)
            .and_then(|report| report.found.as_ref());
        report.map_or(&[], Vec::as_slice)
    }

    /// What is known as a whole.
    pub fn facts(&self) -> Facts {
        let mut facts = OwnFacts {
            projects: self.projects,
            refused: self.refused,
            is_cut: self.is_cut,
            ..OwnFacts::default()
        };
        for image in self.images.values() {
            facts.images += 1;
            match &image.scan {
                ImageScan::Never => facts.not_scanned += 1,
                ImageScan::Unknown => facts.unknown += 1,
                ImageScan::Done { found, fixable, .. } => {
                    facts.scanned += 1;
                    facts.reports += i64::from(image.has_report());
                    facts.critical += found[0];
                    facts.high += found[1];
                    facts.medium += found[2];
                    facts.low += found[3];
                    facts.fixable += fixable;
                }
            }
        }
        for report in self.reports.values() {
            match report.found {
                Some(_) => facts.read += 1,
                None => facts.missing += 1,
            }
        }
        let mut worst: Vec<_> = self.images.values().collect();
        worst.retain(|image| image.found()[..2] != [0, 0]);
        worst.sort_by_key(|image| std::cmp::Reverse(image.found()));
        let worst = worst.into_iter().take(WORST).map(|image| {
            let [critical, high, medium, _] = image.found();
            WorstImage {
                repository: image.repository.clone(),
                digest: image.digest.clone(),
                tag: image.tag.clone(),
                critical,
                high,
                medium,
            }
        });
        facts.worst = worst.collect();
        facts.into_facts()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn image(repository: &str, digit: char, scan: Value) -> OwnImage {
        let digest: String = std::iter::repeat_n(digit, 64).collect();
        let mut artifact = json!({
            "type": "IMAGE", "repository_name": repository, "digest": format!("sha256:{digest}"),
            "addition_links": {"vulnerabilities": {"href": "/", "absolute": false}},
            "tags": [{"name": "1.0"}],
        });
        if !scan.is_null() {
            let mime = "application/vnd.security.vulnerability.report; version=1.1";
            artifact["scan_overview"] = json!({ mime: scan });
        }
        let artifact: ListedArtifact = serde_json::from_value(artifact).expect("an artifact");
        OwnImage::of(&artifact).expect("an image")
    }

    fn done(critical: i64, low: i64) -> Value {
        json!({
            "scan_status": "Success", "severity": "Critical",
            "summary": {"total": critical + low, "fixable": 1,
                "summary": {"Critical": critical, "Low": low}},
            "end_time": "2026-11-20T12:00:00Z",
        })
    }

    fn report(ids: &[&str]) -> Vec<u8> {
        let found = ids.iter().map(
            |id| json!({"id": id, "package": "libavif16", "version": "0.11", "severity": "High"}),
        );
        let found: Vec<Value> = found.collect();
        let report = json!({"application/vnd.security.vulnerability.report; version=1.1": {
            "generated_at": "2026-11-20T12:00:00Z", "scanner": {"name": "Trivy"},
            "severity": "High", "vulnerabilities": found,
        }});
        serde_json::to_vec(&report).expect("JSON")
    }

    fn texts(reports: &OwnReports) -> Vec<String> {
        let rows = reports.rows().into_iter().map(|row| {
            let text = |at: usize| row[at].text().unwrap_or_default().to_owned();
            let number = |at: usize| row[at].number().unwrap_or_default();
            format!("{}: {} in {}", text(1), number(7), number(8))
        });
        let mut rows: Vec<String> = rows.collect();
        rows.sort();
        rows
    }

    #[test]
    fn a_vulnerability_is_counted_once_in_each_image_and_project() {
        let images = || {
            vec![
                image("skaha/tool", 'a', done(2, 0)),
                image("skaha/other", 'b', done(9, 1)),
                image("canucs/tool", 'c', done(0, 1)),
                image("canucs/new", 'd', json!(null)),
                image("canucs/busy", 'e', json!({"scan_status": "Running"})),
            ]
        };
        let mut reports = OwnReports::default();
        reports.take_images(images(), (2, 0), false);
        let unread = reports.unread();
        let order: Vec<&str> = unread
            .iter()
            .map(|(_, image)| image.repository.as_str())
            .collect();
        assert_eq!(
            order,
            ["skaha/other", "skaha/tool", "canucs/tool"],
            "the worst first"
        );
        for (key, image) in &unread {
            let ids: &[&str] = match image.repository.as_str() {
                "canucs/tool" => &["CVE-1"],
                // The same twice in a report is one.
                _ => &["CVE-1", "CVE-1", "CVE-2"],
            };
            reports.take_report(key, &report(ids)).expect("a report");
        }
        assert_eq!(texts(&reports), ["CVE-1: 3 in 2", "CVE-2: 2 in 1"]);
        let facts = OwnFacts::of(&reports.facts()).expect("facts");
        assert_eq!(
            (
                facts.images,
                facts.scanned,
                facts.not_scanned,
                facts.unknown
            ),
            (5, 3, 1, 1)
        );
        assert_eq!((facts.reports, facts.read, facts.left()), (3, 3, 0));
        assert_eq!((facts.critical, facts.low, facts.fixable), (11, 2, 3));
        assert_eq!(facts.worst[0].repository, "skaha/other");
        assert_eq!(facts.worst[0].tag, "1.0");

        // One that was scanned anew has another report, and one that is gone none.
        let mut now = images();
        now.remove(1);
        let mut newer = done(1, 0);
        newer["end_time"] = json!("2026-11-21T12:00:00Z");
        now[1] = image("canucs/tool", 'c', newer);
        reports.take_images(now, (2, 0), false);
        assert_eq!(texts(&reports), ["CVE-1: 1 in 1", "CVE-2: 1 in 1"]);
        assert_eq!(reports.unread().len(), 1);
    }

    #[test]
    fn a_report_that_is_missing_is_not_an_all_clear() {
        let mut reports = OwnReports::default();
        reports.take_images([image("skaha/tool", 'a', done(2, 0))], (1, 0), false);
        let key = reports.unread()[0].0.clone();
        // The scan found two: a report without them is none.
        for empty in [b"{}".to_vec(), report(&[])] {
            reports.take_report(&key, &empty).expect("no report");
            let facts = OwnFacts::of(&reports.facts()).expect("facts");
            assert_eq!((facts.read, facts.missing, facts.left()), (0, 1, 0));
            assert!(reports.rows().is_empty());
        }
        assert!(reports.take_report(&key, b"no JSON").is_err());
    }
}
