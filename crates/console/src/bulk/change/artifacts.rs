//! What is changed of artifacts: labels and scans.

use harbor_api::{
    AnyOperation, ArtifactReference,
    operations::{AddLabel, RemoveLabel, ScanArtifact, StopScan},
    types::{LabelAttachment, ScanRequest},
};
use listing::lists::Artifacts;
use pilothouse_protocol::{BulkChange, Failure};

use super::{invalid_key, not_for_this_list};

pub(super) fn operation(
    change: &BulkChange,
    list: &Artifacts,
    key: &str,
) -> Result<AnyOperation, Failure> {
    let reference = ArtifactReference::parse(key).map_err(|error| invalid_key(key, &error))?;
    let project_name = list.project.clone();
    let repository_name = list.repository.clone();
    Ok(match change {
        BulkChange::AddLabel { label } => AddLabel {
            project_name,
            repository_name,
            reference,
            body: LabelAttachment { id: label.id },
        }
        .into(),
        BulkChange::RemoveLabel { label } => RemoveLabel {
            project_name,
            repository_name,
            reference,
            label_id: label.id,
        }
        .into(),
        BulkChange::Scan => ScanArtifact {
            project_name,
            repository_name,
            reference,
            body: ScanRequest::default(),
        }
        .into(),
        BulkChange::StopScan => StopScan {
            project_name,
            repository_name,
            reference,
            body: ScanRequest::default(),
        }
        .into(),
        BulkChange::Delete => return Err(not_for_this_list()),
    })
}
