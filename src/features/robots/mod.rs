//! Robot accounts: the list of them, what each can do, making and changing them, and their secrets.

mod cells;
mod change;
mod declaration;
mod delete;
mod edit;
mod grants;
mod inspector;
mod lifetime;
mod list;
mod new;
mod permissions;
mod recipes;
mod renew;
mod secret;
mod several;
mod summary;
mod words;

pub use list::{RobotsPage, RobotsTab};
pub use several::SeveralRobots;
pub use words::Robots;
