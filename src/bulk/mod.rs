//! The same change to many rows: begun here, made in the shell, and told wherever one is.
//!
//! A list's bar shows the run of its own rows; a banner above the page shows any other, and offers to
//! go on with what was stopped or interrupted.

mod acts;
mod banner;
mod checked;
mod delete_named;
mod outcome;
mod progress;
mod runs;
mod words;

pub use acts::{hear, run, start, start_named, start_rows, why_busy, why_no_run};
pub use banner::BulkBanner;
pub use checked::SwitchAndDelete;
pub use delete_named::DeleteNamed;
pub use progress::BulkProgress;
pub use runs::BulkRuns;
pub use words::Bulk;
