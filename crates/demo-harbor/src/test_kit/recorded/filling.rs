//! What the projects of the recordings hold.

use std::collections::BTreeMap;

use chrono::Duration as Span;
use serde_json::{Value, json};

use crate::json::Time;
use crate::world::builder::artifacts::{Image, OCI_CONFIG};
use crate::world::builder::platform;
use crate::world::{Addition, Kind, World};

/// A recorded world while it is filled.
pub(crate) struct Filling {
    pub world: World,
    pub suffix: String,
    pub clock: Time,
}

impl Filling {
    /// A moment later.
    pub fn tick(&mut self) -> Time {
        self.clock += Span::milliseconds(1100);
        self.clock
    }

    /// The place of a repository of a project, which is made if it isn't there.
    pub fn repository(&mut self, project: i64, name: &str) -> usize {
        let at = self.tick();
        let project_name = self
            .world
            .project(project)
            .map(|project| project.name.clone())
            .unwrap_or_default();
        self.world
            .add_repository(project, &format!("{project_name}/{name}"), at)
    }

    fn image(
        &mut self,
        place: usize,
        seed: &str,
        tag: Option<&str>,
        labels: Value,
        change: impl FnOnce(&mut Image),
    ) -> (i64, String) {
        let mut config = json!({
            "Cmd": ["bash"], "Entrypoint": ["/usr/bin/tini", "--"], "User": "1000", "WorkingDir": "/home/jovyan",
            "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"],
            "ExposedPorts": {"8888/tcp": {}}, "Volumes": {"/data": {}},
        });
        if !labels.is_null() {
            config["Labels"] = labels;
        }
        let created = "2026-11-03T12:00:00Z".to_owned();
        let mut image = Image {
            seed: format!("{seed}{}", self.suffix),
            tags: tag.map(str::to_owned).into_iter().collect(),
            size: 57_900 + seed.len() as i64,
            architecture: "amd64",
            os: "linux",
            author: "lab",
            docker: false,
            created,
            config,
            history: Value::Null,
            pushed: self.tick(),
            pulled: None,
            scan: None,
        };
        change(&mut image);
        image.history = steps(&image.created);
        self.world.add_image(place, &image)
    }

    /// Everything the projects hold; they come as skaha, casa-team, library-mirror.
    pub fn fill(&mut self, projects: &[i64]) {
        let skaha = projects[0];
        self.astroml(skaha);
        let place = self.repository(skaha, "casa");
        let kinds = ["notebook", "headless", "carta", "desktop-app"];
        for number in 0..120_usize {
            let tag = format!("6.{}.{}-{number}", number / 10, number % 10);
            let labels = json!({"ca.nrc.cadc.skaha.type": kinds[number % 4]});
            self.image(
                place,
                &format!("casa-{number}"),
                Some(&tag),
                labels,
                |image| {
                    image.size = 64_000 + 10 * number as i64;
                    image.created = format!(
                        "2025-{:02}-{:02}T08:00:00Z",
                        number % 12 + 1,
                        number % 28 + 1
                    );
                },
            );
        }
        let place = self.repository(skaha, "desktop");
        self.image(
            place,
            "desk",
            Some("1.0.2"),
            json!({"ca.nrc.cadc.skaha.type": "desktop"}),
            |image| image.docker = true,
        );
        self.image(place, "desk-untagged", None, Value::Null, |image| {
            image.docker = true
        });
        for (name, tag) in [
            ("team/sub/tool", "v1"),
            ("win", "ltsc2022"),
            ("many", "latest"),
            ("broken", "latest"),
            ("slow", "latest"),
        ] {
            let place = self.repository(skaha, name);
            self.image(place, name, Some(tag), Value::Null, |image| {
                if name == "win" {
                    image.os = "windows";
                    image.size = 21_550;
                }
            });
        }
        let place = self.repository(skaha, "dlist");
        let one = self.image(place, "dl1", None, Value::Null, |image| image.docker = true);
        let two = self.image(place, "dl2", None, Value::Null, |image| {
            image.docker = true;
            image.architecture = "arm64";
        });
        let children = vec![
            (one.0, one.1, platform("amd64", "linux", ""), Value::Null),
            (two.0, two.1, platform("arm64", "linux", "v8"), Value::Null),
        ];
        let at = self.tick();
        self.world.add_index(
            place,
            &format!("dlist{}", self.suffix),
            &["1".to_owned()],
            children,
            true,
            Value::Null,
            at,
        );
        self.signed(skaha);
        self.things(skaha);
        let place = self.repository(projects[1], "secret-tool");
        self.image(place, "sec", Some("0.9"), Value::Null, |_| ());
        self.image(place, "sec2", Some("1.0"), Value::Null, |_| ());
        for number in 0..30 {
            let place = self.repository(projects[2], &format!("app-{number:02}"));
            self.image(
                place,
                &format!("mirror-{number}"),
                Some("latest"),
                Value::Null,
                |_| (),
            );
        }
        self.labels(skaha);
    }

    fn astroml(&mut self, skaha: i64) {
        let place = self.repository(skaha, "astroml");
        let mut last = Vec::new();
        for version in 1..=12_i64 {
            let mut children = Vec::new();
            for (architecture, variant) in [("amd64", ""), ("arm64", "v8")] {
                let labels = json!({"ca.nrc.cadc.skaha.type": "notebook", "org.opencontainers.image.version": format!("26.{version:02}"), "org.opencontainers.image.source": "https://github.com/example/astroml"});
                let (id, digest) = self.image(
                    place,
                    &format!("astroml-{version}-{architecture}"),
                    None,
                    labels,
                    |image| {
                        image.architecture = architecture;
                        image.size = 105_000 + version * 500;
                        image.created = format!("2026-{version:02}-03T12:{version:02}:00Z");
                    },
                );
                children.push((
                    id,
                    digest,
                    platform(architecture, "linux", variant),
                    Value::Null,
                ));
            }
            last.clone_from(&children);
            let at = self.tick();
            // The newest tag was moved on to an index without annotations.
            let tags = if version == 12 {
                Vec::new()
            } else {
                vec![format!("26.{version:02}")]
            };
            let annotations = json!({"org.opencontainers.image.title": "astroml"});
            self.world.add_index(
                place,
                &format!("astroml-{version}{}", self.suffix),
                &tags,
                children,
                false,
                annotations,
                at,
            );
        }
        let at = self.tick();
        self.world.add_index(
            place,
            &format!("astroml-top{}", self.suffix),
            &["26.12".to_owned()],
            last,
            false,
            Value::Null,
            at,
        );
        for name in ["latest", "stable"] {
            let at = self.tick();
            let tag = self.world.tag(name, at);
            self.world.last_of(place).tags.push(tag);
        }
        let pulled = self.clock;
        self.world.last_of(place).pull_time = Some(pulled);
        self.world.repositories[place].pull_count = 4;
        self.world.repositories[place].description =
            "# astroml\n\nNotebook image for **machine learning**.".to_owned();
    }

    fn signed(&mut self, skaha: i64) {
        let place = self.repository(skaha, "signed");
        let first = self.image(place, "signed", Some("1.0"), Value::Null, |_| ());
        let at = self.tick();
        let tag = format!("{}.sig", first.1.replace(':', "-"));
        self.world
            .add_accessory(place, &first, "signature.cosign", 1002, &[tag], at);
        let second = self.image(place, "signed2", Some("2.0"), Value::Null, |_| ());
        for (kind, size) in [
            ("signature.notation", 747),
            ("signature.cosign", 773),
            ("subject.accessory", 625),
        ] {
            let at = self.tick();
            self.world
                .add_accessory(place, &second, kind, size, &[], at);
        }
        let place = self.repository(skaha, "buildkit");
        let image = self.image(place, "bk", None, Value::Null, |_| ());
        let at = self.tick();
        let extra = json!({"architecture": "unknown", "os": "unknown", "config": {}});
        let attestation = self.world.add_thing(
            place,
            &format!("attestation{}", self.suffix),
            &[],
            Kind::Image,
            OCI_CONFIG,
            OCI_CONFIG,
            700,
            extra,
            Value::Null,
            BTreeMap::from([("build_history", Addition::Json(Value::Null))]),
            at,
        );
        let about = json!({"vnd.docker.reference.digest": image.1, "vnd.docker.reference.type": "attestation-manifest"});
        let children = vec![
            (
                image.0,
                image.1,
                platform("amd64", "linux", ""),
                Value::Null,
            ),
            (
                attestation.0,
                attestation.1,
                platform("unknown", "unknown", ""),
                about,
            ),
        ];
        self.world.add_index(
            place,
            &format!("buildkit{}", self.suffix),
            &["1".to_owned()],
            children,
            false,
            Value::Null,
            at,
        );
    }

    fn labels(&mut self, skaha: i64) {
        for (name, color) in [("approved", "#1D5100"), ("broken", "#C92100")] {
            let at = self.tick();
            self.world
                .add_label(&format!("{name}{}", self.suffix), color, name, 0, at);
        }
        let at = self.tick();
        let label = self.world.add_label(
            &format!("skaha:notebook{}", self.suffix),
            "#0079B8",
            "",
            skaha,
            at,
        );
        let astroml = self
            .world
            .repositories
            .iter_mut()
            .find(|repository| repository.name.ends_with("/astroml"));
        let latest = astroml.and_then(|repository| {
            repository
                .artifacts
                .iter_mut()
                .find(|artifact| artifact.is("latest"))
        });
        if let Some(latest) = latest {
            latest.labels.push(label);
        }
    }
}

/// The build steps all recorded images have.
fn steps(created: &str) -> Value {
    json!([
        {"created": created, "created_by": "/bin/sh -c #(nop) ADD file:9a4f77dfaba7fd2aa7 in / "},
        {"created": created, "created_by": "ENV LANG=C.UTF-8", "comment": "buildkit.dockerfile.v0", "empty_layer": true},
        {"created": created, "created_by": "RUN /bin/sh -c apt-get update && apt-get install -y python3 # buildkit", "comment": "buildkit.dockerfile.v0"},
        {"created": created, "created_by": "COPY . /opt/app # buildkit", "comment": "buildkit.dockerfile.v0"},
        {"created": created, "created_by": "RUN pip install -r requirements.txt", "comment": "buildkit.dockerfile.v0"},
    ])
}
