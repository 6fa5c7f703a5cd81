//! Artifacts in depth.

mod artifact_acts;
mod attachments;
mod content;
mod kinds;
mod repository;
