//! Adding members: people and groups by name, or those of another project.

mod candidates;
mod dialog;
mod from_project;
mod people;
mod run;
mod words;

pub use dialog::AddMembers;
pub use from_project::CopyMembers;
pub use people::avatar;
pub use words::AddMembersWords;
