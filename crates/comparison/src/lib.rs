//! What differs between two artifacts, and which one came before another. Invariant: no I/O, no clock; compiles for wasm32 and native
//! alike.
//!
//! The first one is the older, or what is compared with; the second is looked at.

mod before;
mod findings;
mod layers;
mod packages;
mod platforms;
mod settings;

pub use before::{KnownTag, TagBefore, tag_before};
pub use findings::{FindingChanges, Found, compare_findings, findings_of};
pub use layers::{Layer, LayerChanges, compare_layers};
pub use packages::{Package, PackageChanges, VersionChange, compare_packages};
pub use platforms::{AtPlatform, common_platforms};
pub use settings::{SettingChange, compare_settings};
