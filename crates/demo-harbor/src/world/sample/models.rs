//! Models, for a Model Registry beside the registry: one project that it follows, and one that it
//! does not know.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::world::builder::minutes_ago;
use crate::world::sample::{DAY, HOUR, MIB};
use crate::world::{Addition, Kind, Webhook, World};

const CONFIG: &str = "application/vnd.cncf.model.config.v1+json";
const MANIFEST: &str = "application/vnd.cncf.model.manifest.v1+json";

/// Project, repository, tag, family, format, precision, parameters, licence, MiB, minutes since the
/// push.
type Sample = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    i64,
    i64,
);

const MODELS: &[Sample] = &[
    (
        "astro-models",
        "galaxy-morph",
        "2.3.0",
        "convnext",
        "safetensors",
        "bf16",
        "89m",
        "Apache-2.0",
        341,
        5 * DAY,
    ),
    (
        "astro-models",
        "frb-classifier",
        "1.9.0",
        "resnet",
        "onnx",
        "float16",
        "153m",
        "MIT",
        612,
        4 * HOUR,
    ),
    (
        "astro-models",
        "deblend-unet",
        "0.9.0-rc.2",
        "unet",
        "safetensors",
        "float32",
        "31m",
        "BSD-3-Clause",
        124,
        3 * DAY,
    ),
    (
        "astro-models",
        "llama-astro-8b",
        "2026.10.0",
        "llama3",
        "gguf",
        "int8",
        "8b",
        "Llama-3.1",
        8_540,
        31 * DAY,
    ),
    (
        "astro-models",
        "star-gal-sep",
        "1.1.0",
        "resnet",
        "onnx",
        "float32",
        "25m",
        "MIT",
        98,
        2 * DAY,
    ),
    (
        "galaxies",
        "photo-z",
        "5.0.2",
        "resnet",
        "onnx",
        "float16",
        "41m",
        "MIT",
        83,
        12 * DAY,
    ),
    (
        "galaxies",
        "lens-finder",
        "0.7.1",
        "vit",
        "safetensors",
        "bf16",
        "86m",
        "Apache-2.0",
        338,
        40 * DAY,
    ),
    (
        "galaxies",
        "team/cr-mask",
        "3.0.0",
        "unet",
        "safetensors",
        "float32",
        "7m",
        "GPL-3.0-only",
        29,
        60 * DAY,
    ),
];

impl World {
    /// The same with two projects more that hold models: `astro-models`, which a Model Registry follows, and
    /// `galaxies`, which has members, settings and a webhook of its own.
    #[must_use]
    pub fn with_models(mut self) -> Self {
        let at = minutes_ago(200 * DAY);
        self.add_project("astro-models", &[("public", "true")], 1, -1, at);
        let galaxies = self.add_project(
            "galaxies",
            &[
                ("public", "false"),
                ("auto_scan", "true"),
                ("prevent_vul", "true"),
                ("severity", "high"),
            ],
            1,
            -1,
            at,
        );
        for (user, role) in [("ada", 4), ("bob", 2), ("dave", 3)] {
            if let Some(user) = self.user_named(user).map(|user| user.id) {
                self.add_member(galaxies, user, role);
            }
        }
        let content = json!({
            "name": "survey-pipeline", "enabled": true, "event_types": ["PUSH_ARTIFACT"],
            "targets": [{
                "type": "http", "address": "https://pipeline.example.org/hook",
                "auth_header": "Bearer survey-7f3a", "skip_cert_verify": false,
                "payload_format": "CloudEvents",
            }],
        });
        let id = self.next_id("webhook");
        self.webhooks.push(Webhook {
            id,
            project_id: galaxies,
            name: "survey-pipeline".to_owned(),
            content: content.as_object().cloned().unwrap_or_default(),
            created: Some(at),
            updated: at,
        });
        for model in MODELS {
            self.add_model(model);
        }
        self.seal();
        self
    }

    fn add_model(&mut self, model: &Sample) {
        let (project, repository, tag, family, format, precision, size, licence, mib, age) = *model;
        let Some(id) = self.projects.iter().find(|it| it.name == project) else {
            return;
        };
        let (id, pushed) = (id.id, minutes_ago(age));
        let name = format!("{project}/{repository}");
        let place = self.add_repository(id, &name, pushed);
        let extra = json!({
            "config": {"format": format, "paramSize": size, "precision": precision},
            "descriptor": {
                "family": family, "name": repository, "version": tag, "licenses": [licence],
                "authors": ["CANFAR"],
            },
            "modelfs": {"diffIds": [], "type": "layers"},
        });
        self.add_thing(
            place,
            &format!("model {name} {tag}"),
            &[tag.to_owned()],
            Kind::Model,
            CONFIG,
            MANIFEST,
            mib * MIB,
            extra,
            Value::Null,
            additions(repository, format, licence, mib * MIB),
            pushed,
        );
        if let Some(project) = self.project_mut(id) {
            project.quota.used += mib * MIB;
        }
    }
}

/// A model's files, licence and card.
fn additions(
    name: &str,
    format: &str,
    licence: &str,
    size: i64,
) -> BTreeMap<&'static str, Addition> {
    let files = json!([
        {"name": "README.md", "type": "file", "size": 1_204},
        {"name": format!("model.{format}"), "type": "file", "size": size},
    ]);
    let text = |kind, text: String| Addition::Text(kind, text);
    BTreeMap::from([
        ("files", Addition::Json(files)),
        (
            "license",
            text("text/plain; charset=utf-8", format!("{licence}\n")),
        ),
        (
            "readme.md",
            text(
                "text/markdown; charset=utf-8",
                format!("# {name}\n\nA model in the format {format}.\n"),
            ),
        ),
    ])
}
