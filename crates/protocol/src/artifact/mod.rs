//! What is asked about one artifact.

pub(super) mod attachment;
pub(super) mod content;
pub(super) mod cve_export;
pub(super) mod layers;
pub(super) mod move_tag;
pub(super) mod report;
