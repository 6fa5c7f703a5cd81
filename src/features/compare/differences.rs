//! What differs between two artifacts, as far as both are read.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, Utc};
use comparison::{
    FindingChanges, Found, Layer, LayerChanges, PackageChanges, SettingChange, compare_findings,
    compare_layers, compare_settings, findings_of,
};
use distribution_api::{Content, GetManifest, Manifest, Name};
use harbor_api::{
    operations::GetVulnerabilities,
    types::{ACCEPT_VULNERABILITIES, Artifact, Severity, VulnerabilityReports},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::{
        artifacts::Attachments,
        compare::{
            Other,
            packages::{ComparedPackages, PackageSource},
        },
    },
    format::{size, whole},
    ipc::load::{Loaded, load_one},
    words::words,
};

/// One of the two, as far as it is read.
#[derive(Clone, Copy)]
struct Side {
    manifest: Loaded<Content<Manifest>>,
    report: Loaded<VulnerabilityReports>,
}

/// A scan whose report is compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scan {
    /// With its version, as it calls itself.
    pub scanner: String,
    pub at: Option<DateTime<Utc>>,
}

/// The findings of both, and what differs in them.
#[derive(Clone, PartialEq)]
pub(super) struct ComparedFindings {
    pub changes: FindingChanges,
    /// How many of a severity each has, the worst first.
    pub counts: Vec<(Severity, [usize; 2])>,
    pub scans: [Scan; 2],
}

impl ComparedFindings {
    /// Whether the reports come from different scanners, or from data of different days: a finding
    /// may then be new to the scanner and not to the artifact.
    pub fn are_by_other_data(&self) -> bool {
        let [before, after] = &self.scans;
        let day = |scan: &Scan| scan.at.map(|at| at.date_naive());
        before.scanner != after.scanner || day(before) != day(after)
    }
}

/// All that differs.
#[derive(Clone, PartialEq)]
pub(super) struct Differences {
    pub sizes: [i64; 2],
    pub platforms: [Vec<String>; 2],
    pub facts: Vec<SettingChange>,
    pub settings: Vec<SettingChange>,
    pub labels: Vec<SettingChange>,
    pub layers: Option<ComparedLayers>,
    pub findings: Option<ComparedFindings>,
    pub packages: Option<(PackageSource, PackageChanges)>,
    /// One is an index over several platforms, the other is not.
    pub is_index_and_image: bool,
    pub are_same: bool,
}

/// The layers of both, and what differs in them.
#[derive(Clone, PartialEq)]
pub(super) struct ComparedLayers {
    pub both: [Vec<Layer>; 2],
    pub changes: LayerChanges,
}

/// Two artifacts that are being read and compared.
#[derive(Clone, Copy)]
pub(super) struct Compared {
    pub before: Loaded<Artifact>,
    pub packages: ComparedPackages,
    pub differences: Memo<Option<Differences>>,
    sides: [Side; 2],
}

impl Side {
    fn new(
        connection: Signal<ConnectionId>,
        at: Other,
        artifact: Signal<Option<Arc<Artifact>>>,
    ) -> Self {
        let at = StoredValue::new(at);
        let reference = move || artifact.get()?.reference();
        Self {
            manifest: load_one(connection, move || {
                let (project, repository) =
                    at.with_value(|at| (at.project.clone(), at.repository.clone()));
                Some(GetManifest {
                    name: Name::new(project, repository),
                    reference: reference()?,
                })
            }),
            report: load_one(connection, move || {
                let is_scannable = artifact.get()?.is_scannable();
                let reference = reference().filter(|_| is_scannable)?;
                Some(at.with_value(|at| GetVulnerabilities {
                    project_name: at.project.clone(),
                    repository_name: at.repository.clone(),
                    reference,
                    accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
                }))
            }),
        }
    }

    /// Its layers; none of an index, or while they are not read.
    fn layers(self) -> Option<Vec<Layer>> {
        let content = self.manifest.data.get()?;
        let Ok(Manifest::Image(image)) = &content.read else {
            return None;
        };
        let layers = image.layers.iter().map(|layer| Layer {
            digest: layer.digest.clone(),
            size: layer.size.unwrap_or_default(),
        });
        Some(layers.collect())
    }

    /// Its findings; none where no report is there, which is not the same as no findings.
    fn findings(self) -> Option<(Vec<Found>, Scan)> {
        let reports = self.report.data.get()?;
        let report = reports.report()?;
        let found = findings_of(report)?;
        let scanner = report.scanner.as_ref();
        let scanner = scanner.map(|scanner| format!("{} {}", scanner.name, scanner.version));
        let scan = Scan {
            scanner: scanner.unwrap_or_default(),
            at: report.generated_at,
        };
        Some((found, scan))
    }
}

impl Compared {
    /// Reads both for as long as the caller's part of the page is there.
    pub fn new(
        connection: Signal<ConnectionId>,
        this: &Other,
        artifact: &Arc<Artifact>,
        other: &Other,
        attachments: Attachments,
    ) -> Self {
        let there = Signal::stored(other.connection.clone());
        let place = StoredValue::new(other.clone());
        let before = load_one(there, move || Some(place.with_value(Other::reading)));
        let at = StoredValue::new((
            other.project.clone(),
            other.repository.clone(),
            other.reference.clone(),
        ));
        let both = [
            Signal::derive(move || before.data.get()),
            Signal::stored(Some(Arc::clone(artifact))),
        ];
        let packages = ComparedPackages::new(
            [there, connection],
            [other.clone(), this.clone()],
            both,
            [Attachments::new(there, at, before), attachments],
        );
        let first = Side::new(there, other.clone(), both[0]);
        let second = Side::new(connection, this.clone(), both[1]);
        let after = StoredValue::new(Arc::clone(artifact));
        let differences = Memo::new(move |_| {
            let before = before.data.get()?;
            let after = after.get_value();
            Some(Differences {
                sizes: [before.size, after.size],
                platforms: [platforms(&before), platforms(&after)],
                facts: compare_settings(&facts(&before), &facts(&after)),
                settings: compare_settings(&settings(&before), &settings(&after)),
                labels: compare_settings(&labels(&before), &labels(&after)),
                layers: first.layers().zip(second.layers()).map(|(before, after)| {
                    let changes = compare_layers(&before, &after);
                    ComparedLayers {
                        both: [before, after],
                        changes,
                    }
                }),
                findings: first
                    .findings()
                    .zip(second.findings())
                    .map(|(before, after)| compared_findings(before, after)),
                packages: packages.changes.get().and_then(Result::ok),
                is_index_and_image: before.is_index() != after.is_index(),
                are_same: before.digest == after.digest,
            })
        });
        Self {
            before,
            packages,
            differences,
            sides: [first, second],
        }
    }

    /// Whether something is still on its way.
    pub fn is_reading(&self) -> bool {
        let sides = self
            .sides
            .iter()
            .any(|side| side.manifest.loading.get() || side.report.loading.get());
        let packages = self.packages;
        let is_open = packages.changes.with(Option::is_none) && !packages.is_nothing.get();
        let reads_packages = is_open && self.before.data.with(Option::is_some);
        self.before.loading.get() || sides || reads_packages
    }
}

fn compared_findings(before: (Vec<Found>, Scan), after: (Vec<Found>, Scan)) -> ComparedFindings {
    let of = |all: &[Found], severity| all.iter().filter(|it| it.severity == severity).count();
    let counts = Severity::ALL.map(|severity| {
        let both = [of(&before.0, severity), of(&after.0, severity)];
        (severity, both)
    });
    ComparedFindings {
        changes: compare_findings(&before.0, &after.0),
        counts: counts
            .into_iter()
            .filter(|(_, both)| *both != [0, 0])
            .collect(),
        scans: [before.1, after.1],
    }
}

pub(super) fn platforms(artifact: &Artifact) -> Vec<String> {
    let all = artifact.platforms();
    all.iter().map(ToString::to_string).collect()
}

/// Facts of an artifact that are compared as they are written.
fn facts(artifact: &Artifact) -> BTreeMap<String, String> {
    let w = &words().artifact;
    let mut facts = BTreeMap::new();
    let mut put = |name: &str, value: String| {
        if !value.is_empty() {
            facts.insert(name.to_owned(), value);
        }
    };
    put(w.size, size(artifact.size));
    put(w.pushed, artifact.push_time.map(whole).unwrap_or_default());
    put(w.platform, platforms(artifact).join(", "));
    facts
}

/// How its containers run.
fn settings(artifact: &Artifact) -> BTreeMap<String, String> {
    let Some(config) = artifact.config() else {
        return BTreeMap::new();
    };
    let mut settings: BTreeMap<String, String> = config
        .env
        .iter()
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (format!("ENV {name}"), value.to_owned()))
        .collect();
    for (name, value) in [
        ("CMD", config.cmd.join(" ")),
        ("ENTRYPOINT", config.entrypoint.join(" ")),
        ("USER", config.user),
        ("WORKDIR", config.working_dir),
        ("EXPOSE", config.exposed_ports.join(" ")),
        ("VOLUME", config.volumes.join(" ")),
        ("STOPSIGNAL", config.stop_signal),
    ] {
        if !value.is_empty() {
            settings.insert(name.to_owned(), value);
        }
    }
    settings
}

fn labels(artifact: &Artifact) -> BTreeMap<String, String> {
    let config = artifact.config();
    config.map(|config| config.labels).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    fn findings_of_other_scanners_or_days_are_told_apart() {
        let scan = |scanner: &str, at: &str| Scan {
            scanner: scanner.to_owned(),
            at: Some(at.parse().unwrap()),
        };
        let compared = |before, after| compared_findings((Vec::new(), before), (Vec::new(), after));
        let trivy = scan("Trivy v0.65.0", "2026-11-20T08:00:00Z");
        let later = scan("Trivy v0.65.0", "2026-11-20T19:00:00Z");
        let older = scan("Trivy v0.65.0", "2026-10-20T08:00:00Z");
        let other = scan("Clair v4", "2026-11-20T08:00:00Z");
        assert!(!compared(trivy.clone(), later).are_by_other_data());
        assert!(compared(older, trivy.clone()).are_by_other_data());
        assert!(compared(other, trivy).are_by_other_data());
    }
}
