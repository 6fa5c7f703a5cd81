//! Exports of what scanners found in a project, as a file.

mod dialog;
mod form;
mod jobs;
mod words;

pub use dialog::CveExportDialog;
pub use words::CveExport as CveExportWords;

use crate::permissions::Rights;

/// Whether the account may have one made.
pub fn may_export(rights: &Rights) -> bool {
    rights.may("export-cve", "create")
}
