//! Manifests and indexes: OCI's (image-spec 1.1) and Docker's schema 2.

use std::collections::BTreeMap;

use harbor_api::{Decode, DecodeError};
use serde::Deserialize;

use crate::lenient::{items, or_default, texts};

/// Content as the registry holds it, and what was read of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Content<T> {
    /// Every byte.
    pub bytes: Vec<u8>,
    /// What it says; content that can't be read can still be shown.
    pub read: Result<T, DecodeError>,
}

impl<T: Decode> Content<T> {
    /// Reads content.
    pub fn new(bytes: Vec<u8>) -> Self {
        let read = T::decode(&bytes);
        Self { bytes, read }
    }
}

impl<T: Decode> Decode for Content<T> {
    fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        Ok(Self::new(body.to_vec()))
    }
}

/// What stands behind a tag or a digest.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "one is read at a time")]
pub enum Manifest {
    /// Of an image or of any other artifact: a configuration and layers.
    Image(ImageManifest),
    /// Of an index: other manifests.
    Index(ImageIndex),
}

impl Decode for Manifest {
    /// By what is in it: Helm writes no media type, and the one of the answer may differ.
    fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        #[derive(Deserialize)]
        struct Form {
            manifests: Option<serde::de::IgnoredAny>,
            #[serde(rename = "fsLayers")]
            old_layers: Option<serde::de::IgnoredAny>,
        }
        let form: Form =
            serde_json::from_slice(body).map_err(|error| DecodeError::new(&error, body))?;
        if form.old_layers.is_some() {
            return Err(DecodeError {
                reason: "it is a manifest of Docker's schema 1".to_owned(),
                start: String::new(),
            });
        }
        if form.manifests.is_some() {
            serde_json::from_slice(body).map(Self::Index)
        } else {
            serde_json::from_slice(body).map(Self::Image)
        }
        .map_err(|error| DecodeError::new(&error, body))
    }
}

/// A manifest with a configuration and layers.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ImageManifest {
    #[serde(deserialize_with = "or_default")]
    pub media_type: Option<String>,
    #[serde(deserialize_with = "or_default")]
    pub artifact_type: Option<String>,
    #[serde(deserialize_with = "or_default")]
    pub config: Descriptor,
    /// From the lowest to the topmost; files, where it is no image.
    #[serde(deserialize_with = "items")]
    pub layers: Vec<Descriptor>,
    /// What it is attached to.
    #[serde(deserialize_with = "or_default")]
    pub subject: Option<Descriptor>,
    #[serde(deserialize_with = "texts")]
    pub annotations: BTreeMap<String, String>,
}

/// An index, or Docker's manifest list.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ImageIndex {
    #[serde(deserialize_with = "or_default")]
    pub media_type: Option<String>,
    #[serde(deserialize_with = "or_default")]
    pub artifact_type: Option<String>,
    #[serde(deserialize_with = "items")]
    pub manifests: Vec<Descriptor>,
    #[serde(deserialize_with = "or_default")]
    pub subject: Option<Descriptor>,
    #[serde(deserialize_with = "texts")]
    pub annotations: BTreeMap<String, String>,
}

/// Reads as one; it is what referrers are listed in.
impl Decode for ImageIndex {
    fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        serde_json::from_slice(body).map_err(|error| DecodeError::new(&error, body))
    }
}

/// Where content is and what it is. Texts are empty where a manifest does not say.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Descriptor {
    #[serde(deserialize_with = "or_default")]
    pub media_type: String,
    /// As it stands there; it may be none.
    #[serde(deserialize_with = "or_default")]
    pub digest: String,
    /// Bytes, as they are kept: compressed.
    #[serde(deserialize_with = "or_default")]
    pub size: Option<u64>,
    #[serde(deserialize_with = "texts")]
    pub annotations: BTreeMap<String, String>,
    #[serde(deserialize_with = "or_default")]
    pub artifact_type: Option<String>,
    /// What an entry of an index runs on.
    #[serde(deserialize_with = "or_default")]
    pub platform: Option<Platform>,
    /// Other places it can be had from: layers that may not be passed on.
    #[serde(deserialize_with = "items")]
    pub urls: Vec<String>,
}

impl Descriptor {
    /// A file's name, where the content is a file (`org.opencontainers.image.title`).
    pub fn title(&self) -> Option<&str> {
        let title = self.annotations.get("org.opencontainers.image.title")?;
        Some(title.as_str()).filter(|title| !title.is_empty())
    }
}

/// What something runs on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Platform {
    #[serde(deserialize_with = "or_default")]
    pub os: String,
    #[serde(deserialize_with = "or_default")]
    pub architecture: String,
    #[serde(deserialize_with = "or_default")]
    pub variant: Option<String>,
    /// Windows' build: `10.0.20348.2402`.
    #[serde(rename = "os.version", deserialize_with = "or_default")]
    pub os_version: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(text: &str) -> ImageManifest {
        match Manifest::decode(text.as_bytes()).unwrap() {
            Manifest::Image(image) => image,
            Manifest::Index(_) => panic!("an index"),
        }
    }

    #[test]
    fn dockers_schema_2_is_read_and_its_list_too() {
        let text = r#"{"schemaVersion":2,
            "mediaType":"application/vnd.docker.distribution.manifest.v2+json",
            "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":7,
                      "digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"},
            "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":9,
                       "digest":"sha256:aa"}]}"#;
        let read = image(text);
        assert_eq!(read.config.size, Some(7));
        assert_eq!(
            read.layers[0].media_type,
            "application/vnd.docker.image.rootfs.diff.tar.gzip"
        );
        let list = r#"{"mediaType":"application/vnd.docker.distribution.manifest.list.v2+json",
            "manifests":[{"platform":{"os":"windows","architecture":"amd64",
                                      "os.version":"10.0.20348.2402"}}]}"#;
        let Manifest::Index(index) = Manifest::decode(list.as_bytes()).unwrap() else {
            panic!("no index");
        };
        let platform = index.manifests[0].platform.as_ref().unwrap();
        assert_eq!(platform.os_version.as_deref(), Some("10.0.20348.2402"));
        assert_eq!(platform.variant, None);
    }

    #[test]
    fn one_strange_layer_does_not_spoil_the_others() {
        let read = image(
            r#"{"config":null,"annotations":null,"layers":[
                {"mediaType":7,"digest":"sha256:aa","size":-1,"annotations":{"a":"b","c":1}},
                "nonsense",
                {"mediaType":"a/b","size":3,
                 "annotations":{"org.opencontainers.image.title":"x.txt"}}]}"#,
        );
        assert_eq!(read.layers.len(), 3);
        assert_eq!(read.layers[0].digest, "sha256:aa");
        assert_eq!(read.layers[0].size, None);
        assert_eq!(read.layers[0].annotations["a"], "b");
        assert_eq!(read.layers[1], Descriptor::default());
        assert_eq!(read.layers[2].title(), Some("x.txt"));
    }

    #[test]
    fn what_is_no_manifest_can_be_shown_and_not_read() {
        let old = Content::<Manifest>::new(br#"{"schemaVersion":1,"fsLayers":[]}"#.to_vec());
        assert!(old.read.unwrap_err().reason.contains("schema 1"));
        let text = Content::<Manifest>::new(b"<html>".to_vec());
        assert!(text.read.is_err());
        assert_eq!(text.bytes, b"<html>");
    }
}
