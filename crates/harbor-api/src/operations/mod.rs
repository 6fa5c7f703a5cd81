//! All operations, a file per tag of Harbor's description, and the table of them. Tags that
//! belong together share a folder.

mod artifact;
mod auditlog;
mod distribution;
mod identity;
mod immutable;
mod label;
mod maintenance;
mod metadata;
mod project;
mod quota;
mod registry;
mod repository;
mod retention;
mod search;
mod security;
mod system;

pub use artifact::*;
pub use auditlog::*;
pub use distribution::*;
pub use identity::*;
pub use immutable::*;
pub use label::*;
pub use maintenance::*;
pub use metadata::*;
pub use project::*;
pub use quota::*;
pub use registry::{AnyOperation, OPERATIONS};
pub use repository::*;
pub use retention::*;
pub use search::*;
pub use security::*;
pub use system::*;
