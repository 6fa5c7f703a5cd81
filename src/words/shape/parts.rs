//! Components that stand on every page.

use harbor_api::types::Severity;

super::area! {
    /// Components that stand on every page.
    Parts {
        texts {
            close, cancel, undo, retry, try_again,
            copied, not_copied, not_copied_why, copy_details,
            messages, nothing_to_choose, close_inspector, close_tip,
            other_clients, images_only, images_and_sif_only, linux_only, charts_only, library_chart,
            no_file_names, name_by, tag, digest, reference,
            not_scanned, queued, scanning, scan_stopped, scan_failed, no_scan_result,
            none_found,
        }
        says {
            in_seconds(seconds: u32),
            scanned_so_far(percent: u8),
            severity(severity: Severity),
            of_severity(number: i64, severity: Severity),
        }
    }
}
