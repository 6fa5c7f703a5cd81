//! Several robot accounts at once: what can be done with those that are checked.

mod accounts;
mod bar;
mod rotate;
mod words;

pub use accounts::ChosenRobot;
pub use bar::SeveralActions;
pub use rotate::NewSecretsDialog;
pub use words::SeveralRobots;
