//! The artifacts of a repository.

use harbor_api::types::Severity;

super::area! {
    /// The artifacts of a repository.
    Repository {
        texts {
            find, the_artifacts, artifact, empty_title, empty_text, copy_push, copy_digests,
            artifact_column, tags, pulled,
            expand, collapse,
            none_found, not_scanned, scan_queued, scanning, scan_stopped, scan_failed,
            copy_pull, open, never_pulled, no_tags, labels,
        }
        says {
            shown(shown: usize, total: usize),
            table(project: &str, repository: &str),
            number(number: usize),
            of_severity(number: i64, severity: Severity),
        }
    }
}
