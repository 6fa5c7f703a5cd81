//! The operations of the distribution API that only read (specification 1.1, 'Endpoints').

use harbor_api::{
    ArtifactReference, Decode, DecodeError, Digest,
    operation::{PathValue, QueryValue},
    operation_table, operations,
};
use serde::{Deserialize, Serialize};

use crate::{
    api::Distribution,
    lenient::items,
    manifest::{Content, ImageIndex, Manifest},
    name::Name,
};

operations! {
    for &Distribution;

    /// A manifest or an index. 412 where the project's policy forbids to pull it.
    GetManifest "manifest.get" end3
        GET "/{name}/manifests/{reference}" => Content<Manifest>
    {
        path { name: Name, reference: ArtifactReference }
    }

    /// Whether there is one, and whether it may be pulled: an answer without a body.
    HeadManifest "manifest.head" end3
        HEAD "/{name}/manifests/{reference}" => ()
    {
        path { name: Name, reference: ArtifactReference }
    }

    /// A blob that fits into the memory: a configuration, a small file.
    GetBlob "blob.get" end2
        GET "/{name}/blobs/{digest}" => Blob
    {
        path { name: Name, digest: BlobDigest }
    }

    /// The tags, in the order of the alphabet.
    ListTags "manifest.tags" end8
        GET "/{name}/tags/list" => TagList
    {
        path { name: Name }
        query { n: PageSize, last: Option<String> }
    }

    /// What names a manifest as its subject, with its type and annotations.
    ListReferrers "manifest.referrers" end12
        GET "/{name}/referrers/{digest}" => ImageIndex
    {
        path { name: Name, digest: BlobDigest }
        query { artifact_type: ArtifactType }
    }
}

operation_table! {
    /// One of all operations, with its arguments: what comes through the door.
    AnyOperation,
    /// The facts of all operations.
    OPERATIONS:
    GetManifest,
    HeadManifest,
    GetBlob,
    ListTags,
    ListReferrers,
}

/// A digest in a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlobDigest(pub Digest);

impl From<Digest> for BlobDigest {
    fn from(digest: Digest) -> Self {
        Self(digest)
    }
}

impl PathValue for BlobDigest {
    fn encoded(&self) -> String {
        harbor_api::encode::segment(self.0.as_str())
    }
}

/// How many tags at most; `None`: as many as the registry gives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PageSize(pub Option<u32>);

impl QueryValue for PageSize {
    fn append(&self, name: &'static str, query: &mut Vec<(&'static str, String)>) {
        query.extend(self.0.map(|size| (name, size.to_string())));
    }
}

/// Only what is of this type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArtifactType(pub Option<String>);

impl QueryValue for ArtifactType {
    const NAMES: &'static [&'static str] = &["artifactType"];

    fn append(&self, _name: &'static str, query: &mut Vec<(&'static str, String)>) {
        query.extend(self.0.clone().map(|kind| ("artifactType", kind)));
    }
}

/// A blob's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob(pub Vec<u8>);

impl Decode for Blob {
    fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        Ok(Self(body.to_vec()))
    }
}

/// The tags of a repository.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct TagList {
    /// A tag that is no tag is an empty text.
    #[serde(default, deserialize_with = "items")]
    pub tags: Vec<String>,
}

impl Decode for TagList {
    fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        serde_json::from_slice(body).map_err(|error| DecodeError::new(&error, body))
    }
}
