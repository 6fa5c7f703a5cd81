//! The OCI distribution API (registry v2), as far as looking at content needs it, without I/O.
//!
//! It is another table of operations on the seam of [`harbor_api::Api`]: the client sends them as it
//! sends Harbor's, with a token of the registry's token service in the place of the account.
//!
//! Invariants: no async, no network, no clock; it compiles for wasm32 and native alike. Content that
//! is asked for by its digest is compared with it before anybody reads it.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test fails by panicking"))]

mod api;
mod build;
mod config;
mod digest;
mod dockerfile;
mod lenient;
mod manifest;
mod name;
mod operations;
mod step_settings;

pub use api::{BLOB_LIMIT, Distribution, MANIFEST_LIMIT};
pub use build::{Build, BuildRow, Layer, Pairing};
pub use config::{HistoryEntry, ImageConfig, RootFs, RunConfig};
pub use digest::{digest_of, verify};
pub use dockerfile::{dockerfile, instruction};
pub use manifest::{Content, Descriptor, ImageIndex, ImageManifest, Manifest, Platform};
pub use name::Name;
pub use operations::{
    AnyOperation, ArtifactType, Blob, BlobDigest, GetBlob, GetManifest, HeadManifest,
    ListReferrers, ListTags, OPERATIONS, PageSize, TagList,
};
pub use step_settings::StepSettings;
