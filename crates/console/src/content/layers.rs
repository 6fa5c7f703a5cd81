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
    AnyOperation, ArtifactReference, Decode, Digest, Direction, List, RepositoryName, Sort,
    TableOperation,
    operations::{ListArtifacts, ListProjectArtifacts, ListRepositories},
    types::{Artifact, ListedArtifact, Repository},
};
use harbor_client::{REQUESTS_AT_ONCE, SendOptions};
use pilothouse_protocol::{
    ConnectionId, Failure, FailureCode, FindSharers, IndexMeasured, MeasureIndex, SharedLayer,
    Sharer, Sharers, SharersAmong,
};

use crate::{
    apis::Operation,
    calls::unreadable,
    connection::runtime::Current,
    console::{Console, locked},
};

/// Manifests that are read at most for one answer.
const MANIFESTS: usize = 200;
/// The same where a whole project is looked at.
const MANIFESTS_OF_PROJECT: usize = 1_000;
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

/// Manifests that may have layers of an artifact too.
struct Candidates {
    seen: HashSet<(RepositoryName, Digest)>,
    /// The newest first, in each repository.
    wanted: Vec<(Sharer, Digest)>,
    most: usize,
    /// There are more than are looked at.
    has_more: bool,
}

impl Candidates {
    /// The artifact itself is none.
    fn new(repository: RepositoryName, artifact: Digest) -> Self {
        Self {
            seen: HashSet::from([(repository, artifact)]),
            wanted: Vec::new(),
            most: MANIFESTS,
            has_more: false,
        }
    }

    fn is_full(&self) -> bool {
        self.wanted.len() >= self.most
    }

    /// Takes in what has layers of a listed artifact: itself, or its parts. Whether there was room.
    fn take(&mut self, repository: &RepositoryName, artifact: &Artifact) -> bool {
        let sharer = Sharer {
            repository: repository.clone(),
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
            if !self.seen.insert((repository.clone(), digest.clone())) {
                continue;
            }
            if self.is_full() {
                self.has_more = true;
                return false;
            }
            self.wanted.push((sharer.clone(), digest));
        }
        true
    }
}

/// The repository's name without its project's.
fn repository_in(whole: &str) -> Option<RepositoryName> {
    let (_, name) = whole.split_once('/')?;
    RepositoryName::new(name).ok()
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

    /// Reads the manifests of the newest artifacts of the repository, or of the project, and of the parts of
    /// indexes among them.
    pub(crate) async fn find_sharers(
        &self,
        call: u64,
        command: FindSharers,
    ) -> Result<Sharers, Failure> {
        let current = self.client_for_call(&command.connection).await?;
        self.check_secret(&command.connection, &current).await?;
        let name_of =
            |repository: &RepositoryName| Name::new(command.project.clone(), repository.clone());
        let own_name = name_of(&command.repository);
        let place = Place {
            connection: &command.connection,
            current: &current,
            name: &own_name,
        };
        let own = self.named(place, command.artifact.clone()).await?;
        let Candidates {
            wanted, has_more, ..
        } = self.candidates(&command, &current).await?;
        let all = wanted.len();
        let mut tell = self.on_progress(call);
        let reads = wanted.into_iter().map(async |(sharer, digest)| {
            let name = name_of(&sharer.repository);
            let place = Place {
                name: &name,
                ..place
            };
            let named = self.named(place, digest).await;
            named.map(|named| (sharer, named))
        });
        let reads = stream::iter(reads.collect::<Vec<_>>()).buffered(REQUESTS_AT_ONCE);
        let mut reads = pin!(reads);
        let mut done = Vec::new();
        while let Some(read) = reads.next().await {
            done.push(read);
            tell(done.len() as u64, Some(all as u64))?;
        }
        let read = readable(done)?;
        Ok(Sharers {
            layers: shared(&own, &read),
            read: read.len(),
            failed: all - read.len(),
            has_more,
        })
    }

    /// The manifests that may have layers of the artifact too: of its repository, then of its project.
    async fn candidates(
        &self,
        command: &FindSharers,
        current: &Current,
    ) -> Result<Candidates, Failure> {
        let own = &command.repository;
        let mut candidates = Candidates::new(own.clone(), command.artifact.clone());
        self.candidates_of(command, current, own, &mut candidates)
            .await?;
        if command.among == SharersAmong::Repository {
            return Ok(candidates);
        }
        candidates.most = MANIFESTS_OF_PROJECT;
        let has_more = std::mem::take(&mut candidates.has_more);
        let operation = ListProjectArtifacts {
            sort: Sort::by("push_time", Direction::Descending),
            with_tag: Some(true),
            ..ListProjectArtifacts::new(command.project.clone())
        };
        let listed = self
            .take_candidates(command, current, operation.into(), None, &mut candidates)
            .await;
        match listed {
            // Servers before 2.12 list no project's artifacts: repository by repository.
            Err(failure) if failure.code == FailureCode::NotFound => {
                candidates.has_more = has_more;
            }
            listed => return listed.map(|()| candidates),
        }
        let repositories = ListRepositories {
            project_name: command.project.clone(),
            q: Default::default(),
            sort: Sort::by("update_time", Direction::Descending),
            page: Default::default(),
        };
        let connection = &command.connection;
        let repositories: Vec<Repository> =
            self.all_pages(connection, current, repositories).await?;
        for repository in repositories {
            let Some(name) = repository_in(&repository.name) else {
                continue;
            };
            if name == *own {
                continue;
            }
            if candidates.is_full() {
                candidates.has_more = true;
                break;
            }
            self.candidates_of(command, current, &name, &mut candidates)
                .await?;
        }
        Ok(candidates)
    }

    async fn candidates_of(
        &self,
        command: &FindSharers,
        current: &Current,
        repository: &RepositoryName,
        candidates: &mut Candidates,
    ) -> Result<(), Failure> {
        let operation = ListArtifacts {
            sort: Sort::by("push_time", Direction::Descending),
            with_tag: Some(true),
            ..ListArtifacts::new(command.project.clone(), repository.clone())
        };
        self.take_candidates(
            command,
            current,
            operation.into(),
            Some(repository),
            candidates,
        )
        .await
    }

    /// Takes in a list's artifacts until there is no room for more.
    async fn take_candidates(
        &self,
        command: &FindSharers,
        current: &Current,
        operation: AnyOperation,
        repository: Option<&RepositoryName>,
        candidates: &mut Candidates,
    ) -> Result<(), Failure> {
        let options = SendOptions::default();
        let mut pages = pin!(current.client.pages_raw(operation.clone(), options));
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
                let of_it = repository_in(&artifact.repository_name);
                let Some(repository) = repository.cloned().or(of_it) else {
                    continue;
                };
                if !candidates.take(&repository, &artifact) {
                    return Ok(());
                }
            }
        }
        Ok(())
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
    fn an_artifact_is_a_candidate_once_in_each_repository_and_no_more_than_there_is_room_for() {
        let digest = |byte: char| format!("sha256:{}", byte.to_string().repeat(64));
        let artifact = |byte| Artifact {
            digest: digest(byte),
            ..Artifact::default()
        };
        let [own, other] = ["astroml", "casa"].map(|name| RepositoryName::new(name).unwrap());
        let mut candidates = Candidates::new(own.clone(), Digest::new(digest('a')).unwrap());
        candidates.most = 2;
        assert!(candidates.take(&own, &artifact('a')), "itself");
        assert!(candidates.wanted.is_empty());
        // A copy of it elsewhere shares all of it.
        assert!(candidates.take(&other, &artifact('a')));
        assert!(candidates.take(&other, &artifact('b')));
        assert!(candidates.take(&other, &artifact('b')), "seen before");
        assert!(!candidates.has_more);
        assert!(!candidates.take(&other, &artifact('c')));
        assert_eq!((candidates.wanted.len(), candidates.has_more), (2, true));
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
            repository: RepositoryName::new("astroml").unwrap(),
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
