//! The artifacts of a repository.

use crate::{
    format::{count, counted},
    words::shape::Repository,
};

fn number(number: usize) -> String {
    count(i64::try_from(number).unwrap_or(i64::MAX))
}

pub const REPOSITORY: Repository = Repository {
    find: "Find tag, digest or label",
    the_artifacts: "the artifacts",
    artifact: "artifact",
    empty_title: "No artifacts",
    empty_text: "What is pushed to this repository appears here.",
    copy_push: "Copy push command",
    copy_digests: "Copy digests",
    artifact_column: "Artifact",
    tags: "Tags",
    pulled: "Pulled",
    expand: "Expand",
    collapse: "Collapse",
    none_found: "none found",
    not_scanned: "not scanned",
    scan_queued: "queued",
    scanning: "scanning",
    scan_stopped: "stopped",
    scan_failed: "failed",
    copy_pull: "Copy pull command",
    open: "Open",
    never_pulled: "never",
    no_tags: "None",
    labels: "Labels",
    shown: |shown, total| {
        if shown == total {
            format!("{} artifacts", number(total))
        } else {
            format!("{} of {} artifacts", number(shown), number(total))
        }
    },
    table: |project, repository| format!("Artifacts in {project}/{repository}"),
    number: |number| counted(number, "artifact", "artifacts"),
    of_severity: |number, severity| format!("{number} {}", severity.as_str().to_lowercase()),
};
