//! Other registries, replication, preheating and webhooks.

mod endpoint;
mod preheat;
mod replication;
mod webhook;

pub use endpoint::*;
pub use preheat::*;
pub use replication::*;
pub use webhook::*;
