//! Projects: the list of them, and the page of one.

mod cells;
mod detail;
mod facts;
mod list;
mod project_words;
mod summary;
mod words;

pub use detail::ProjectPage;
pub use facts::{named_role, role_name};
pub use list::ProjectsPage;
pub use project_words::Project;
pub use words::Projects;
