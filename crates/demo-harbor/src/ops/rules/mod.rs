//! Retention and immutable tags.

pub(crate) mod immutable;
pub(crate) mod retention;
pub(crate) mod retention_runs;
