//! The settings of a whole Harbor (`/configurations`): what each takes, what a change of one means,
//! and files of them that can be compared.

mod change;
mod consequence;
mod fault;
mod file;
mod setting;

pub use change::{Change, Conflict, NewValue, changes, conflicts, setting_values};
pub use consequence::{Consequence, Session, consequences};
pub use fault::{Fault, faults};
pub use file::{Difference, SettingsFile, Unreadable, compare};
pub use setting::{Group, Kind, SETTINGS, Setting, SettingKey, setting, shown};
