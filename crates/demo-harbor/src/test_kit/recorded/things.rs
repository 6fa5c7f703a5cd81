//! What isn't an image in the recordings' projects.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::filling::Filling;
use crate::world::{Addition, Kind};

impl Filling {
    /// A chart, a model, a module and a file.
    pub fn things(&mut self, skaha: i64) {
        let dependencies = json!([{"name": "redis", "version": "18.1.0", "repository": "https://charts.example.org"}]);
        let chart = json!({
            "apiVersion": "v2", "appVersion": "4.1", "dependencies": dependencies, "description": "Science platform", "keywords": ["astro"],
            "maintainers": [{"email": "ada@example.org", "name": "Ada"}], "name": "canfar", "type": "application", "version": "1.2.3",
        });
        let additions = BTreeMap::from([
            ("dependencies", Addition::Json(dependencies.clone())),
            ("readme.md", Addition::Text("text/markdown; charset=utf-8", "# canfar\n\nA chart. <script>alert(1)</script>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".to_owned())),
            ("values.yaml", Addition::Text("text/plain; charset=utf-8", "replicas: 2\nimage:\n  repository: skaha\n  tag: latest\n".to_owned())),
        ]);
        let helm = "application/vnd.cncf.helm.config.v1+json";
        let annotations = json!({"org.opencontainers.image.title": "canfar", "org.opencontainers.image.version": "1.2.3"});
        self.thing(
            skaha,
            "charts/canfar",
            "1.2.3",
            Kind::Chart,
            helm,
            helm,
            chart,
            annotations,
            additions,
        );
        let model = json!({
            "config": {"architecture": "cnn", "format": "safetensors", "paramSize": "25m", "precision": "float16", "quantization": ""},
            "descriptor": {"authors": ["Ada"], "createdAt": "2026-10-01T00:00:00Z", "family": "resnet", "licenses": ["Apache-2.0"], "name": "resnet50", "title": "ResNet-50"},
            "modelfs": {"diffIds": [], "type": "layers"},
        });
        let files = json!([{"name": "README.md", "type": "file", "size": 133}, {"name": "model.safetensors", "type": "file", "size": 40000}]);
        let additions = BTreeMap::from([
            ("files", Addition::Json(files)),
            ("readme.md", Addition::Unreadable),
        ]);
        self.thing(
            skaha,
            "models/resnet",
            "v1",
            Kind::Model,
            "application/vnd.cncf.model.config.v1+json",
            "application/vnd.cncf.model.manifest.v1+json",
            model,
            Value::Null,
            additions,
        );
        let wasm = "application/vnd.wasm.config.v1+json";
        let extra = json!({"manifest.config.mediaType": wasm, "manifest.layers.mediaType": "application/vnd.wasm.content.layer.v1+wasm", "org.opencontainers.image.title": ""});
        let history = BTreeMap::from([("build_history", Addition::Json(Value::Null))]);
        self.thing(
            skaha,
            "wasm/hello",
            "0.1",
            Kind::Wasm,
            wasm,
            wasm,
            extra,
            Value::Null,
            history,
        );
        self.thing(
            skaha,
            "files/catalog",
            "2026",
            Kind::Unknown,
            "application/vnd.oci.empty.v1+json",
            "application/vnd.example.catalog",
            Value::Null,
            Value::Null,
            BTreeMap::new(),
        );
    }

    #[expect(clippy::too_many_arguments, reason = "one for each part of a manifest")]
    fn thing(
        &mut self,
        project: i64,
        name: &str,
        tag: &str,
        kind: Kind,
        media: &str,
        artifact_type: &str,
        extra: Value,
        annotations: Value,
        additions: BTreeMap<&'static str, Addition>,
    ) {
        let place = self.repository(project, name);
        let at = self.tick();
        let seed = format!("{name}{}", self.suffix);
        self.world.add_thing(
            place,
            &seed,
            &[tag.to_owned()],
            kind,
            media,
            artifact_type,
            1268,
            extra,
            annotations,
            additions,
            at,
        );
    }
}
