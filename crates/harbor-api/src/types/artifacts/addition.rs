//! Additions of artifacts: what stands behind `addition_links`.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::types::null_default;
use crate::{
    operation::PathValue,
    wire::{encode, time},
};

/// Where an addition is. Links are kept as they come; requests are made from [`AdditionName`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AdditionLink {
    /// From the root of the server. Of `sboms` it lacks the digest when there is no SBOM.
    pub href: String,
    /// Always false.
    pub absolute: bool,
}

/// An addition that can be asked for with `getAddition`. Vulnerabilities have their own operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AdditionName {
    /// JSON: a list of [`HistoryEntry`]; images.
    #[serde(rename = "build_history")]
    BuildHistory,
    /// Helm's values, YAML.
    #[serde(rename = "values.yaml")]
    Values,
    /// Markdown; charts and models.
    #[serde(rename = "readme.md")]
    Readme,
    /// JSON: a list of [`ChartDependency`]; charts.
    #[serde(rename = "dependencies")]
    Dependencies,
    /// Text; models.
    #[serde(rename = "license")]
    License,
    /// JSON: a tree of [`ModelFile`]; models.
    #[serde(rename = "files")]
    Files,
    /// SPDX as JSON; of the SBOM's own digest, not of its subject's.
    #[serde(rename = "sbom")]
    Sbom,
}

impl AdditionName {
    /// As it stands in the path.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BuildHistory => "build_history",
            Self::Values => "values.yaml",
            Self::Readme => "readme.md",
            Self::Dependencies => "dependencies",
            Self::License => "license",
            Self::Files => "files",
            Self::Sbom => "sbom",
        }
    }

    /// The key in `addition_links`, which differs from the path in one case.
    pub const fn link_key(self) -> &'static str {
        match self {
            Self::Sbom => "sboms",
            other => other.as_str(),
        }
    }
}

impl PathValue for AdditionName {
    fn encoded(&self) -> String {
        encode::segment(self.as_str())
    }
}

/// One step of an image's making.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HistoryEntry {
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub created: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "null_default")]
    pub created_by: String,
    #[serde(deserialize_with = "null_default")]
    pub author: String,
    #[serde(deserialize_with = "null_default")]
    pub comment: String,
    /// It made no layer, it set something only.
    pub empty_layer: bool,
}

/// A chart that a chart needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChartDependency {
    pub name: String,
    #[serde(deserialize_with = "null_default")]
    pub version: String,
    #[serde(deserialize_with = "null_default")]
    pub repository: String,
}

/// A file or folder of a model.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelFile {
    pub name: String,
    /// `file` or `directory`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Bytes.
    pub size: i64,
    #[serde(
        deserialize_with = "null_default",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub children: Vec<ModelFile>,
}
