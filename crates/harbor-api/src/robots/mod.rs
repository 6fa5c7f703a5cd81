//! What there is to know about robot accounts beyond the server's answers: the rule of their names,
//! how long they live, and what their permissions amount to. Both halves of Pilothouse use it.

mod ability;
mod coverage;
mod lifetime;
mod matrix;
mod name;
mod preset;

pub use ability::{Ability, abilities};
pub use coverage::{Coverage, coverage};
pub use lifetime::{Lifetime, TimeLeft, Urgency, day_of_life, days_until};
pub use matrix::{ACTIONS, Group, Matrix, MatrixRow, Selection};
pub use name::{DEFAULT_PREFIX, RobotName, full_name, prefix_of, short_name};
pub use preset::Preset;
