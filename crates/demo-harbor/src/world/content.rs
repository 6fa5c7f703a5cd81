//! What a registry holds of an artifact: its manifest, its configuration, small files. It is made up
//! to fit what lists say, and each digest is that of the content.
//!
//! Content is made when it is asked for; only its digests are kept. What is too large to be made up,
//! an image's layers, has digests and sizes, and no content.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::{Addition, Artifact, Kind, Manifest, Repository, World};
use crate::chance::{Sequence, digest, digest_of};

/// A file of an artifact: a layer with a title.
#[derive(Debug, Clone)]
pub struct File {
    pub(crate) title: String,
    pub(crate) media_type: &'static str,
    pub(crate) content: FileContent,
}

/// What is in a file.
#[derive(Debug, Clone)]
pub enum FileContent {
    /// A text.
    Text(String),
    /// So many bytes that nobody made up.
    Size(i64),
    /// As many as are left of the artifact's size.
    Rest,
    /// A text with as many blanks behind it as are left of the artifact's size.
    Padded(String),
    /// A text about the artifact's subject, by its digest; it becomes [`Self::Padded`] once that is
    /// known.
    AboutSubject(fn(&str) -> String),
    /// A layer of an image.
    Layer {
        packed: Arc<Vec<u8>>,
        /// The digest of the layer before it was packed.
        diff_id: String,
    },
}

/// An artifact's content is kept by the registry.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// What the made-up parts depend on.
    pub(crate) seed: String,
    /// Bytes of the manifest.
    pub(crate) manifest_size: usize,
}

/// The content of one artifact.
pub(crate) struct Content {
    pub manifest: String,
    /// None for an index.
    pub config: Option<String>,
    layers: Vec<Layer>,
}

impl Content {
    /// A blob by its digest, if it was made up.
    pub(crate) fn blob(&self, wanted: &str) -> Option<&[u8]> {
        if let Some(config) = self.config.as_ref().filter(|text| digest(text) == wanted) {
            return Some(config.as_bytes());
        }
        let layer = self.layers.iter().find(|layer| layer.digest == wanted)?;
        layer.content.as_deref().map(Vec::as_slice)
    }
}

struct Layer {
    media_type: String,
    digest: String,
    size: i64,
    annotations: Value,
    content: Option<Arc<Vec<u8>>>,
    /// Of an image's layer.
    diff_id: Option<String>,
}

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

/// What the registry holds of an artifact; nothing where worlds were only filled for their size.
pub(crate) fn of(repository: &Repository, artifact: &Artifact) -> Option<Content> {
    let seed = &artifact.sealed.as_ref()?.seed;
    Some(made(repository, artifact, seed))
}

fn made(repository: &Repository, artifact: &Artifact, seed: &str) -> Content {
    if artifact.manifest.kind.is_index() {
        return Content {
            manifest: index(repository, artifact).to_string(),
            config: None,
            layers: Vec::new(),
        };
    }
    let mut spare = 0;
    let mut content = with_layers(repository, artifact, seed, spare);
    // The size in lists is that of manifest, configuration and layers together.
    for _ in 0..3 {
        let missing = artifact.size - whole_size(&content);
        if missing == 0 {
            break;
        }
        spare += missing;
        content = with_layers(repository, artifact, seed, spare);
    }
    content
}

/// Bytes of manifest, configuration and layers.
fn whole_size(content: &Content) -> i64 {
    let layers: i64 = content.layers.iter().map(|layer| layer.size).sum();
    let texts = content.manifest.len() + content.config.as_ref().map_or(0, String::len);
    layers + texts as i64
}

fn with_layers(repository: &Repository, artifact: &Artifact, seed: &str, spare: i64) -> Content {
    let layers = layers(artifact, seed, artifact.size + spare);
    let config = config(artifact, seed, &layers).to_string();
    let about = &artifact.manifest;
    let mut manifest = json!({"schemaVersion": 2, "mediaType": media_type(artifact)});
    manifest["config"] =
        json!({"mediaType": about.media_type, "digest": digest(&config), "size": config.len()});
    let entries = layers.iter().map(|layer| {
        let mut entry =
            json!({"mediaType": layer.media_type, "digest": layer.digest, "size": layer.size});
        if !layer.annotations.is_null() {
            entry["annotations"] = layer.annotations.clone();
        }
        entry
    });
    manifest["layers"] = entries.collect();
    if about.artifact_type != about.media_type {
        manifest["artifactType"] = about.artifact_type.clone().into();
    }
    if let Some(accessory) = &artifact.accessory {
        manifest["subject"] = match repository.by_id(accessory.subject_id) {
            Some(subject) => descriptor(subject),
            None => json!({"digest": accessory.subject_digest}),
        };
    }
    if !about.annotations.is_null() {
        manifest["annotations"] = about.annotations.clone();
    }
    Content {
        manifest: manifest.to_string(),
        config: Some(config),
        layers,
    }
}

fn index(repository: &Repository, artifact: &Artifact) -> Value {
    let children = artifact.references.iter().map(|reference| {
        let mut platform = reference.platform.clone();
        if let Some(platform) = platform.as_object_mut() {
            platform.remove("OsFeatures");
            if let Some(version) = platform.remove("OsVersion") {
                platform.insert("os.version".to_owned(), version);
            }
        }
        let mut entry = match repository.by_id(reference.child_id) {
            Some(child) => descriptor(child),
            None => json!({"digest": reference.child_digest}),
        };
        entry["platform"] = platform;
        if !reference.annotations.is_null() {
            entry["annotations"] = reference.annotations.clone();
        }
        entry
    });
    let mut index = json!({
        "schemaVersion": 2,
        "mediaType": media_type(artifact),
        "manifests": children.collect::<Vec<Value>>(),
    });
    if !artifact.manifest.annotations.is_null() {
        index["annotations"] = artifact.manifest.annotations.clone();
    }
    index
}

/// How another manifest names one.
fn descriptor(artifact: &Artifact) -> Value {
    let size = artifact.sealed.as_ref().map_or(0, |it| it.manifest_size);
    json!({"mediaType": media_type(artifact), "digest": artifact.digest, "size": size})
}

fn history(artifact: &Artifact) -> Vec<Value> {
    match artifact.manifest.additions.get("build_history") {
        Some(Addition::Json(Value::Array(steps))) => steps.clone(),
        _ => Vec::new(),
    }
}

/// The configuration: an image's, or whatever the artifact has for one.
fn config(artifact: &Artifact, seed: &str, layers: &[Layer]) -> Value {
    let about = &artifact.manifest;
    let mut config = about.extra_attrs.clone();
    let platform = config.get("architecture").and_then(Value::as_str);
    if about.kind != Kind::Image || platform.is_none() {
        return if config.is_object() {
            config
        } else {
            json!({})
        };
    }
    let contents = layers.iter().enumerate().map(|(number, layer)| {
        let made_up = || digest(&format!("content {number} of {seed}"));
        layer.diff_id.clone().unwrap_or_else(made_up)
    });
    config["rootfs"] = json!({"type": "layers", "diff_ids": contents.collect::<Vec<_>>()});
    let history = history(artifact);
    if !history.is_empty() {
        config["history"] = history.into();
    }
    for (key, value) in about.platform.as_object().into_iter().flatten() {
        config[key] = value.clone();
    }
    config
}

/// The layers: of an image as many as its history has steps with content, else its files.
fn layers(artifact: &Artifact, seed: &str, size: i64) -> Vec<Layer> {
    let about = &artifact.manifest;
    if !about.files.is_empty() {
        let is_model = matches!(about.kind, Kind::Model | Kind::Named("MODEL"));
        return files(&about.files, is_model, seed, size);
    }
    let attestation = about.extra_attrs["os"] == "unknown";
    let media_type = match (about.kind, docker(artifact)) {
        (Kind::Chart, _) => "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
        (Kind::Model, _) => "application/vnd.cncf.model.weight.v1.tar",
        (Kind::Wasm, _) => "application/vnd.wasm.content.layer.v1+wasm",
        (Kind::Named("SIF"), _) => "application/vnd.sylabs.sif.layer.v1.sif",
        (Kind::Named("FLUX"), _) => "application/vnd.cncf.flux.content.v1.tar+gzip",
        (Kind::Image, _) if attestation => "application/vnd.in-toto+json",
        (Kind::Image, true) => "application/vnd.docker.image.rootfs.diff.tar.gzip",
        (Kind::Image, false) => "application/vnd.oci.image.layer.v1.tar+gzip",
        _ if artifact.accessory.is_some() => about.artifact_type.as_str(),
        _ => "application/octet-stream",
    };
    let steps = history(artifact)
        .iter()
        .filter(|step| step["empty_layer"] != true)
        .count()
        .max(1);
    let mut chance = Sequence::of(&format!("layers of {seed}"));
    let weights: Vec<i64> = (0..steps).map(|_| 1 + chance.below(40) as i64).collect();
    let all: i64 = weights.iter().sum();
    let rest = (size - 4096).max(steps as i64);
    let mut sizes: Vec<i64> = weights.iter().map(|it| (rest / all * it).max(1)).collect();
    if let Some(last) = sizes.last_mut() {
        *last += rest - rest / all * all;
    }
    let numbered = sizes.into_iter().enumerate();
    numbered
        .map(|(number, size)| Layer {
            media_type: media_type.to_owned(),
            digest: digest(&format!("layer {number} of {seed}")),
            size,
            annotations: match attestation {
                true => json!({"in-toto.io/predicate-type": "https://slsa.dev/provenance/v0.2"}),
                false => Value::Null,
            },
            content: None,
            diff_id: None,
        })
        .collect()
}

fn files(files: &[File], model: bool, seed: &str, size: i64) -> Vec<Layer> {
    let known = |file: &File| match &file.content {
        FileContent::Text(text) => text.len() as i64,
        FileContent::Size(size) => *size,
        FileContent::Rest | FileContent::Padded(_) | FileContent::AboutSubject(_) => 0,
        FileContent::Layer { packed, .. } => packed.len() as i64,
    };
    let rest = size - 1024 - files.iter().map(known).sum::<i64>();
    let padded = |text: &str| {
        let mut content = text.as_bytes().to_vec();
        let width = usize::try_from(rest).unwrap_or_default();
        content.resize(content.len().max(width), b' ');
        Arc::new(content)
    };
    let title = if model {
        "org.cncf.model.filepath"
    } else {
        "org.opencontainers.image.title"
    };
    files
        .iter()
        .map(|file| {
            let (content, diff_id) = match &file.content {
                FileContent::Text(text) => (Some(Arc::new(text.clone().into_bytes())), None),
                FileContent::Padded(text) => (Some(padded(text)), None),
                FileContent::Layer { packed, diff_id } => {
                    (Some(Arc::clone(packed)), Some(diff_id.clone()))
                }
                FileContent::Size(_) | FileContent::Rest | FileContent::AboutSubject(_) => {
                    (None, None)
                }
            };
            let made_up = || digest(&format!("{} of {seed}", file.title));
            Layer {
                media_type: file.media_type.to_owned(),
                digest: content.as_deref().map_or_else(made_up, |it| digest_of(it)),
                size: match (&content, &file.content) {
                    (Some(content), _) => content.len() as i64,
                    (None, FileContent::Rest) => rest.max(1),
                    _ => known(file),
                },
                annotations: match file.title.as_str() {
                    "" => Value::Null,
                    name => json!({title: name}),
                },
                content,
                diff_id,
            }
        })
        .collect()
}

impl World {
    /// Makes the newest artifact of a repository one of files.
    pub(crate) fn put_files(&mut self, place: usize, files: Vec<File>) {
        let artifact = self.last_of(place);
        Arc::make_mut(&mut artifact.manifest).files = files;
    }

    /// Gives every artifact the digest of its content, wherever it is named. What is made up names an
    /// artifact by what its content depends on until then.
    pub(crate) fn seal(&mut self) {
        let mut all = Renamed::new();
        for repository in &mut self.repositories {
            let mut renamed = Renamed::new();
            // Whatever names another artifact is younger than it.
            for place in 0..repository.artifacts.len() {
                seal_one(repository, place, &mut renamed);
            }
            rename_sboms(repository, &renamed);
            all.extend(renamed);
        }
        for line in &mut self.audit {
            rename_inside(&mut line.resource, &all);
            rename_inside(&mut line.description, &all);
        }
    }

    /// The same for the newest artifact of a repository by its place.
    pub(crate) fn seal_newest(&mut self, place: usize) {
        let repository = &mut self.repositories[place];
        let mut renamed = Renamed::new();
        if let Some(newest) = repository.artifacts.len().checked_sub(1) {
            seal_one(repository, newest, &mut renamed);
            rename_sboms(repository, &renamed);
        }
    }
}

/// Digests of content by what artifacts were named by before.
type Renamed = HashMap<String, String>;

fn seal_one(repository: &mut Repository, place: usize, renamed: &mut Renamed) {
    let mut artifact = repository.artifacts[place].clone();
    if artifact.sealed.is_some() {
        return;
    }
    rename_all(&mut artifact, renamed);
    write_about_subject(&mut artifact);
    let seed = std::mem::take(&mut artifact.digest);
    let is_layer = |file: &File| matches!(file.content, FileContent::Layer { .. });
    if artifact.manifest.files.iter().any(is_layer) {
        artifact.size = whole_size(&with_layers(repository, &artifact, &seed, 0));
    }
    let content = made(repository, &artifact, &seed);
    artifact.digest = digest(&content.manifest);
    artifact.sealed = Some(Box::new(Sealed {
        seed: seed.clone(),
        manifest_size: content.manifest.len(),
    }));
    renamed.insert(seed, artifact.digest.clone());
    repository.artifacts[place] = artifact;
}

/// The server's own bills of materials, which are younger than what they are of.
fn rename_sboms(repository: &mut Repository, renamed: &Renamed) {
    for artifact in &mut repository.artifacts {
        if let Some(sbom) = &mut artifact.sbom {
            rename(&mut sbom.digest, renamed);
        }
    }
}

/// Writes what is about the subject, whose digest is known now.
fn write_about_subject(artifact: &mut Artifact) {
    let Some(subject) = artifact
        .accessory
        .as_ref()
        .map(|it| it.subject_digest.clone())
    else {
        return;
    };
    let is_about = |file: &File| matches!(file.content, FileContent::AboutSubject(_));
    if !artifact.manifest.files.iter().any(is_about) {
        return;
    }
    for file in &mut Arc::make_mut(&mut artifact.manifest).files {
        if let FileContent::AboutSubject(text) = file.content {
            file.content = FileContent::Padded(text(&subject));
        }
    }
}

fn rename(digest: &mut String, renamed: &Renamed) {
    if let Some(new) = renamed.get(digest) {
        digest.clone_from(new);
    }
}

/// The same for a text that ends in one.
fn rename_inside(text: &mut String, renamed: &Renamed) {
    let Some(place) = text.find("sha256:") else {
        return;
    };
    if let Some(new) = renamed.get(&text[place..]) {
        text.truncate(place);
        text.push_str(new);
    }
}

fn rename_all(artifact: &mut Artifact, renamed: &Renamed) {
    for reference in &mut artifact.references {
        rename(&mut reference.child_digest, renamed);
        rename_values(&mut reference.annotations, renamed);
    }
    if let Some(accessory) = &mut artifact.accessory {
        rename(&mut accessory.subject_digest, renamed);
    }
    // Cosign's older tags: `sha256-….sig`.
    for tag in &mut artifact.tags {
        let Some(rest) = tag.name.strip_prefix("sha256-") else {
            continue;
        };
        let (hex, kind) = rest.split_at(rest.find('.').unwrap_or(rest.len()));
        if let Some(new) = renamed.get(&format!("sha256:{hex}")) {
            tag.name = format!("{}{kind}", new.replace(':', "-"));
        }
    }
    let names_one = |value: &Value| {
        let mut values = value.as_object().into_iter().flat_map(|it| it.values());
        values.any(|value| value.as_str().is_some_and(|it| renamed.contains_key(it)))
    };
    if names_one(&artifact.manifest.annotations) {
        let manifest: &mut Manifest = Arc::make_mut(&mut artifact.manifest);
        rename_values(&mut manifest.annotations, renamed);
    }
}

fn rename_values(annotations: &mut Value, renamed: &Renamed) {
    for value in annotations.as_object_mut().into_iter().flatten() {
        if let Value::String(text) = value.1 {
            rename(text, renamed);
        }
    }
}
