//! Lists of what an artifact holds.

pub mod findings;
pub mod findings_sarif;
pub mod fixes;
pub mod layer_files;
pub mod own_findings;
pub mod own_reports;
pub mod packages;
pub mod vendor_scores;
