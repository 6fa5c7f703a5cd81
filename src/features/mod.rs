//! What people do with a registry, a folder for each subject.
//!
//! Invariant: a feature uses of another one only what that one's `mod.rs` names.

pub mod account;
pub mod artifacts;
pub mod connection;
pub mod endpoints;
pub mod immutable_tags;
pub mod labels;
pub mod members;
pub mod projects;
pub mod pull;
pub mod repositories;
pub mod retention;
pub mod robots;
pub mod sign_in;
