//! The configuration of an image.

use std::collections::BTreeMap;

use harbor_api::{Decode, DecodeError};
use serde::Deserialize;

use crate::lenient::{items, or_default, texts};

/// What an image's configuration says of its making, its platform and its labels. What it runs as is in
/// Harbor's own answer.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ImageConfig {
    #[serde(deserialize_with = "or_default")]
    pub os: String,
    #[serde(deserialize_with = "or_default")]
    pub architecture: String,
    #[serde(deserialize_with = "or_default")]
    pub variant: Option<String>,
    /// Windows' build.
    #[serde(rename = "os.version", deserialize_with = "or_default")]
    pub os_version: Option<String>,
    #[serde(deserialize_with = "or_default")]
    pub rootfs: RootFs,
    /// The steps of the build, oldest first; absent where the builder writes none.
    #[serde(deserialize_with = "items")]
    pub history: Vec<HistoryEntry>,
    #[serde(rename = "config", deserialize_with = "or_default")]
    pub run: RunConfig,
}

/// How a container of the image runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RunConfig {
    #[serde(rename = "Labels", deserialize_with = "texts")]
    pub labels: BTreeMap<String, String>,
}

/// The layers before they are compressed.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct RootFs {
    #[serde(deserialize_with = "items")]
    pub diff_ids: Vec<String>,
}

/// A step of a build.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct HistoryEntry {
    /// RFC 3339, as it stands there.
    #[serde(deserialize_with = "or_default")]
    pub created: Option<String>,
    /// The command, in the words of the builder.
    #[serde(deserialize_with = "or_default")]
    pub created_by: String,
    #[serde(deserialize_with = "or_default")]
    pub comment: String,
    /// It changed no file, so it has no layer.
    #[serde(deserialize_with = "or_default")]
    pub empty_layer: bool,
}

impl Decode for ImageConfig {
    fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        serde_json::from_slice(body).map_err(|error| DecodeError::new(&error, body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_are_none_lose_nothing_else() {
        let labels = |config: &str| {
            let text = format!(r#"{{"os":"linux","config":{config}}}"#);
            let config = ImageConfig::decode(text.as_bytes()).unwrap();
            assert_eq!(config.os, "linux");
            config.run.labels
        };
        let read = labels(r#"{"Labels":{"title":"astroml","bad":7}}"#);
        assert_eq!(read, [("title".to_owned(), "astroml".to_owned())].into());
        for none in [r#"{"Labels":null}"#, "null", r#""text""#] {
            assert!(labels(none).is_empty(), "{none}");
        }
    }
}
