//! The members of a project and their roles.

mod add;
mod cells;
mod list;
mod member;
mod role;
mod words;

pub use list::MembersTab;
pub use words::Members;
