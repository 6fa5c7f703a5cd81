//! Layers that several manifests name: how large an index is with each counted once, and who else has those
//! of an image.

use std::{
    collections::{HashMap, HashSet},
    pin::pin,
    sync::{Arc, Mutex},
};

use distribution_api::{Content, Descriptor, GetManifest, Manifest, Name};
use futures::{StreamExt, stream};
use harbor_api::{
    AnyOperation, ArtifactReference, Decode, Digest, Direction, List, Sort, TableOperation,
    operations::ListArtifacts, types::ListedArtifact,
};
use harbor_client::{REQUESTS_AT_ONCE, SendOptions};
use pilothouse_protocol::{
    ConnectionId, Failure, FindSharers, IndexMeasured, MeasureIndex, SharedLayer, Sharer, Sharers,
};

use crate::{
    apis::Operation,
    calls::unreadable,
    connection::runtime::Current,
    console::{Console, locked},
};

/// Manifests that are read at most for one answer.
const MANIFESTS: usize = 200;
/// Manifests whose layers are kept.
const KEPT: usize = 2_000;

/// What a manifest names, as far as sizes go.
#[derive(Debug, Clone, Default, PartialEq)]
struct Named {
    /// Of the manifest itself.
    bytes: u64,
    /// Configuration and layers, with their bytes.
    blobs: Vec<(String, Option<u64>)>,
    /// How many of them, at the end, are layers.
    layers: usize,
    /// Manifests, where it is an index.
    parts: Vec<Digest>,
}

impl Named {
    fn layers(&self) -> &[(String, Option<u64>)] {
        &self.blobs[self.blobs.len() - self.layers..]
    }
}

impl From<Content<Manifest>> for Named {
    /// What can't be read names nothing.
    fn from(content: Content<Manifest>) -> Self {
        let bytes = content.bytes.len() as u64;
        let blob = |it: &Descriptor| (it.digest.clone(), it.size);
        match content.read {
            Ok(Manifest::Image(image)) => Self {
                bytes,
                blobs: [&image.config]
                    .into_iter()
                    .chain(&image.layers)
                    .map(blob)
                    .collect(),
                layers: image.layers.len(),
                parts: Vec::new(),
            },
            Ok(Manifest::Index(index)) => {
                let parts = index.manifests.into_iter();
                Self {
                    bytes,
                    parts: parts.filter_map(|it| Digest::new(it.digest).ok()).collect(),
                    ..Self::default()
                }
            }
            Err(_) => Self {
                bytes,
                ..Self::default()
            },
        }
    }
}

/// Manifests that were read. Content never changes under its digest; who may see it is another matter, so
/// what was read for one sign-in is no other one's.
#[derive(Default)]
pub(crate) struct KnownManifests(Mutex<HashMap<Key, Arc<Named>>>);

type Key = (ConnectionId, u64, Name, Digest);

impl KnownManifests {
    fn get(&self, key: &Key) -> Option<Arc<Named>> {
        locked(&self.0).get(key).cloned()
    }

    fn keep(&self, key: Key, named: &Arc<Named>) {
        let mut known = locked(&self.0);
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(key, Arc::clone(named));
    }
}

/// Where manifests are read.
#[derive(Clone, Copy)]
struct Place<'a> {
    connection: &'a ConnectionId,
    current: &'a Current,
    name: &'a Name,
}

/// What could be read of several; where nothing could be, why.
fn readable<T>(reads: Vec<Result<T, Failure>>) -> Result<Vec<T>, Failure> {
    let mut failure = None;
    let mut read = Vec::new();
    for one in reads {
        match one {
            Ok(one) => read.push(one),
            Err(why) => failure = failure.or(Some(why)),
        }
    }
    match failure {
        Some(why) if read.is_empty() => Err(why),
        _ => Ok(read),
    }
}

/// Bytes of manifests and of what they name, each blob once.
fn bytes_once<'a>(all: impl IntoIterator<Item = &'a Named>) -> u64 {
    let mut seen = HashSet::new();
    let mut sum = 0_u64;
    for named in all {
        sum = sum.saturating_add(named.bytes);
        for (digest, bytes) in &named.blobs {
            if seen.insert(digest.as_str()) {
                sum = sum.saturating_add(bytes.unwrap_or_default());
            }
        }
    }
    sum
}

/// Each layer of an image once, with those that have it too. A sharer that names it several times, or in several
/// parts, is one.
fn shared(own: &Named, others: &[(Sharer, Arc<Named>)]) -> Vec<SharedLayer> {
    let mut sharers: HashMap<&str, Vec<Sharer>> = HashMap::new();
    for (sharer, named) in others {
        for (digest, _) in named.layers() {
            let known = sharers.entry(digest).or_default();
            if !known.contains(sharer) {
                known.push(sharer.clone());
            }
        }
    }
    let mut seen = HashSet::new();
    let once = own
        .layers()
        .iter()
        .filter(|(digest, _)| seen.insert(digest));
    once.map(|(digest, bytes)| SharedLayer {
        digest: digest.clone(),
        bytes: *bytes,
        sharers: sharers.remove(digest.as_str()).unwrap_or_default(),
    })
    .collect()
}

impl Console {
    /// Reads the manifests of an index and of its parts.
    pub(crate) async fn measure_index(
        &self,
        command: MeasureIndex,
    ) -> Result<IndexMeasured, Failure> {
        let current = self.client_for_call(&command.connection).await?;
        self.check_secret(&command.connection, &current).await?;
        let name = Name::new(command.project, command.repository);
        let place = Place {
            connection: &command.connection,
            current: &current,
            name: &name,
        };
        let index = self.named(place, command.index).await?;
        let wanted = index.parts.iter().take(MANIFESTS).cloned();
        let reads = wanted.map(|digest| self.named(place, digest));
        let reads: Vec<_> = stream::iter(reads.collect::<Vec<_>>())
            .buffer_unordered(REQUESTS_AT_ONCE)
            .collect()
            .await;
        let read = readable(reads)?;
        let all = read.iter().map(Arc::as_ref).chain([index.as_ref()]);
        Ok(IndexMeasured {
            bytes: bytes_once(all),
            parts: index.parts.len(),
            read: read.len(),
        })
    }

    /// Reads the manifests of the repository's newest artifacts, and of the parts of its indexes.
    pub(crate) async fn find_sharers(&self, command: FindSharers) -> Result<Sharers, Failure> {
        let current = self.client_for_call(&command.connection).await?;
        self.check_secret(&command.connection, &current).await?;
        let name = Name::new(command.project.clone(), command.repository.clone());
        let place = Place {
            connection: &command.connection,
            current: &current,
            name: &name,
        };
        let own = self.named(place, command.artifact.clone()).await?;
        let (wanted, has_more) = self.candidates(&command, &current).await?;
        let reads = wanted.into_iter().map(async |(sharer, digest)| {
            let named = self.named(place, digest).await;
            named.map(|named| (sharer, named))
        });
        let reads: Vec<_> = stream::iter(reads.collect::<Vec<_>>())
            .buffered(REQUESTS_AT_ONCE)
            .collect()
            .await;
        let all = reads.len();
        let read = readable(reads)?;
        Ok(Sharers {
            layers: shared(&own, &read),
            read: read.len(),
            failed: all - read.len(),
            has_more,
        })
    }

    /// The manifests that may have layers of the artifact too, the newest first, and whether there are more.
    async fn candidates(
        &self,
        command: &FindSharers,
        current: &Current,
    ) -> Result<(Vec<(Sharer, Digest)>, bool), Failure> {
        let operation = AnyOperation::from(ListArtifacts {
            sort: Sort::by("push_time", Direction::Descending),
            with_tag: Some(true),
            ..ListArtifacts::new(command.project.clone(), command.repository.clone())
        });
        let options = SendOptions::default();
        let mut pages = pin!(current.client.pages_raw(operation.clone(), options));
        let mut seen = HashSet::from([command.artifact.clone()]);
        let mut wanted = Vec::new();
        while let Some(page) = pages.next().await {
            let page = self
                .noted(&command.connection, current.epoch, page, &operation)
                .await?;
            let reply = page.reply;
            let list = List::<ListedArtifact>::decode(&reply.body).map_err(|error| {
                let id = Some(reply.request_id.clone());
                unreadable(&operation, reply.status, id, &error.reason)
            })?;
            for ListedArtifact(artifact) in list.good() {
                let sharer = Sharer {
                    digest: artifact.digest.clone(),
                    tag: artifact.tags.first().map(|tag| tag.name.clone()),
                };
                let parts = artifact.references.iter();
                let parts = parts.filter(|part| !part.is_attestation());
                let digests: Vec<Digest> = match artifact.references.is_empty() {
                    true => artifact.typed_digest().into_iter().collect(),
                    false => parts.filter_map(|part| part.digest()).collect(),
                };
                for digest in digests {
                    if !seen.insert(digest.clone()) {
                        continue;
                    }
                    if wanted.len() == MANIFESTS {
                        return Ok((wanted, true));
                    }
                    wanted.push((sharer.clone(), digest));
                }
            }
        }
        Ok((wanted, false))
    }

    /// What a manifest names: as it was read before, or from the registry.
    async fn named(&self, place: Place<'_>, digest: Digest) -> Result<Arc<Named>, Failure> {
        let key = (
            place.connection.clone(),
            place.current.epoch,
            place.name.clone(),
            digest.clone(),
        );
        if let Some(known) = self.manifests.get(&key) {
            return Ok(known);
        }
        let operation = Operation::Distribution(
            GetManifest {
                name: place.name.clone(),
                reference: ArtifactReference::Digest(digest),
            }
            .into(),
        );
        let request = operation.request();
        let options = SendOptions::for_request(&request);
        let outcome = place.current.client.send_raw(&request, options).await;
        let reply = self
            .noted(place.connection, place.current.epoch, outcome, &operation)
            .await?;
        let content = Content::<Manifest>::decode(&reply.body).map_err(|error| {
            let id = Some(reply.request_id.clone());
            unreadable(&operation, reply.status, id, &error.reason)
        })?;
        let named = Arc::new(Named::from(content));
        self.manifests.keep(key, &named);
        Ok(named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(bytes: u64, config: &str, layers: &[(&str, u64)]) -> Named {
        let blob = |(digest, bytes): (&str, u64)| (digest.to_owned(), Some(bytes));
        let blobs = [(config, 10)].into_iter().chain(layers.iter().copied());
        Named {
            bytes,
            blobs: blobs.map(blob).collect(),
            layers: layers.len(),
            parts: Vec::new(),
        }
    }

    #[test]
    fn what_parts_share_is_counted_once() {
        let first = named(1, "one", &[("base", 1_000), ("a", 20), ("a", 20)]);
        let second = named(2, "two", &[("base", 1_000), ("b", 300)]);
        assert_eq!(
            bytes_once([&first, &second]),
            1 + 2 + 10 + 10 + 1_000 + 20 + 300
        );
    }

    #[test]
    fn a_failure_counts_where_nothing_was_read() {
        let failure = || Failure::new(pilothouse_protocol::FailureCode::NotFound, "gone");
        assert_eq!(readable(vec![Ok(1), Err(failure())]).unwrap(), [1]);
        assert!(readable::<u8>(vec![Err(failure())]).is_err());
        assert!(readable::<u8>(Vec::new()).unwrap().is_empty());
    }

    #[test]
    fn a_sharer_is_named_once_for_each_layer_that_it_has() {
        let own = named(1, "one", &[("base", 1_000), ("own", 20), ("base", 1_000)]);
        let sharer = |digest: &str| Sharer {
            digest: digest.to_owned(),
            tag: None,
        };
        let other = Arc::new(named(1, "own", &[("base", 1_000), ("base", 1_000)]));
        let others = [
            (sharer("index"), Arc::clone(&other)),
            (sharer("index"), Arc::clone(&other)),
            (sharer("image"), other),
        ];
        let layers = shared(&own, &others);
        let told = layers
            .iter()
            .map(|layer| (layer.digest.as_str(), layer.sharers.len()));
        // A configuration is no layer.
        assert_eq!(told.collect::<Vec<_>>(), [("base", 2), ("own", 0)]);
        let sharers = Sharers {
            layers,
            ..Sharers::default()
        };
        assert_eq!(sharers.unique_bytes(), 20);
    }
}
