//! Changes at the registry, one or many, and content that streams by.

mod artifact_acts;
mod bulk;
mod bulk_delete;
mod configuration;
mod content;
mod robots;
