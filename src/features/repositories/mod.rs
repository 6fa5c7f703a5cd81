//! The repositories of a project.

mod description;
mod description_words;
mod list;
mod push_commands;
mod words;

pub use description::DescriptionTab;
pub use description_words::Description;
pub use list::RepositoriesTab;
pub use push_commands::PushCommands;
pub use words::Repositories;
