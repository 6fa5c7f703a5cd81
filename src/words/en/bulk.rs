//! Changes to many things at once.

use crate::{format::counted, words::shape::Bulk};

pub const BULK: Bulk = Bulk {
    stop: "Stop",
    scan: "Scan",
    scanning: "Starting scans",
    progress: |done, total| format!("{done} of {total}"),
    stopped: |done, left| format!("{done}; stopped, {left} left as they were"),
    partly: |done, total| format!("{done} of {total} done, the others failed"),
    scanned: |count| format!("{} started", counted(count, "scan", "scans")),
};
