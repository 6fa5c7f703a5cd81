//! Artifacts and what belongs to them.

pub(super) mod accessory;
pub(super) mod addition;
pub(super) mod artifact;
pub(super) mod artifact_kind;
pub(super) mod attached;
pub(super) mod build_time;
pub(super) mod content;
pub(super) mod image;
pub(super) mod listed_artifact;
pub(super) mod reference;
