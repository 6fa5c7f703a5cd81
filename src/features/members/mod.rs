//! The members of a project and their roles.

mod add;
mod list;
mod role;
mod words;

pub use list::MembersTab;
pub use words::Members;
