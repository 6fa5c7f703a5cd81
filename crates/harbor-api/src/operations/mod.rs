//! All operations, a file per tag of Harbor's description, and the table of them.

mod artifact;
mod auditlog;
mod endpoint;
mod immutable;
mod label;
mod member;
mod metadata;
mod project;
mod quota;
mod registry;
mod repository;
mod retention;
mod robot;
mod scan;
mod search;
mod system;
mod user;

pub use artifact::*;
pub use auditlog::*;
pub use endpoint::*;
pub use immutable::*;
pub use label::*;
pub use member::*;
pub use metadata::*;
pub use project::*;
pub use quota::*;
pub use registry::{AnyOperation, OPERATIONS};
pub use repository::*;
pub use retention::*;
pub use robot::*;
pub use scan::*;
pub use search::*;
pub use system::*;
pub use user::*;
