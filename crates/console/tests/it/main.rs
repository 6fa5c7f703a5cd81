//! The console beside the demo registry, a provider and a real keyring.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod changes;
mod diagnose;
mod explorer;
mod lab;
mod listed;
mod lists;
mod provider;
mod sign_in;
