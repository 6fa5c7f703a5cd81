//! What a bulk change is for one row: the operation, what its answer means, and what a row shows
//! after it.

use harbor_api::{
    AnyOperation, ArtifactReference, ErrorCode,
    operations::{AddLabel, RemoveLabel, ScanArtifact, StopScan},
    types::{LabelAttachment, ScanRequest},
};
use harbor_client::{ClientError, RawReply};
use listing::{
    Cell, ListScope,
    lists::{
        Artifacts,
        artifacts::{self, is_scan_under_way},
    },
};
use pilothouse_protocol::{BulkChange, BulkResult, Failure, FailureCode};

/// What an answer means for a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The row's result.
    Row(BulkResult),
    /// Nothing was changed, and the next row would fare no better.
    Halt,
}

/// The list of artifacts that a run is about; its changes are theirs.
fn artifacts(scope: &ListScope) -> Result<&Artifacts, Failure> {
    #[allow(
        irrefutable_let_patterns,
        reason = "it holds for however many lists there are"
    )]
    let ListScope::Artifacts(artifacts) = scope else {
        return Err(Failure::new(
            FailureCode::Invalid,
            "This change is none for the rows of this list.",
        ));
    };
    Ok(artifacts)
}

/// The operation that makes a change to the row with a key.
pub(super) fn operation(
    change: &BulkChange,
    scope: &ListScope,
    key: &str,
) -> Result<AnyOperation, Failure> {
    let artifacts = artifacts(scope)?;
    let reference = ArtifactReference::parse(key)
        .map_err(|error| Failure::new(FailureCode::Invalid, format!("{key}: {error}.")))?;
    let project_name = artifacts.project.clone();
    let repository_name = artifacts.repository.clone();
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
    })
}

/// The operation that reads the row with a key.
pub(super) fn read(scope: &ListScope, key: &str) -> Option<AnyOperation> {
    let reference = ArtifactReference::parse(key).ok()?;
    Some(artifacts(scope).ok()?.one(reference).into())
}

/// Whether a change is one for a row: a scan that is under way is not begun.
pub(super) fn applies(change: &BulkChange, scope: &ListScope, cells: &[Cell]) -> bool {
    match change {
        // What a row says of its labels are names; two labels may have the same.
        BulkChange::AddLabel { .. } => true,
        BulkChange::RemoveLabel { label } => {
            texts(scope, cells, "label").is_some_and(|labels| labels.contains(&label.name))
        }
        BulkChange::Scan => scan(scope, cells).is_some_and(|state| !is_scan_under_way(state)),
        BulkChange::StopScan => scan(scope, cells).is_some_and(is_scan_under_way),
    }
}

/// Whether it does no harm to do it twice.
pub(super) fn is_repeatable(change: &BulkChange) -> bool {
    match change {
        BulkChange::AddLabel { .. } | BulkChange::RemoveLabel { .. } => true,
        BulkChange::Scan | BulkChange::StopScan => false,
    }
}

/// The change that takes another back.
pub(super) fn inverse(change: &BulkChange) -> Option<BulkChange> {
    match change {
        BulkChange::AddLabel { label } => Some(BulkChange::RemoveLabel {
            label: label.clone(),
        }),
        BulkChange::RemoveLabel { label } => Some(BulkChange::AddLabel {
            label: label.clone(),
        }),
        BulkChange::Scan | BulkChange::StopScan => None,
    }
}

/// What an answer to a change means.
pub(super) fn verdict(change: &BulkChange, outcome: &Result<RawReply, ClientError>) -> Verdict {
    let error = match outcome {
        Ok(_) => return Verdict::Row(BulkResult::Changed),
        Err(error) => error,
    };
    match error {
        ClientError::Api(error) => match (change, error.code) {
            // The label is on; a scan is under way.
            (BulkChange::AddLabel { .. } | BulkChange::Scan, ErrorCode::Conflict)
            // The label is not on.
            | (BulkChange::RemoveLabel { .. }, ErrorCode::NotFound)
            // No scan is under way.
            | (BulkChange::StopScan, ErrorCode::BadRequest) => {
                Verdict::Row(BulkResult::Unchanged)
            }
            (_, ErrorCode::Unauthorized) => Verdict::Halt,
            _ => Verdict::Row(BulkResult::Failed),
        },
        ClientError::TimedOut { .. }
        | ClientError::CutOff { .. }
        | ClientError::Decode { .. }
        | ClientError::TooLarge { .. }
        | ClientError::Cancelled => Verdict::Row(BulkResult::Unknown),
        // It is about this row's address or arguments.
        ClientError::EncodedSlashRefused { .. }
        | ClientError::InvalidRequest(_)
        | ClientError::EndlessList { .. } => Verdict::Row(BulkResult::Failed),
        ClientError::SessionExpired { .. }
        | ClientError::Unreachable(_)
        | ClientError::Certificate(_)
        | ClientError::NotEncrypted
        | ClientError::Tls { .. }
        | ClientError::PlainHttpNotAllowed
        | ClientError::Redirect { .. }
        | ClientError::NotHarbor { .. }
        | ClientError::ProviderUnavailable { .. }
        | ClientError::ProviderRefused(_)
        | ClientError::ProviderAnswer(_)
        | ClientError::HeaderTooLarge { .. }
        | ClientError::Setup(_) => Verdict::Halt,
    }
}

/// What a row shows after a change, where that is known without asking the server.
pub(super) fn changed_row(
    change: &BulkChange,
    scope: &ListScope,
    mut cells: Vec<Cell>,
) -> Option<Vec<Cell>> {
    artifacts(scope).ok()?;
    match change {
        BulkChange::AddLabel { label } => {
            artifacts::add_label(&mut cells, &label.name, &label.color);
        }
        BulkChange::RemoveLabel { label } => {
            artifacts::remove_label(&mut cells, &label.name, &label.color);
        }
        BulkChange::Scan | BulkChange::StopScan => return None,
    }
    Some(cells)
}

fn cell<'a>(scope: &ListScope, cells: &'a [Cell], column: &str) -> Option<&'a Cell> {
    let at = scope.columns().iter().position(|known| known.id == column);
    cells.get(at?)
}

fn texts<'a>(scope: &ListScope, cells: &'a [Cell], column: &str) -> Option<&'a [String]> {
    cell(scope, cells, column).map(Cell::texts)
}

fn scan<'a>(scope: &ListScope, cells: &'a [Cell]) -> Option<&'a str> {
    cell(scope, cells, "scan").and_then(Cell::text)
}
