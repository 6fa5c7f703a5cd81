//! Layers that several artifacts of a project have.

use harbor_api::{Digest, ProjectName, RepositoryName};
use serde::{Deserialize, Serialize};

use crate::connection::ConnectionId;

/// See [`crate::Command::MeasureIndex`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureIndex {
    pub connection: ConnectionId,
    pub project: ProjectName,
    pub repository: RepositoryName,
    pub index: Digest,
}

/// How large an index is with everything in it counted once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexMeasured {
    /// Manifests, configurations and layers, compressed, of the parts that were read.
    pub bytes: u64,
    pub parts: usize,
    /// Parts whose manifests were read.
    pub read: usize,
}

/// See [`crate::Command::FindSharers`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindSharers {
    pub connection: ConnectionId,
    pub project: ProjectName,
    pub repository: RepositoryName,
    /// A single image.
    pub artifact: Digest,
    pub among: SharersAmong,
}

/// Where sharers of layers are looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SharersAmong {
    /// The artifacts of the same repository.
    #[default]
    Repository,
    /// Those, and then the newest of the whole project.
    Project,
}

/// Who has the layers of an image as well, among the artifacts that were looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharers {
    /// Each of its layers once, in their order.
    pub layers: Vec<SharedLayer>,
    /// Other artifacts and parts of indexes that were read, the newest first.
    pub read: usize,
    /// That could not be read.
    pub failed: usize,
    /// There are more, which were not looked at.
    pub has_more: bool,
}

/// A layer, and the other artifacts that have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedLayer {
    pub digest: String,
    /// Compressed; nothing where the manifest does not say.
    pub bytes: Option<u64>,
    pub sharers: Vec<Sharer>,
}

/// An artifact that has a layer as well.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sharer {
    pub repository: RepositoryName,
    /// Of the artifact that is listed: the index, where a part of it has the layer.
    pub digest: String,
    /// The first of its tags.
    pub tag: Option<String>,
}

impl Sharers {
    /// Bytes of the layers that no other artifact has that was read.
    pub fn unique_bytes(&self) -> u64 {
        let own = self.layers.iter().filter(|layer| layer.sharers.is_empty());
        own.filter_map(|layer| layer.bytes)
            .fold(0, u64::saturating_add)
    }
}
