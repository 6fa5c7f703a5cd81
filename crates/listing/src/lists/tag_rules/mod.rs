//! Lists of retention and immutable tags.

pub mod immutable_rules;
pub mod retention_artifacts;
pub mod retention_runs;
pub mod retention_tasks;
