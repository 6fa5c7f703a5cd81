//! The sample world: a science platform's registry.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::Duration as Span;
use serde_json::{Value, json};

use super::builder::{Image, minutes_ago, platform, scanned};
use super::names::{LABELS, MEMBERS, PEOPLE, PROJECTS, REPOSITORIES};
use super::sample_content::{chart, config, history, model};
use super::{Catalogue, Kind, Outcome, Plan, Scan, World};
use crate::chance::Sequence;
use crate::json::Time;

/// The password of all sample people.
pub const PASSWORD: &str = "Harbor12345";

const GIB: i64 = 1 << 30;
const MIB: i64 = 1 << 20;
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

impl World {
    /// A science platform's registry: about a dozen projects with a few hundred repositories' worth
    /// of things to look at. Ids and digests are always the same; times are relative to now.
    pub fn sample() -> Self {
        let mut world = Self::bare(PASSWORD, minutes_ago(900 * DAY));
        for (number, (name, realname)) in PEOPLE.iter().enumerate() {
            world.add_user(name, realname, PASSWORD, "", minutes_ago((800 - number as i64) * DAY));
        }
        world.add_scanner("Trivy", "Trivy", "Aqua Security", "v0.65.0", "http://trivy-adapter:8080", minutes_ago(900 * DAY));
        world.scanners[0].description = "The Trivy scanner adapter".to_owned();
        world.scanners[0].internal_address = true;
        world.sample_projects();
        for (name, color, text, project) in LABELS {
            let project = world.projects.iter().find(|known| known.name == *project).map_or(0, |known| known.id);
            world.add_label(name, color, text, project, minutes_ago(500 * DAY));
        }
        world.sample_repositories();
        world.sample_astroml();
        world.sample_special();
        world.sample_storage();
        world.sample_audit();
        world
    }

    fn sample_projects(&mut self) {
        let skaha = [("public", "true"), ("auto_scan", "true"), ("auto_sbom_generation", "true"), ("severity", "high"), ("retention_id", "1")];
        let id = self.add_project("skaha", &skaha, 1, 12_288 * GIB, minutes_ago(890 * DAY));
        if let Some(project) = self.project_mut(id) {
            project.allowlist.items = vec!["CVE-2023-45853".to_owned(), "CVE-2005-2541".to_owned()];
        }
        for (number, (name, public, quota)) in PROJECTS.iter().enumerate() {
            let at = minutes_ago((880 - number as i64 * 31) * DAY);
            let hard = if *quota < 0 { -1 } else { quota * GIB };
            let public = if *public { "true" } else { "false" };
            let proxy = name.ends_with("-cache");
            let mut metadata = vec![("public", public)];
            if proxy {
                metadata.extend([("max_upstream_conn", "-1"), ("proxy_speed_kb", "-1"), ("retention_id", "2")]);
            } else if *name == "canucs" {
                metadata.extend([("auto_scan", "true"), ("auto_sbom_generation", "true"), ("prevent_vul", "true"), ("severity", "high"), ("enable_content_trust_cosign", "true")]);
            } else {
                metadata.push(("auto_scan", "true"));
            }
            let id = self.add_project(name, &metadata, 1, hard, at);
            if proxy && let Some(project) = self.project_mut(id) {
                project.registry_id = Some(number as i64);
            }
        }
        for (project, person, role) in MEMBERS {
            let project = self.projects.iter().find(|known| known.name == *project).map(|known| known.id);
            if let (Some(project), Some(user)) = (project, self.user_named(person).map(|user| user.id)) {
                self.add_member(project, user, *role);
            }
        }
    }

    fn project_id(&self, name: &str) -> i64 {
        self.projects.iter().find(|project| project.name == name).map_or(0, |project| project.id)
    }

    fn sample_repositories(&mut self) {
        for (project, name, count, mebibytes) in REPOSITORIES {
            let id = self.project_id(project);
            let mut chance = Sequence::of(&format!("{project}/{name}"));
            let step = 1 + chance.below(9) as i64;
            let oldest = minutes_ago(*count as i64 * step * DAY + chance.below(2000) as i64);
            let place = self.add_repository(id, &format!("{project}/{name}"), oldest);
            for number in 0..*count {
                let age = (*count - number) as i64 * step * DAY - chance.below(1000) as i64;
                self.sample_image(place, project, name, number, *mebibytes, minutes_ago(age.max(20)), &mut chance);
            }
            let repository = &mut self.repositories[place];
            repository.pull_count = chance.below(20_000) as i64 * *count as i64 / 40;
            repository.description = match *name {
                "casa" => "# CASA\n\nThe Common Astronomy Software Applications, one image per release.".to_owned(),
                "mosaics" => "Calibrated mosaics and notebooks for the CANUCS lensing survey.".to_owned(),
                _ => String::new(),
            };
        }
    }

    #[expect(clippy::too_many_arguments, reason = "they are the image's place, number and look")]
    fn sample_image(&mut self, place: usize, project: &str, name: &str, number: usize, mebibytes: i64, pushed: Time, chance: &mut Sequence) {
        let version = match name {
            "casa" => format!("6.{}.{}-{number}", number / 10, number % 10),
            _ => format!("{}.{}.{}", 1 + number / 12, number % 12, chance.below(3)),
        };
        let newest = number + 1 == self.sample_count(project, name);
        let untagged = !newest && chance.below(14) == 0;
        let mut tags = if untagged { Vec::new() } else { vec![version.clone()] };
        if newest {
            tags.push("latest".to_owned());
        }
        let session = match name {
            "casa" => ["notebook", "headless", "carta", "desktop-app"][number % 4],
            "desktop" | "terminal" | "topcat" => "desktop-app",
            "carta" => "carta",
            _ if project == "skaha" => "notebook",
            _ => "",
        };
        let kind = chance.below(20);
        let risk = chance.below(60) as u32;
        let counts = [risk / 16, risk * 2 / 3, risk * 2, risk * 3, risk / 5, risk / 12];
        let total: u32 = counts.iter().sum();
        let scan = match kind {
            0 => None,
            1 => Some(Scan { outcome: Outcome::Error, ..scanned(&format!("{project}/{name} {number}"), [0; 6], 0, Catalogue::Trivy, pushed) }),
            2 => Some(scanned(&format!("{project}/{name} {number}"), [0; 6], 0, Catalogue::Trivy, pushed)),
            _ => Some(scanned(&format!("{project}/{name} {number}"), counts, total * 6 / 10, Catalogue::Trivy, pushed)),
        };
        let created = (pushed - Span::minutes(12)).format("%Y-%m-%dT%H:%M:%S%.9fZ").to_string();
        let image = Image {
            seed: format!("image {project}/{name} {number}"),
            tags,
            size: mebibytes * MIB * (90 + chance.below(20) as i64) / 100 + chance.below(100_000) as i64,
            architecture: if chance.below(9) == 0 { "arm64" } else { "amd64" },
            os: "linux",
            author: if project == "library" { "" } else { "CADC" },
            docker: project.ends_with("-cache") || name == "desktop",
            config: config(name, &version, session, false),
            history: history(&created, false),
            created,
            pushed,
            pulled: (chance.below(5) > 0).then(|| pushed + Span::minutes(chance.below(19) as i64)),
            scan,
        };
        let added = self.add_image(place, &image);
        let label = self.labels.iter().find(|label| label.name.ends_with(&format!("type={session}")) && project == "skaha");
        let label = label.map(|label| label.id);
        self.last_of(place).labels.extend(label);
        if project == "skaha" && kind % 3 == 0 {
            self.add_accessory(place, &added, "signature.cosign", 747, &[], pushed + Span::seconds(20));
        }
        if project == "skaha" && kind > 12 {
            self.add_sbom(place, &added, pushed + Span::minutes(2));
        }
    }

    fn sample_count(&self, project: &str, name: &str) -> usize {
        REPOSITORIES.iter().find(|row| row.0 == project && row.1 == name).map_or(0, |row| row.2)
    }

    /// The repository of the mock-ups: every state an artifact can be in.
    fn sample_astroml(&mut self) {
        let project = self.project_id("skaha");
        let place = self.add_repository(project, "skaha/astroml", minutes_ago(700 * DAY));
        // Name, tags, kind, size in MiB, signed, bill of materials, criticals and highs, minutes since pull and push.
        for (number, row) in ASTROML.iter().enumerate().rev() {
            let pushed = minutes_ago(row.pushed);
            let tags: Vec<String> = row.tags.split_whitespace().map(str::to_owned).collect();
            let added = if row.index { self.astroml_index(place, number, row, &tags, pushed) } else { self.astroml_image(place, &format!("astroml {number}"), row, &tags, "amd64", pushed) };
            if let Some(artifact) = self.repositories[place].artifacts.iter_mut().find(|artifact| artifact.id == added.0) {
                artifact.pull_time = (row.pulled > 0).then(|| minutes_ago(row.pulled));
            }
            self.astroml_extras(place, &added, row, pushed);
        }
        let labels: Vec<i64> = self.labels.iter().filter(|label| ["gpu", "approved", "semester-26B"].contains(&label.name.as_str())).map(|label| label.id).collect();
        let notebook = self.labels.iter().find(|label| label.name.ends_with("=notebook")).map(|label| label.id);
        let repository = &mut self.repositories[place];
        for artifact in repository.artifacts.iter_mut().filter(|artifact| artifact.listed()) {
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
            self.add_accessory(place, added, "signature.cosign", 747, &[], pushed + Span::seconds(30));
        }
        if row.sbom {
            self.add_sbom(place, added, pushed + Span::minutes(2));
        }
        if row.tags.starts_with("25.11-gpu") {
            self.add_accessory(place, added, "signature.notation", 773, &[], pushed + Span::seconds(40));
            self.add_accessory(place, added, "subject.accessory", 625, &[], pushed + Span::seconds(50));
        }
    }

    fn astroml_index(&mut self, place: usize, number: usize, row: &Row, tags: &[String], pushed: Time) -> (i64, String) {
        let mut children = Vec::new();
        for (architecture, variant) in [("amd64", ""), ("arm64", "v8")] {
            let part = Row { size: row.size / 2, high: row.high - u32::from(architecture == "arm64") * 2, ..*row };
            let (id, digest) = self.astroml_image(place, &format!("astroml {number} {architecture}"), &part, &[], architecture, pushed - Span::seconds(50));
            if row.signed {
                self.add_accessory(place, &(id, digest.clone()), "signature.cosign", 747, &[], pushed);
            }
            if row.sbom {
                self.add_sbom(place, &(id, digest.clone()), pushed);
            }
            children.push((id, digest, platform(architecture, "linux", variant), Value::Null));
        }
        let extra = json!({"architecture": "unknown", "os": "unknown", "config": {}});
        let first = children[0].1.clone();
        let (id, digest) = self.add_thing(place, &format!("astroml {number} attestation"), &[], Kind::Image, super::builder::OCI_CONFIG, super::builder::OCI_CONFIG, 21_913, extra, Value::Null, BTreeMap::new(), pushed - Span::seconds(20));
        let annotations = json!({"vnd.docker.reference.digest": first, "vnd.docker.reference.type": "attestation-manifest"});
        children.push((id, digest, platform("unknown", "unknown", ""), annotations));
        self.add_index(place, &format!("astroml {number} index"), tags, children, false, json!({"org.opencontainers.image.title": "astroml"}), pushed)
    }

    fn astroml_image(&mut self, place: usize, seed: &str, row: &Row, tags: &[String], architecture: &'static str, pushed: Time) -> (i64, String) {
        let gpu = row.tags.contains("gpu");
        let created = (pushed - Span::minutes(19)).format("%Y-%m-%dT%H:%M:%S%.9fZ").to_string();
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
            State::Failed => Some(Scan { outcome: Outcome::Error, ..scanned(seed, [0; 6], 0, Catalogue::Trivy, at) }),
            State::Running => Some(Scan { takes: Duration::from_secs(240), started: minutes_ago(2), ..scanned(seed, [3, 41, 91, 163, 2, 3], 211, Catalogue::Trivy, at) }),
            State::Scanned if total == 412 => Some(Scan { plan: Plan { seed: 1, counts, fixable: 287, catalogue: Catalogue::Trivy }, started: minutes_ago(3 * HOUR), ..scanned(seed, counts, 287, Catalogue::Trivy, at) }),
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

    /// Charts, models, signatures of other kinds, files, Windows, a manifest list.
    fn sample_special(&mut self) {
        let skaha = self.project_id("skaha");
        let place = self.add_repository(skaha, "skaha/charts/canfar", minutes_ago(300 * DAY));
        for (number, version) in ["1.0.0", "1.1.0", "1.2.0", "1.2.3"].iter().enumerate() {
            let (extra, additions) = chart(version);
            let at = minutes_ago((300 - number as i64 * 70) * DAY);
            let media = "application/vnd.cncf.helm.config.v1+json";
            let annotations = json!({"org.opencontainers.image.title": "canfar", "org.opencontainers.image.version": version});
            self.add_thing(place, &format!("chart {version}"), &[(*version).to_owned()], Kind::Chart, media, media, 18_268, extra, annotations, additions, at);
        }
        let models = self.project_id("models");
        for (name, family, parameters, size) in [("spectra-7b", "llama", "7b", 14 * GIB), ("morphology", "vit", "86m", 340 * MIB), ("resnet", "resnet", "25m", 98 * MIB)] {
            let place = self.add_repository(models, &format!("models/{name}"), minutes_ago(60 * DAY));
            let (extra, additions) = model(name, family, parameters, size);
            let media = "application/vnd.cncf.model.config.v1+json";
            self.add_thing(place, &format!("model {name}"), &["v1".to_owned(), "latest".to_owned()], Kind::Model, media, "application/vnd.cncf.model.manifest.v1+json", size, extra, Value::Null, additions, minutes_ago(4 * DAY));
        }
        let place = self.add_repository(skaha, "skaha/files/catalog", minutes_ago(40 * DAY));
        self.add_thing(place, "catalog", &["2026".to_owned()], Kind::Unknown, "application/vnd.oci.empty.v1+json", "application/vnd.example.catalog", 18_503_112, Value::Null, Value::Null, BTreeMap::new(), minutes_ago(39 * DAY));
        let place = self.add_repository(skaha, "skaha/wasm/hello", minutes_ago(35 * DAY));
        let wasm = "application/vnd.wasm.config.v1+json";
        let extra = json!({"manifest.config.mediaType": wasm, "manifest.layers.mediaType": "application/vnd.wasm.content.layer.v1+wasm", "org.opencontainers.image.title": ""});
        let history = BTreeMap::from([("build_history", super::Addition::Json(Value::Null))]);
        self.add_thing(place, "wasm", &["0.1".to_owned()], Kind::Wasm, wasm, wasm, 90_418, extra, Value::Null, history, minutes_ago(34 * DAY));
    }

    /// What the mock-ups say of storage: shared layers make it differ from the artifacts' sum.
    fn sample_storage(&mut self) {
        for (name, gibibytes) in [("skaha", 10_035), ("canucs", 2662), ("chimefrb", 5836), ("cirada", 1945), ("dockerhub-cache", 1228), ("nvcr-cache", 2252), ("lsst", 4505), ("models", 3481), ("training-2026", 96), ("library", 318), ("sandbox", 1740)] {
            let id = self.project_id(name);
            if let Some(project) = self.project_mut(id) {
                project.quota.used = gibibytes * GIB;
                project.quota.updated = minutes_ago(4);
            }
        }
    }

    fn sample_audit(&mut self) {
        let mut lines: Vec<(Time, String, String, i64, &'static str)> = Vec::new();
        let people = ["robot$skaha+ci", "maya.tremblay", "j.okafor", "ada"];
        for (place, repository) in self.repositories.iter().enumerate() {
            for artifact in repository.artifacts.iter().rev().filter(|artifact| artifact.listed()).take(6) {
                let reference = artifact.tags.first().map_or_else(|| format!("{}@{}", repository.name, artifact.digest), |tag| format!("{}:{}", repository.name, tag.name));
                let text = format!("push artifact: {}@{}", repository.name, artifact.digest);
                lines.push((artifact.push_time, reference, text, repository.project_id, people[place % people.len()]));
            }
        }
        lines.sort_by_key(|line| line.0);
        for (at, resource, text, project, who) in lines {
            self.write_audit(who, "create", "artifact", &resource, &text, project, at);
        }
        for (minutes, who, operation, kind, resource) in [(DAY, "ada", "create", "member", "erin"), (5 * HOUR, "admin", "update", "configuration", "configuration"), (70, "maya.tremblay", "delete", "tag", "skaha/astroml:pr-1170"), (9, "maya.tremblay", "login", "user", "maya.tremblay")] {
            let project = if kind == "tag" || kind == "member" { self.project_id("skaha") } else { 0 };
            self.write_audit(who, operation, kind, resource, &format!("{operation} {kind}: {resource}"), project, minutes_ago(minutes));
        }
    }
}

#[derive(Clone, Copy)]
enum State {
    Scanned,
    NotScanned,
    Running,
    Failed,
}

/// One line of the mock-ups' list of artifacts.
#[derive(Clone, Copy)]
struct Row {
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
    ($($tags:literal $index:literal $size:literal $signed:literal $sbom:literal $state:ident $critical:literal $high:literal $pulled:expr, $pushed:expr;)*) => {
        &[$(Row { tags: $tags, index: $index, size: $size, signed: $signed, sbom: $sbom, state: State::$state, critical: $critical, high: $high, pulled: $pulled, pushed: $pushed }),*]
    };
}

const ASTROML: &[Row] = rows![
    "25.11 25 latest" true 12831 true true Scanned 3 41 4, 2 * HOUR;
    "25.11-gpu 25-gpu" false 10107 true true Scanned 5 58 11, 2 * HOUR + 5;
    "nightly-20261120" false 6605 true true Running 0 0 0, 6 * HOUR;
    "nightly-20261119" false 6605 true true Scanned 3 41 7 * HOUR, DAY;
    "" false 6595 false false Scanned 6 52 2 * DAY, 2 * DAY;
    "nightly-20261118 pr-1187" false 6595 false true Scanned 3 44 DAY, 2 * DAY + 40;
    "pr-1184" false 6584 false false NotScanned 0 0 3 * DAY, 3 * DAY;
    "nightly-20261117" false 6584 true true Scanned 3 44 3 * DAY, 3 * DAY + 60;
    "nightly-20261116" false 6584 true true Scanned 3 44 4 * DAY, 4 * DAY;
    "25.10.2 25.10" true 12790 true true Scanned 4 47 HOUR, 23 * DAY;
    "25.10.1-gpu 25.10-gpu" false 10045 true true Scanned 7 66 5 * HOUR, 31 * DAY;
    "25.10.1" true 12739 true true Scanned 5 50 2 * DAY, 31 * DAY + 30;
    "minimal-25.10" false 412 true true Scanned 0 0 9 * HOUR, 31 * DAY + 60;
    "pr-1171 pr-1172" false 6554 false false Failed 0 0 12 * DAY, 33 * DAY;
    "25.09 stable" true 12605 true true Scanned 8 71 16, 54 * DAY;
    "25.09-gpu stable-gpu" false 9974 true true Scanned 9 80 2 * HOUR, 54 * DAY + 20;
    "minimal-25.09" false 409 true true Scanned 0 0 20 * DAY, 54 * DAY + 45;
    "pr-1160" false 6533 false false Scanned 8 70 40 * DAY, 56 * DAY;
];
