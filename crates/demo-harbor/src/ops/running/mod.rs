//! What runs by itself.

pub(crate) mod endpoints;
pub(crate) mod job_service;
pub(crate) mod replication;
pub(crate) mod scheduled;
pub(crate) mod upkeep;
