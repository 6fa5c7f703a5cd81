//! Lists of what an artifact holds.

pub mod findings;
pub mod findings_sarif;
pub mod fixes;
pub mod layer_files;
pub mod packages;
