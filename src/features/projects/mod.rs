//! Projects: the list of them, and the page of one.

mod amounts;
mod cells;
mod create;
mod delete;
mod delete_words;
mod detail;
mod facts;
mod list;
mod log;
mod log_words;
mod policies;
mod project_words;
mod proxy;
mod quota;
mod summary;
mod words;

pub use create::NewProjectWords;
pub use delete_words::DeleteProjectWords;
pub use detail::ProjectPage;
pub use facts::{named_role, role_name};
pub use list::ProjectsPage;
pub use log_words::ProjectLogWords;
pub use policies::PolicyWords;
pub use project_words::Project;
pub use proxy::ThroughCache;
pub use words::Projects;
