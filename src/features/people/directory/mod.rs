//! People and groups of a directory (LDAP): found there, and made known to the registry.

mod groups;
mod users;
mod words;

pub use groups::FindGroup;
pub use users::ImportUsers;
pub use words::DirectoryWords;
