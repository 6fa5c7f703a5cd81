//! What isn't an image: charts, models, files; and what the projects use of their storage.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::content::{catalog_files, chart, model, model_files};
use super::{DAY, GIB, MIB};
use crate::world::builder::minutes_ago;
use crate::world::{Addition, Kind, World};

impl World {
    /// Charts, models, signatures of other kinds, files, Windows, a manifest list.
    pub(crate) fn sample_special(&mut self) {
        let skaha = self.project_id("skaha");
        let place = self.add_repository(skaha, "skaha/charts/canfar", minutes_ago(300 * DAY));
        for (number, version) in ["1.0.0", "1.1.0", "1.2.0", "1.2.3"].iter().enumerate() {
            let (extra, additions) = chart(version);
            let at = minutes_ago((300 - number as i64 * 70) * DAY);
            let media = "application/vnd.cncf.helm.config.v1+json";
            let annotations = json!({"org.opencontainers.image.title": "canfar", "org.opencontainers.image.version": version});
            self.add_thing(
                place,
                &format!("chart {version}"),
                &[(*version).to_owned()],
                Kind::Chart,
                media,
                media,
                18_268,
                extra,
                annotations,
                additions,
                at,
            );
        }
        let models = self.project_id("models");
        for (name, family, parameters, size) in [
            ("spectra-7b", "llama", "7b", 14 * GIB),
            ("morphology", "vit", "86m", 340 * MIB),
            ("resnet", "resnet", "25m", 98 * MIB),
        ] {
            let place =
                self.add_repository(models, &format!("models/{name}"), minutes_ago(60 * DAY));
            let (extra, additions) = model(name, family, parameters, size);
            let media = "application/vnd.cncf.model.config.v1+json";
            self.add_thing(
                place,
                &format!("model {name}"),
                &["v1".to_owned(), "latest".to_owned()],
                Kind::Model,
                media,
                "application/vnd.cncf.model.manifest.v1+json",
                size,
                extra,
                Value::Null,
                additions,
                minutes_ago(4 * DAY),
            );
            self.put_files(place, model_files(name));
        }
        let place = self.add_repository(skaha, "skaha/files/catalog", minutes_ago(40 * DAY));
        self.add_thing(
            place,
            "catalog",
            &["2026".to_owned()],
            Kind::Unknown,
            "application/vnd.oci.empty.v1+json",
            "application/vnd.example.catalog",
            18_503_112,
            Value::Null,
            Value::Null,
            BTreeMap::new(),
            minutes_ago(39 * DAY),
        );
        self.put_files(place, catalog_files());
        let place = self.add_repository(skaha, "skaha/wasm/hello", minutes_ago(35 * DAY));
        let wasm = "application/vnd.wasm.config.v1+json";
        let extra = json!({"manifest.config.mediaType": wasm, "manifest.layers.mediaType": "application/vnd.wasm.content.layer.v1+wasm", "org.opencontainers.image.title": ""});
        let history = BTreeMap::from([("build_history", Addition::Json(Value::Null))]);
        self.add_thing(
            place,
            "wasm",
            &["0.1".to_owned()],
            Kind::Wasm,
            wasm,
            wasm,
            90_418,
            extra,
            Value::Null,
            history,
            minutes_ago(34 * DAY),
        );
    }

    /// What the projects use of their storage: shared layers make it differ from the artifacts' sum.
    pub(crate) fn sample_storage(&mut self) {
        for (name, gibibytes) in [
            ("skaha", 10_035),
            ("canucs", 2662),
            ("chimefrb", 5836),
            ("cirada", 1945),
            ("dockerhub-cache", 1228),
            ("nvcr-cache", 2252),
            ("lsst", 4505),
            ("models", 3481),
            ("training-2026", 96),
            ("library", 318),
            ("sandbox", 1740),
        ] {
            let id = self.project_id(name);
            if let Some(project) = self.project_mut(id) {
                project.quota.used = gibibytes * GIB;
                project.quota.updated = minutes_ago(4);
            }
        }
    }
}
