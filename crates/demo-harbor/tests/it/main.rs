//! The demo registry, asked as a client asks it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod administration;
mod common;
mod content;
mod exports;
mod faults;
mod oidc;
mod people;
mod preheat;
mod projects;
mod quirks;
mod recordings;
mod replication;
mod retention;
mod robots;
mod scheduled;
mod upkeep;
mod webhooks;
