//! Tag retention: rules as sentences, tried on the project's own artifacts, dry runs and runs.

mod decisions;
mod outcome;
mod policy;
mod rule_dialog;
mod rules;
mod run_dialog;
mod runs;
mod schedule;
mod sentence;
mod tab;
mod trial;
mod words;

pub use tab::RetentionTab;
pub use trial::{SelectorField, TrialView, pattern_problem, selector};
pub use words::Retention;
