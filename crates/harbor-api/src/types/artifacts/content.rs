//! What artifacts that are no images say of themselves, in `extra_attrs`.
//!
//! The content comes from whoever pushed it, so each member is read by itself: one of a wrong form
//! is left out and spoils nothing.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::types::{Artifact, ArtifactKind, ChartDependency};
use crate::wire::time;

/// A chart's `Chart.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ChartMetadata {
    #[serde(deserialize_with = "text")]
    pub name: String,
    #[serde(deserialize_with = "text")]
    pub version: String,
    /// Of what the chart installs.
    #[serde(deserialize_with = "text")]
    pub app_version: String,
    #[serde(deserialize_with = "text")]
    pub description: String,
    /// `application` or `library`; empty means `application`.
    #[serde(rename = "type", deserialize_with = "text")]
    pub chart_type: String,
    /// Versions of Kubernetes that it works with.
    #[serde(deserialize_with = "text")]
    pub kube_version: String,
    #[serde(deserialize_with = "text")]
    pub home: String,
    #[serde(deserialize_with = "texts")]
    pub sources: Vec<String>,
    #[serde(deserialize_with = "texts")]
    pub keywords: Vec<String>,
    /// `Name <address>`
    #[serde(deserialize_with = "people")]
    pub maintainers: Vec<String>,
    #[serde(deserialize_with = "items")]
    pub dependencies: Vec<ChartDependency>,
    #[serde(deserialize_with = "yes")]
    pub deprecated: bool,
}

impl ChartMetadata {
    /// Whether it only serves other charts: such a one can't be installed.
    pub fn is_library(&self) -> bool {
        self.chart_type == "library"
    }
}

/// A model's configuration (CNCF's model specification, `Model`).
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ModelMetadata {
    #[serde(deserialize_with = "item")]
    pub descriptor: ModelDescriptor,
    #[serde(deserialize_with = "item")]
    pub config: ModelConfig,
}

/// Who made a model, and what it is called.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ModelDescriptor {
    #[serde(deserialize_with = "moment")]
    pub created_at: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "texts")]
    pub authors: Vec<String>,
    #[serde(deserialize_with = "text")]
    pub family: String,
    #[serde(deserialize_with = "text")]
    pub name: String,
    #[serde(deserialize_with = "text")]
    pub title: String,
    #[serde(deserialize_with = "text")]
    pub description: String,
    #[serde(deserialize_with = "text")]
    pub version: String,
    #[serde(deserialize_with = "text")]
    pub revision: String,
    #[serde(deserialize_with = "text")]
    pub vendor: String,
    #[serde(deserialize_with = "texts")]
    pub licenses: Vec<String>,
    #[serde(rename = "docURL", deserialize_with = "text")]
    pub documentation: String,
    #[serde(rename = "sourceURL", deserialize_with = "text")]
    pub source: String,
}

/// What a model is made of.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ModelConfig {
    /// `transformer`, `cnn`
    #[serde(deserialize_with = "text")]
    pub architecture: String,
    /// `safetensors`, `onnx`
    #[serde(deserialize_with = "text")]
    pub format: String,
    /// How many parameters it has: `7b`.
    #[serde(deserialize_with = "text")]
    pub param_size: String,
    /// `bf16`
    #[serde(deserialize_with = "text")]
    pub precision: String,
    /// `awq`
    #[serde(deserialize_with = "text")]
    pub quantization: String,
    #[serde(deserialize_with = "item")]
    pub capabilities: ModelCapabilities,
}

/// What a model takes and gives. Older files write the names with an underscore.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ModelCapabilities {
    /// `text`, `image`
    #[serde(alias = "input_types", deserialize_with = "texts")]
    pub input_types: Vec<String>,
    #[serde(alias = "output_types", deserialize_with = "texts")]
    pub output_types: Vec<String>,
}

/// A WebAssembly module or component.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct WasmMetadata {
    /// `wasip1` for modules, `wasip2` for components; only in the newer form.
    #[serde(deserialize_with = "text")]
    pub os: String,
    #[serde(deserialize_with = "item")]
    pub component: WasmComponent,
    /// The form of its configuration; a container image's if it is packed as one.
    #[serde(rename = "manifest.config.mediaType", deserialize_with = "text")]
    pub config_media_type: String,
    #[serde(rename = "manifest.layers.mediaType", deserialize_with = "text")]
    pub layer_media_type: String,
    /// The name of its file, if its maker told.
    #[serde(rename = "org.opencontainers.image.title", deserialize_with = "text")]
    pub file: String,
}

/// What a WebAssembly component offers and needs.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct WasmComponent {
    #[serde(deserialize_with = "texts")]
    pub exports: Vec<String>,
    #[serde(deserialize_with = "texts")]
    pub imports: Vec<String>,
    /// The world that it is made for.
    #[serde(deserialize_with = "text")]
    pub target: String,
}

/// A bundle's `bundle.json` (CNAB).
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CnabMetadata {
    #[serde(deserialize_with = "text")]
    pub name: String,
    #[serde(deserialize_with = "text")]
    pub version: String,
    #[serde(deserialize_with = "text")]
    pub description: String,
    #[serde(deserialize_with = "text")]
    pub license: String,
    #[serde(deserialize_with = "texts")]
    pub keywords: Vec<String>,
    /// `Name <address>`
    #[serde(deserialize_with = "people")]
    pub maintainers: Vec<String>,
    #[serde(deserialize_with = "images")]
    pub invocation_images: Vec<String>,
    /// The names of the images that it installs.
    #[serde(deserialize_with = "names")]
    pub images: Vec<String>,
    #[serde(deserialize_with = "names")]
    pub parameters: Vec<String>,
    #[serde(deserialize_with = "names")]
    pub credentials: Vec<String>,
    #[serde(deserialize_with = "names")]
    pub actions: Vec<String>,
}

impl Artifact {
    fn content<T: for<'de> Deserialize<'de>>(&self, kind: ArtifactKind) -> Option<T> {
        if self.kind() != kind || self.extra_attrs.is_empty() {
            return None;
        }
        T::deserialize(&Value::Object(self.extra_attrs.clone())).ok()
    }

    /// A chart's own description; `None` for anything else.
    pub fn chart(&self) -> Option<ChartMetadata> {
        self.content(ArtifactKind::Chart)
    }

    /// A model's own description; `None` for anything else.
    pub fn model(&self) -> Option<ModelMetadata> {
        self.content(ArtifactKind::Model)
    }

    /// A WebAssembly module's own description; `None` for anything else.
    pub fn wasm(&self) -> Option<WasmMetadata> {
        self.content(ArtifactKind::Wasm)
    }

    /// A bundle's own description; `None` for anything else.
    pub fn cnab(&self) -> Option<CnabMetadata> {
        self.content(ArtifactKind::Cnab)
    }
}

fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(bool) => Some(bool.to_string()),
        _ => None,
    }
    .filter(|text| !text.is_empty())
}

/// A text; a number as it is written (`appVersion: 4.1` without quotes).
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(written(&Value::deserialize(deserializer)?).unwrap_or_default())
}

/// A list of texts; one text stands for a list of one.
fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Array(items) => items.iter().filter_map(written).collect(),
        single => written(&single).into_iter().collect(),
    })
}

fn yes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(Value::deserialize(deserializer)? == Value::Bool(true))
}

fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    let text = text(deserializer)?;
    Ok(time::parse(&text).ok().flatten())
}

fn item<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + for<'any> Deserialize<'any>,
{
    let value = Value::deserialize(deserializer)?;
    Ok(T::deserialize(&value).unwrap_or_default())
}

fn items<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: for<'any> Deserialize<'any>,
{
    Ok(match Value::deserialize(deserializer)? {
        Value::Array(items) => items
            .iter()
            .filter_map(|item| T::deserialize(item).ok())
            .collect(),
        _ => Vec::new(),
    })
}

fn member(object: &Map<String, Value>, name: &str) -> Option<String> {
    object.get(name).and_then(written)
}

fn people<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let people: Vec<Value> = items(deserializer)?;
    let person = |value: &Value| {
        let Some(object) = value.as_object() else {
            return written(value);
        };
        match (member(object, "name"), member(object, "email")) {
            (Some(name), Some(address)) => Some(format!("{name} <{address}>")),
            (name, address) => name.or(address),
        }
    };
    Ok(people.iter().filter_map(person).collect())
}

fn images<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let images: Vec<Map<String, Value>> = items(deserializer)?;
    Ok(images
        .iter()
        .filter_map(|image| member(image, "image"))
        .collect())
}

/// The names of an object's members.
fn names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Object(members) => members.into_iter().map(|(name, _)| name).collect(),
        _ => Vec::new(),
    })
}
