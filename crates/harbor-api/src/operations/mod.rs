//! All operations, a file per tag of Harbor's description, and the table of them.

mod artifact;
mod auditlog;
mod label;
mod member;
mod metadata;
mod project;
mod quota;
mod registry;
mod repository;
mod scan;
mod search;
mod system;
mod user;

pub use artifact::*;
pub use auditlog::*;
pub use label::*;
pub use member::*;
pub use metadata::*;
pub use project::*;
pub use quota::*;
pub use registry::{AnyOperation, OPERATIONS};
pub use repository::*;
pub use scan::*;
pub use search::*;
pub use system::*;
pub use user::*;
