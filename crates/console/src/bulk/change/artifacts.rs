//! What is changed of artifacts: labels, scans, copies.

use harbor_api::{
    AnyOperation, ArtifactReference,
    operations::{AddLabel, CopyArtifact, RemoveLabel, ScanArtifact, StopScan},
    types::{ArtifactSource, LabelAttachment, ScanKind, ScanRequest},
};
use listing::{ListScope, lists::Artifacts};
use pilothouse_protocol::{BulkChange, Failure};

use super::{invalid_key, not_for_this_list};

/// The repository and the artifact that a key names in a list of artifacts.
pub(super) fn target(
    scope: &ListScope,
    key: &str,
) -> Result<(Artifacts, ArtifactReference), Failure> {
    match scope {
        ListScope::Artifacts(list) => {
            let reference =
                ArtifactReference::parse(key).map_err(|error| invalid_key(key, &error))?;
            Ok((list.clone(), reference))
        }
        ListScope::ProjectArtifacts(list) => list
            .read_key(key)
            .ok_or_else(|| invalid_key(key, &"not an artifact of this list")),
        _ => Err(not_for_this_list()),
    }
}

pub(super) fn operation(
    change: &BulkChange,
    scope: &ListScope,
    key: &str,
) -> Result<AnyOperation, Failure> {
    let (
        Artifacts {
            project: project_name,
            repository: repository_name,
        },
        reference,
    ) = target(scope, key)?;
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
        BulkChange::GenerateSbom => ScanArtifact {
            project_name,
            repository_name,
            reference,
            body: ScanRequest {
                scan_type: ScanKind::Sbom,
            },
        }
        .into(),
        BulkChange::StopScan => StopScan {
            project_name,
            repository_name,
            reference,
            body: ScanRequest::default(),
        }
        .into(),
        BulkChange::Copy {
            project,
            repository,
        } => CopyArtifact {
            project_name: project.clone(),
            repository_name: repository.clone(),
            from: ArtifactSource {
                project: project_name,
                repository: repository_name,
                reference,
            },
        }
        .into(),
        _ => return Err(not_for_this_list()),
    })
}
