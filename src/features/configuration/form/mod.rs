//! The form: what is typed of the settings, and a row for each.

mod banner;
mod directory_steps;
mod draft;
mod events;
mod provider;
mod provider_steps;
mod quota;
mod row;
mod setting_words;
mod steps;

pub use directory_steps::DirectoryStepWords;
pub use draft::SettingsForm;
pub use provider_steps::ProviderStepWords;
pub use row::Settings;
pub use setting_words::{SettingWords, mode_words, setting_label, value_words};
