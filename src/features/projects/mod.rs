//! Projects: the list of them, and the page of one.

mod detail;
mod list;
mod project_words;
mod summary;
mod words;
pub use detail::ProjectPage;
pub use list::ListView;
pub use list::NoMatch;
pub use list::ProjectsPage;
pub use list::Refresh;
pub use list::close_on_escape;
pub use list::inspected;
pub use list::list_view;
pub use list::malformed_of;
pub use list::named_role;
pub use list::role_name;
pub use list::shown_of;
pub use list::stamp;
pub use project_words::Project;
pub use words::Projects;
