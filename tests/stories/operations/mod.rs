//! The whole server.

mod configuration;
mod endpoints;
mod explorer;
mod jobs;
mod model_registry;
mod people;
mod preheat;
mod replication;
mod scanners;
mod security;
