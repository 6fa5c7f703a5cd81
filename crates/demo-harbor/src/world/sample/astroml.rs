//! The repository with every state an artifact can be in.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::Duration as Span;
use serde_json::{Value, json};

use super::content::{config, history};
use super::{DAY, HOUR, MIB};
use crate::json::Time;
use crate::world::builder::artifacts::{Image, OCI_CONFIG};
use crate::world::builder::{built, minutes_ago, platform, scanned};
use crate::world::{Catalogue, Kind, Outcome, Plan, Scan, World};

impl World {
    /// The repository with every state an artifact can be in.
    pub(crate) fn sample_astroml(&mut self) {
        let project = self.project_id("skaha");
        let place = self.add_repository(project, "skaha/astroml", minutes_ago(700 * DAY));
        // Name, tags, kind, size in MiB, signed, bill of materials, criticals and highs, minutes since pull and push.
        for (number, row) in ASTROML.iter().enumerate().rev() {
            let pushed = minutes_ago(row.pushed);
            let tags: Vec<String> = row.tags.split_whitespace().map(str::to_owned).collect();
            let added = if row.index {
                self.astroml_index(place, number, row, &tags, pushed)
            } else {
                self.astroml_image(
                    place,
                    &format!("#{} astroml", row.digest),
                    row,
                    &tags,
                    "amd64",
                    pushed,
                )
            };
            if let Some(artifact) = self.repositories[place]
                .artifacts
                .iter_mut()
                .find(|artifact| artifact.id == added.0)
            {
                artifact.pull_time = (row.pulled > 0).then(|| minutes_ago(row.pulled));
            }
            self.astroml_extras(place, &added, row, pushed);
        }
        let labels: Vec<i64> = self
            .labels
            .iter()
            .filter(|label| ["gpu", "approved", "semester-26B"].contains(&label.name.as_str()))
            .map(|label| label.id)
            .collect();
        let notebook = self
            .labels
            .iter()
            .find(|label| label.name.ends_with("=notebook"))
            .map(|label| label.id);
        let repository = &mut self.repositories[place];
        for artifact in repository
            .artifacts
            .iter_mut()
            .filter(|artifact| artifact.listed())
        {
            artifact.labels.extend(notebook);
            if artifact.is("25.11-gpu") {
                artifact.labels.extend(&labels);
            }
        }
        repository.description = "# astroml\n\nNotebook image for **machine learning** on the science platform.\n\n- `25.11`: CPU\n- `25.11-gpu`: CUDA 12.6\n".to_owned();
        repository.pull_count = 48_213;
    }

    fn astroml_extras(&mut self, place: usize, added: &(i64, String), row: &Row, pushed: Time) {
        if row.signed {
            self.add_accessory(
                place,
                added,
                "signature.cosign",
                747,
                &[],
                pushed + Span::seconds(30),
            );
        }
        if row.sbom {
            self.add_sbom(place, added, pushed + Span::minutes(2));
        }
        if row.tags.starts_with("25.11-gpu") {
            self.add_accessory(
                place,
                added,
                "signature.notation",
                773,
                &[],
                pushed + Span::seconds(40),
            );
            self.add_accessory(
                place,
                added,
                "subject.accessory",
                625,
                &[],
                pushed + Span::seconds(50),
            );
        }
    }

    fn astroml_index(
        &mut self,
        place: usize,
        number: usize,
        row: &Row,
        tags: &[String],
        pushed: Time,
    ) -> (i64, String) {
        let mut children = Vec::new();
        for (architecture, variant) in [("amd64", ""), ("arm64", "v8")] {
            let seed = match (number, architecture) {
                (0, "amd64") => "#91be4f0dc2d7 astroml".to_owned(),
                (0, _) => "#c07d5518ae96 astroml".to_owned(),
                _ => format!("astroml {number} {architecture}"),
            };
            let part = Row {
                size: row.size / 2,
                high: row.high - u32::from(architecture == "arm64") * 2,
                ..*row
            };
            let (id, digest) = self.astroml_image(
                place,
                &seed,
                &part,
                &[],
                architecture,
                pushed - Span::seconds(50),
            );
            if row.signed {
                self.add_accessory(
                    place,
                    &(id, digest.clone()),
                    "signature.cosign",
                    747,
                    &[],
                    pushed,
                );
            }
            if row.sbom {
                self.add_sbom(place, &(id, digest.clone()), pushed);
            }
            children.push((
                id,
                digest,
                platform(architecture, "linux", variant),
                Value::Null,
            ));
        }
        let extra = json!({"architecture": "unknown", "os": "unknown", "config": {}});
        let first = children[0].1.clone();
        let (id, digest) = self.add_thing(
            place,
            &format!("astroml {number} attestation"),
            &[],
            Kind::Image,
            OCI_CONFIG,
            OCI_CONFIG,
            21_913,
            extra,
            Value::Null,
            BTreeMap::new(),
            pushed - Span::seconds(20),
        );
        let annotations = json!({"vnd.docker.reference.digest": first, "vnd.docker.reference.type": "attestation-manifest"});
        children.push((id, digest, platform("unknown", "unknown", ""), annotations));
        self.add_index(
            place,
            &format!("#{} astroml", row.digest),
            tags,
            children,
            false,
            json!({"org.opencontainers.image.title": "astroml"}),
            pushed,
        )
    }

    fn astroml_image(
        &mut self,
        place: usize,
        seed: &str,
        row: &Row,
        tags: &[String],
        architecture: &'static str,
        pushed: Time,
    ) -> (i64, String) {
        let gpu = row.tags.contains("gpu");
        let created = built(pushed, 19)
            .format("%Y-%m-%dT%H:%M:%S%.9fZ")
            .to_string();
        let (critical, high) = (row.critical, row.high);
        let counts = match (row.tags, critical, high) {
            ("25.11-gpu 25-gpu", ..) => [5, 58, 131, 214, 0, 4],
            (_, 0, 0) => [0; 6],
            _ => [critical, high, high * 2 + 9, high * 3 + 40, 2, 3],
        };
        let total: u32 = counts.iter().sum();
        let at = pushed + Span::minutes(1);
        let scan = match row.state {
            State::NotScanned => None,
            State::Failed => Some(Scan {
                outcome: Outcome::Error,
                ..scanned(seed, [0; 6], 0, Catalogue::Trivy, at)
            }),
            State::Running => Some(Scan {
                takes: Duration::from_secs(240),
                started: minutes_ago(2),
                ..scanned(seed, [3, 41, 91, 163, 2, 3], 211, Catalogue::Trivy, at)
            }),
            State::Scanned if total == 412 => Some(Scan {
                plan: Plan {
                    seed: 1,
                    counts,
                    fixable: 287,
                    catalogue: Catalogue::Trivy,
                },
                started: minutes_ago(3 * HOUR),
                ..scanned(seed, counts, 287, Catalogue::Trivy, at)
            }),
            State::Scanned => Some(scanned(seed, counts, total * 7 / 10, Catalogue::Trivy, at)),
        };
        let version = row.tags.split(' ').next().unwrap_or_default();
        let image = Image {
            seed: seed.to_owned(),
            tags: tags.to_vec(),
            size: row.size * MIB + 4_321,
            architecture,
            os: "linux",
            author: "CADC",
            docker: false,
            config: config("astroml", version, "notebook", gpu),
            history: history(&created, gpu),
            created,
            pushed,
            pulled: (row.pulled > 0).then(|| minutes_ago(row.pulled)),
            scan,
        };
        self.add_image(place, &image)
    }
}

#[derive(Clone, Copy)]
enum State {
    Scanned,
    NotScanned,
    Running,
    Failed,
}

/// One line of that repository's list.
#[derive(Clone, Copy)]
struct Row {
    /// How its digest begins.
    digest: &'static str,
    tags: &'static str,
    index: bool,
    size: i64,
    signed: bool,
    sbom: bool,
    state: State,
    critical: u32,
    high: u32,
    /// Minutes since the last pull; 0 for never.
    pulled: i64,
    /// Minutes since the push.
    pushed: i64,
}

macro_rules! rows {
    ($($digest:literal $tags:literal $index:literal $size:literal $signed:literal $sbom:literal $state:ident $critical:literal $high:literal $pulled:expr, $pushed:expr;)*) => {
        &[$(Row { digest: $digest, tags: $tags, index: $index, size: $size, signed: $signed, sbom: $sbom, state: State::$state, critical: $critical, high: $high, pulled: $pulled, pushed: $pushed }),*]
    };
}

const ASTROML: &[Row] = rows![
    "4c1f9a2e7b03" "25.11 25 latest" true 12831 true true Scanned 3 41 4, 2 * HOUR;
    "b8805de1f44a" "25.11-gpu 25-gpu" false 10107 true true Scanned 5 58 11, 2 * HOUR + 5;
    "0f3c6e92d581" "nightly-20261120" false 6605 true true Running 0 0 0, 6 * HOUR;
    "da2e87f61b30" "nightly-20261119" false 6605 true true Scanned 3 41 7 * HOUR, DAY;
    "5e9b10c4773f" "" false 6595 false false Scanned 6 52 2 * DAY, 2 * DAY;
    "33d7fa8802be" "nightly-20261118 pr-1187" false 6595 false true Scanned 3 44 DAY, 2 * DAY + 40;
    "a61e4d09b7c5" "pr-1184" false 6584 false false NotScanned 0 0 3 * DAY, 3 * DAY;
    "f90c2b76e814" "nightly-20261117" false 6584 true true Scanned 3 44 3 * DAY, 3 * DAY + 60;
    "1b8ed57a60f3" "nightly-20261116" false 6584 true true Scanned 3 44 4 * DAY, 4 * DAY;
    "7713a4b0e9cd" "25.10.2 25.10" true 12790 true true Scanned 4 47 HOUR, 23 * DAY;
    "88a1f3e59c2d" "25.10.1-gpu 25.10-gpu" false 10045 true true Scanned 7 66 5 * HOUR, 31 * DAY;
    "c5479de0a21b" "25.10.1" true 12739 true true Scanned 5 50 2 * DAY, 31 * DAY + 30;
    "2e60bb94f7a8" "minimal-25.10" false 412 true true Scanned 0 0 9 * HOUR, 31 * DAY + 60;
    "6d1705ac8e3b" "pr-1171 pr-1172" false 6554 false false Failed 0 0 12 * DAY, 33 * DAY;
    "e7f2a8c3190d" "25.09 stable" true 12605 true true Scanned 8 71 16, 54 * DAY;
    "904cd1b6e5f7" "25.09-gpu stable-gpu" false 9974 true true Scanned 9 80 2 * HOUR, 54 * DAY + 20;
    "4ab3e9076dc1" "minimal-25.09" false 409 true true Scanned 0 0 20 * DAY, 54 * DAY + 45;
    "d82f6c15b09e" "pr-1160" false 6533 false false Scanned 8 70 40 * DAY, 56 * DAY;
];
