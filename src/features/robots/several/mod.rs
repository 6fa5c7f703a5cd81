//! Several robot accounts at once: what can be done with those that are checked.

mod accounts;
mod bar;
mod delete;
mod expiry;
mod rotate;
mod words;

pub use accounts::ChosenRobot;
pub use bar::SeveralActions;
pub use delete::DeleteRobotsDialog;
pub use expiry::ExpiryDialog;
pub use rotate::NewSecretsDialog;
pub use words::SeveralRobots;
