//! Manifests and configurations, made up to fit what lists say of an artifact.

use serde_json::{Value, json};

use crate::chance::{Sequence, digest};
use crate::world::{Addition, Artifact, Kind, Repository};

/// Whether it uses Docker's media types.
fn docker(artifact: &Artifact) -> bool {
    artifact.manifest.manifest_media_type.contains("docker")
}

/// The manifest's media type.
pub(crate) fn media_type(artifact: &Artifact) -> &'static str {
    match (artifact.manifest.kind.is_index(), docker(artifact)) {
        (true, true) => "application/vnd.docker.distribution.manifest.list.v2+json",
        (true, false) => "application/vnd.oci.image.index.v1+json",
        (false, true) => "application/vnd.docker.distribution.manifest.v2+json",
        (false, false) => "application/vnd.oci.image.manifest.v1+json",
    }
}

fn history(artifact: &Artifact) -> Vec<Value> {
    match artifact.manifest.additions.get("build_history") {
        Some(Addition::Json(Value::Array(steps))) => steps.clone(),
        _ => Vec::new(),
    }
}

/// The sizes of the layers: as many as the history has steps with content.
fn layers(artifact: &Artifact) -> Vec<i64> {
    let steps = history(artifact)
        .iter()
        .filter(|step| step["empty_layer"] != true)
        .count()
        .max(1);
    let mut chance = Sequence::of(&format!("layers of {}", artifact.digest));
    let weights: Vec<i64> = (0..steps).map(|_| 1 + chance.below(40) as i64).collect();
    let all: i64 = weights.iter().sum();
    let rest = (artifact.size - 2048).max(steps as i64);
    weights
        .iter()
        .map(|weight| rest / all * weight + 1)
        .collect()
}

fn layer_digest(artifact: &Artifact, number: usize) -> String {
    digest(&format!("layer {number} of {}", artifact.digest))
}

/// The digest of the configuration.
pub(crate) fn config_digest(artifact: &Artifact) -> String {
    digest(&format!("configuration of {}", artifact.digest))
}

/// The configuration: an image's, or whatever the artifact has for one.
pub(crate) fn config(artifact: &Artifact) -> Value {
    let mut config = artifact.manifest.extra_attrs.clone();
    if artifact.manifest.kind != Kind::Image || !config.is_object() {
        return if config.is_null() { json!({}) } else { config };
    }
    let numbers = 0..layers(artifact).len();
    let differences: Vec<String> = numbers
        .map(|number| digest(&format!("content {number} of {}", artifact.digest)))
        .collect();
    config["history"] = history(artifact).into();
    config["rootfs"] = json!({"type": "layers", "diff_ids": differences});
    config
}

/// The manifest.
pub(crate) fn manifest(repository: &Repository, artifact: &Artifact) -> Value {
    let mut manifest = json!({"schemaVersion": 2, "mediaType": media_type(artifact)});
    let about = &artifact.manifest;
    if about.kind.is_index() {
        let children = artifact.references.iter().map(|reference| {
            let child = repository.by_id(reference.child_id);
            let mut platform = reference.platform.clone();
            if let Some(platform) = platform.as_object_mut() {
                platform.remove("OsFeatures");
            }
            let mut entry = json!({
                "mediaType": child.map_or("application/vnd.oci.image.manifest.v1+json", media_type),
                "digest": reference.child_digest,
                "size": 1483,
                "platform": platform,
            });
            if !reference.annotations.is_null() {
                entry["annotations"] = reference.annotations.clone();
            }
            entry
        });
        manifest["manifests"] = children.collect();
    } else {
        let size = config(artifact).to_string().len();
        manifest["config"] =
            json!({"mediaType": about.media_type, "digest": config_digest(artifact), "size": size});
        let kind = match (about.kind, docker(artifact)) {
            (Kind::Chart, _) => "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
            (Kind::Model, _) => "application/vnd.cncf.model.weight.v1.tar",
            (Kind::Wasm, _) => "application/vnd.wasm.content.layer.v1+wasm",
            (Kind::Named("SIF"), _) => "application/vnd.sylabs.sif.layer.v1.sif",
            (Kind::Named("FLUX"), _) => "application/vnd.cncf.flux.content.v1.tar+gzip",
            (Kind::Image, true) => "application/vnd.docker.image.rootfs.diff.tar.gzip",
            (Kind::Image, false) => "application/vnd.oci.image.layer.v1.tar+gzip",
            _ => "application/octet-stream",
        };
        let layers = layers(artifact).into_iter().enumerate().map(|(number, size)| {
            json!({"mediaType": kind, "digest": layer_digest(artifact, number), "size": size})
        });
        manifest["layers"] = layers.collect();
        if about.artifact_type != about.media_type {
            manifest["artifactType"] = about.artifact_type.clone().into();
        }
        if let Some(accessory) = &artifact.accessory {
            let subject = repository.by_id(accessory.subject_id);
            let kind = subject.map_or("application/vnd.oci.image.manifest.v1+json", media_type);
            manifest["subject"] =
                json!({"mediaType": kind, "digest": accessory.subject_digest, "size": 1483});
        }
    }
    if !about.annotations.is_null() {
        manifest["annotations"] = about.annotations.clone();
    }
    manifest
}
