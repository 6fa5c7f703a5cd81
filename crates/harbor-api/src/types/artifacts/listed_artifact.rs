//! An artifact of a long list, read without what no list shows.

use std::{collections::BTreeMap, fmt};

use chrono::{DateTime, Utc};
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, Visitor},
};
use serde_json::{Map, Value};

use crate::types::{
    Accessory, AdditionLink, Artifact, Label, Reference, SbomOverview, ScanOverview, Tag,
    null_default,
};
use crate::wire::time;

/// An [`Artifact`] as a list of thousands reads it: its configuration, which is most of an answer,
/// is skipped but for what says what it is and where it runs. Annotations and icon are skipped too.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedArtifact(pub Artifact);

impl<'de> Deserialize<'de> for ListedArtifact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Read::deserialize(deserializer)?;
        Ok(Self(Artifact {
            id: read.id,
            artifact_class: read.artifact_class,
            media_type: read.media_type,
            manifest_media_type: read.manifest_media_type,
            artifact_type: read.artifact_type,
            repository_name: read.repository_name,
            digest: read.digest,
            size: read.size,
            push_time: read.push_time,
            pull_time: read.pull_time,
            extra_attrs: read.extra_attrs.0,
            references: read.references,
            tags: read.tags,
            addition_links: read.addition_links.0,
            labels: read.labels,
            scan_overview: read.scan_overview,
            sbom_overview: read.sbom_overview,
            accessories: read.accessories,
            ..Artifact::default()
        }))
    }
}

/// The fields that are read, by the rules of [`Artifact`]'s own.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Read {
    id: i64,
    #[serde(rename = "type")]
    artifact_class: String,
    media_type: String,
    manifest_media_type: String,
    #[serde(deserialize_with = "null_default")]
    artifact_type: String,
    repository_name: String,
    digest: String,
    size: i64,
    #[serde(deserialize_with = "time::optional")]
    push_time: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "time::optional")]
    pull_time: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "null_default")]
    extra_attrs: KindAttributes,
    #[serde(deserialize_with = "null_default")]
    references: Vec<Reference>,
    #[serde(deserialize_with = "null_default")]
    tags: Vec<Tag>,
    #[serde(deserialize_with = "null_default")]
    addition_links: LinkNames,
    #[serde(deserialize_with = "null_default")]
    labels: Vec<Label>,
    #[serde(deserialize_with = "null_default")]
    scan_overview: BTreeMap<String, ScanOverview>,
    sbom_overview: Option<SbomOverview>,
    #[serde(deserialize_with = "null_default")]
    accessories: Vec<Accessory>,
}

/// What of `extra_attrs` says what an artifact is and where it runs.
const KIND_ATTRIBUTES: [&str; 5] = [
    "os",
    "architecture",
    "variant",
    "os.version",
    "manifest.config.mediaType",
];

#[derive(Default)]
struct KindAttributes(Map<String, Value>);

impl<'de> Deserialize<'de> for KindAttributes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Attributes;

        impl<'de> Visitor<'de> for Attributes {
            type Value = KindAttributes;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an artifact's attributes")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut kept = Map::new();
                while let Some(Known(place)) = map.next_key()? {
                    match place {
                        Some(name) => {
                            kept.insert(name.to_owned(), map.next_value()?);
                        }
                        None => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(KindAttributes(kept))
            }
        }

        deserializer.deserialize_map(Attributes)
    }
}

/// A key, if it is one of [`KIND_ATTRIBUTES`]; others make no text.
struct Known(Option<&'static str>);

impl<'de> Deserialize<'de> for Known {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Key;

        impl Visitor<'_> for Key {
            type Value = Known;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a key")
            }

            fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
                Ok(Known(KIND_ATTRIBUTES.into_iter().find(|name| *name == key)))
            }
        }

        deserializer.deserialize_identifier(Key)
    }
}

/// Which additions there are; where they lead is made from the artifact's own address.
#[derive(Default)]
struct LinkNames(BTreeMap<String, AdditionLink>);

impl<'de> Deserialize<'de> for LinkNames {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let links = BTreeMap::<String, IgnoredAny>::deserialize(deserializer)?;
        let links = links
            .into_keys()
            .map(|name| (name, AdditionLink::default()));
        Ok(Self(links.collect()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_listed_artifact_says_what_the_whole_one_says_in_a_list() {
        let body = json!({
            "id": 7, "type": "IMAGE", "media_type": "application/vnd.oci.image.config.v1+json",
            "manifest_media_type": "application/vnd.oci.image.manifest.v1+json",
            "artifact_type": null, "digest": "sha256:00", "size": 12,
            "push_time": "2026-01-02T03:04:05.000Z", "pull_time": "0001-01-01T00:00:00.000Z",
            "extra_attrs": {
                "architecture": "arm64", "os": "linux", "variant": "v8",
                "config": {"Env": ["A=1", "B=[2]"], "Cmd": null}, "created": "2026-01-01T00:00:00Z"
            },
            "annotations": {"a": "b"}, "references": null,
            "tags": [{"name": "1.0", "immutable": true}],
            "addition_links": {"vulnerabilities": {"href": "/x", "absolute": false}},
            "labels": [{"name": "stable", "color": "#000000"}], "scan_overview": null,
            "accessories": null, "icon": "sha256:01", "unheard_of": [1, {"of": 2}]
        });
        let whole: Artifact = serde_json::from_value(body.clone()).unwrap();
        let ListedArtifact(listed) = serde_json::from_str(&body.to_string()).unwrap();
        assert_eq!(listed.kind(), whole.kind());
        assert_eq!(listed.platforms(), whole.platforms());
        assert_eq!(listed.is_scannable(), whole.is_scannable());
        assert_eq!(listed.scan(), whole.scan());
        assert_eq!(listed.signature(), whole.signature());
        assert_eq!(listed.tags, whole.tags);
        assert_eq!(listed.labels, whole.labels);
        assert_eq!(
            (
                listed.digest,
                listed.size,
                listed.push_time,
                listed.pull_time
            ),
            (whole.digest, whole.size, whole.push_time, whole.pull_time)
        );
        assert!(!listed.extra_attrs.contains_key("config"));
    }
}
