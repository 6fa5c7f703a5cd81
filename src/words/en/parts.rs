//! Components that stand on every page.

use crate::{format::count, words::shape::Parts};

pub const PARTS: Parts = Parts {
    close: "Close",
    cancel: "Cancel",
    undo: "Undo",
    retry: "Retry",
    try_again: "Try again",
    copied: "Copied",
    not_copied: "Not copied",
    not_copied_why: "Not copied: the clipboard can't be reached",
    copy_details: "Copy details",
    messages: "Messages",
    nothing_to_choose: "Nothing to choose",
    close_inspector: "Close inspector",
    close_tip: "Close (Esc)",
    other_clients: "Other clients",
    images_only: "For container images only",
    images_and_sif_only: "For container images and SIF only",
    linux_only: "For Linux only",
    charts_only: "For charts only",
    library_chart: "A library chart can't be installed by itself",
    no_file_names: "Would leave out content without a file name",
    name_by: "Name by",
    tag: "Tag",
    digest: "Digest",
    reference: "Reference",
    not_scanned: "Not scanned",
    queued: "Queued",
    scanning: "Scanning",
    scan_stopped: "Scan stopped",
    scan_failed: "Scan failed",
    no_scan_result: "No scan result",
    none_found: "None found",
    in_seconds: |seconds| format!("in {seconds} s"),
    scanned_so_far: |percent| format!("Scanning, {percent} %"),
    severity: |severity| severity.as_str().to_owned(),
    of_severity: |number, severity| {
        let word = severity.as_str().to_lowercase();
        format!("{} {word}", count(number))
    },
};
