//! How an image was built: the steps of its history beside its layers.

use crate::{
    config::{HistoryEntry, ImageConfig},
    manifest::{Descriptor, ImageManifest},
};

/// Steps and layers of an image, in the order of the build.
#[derive(Debug, Clone, PartialEq)]
pub struct Build {
    pub rows: Vec<BuildRow>,
    pub pairing: Pairing,
}

/// A step, a layer, or a step with the layer that it made.
#[derive(Debug, Clone, PartialEq)]
pub struct BuildRow {
    pub step: Option<HistoryEntry>,
    pub layer: Option<Layer>,
}

/// A layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// From 1, counted from the lowest.
    pub number: usize,
    pub descriptor: Descriptor,
    /// The digest of what is in it, before it is compressed.
    pub diff_id: Option<String>,
}

/// Whether it is known which step made which layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pairing {
    /// As many steps with content as layers: each belongs to the one in its place.
    Exact,
    /// There is no history.
    NoHistory,
    /// They don't come out even: layers were squashed, or a base image had no history. Steps and
    /// layers stand apart, since a guess would say something untrue.
    Unequal { steps: usize, layers: usize },
}

impl Build {
    /// Puts the history of a configuration beside the layers of its manifest.
    pub fn new(manifest: &ImageManifest, config: &ImageConfig) -> Self {
        let layers = manifest.layers.iter().enumerate();
        let mut layers: Vec<Layer> = layers
            .map(|(index, descriptor)| Layer {
                number: index + 1,
                descriptor: descriptor.clone(),
                diff_id: (config.rootfs.diff_ids.len() == manifest.layers.len())
                    .then(|| config.rootfs.diff_ids[index].clone())
                    .filter(|id| !id.is_empty()),
            })
            .collect();
        let with_content = config.history.iter().filter(|step| !step.empty_layer);
        let pairing = match (with_content.count(), layers.len()) {
            _ if config.history.is_empty() => Pairing::NoHistory,
            (steps, layers) if steps == layers => Pairing::Exact,
            (steps, layers) => Pairing::Unequal { steps, layers },
        };
        let mut rows = Vec::new();
        let paired = pairing == Pairing::Exact;
        let mut rest = layers.drain(..);
        for step in &config.history {
            rows.push(BuildRow {
                step: Some(step.clone()),
                layer: (paired && !step.empty_layer).then(|| rest.next()).flatten(),
            });
        }
        rows.extend(rest.map(|layer| BuildRow {
            step: None,
            layer: Some(layer),
        }));
        Self { rows, pairing }
    }

    /// The layers' bytes, compressed; `None` where one is not known.
    pub fn size(&self) -> Option<u64> {
        self.layers()
            .map(|layer| layer.descriptor.size)
            .try_fold(0_u64, |sum, size| sum.checked_add(size?))
    }

    /// The layers, from the lowest.
    pub fn layers(&self) -> impl Iterator<Item = &Layer> {
        self.rows.iter().filter_map(|row| row.layer.as_ref())
    }

    /// The rows with the largest layer first; steps without one stay behind, in their order.
    pub fn largest_first(&self) -> Vec<&BuildRow> {
        let size = |row: &BuildRow| row.layer.as_ref().map(|layer| layer.descriptor.size);
        let mut rows: Vec<&BuildRow> = self.rows.iter().collect();
        rows.sort_by_key(|row| std::cmp::Reverse(size(row)));
        rows
    }
}

#[cfg(test)]
mod tests {
    use harbor_api::Decode;

    use super::*;
    use crate::manifest::Manifest;

    fn build(layers: &str, history: &str) -> Build {
        let manifest = format!(r#"{{"layers":{layers}}}"#);
        let Manifest::Image(manifest) = Manifest::decode(manifest.as_bytes()).unwrap() else {
            panic!("an index");
        };
        let config = format!(r#"{{"rootfs":{{"diff_ids":["a","b"]}},"history":{history}}}"#);
        Build::new(&manifest, &ImageConfig::decode(config.as_bytes()).unwrap())
    }

    const TWO: &str = r#"[{"digest":"one","size":5},{"digest":"two","size":900}]"#;

    fn pairs(build: &Build) -> Vec<(String, Option<usize>)> {
        let rows = build.rows.iter();
        rows.map(|row| {
            (
                row.step
                    .clone()
                    .map(|step| step.created_by)
                    .unwrap_or_default(),
                row.layer.as_ref().map(|layer| layer.number),
            )
        })
        .collect()
    }

    #[test]
    fn each_step_with_content_has_its_layer_and_the_others_have_none() {
        let build = build(
            TWO,
            r#"[{"created_by":"ADD"},{"created_by":"ENV","empty_layer":true},{"created_by":"RUN"}]"#,
        );
        assert_eq!(build.pairing, Pairing::Exact);
        let named = |name: &str, layer| (name.to_owned(), layer);
        assert_eq!(
            pairs(&build),
            [
                named("ADD", Some(1)),
                named("ENV", None),
                named("RUN", Some(2))
            ]
        );
        assert_eq!(build.size(), Some(905));
        let diff = build.layers().nth(1).unwrap().diff_id.as_deref();
        assert_eq!(diff, Some("b"));
        let largest: Vec<_> = build
            .largest_first()
            .iter()
            .map(|row| row.layer.as_ref().map(|layer| layer.number))
            .collect();
        assert_eq!(largest, [Some(2), Some(1), None]);
    }

    #[test]
    fn what_does_not_come_out_even_is_not_paired() {
        let squashed = build(
            r#"[{"digest":"all","size":5}]"#,
            r#"[{"created_by":"ADD"},{"created_by":"RUN"}]"#,
        );
        assert_eq!(
            squashed.pairing,
            Pairing::Unequal {
                steps: 2,
                layers: 1
            }
        );
        let named = |name: &str, layer| (name.to_owned(), layer);
        assert_eq!(
            pairs(&squashed),
            [named("ADD", None), named("RUN", None), named("", Some(1))]
        );
        // The configuration's list of contents has another length: nothing is said of them.
        assert_eq!(squashed.layers().next().unwrap().diff_id, None);
        let more = build(TWO, r#"[{"created_by":"ADD"}]"#);
        assert_eq!(
            more.pairing,
            Pairing::Unequal {
                steps: 1,
                layers: 2
            }
        );
        assert_eq!(more.layers().count(), 2);
        let without = build(TWO, "null");
        assert_eq!(without.pairing, Pairing::NoHistory);
        assert_eq!(without.layers().count(), 2);
        let empty = build("[]", r#"[{"created_by":"ENV","empty_layer":true}]"#);
        assert_eq!(empty.pairing, Pairing::Exact);
    }

    #[test]
    fn a_size_that_is_not_known_is_not_counted_as_nothing() {
        let build = build(r#"[{"size":5},{"size":-1}]"#, "[]");
        assert_eq!(build.size(), None);
    }
}
