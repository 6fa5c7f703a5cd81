//! One of each kind of artifact that people push besides images: in a project of its own, so that
//! there is something to try with.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::content::{config, history, survey_files};
use super::{DAY, MIB};
use crate::json::Time;
use crate::world::builder::artifacts::{Image, OCI_CONFIG, OCI_INDEX};
use crate::world::builder::{built, minutes_ago, platform};
use crate::world::content::{File, FileContent};
use crate::world::{Kind, Manifest, World};

/// Something with a configuration of its own, as its client pushes it.
struct Thing {
    repository: &'static str,
    tags: &'static [&'static str],
    kind: Kind,
    media_type: &'static str,
    artifact_type: &'static str,
    size: i64,
    extra: Value,
    annotations: Value,
}

impl World {
    /// Fills the project `toolbox`.
    pub(crate) fn sample_kinds(&mut self) {
        let project = self.add_project(
            "toolbox",
            &[("public", "true")],
            1,
            -1,
            minutes_ago(90 * DAY),
        );
        for (number, thing) in things().into_iter().enumerate() {
            let pushed = minutes_ago((60 - number as i64 * 4) * DAY);
            let name = format!("toolbox/{}", thing.repository);
            let place = self.repository_place(project, &name, pushed);
            let tags: Vec<String> = thing.tags.iter().map(|tag| (*tag).to_owned()).collect();
            self.add_thing(
                place,
                &format!("{name} {}", tags.join(" ")),
                &tags,
                thing.kind,
                thing.media_type,
                thing.artifact_type,
                thing.size,
                thing.extra,
                thing.annotations,
                BTreeMap::new(),
                pushed,
            );
            match thing.repository {
                "surveys" => self.put_files(place, survey_files()),
                "photo-z" => self.put_files(place, photo_z_files()),
                _ => {}
            }
        }
        self.sample_edge(project, minutes_ago(9 * DAY));
        self.sample_windows(project, minutes_ago(7 * DAY));
        self.sample_bundle(project, minutes_ago(5 * DAY));
    }

    /// A repository's place; the repository is made if it is not there.
    fn repository_place(&mut self, project: i64, name: &str, at: Time) -> usize {
        let known = self.repositories.iter().position(|it| it.name == name);
        known.unwrap_or_else(|| self.add_repository(project, name, at))
    }

    fn kind_image(
        &mut self,
        place: usize,
        seed: &str,
        (os, architecture): (&'static str, &'static str),
        pushed: Time,
    ) -> (i64, String) {
        let created = built(pushed, 0).format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let image = Image {
            seed: seed.to_owned(),
            tags: Vec::new(),
            size: 212 * MIB,
            architecture,
            os,
            author: "CADC",
            docker: false,
            config: config("agent", "1.0", "", false),
            history: history(&created, false),
            created,
            pushed,
            pulled: None,
            scan: None,
        };
        self.add_image(place, &image)
    }

    /// An index for one platform, with BuildKit's record of how its image was made.
    fn sample_edge(&mut self, project: i64, pushed: Time) {
        let place = self.add_repository(project, "toolbox/edge-camera", pushed);
        let image = self.kind_image(place, "edge camera", ("linux", "arm64"), pushed);
        let extra = json!({"architecture": "unknown", "os": "unknown", "config": {}});
        let record = self.add_thing(
            place,
            "edge camera attestation",
            &[],
            Kind::Image,
            OCI_CONFIG,
            OCI_CONFIG,
            21_913,
            extra,
            Value::Null,
            BTreeMap::new(),
            pushed,
        );
        let annotations = json!({"vnd.docker.reference.digest": image.1, "vnd.docker.reference.type": "attestation-manifest"});
        let children = vec![
            (
                image.0,
                image.1,
                platform("arm64", "linux", "v8"),
                Value::Null,
            ),
            (
                record.0,
                record.1,
                platform("unknown", "unknown", ""),
                annotations,
            ),
        ];
        let tags = ["2.1".to_owned()];
        self.add_index(
            place,
            "edge camera index",
            &tags,
            children,
            false,
            Value::Null,
            pushed,
        );
    }

    /// An index for two versions of Windows: its images themselves don't tell them.
    fn sample_windows(&mut self, project: i64, pushed: Time) {
        let place = self.add_repository(project, "toolbox/windows-agent", pushed);
        let mut children = Vec::new();
        for version in ["10.0.20348.2402", "10.0.26100.1742"] {
            let seed = format!("windows agent {version}");
            let (id, digest) = self.kind_image(place, &seed, ("windows", "amd64"), pushed);
            let mut platform = platform("amd64", "windows", "");
            platform["OsVersion"] = version.into();
            children.push((id, digest, platform, Value::Null));
        }
        let tags = ["1.8".to_owned(), "1.8-nanoserver".to_owned()];
        self.add_index(
            place,
            "windows agent index",
            &tags,
            children,
            true,
            Value::Null,
            pushed,
        );
    }

    /// A bundle as `cnab-to-oci` pushes it: an index of its description and its installer.
    fn sample_bundle(&mut self, project: i64, pushed: Time) {
        let place = self.add_repository(project, "toolbox/portal-bundle", pushed);
        let media_type = "application/vnd.cnab.config.v1+json";
        let description = self.add_thing(
            place,
            "portal bundle description",
            &[],
            Kind::Named("CNAB"),
            media_type,
            media_type,
            2_711,
            Value::Null,
            Value::Null,
            BTreeMap::new(),
            pushed,
        );
        let installer =
            self.kind_image(place, "portal bundle installer", ("linux", "amd64"), pushed);
        let image = format!("images.example.org/toolbox/portal-bundle@{}", installer.1);
        let marked = |kind: &str| json!({"io.cnab.manifest.type": kind});
        let children = vec![
            (description.0, description.1, Value::Null, marked("config")),
            (installer.0, installer.1, Value::Null, marked("invocation")),
        ];
        let annotations = json!({
            "io.cnab.runtime_version": "v1.0.0",
            "org.opencontainers.artifactType": "application/vnd.cnab.manifest.v1",
            "org.opencontainers.image.title": "portal",
            "org.opencontainers.image.version": "0.4.0",
        });
        let tags = ["v0.4.0".to_owned()];
        self.add_index(
            place,
            "portal bundle",
            &tags,
            children,
            false,
            annotations.clone(),
            pushed,
        );
        self.last_of(place).manifest = Arc::new(Manifest {
            kind: Kind::Cnab,
            media_type: "application/vnd.cnab.manifest.v1".to_owned(),
            manifest_media_type: OCI_INDEX.to_owned(),
            artifact_type: String::new(),
            extra_attrs: json!({
                "schemaVersion": "v1.0.0", "name": "portal", "version": "0.4.0",
                "description": "Installs the science portal into a cluster.",
                "keywords": ["portal", "kubernetes"],
                "maintainers": [{"name": "Ada Lovelace", "email": "ada@example.org", "url": ""}],
                "invocationImages": [{"imageType": "docker", "image": image}],
                "parameters": {"host": {"definition": "host"}, "replicas": {"definition": "replicas"}},
                "credentials": {"kubeconfig": {"path": "/home/nonroot/.kube/config", "required": true}},
            }),
            annotations,
            additions: BTreeMap::new(),
            platform: Value::Null,
            files: Vec::new(),
        });
    }
}

/// The files of a model that the registry does not list.
fn photo_z_files() -> Vec<File> {
    let file = |title: &str, media_type, content| File {
        title: title.to_owned(),
        media_type,
        content,
    };
    vec![
        file(
            "README.md",
            "application/vnd.cnai.model.doc.v1.tar",
            FileContent::Size(4_608),
        ),
        file(
            "weights/photo-z.onnx",
            "application/vnd.cnai.model.weight.v1.tar",
            FileContent::Rest,
        ),
    ]
}

/// What is pushed with a single manifest.
fn things() -> Vec<Thing> {
    let helm = "application/vnd.cncf.helm.config.v1+json";
    let catalog = "application/vnd.example.catalog.config.v1+json";
    let sif = "application/vnd.sylabs.sif.config.v1+json";
    let flux = "application/vnd.cncf.flux.config.v1+json";
    let policy = "application/vnd.cncf.openpolicyagent.config.v1+json";
    let wasm = "application/vnd.wasm.config.v0+json";
    vec![
        Thing {
            repository: "charts/common",
            tags: &["2.0.1"],
            kind: Kind::Chart,
            media_type: helm,
            artifact_type: helm,
            size: 9_112,
            extra: json!({"apiVersion": "v2", "name": "common", "version": "2.0.1", "type": "library",
                "description": "Templates that the other charts share."}),
            annotations: Value::Null,
        },
        Thing {
            repository: "charts/gateway",
            // The newest tag is no version.
            tags: &["stable", "1.2.3_build5"],
            kind: Kind::Chart,
            media_type: helm,
            artifact_type: helm,
            size: 21_340,
            extra: json!({"apiVersion": "v2", "name": "gateway", "version": "1.2.3+build5", "appVersion": "3.1",
                "type": "application", "kubeVersion": ">=1.27.0-0", "description": "The gateway of the platform.",
                "home": "https://gateway.example.org", "keywords": ["gateway", "oidc"],
                "sources": ["https://git.example.org/platform/gateway"],
                "maintainers": [{"name": "Jide Okafor", "email": "j.okafor@example.org"}],
                "dependencies": [{"name": "common", "version": "2.x.x", "repository": "oci://images.example.org/toolbox/charts"}]}),
            annotations: json!({"org.opencontainers.image.title": "gateway", "org.opencontainers.image.version": "1.2.3+build5"}),
        },
        Thing {
            repository: "photo-z",
            tags: &["v0.9"],
            // The specification before CNCF's: Harbor has a word for it and no more.
            kind: Kind::Named("MODEL"),
            media_type: "application/vnd.cnai.model.config.v1+json",
            artifact_type: "application/vnd.cnai.model.manifest.v1+json",
            size: 611 * MIB,
            extra: json!({
                "config": {"architecture": "cnn", "format": "onnx", "paramSize": "41m", "precision": "float16", "quantization": "int8",
                    "capabilities": {"input_types": ["image"], "output_types": ["embedding"]}},
                "descriptor": {"authors": ["CANUCS team"], "createdAt": "2026-08-14T09:30:00Z", "family": "resnet",
                    "licenses": ["MIT"], "name": "photo-z", "title": "Photometric redshifts", "version": "0.9",
                    "description": "Redshifts of galaxies from their colours."},
                "modelfs": {"diff_ids": [], "type": "layers"},
            }),
            annotations: Value::Null,
        },
        Thing {
            repository: "casa-sif",
            tags: &["6.6.1"],
            kind: Kind::Named("SIF"),
            media_type: sif,
            artifact_type: sif,
            size: 1_911 * MIB,
            extra: Value::Null,
            annotations: json!({"org.opencontainers.image.created": "2026-09-03T12:00:00Z"}),
        },
        Thing {
            repository: "fleet",
            tags: &["v1.4.0"],
            kind: Kind::Named("FLUX"),
            media_type: flux,
            artifact_type: flux,
            size: 18_204,
            // The library that Flux pushes with writes an image's empty configuration.
            extra: json!({"architecture": "", "created": "0001-01-01T00:00:00Z", "history": [{"created": "0001-01-01T00:00:00Z"}],
                "os": "", "rootfs": {"type": "layers", "diff_ids": []}, "config": {}}),
            annotations: json!({
                "org.opencontainers.image.created": "2026-10-20T08:15:00Z",
                "org.opencontainers.image.revision": "main@sha1:9f27c1e4b0ad61d6f3cf6b3d2a7a9d1c0e5b8f42",
                "org.opencontainers.image.source": "https://git.example.org/platform/fleet",
            }),
        },
        Thing {
            repository: "policies",
            tags: &["2026.10"],
            kind: Kind::Named("OPENPOLICYAGENT"),
            media_type: policy,
            artifact_type: policy,
            size: 6_911,
            extra: Value::Null,
            annotations: Value::Null,
        },
        Thing {
            repository: "wasm/reader",
            tags: &["0.3.0"],
            kind: Kind::Unknown,
            media_type: wasm,
            artifact_type: wasm,
            size: 3 * MIB + 4_112,
            extra: json!({"architecture": "wasm", "os": "wasip2", "created": "2026-09-21T10:00:00Z", "layerDigests": [],
                "component": {"exports": ["wasi:http/incoming-handler@0.2.0"],
                    "imports": ["wasi:clocks/monotonic-clock@0.2.0", "wasi:io/streams@0.2.0"], "target": null}}),
            annotations: json!({"org.opencontainers.image.description": "Reads FITS headers.", "org.opencontainers.image.licenses": "Apache-2.0"}),
        },
        Thing {
            repository: "surveys",
            tags: &["dr4"],
            kind: Kind::Named("CATALOG"),
            media_type: catalog,
            artifact_type: catalog,
            size: 94 * MIB,
            extra: json!({"columns": 212, "rows": 1_840_221, "survey": "CIRADA DR4"}),
            annotations: json!({"org.opencontainers.image.title": "dr4.parquet"}),
        },
    ]
}
