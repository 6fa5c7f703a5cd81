//! What a bulk change is for one row: the operation, what its answer means, and what a row shows
//! after it.

mod artifacts;
mod delete;

use std::fmt;

use harbor_api::{AnyOperation, ErrorCode};
use harbor_client::{ClientError, RawReply};
use listing::{
    Cell, ListScope,
    lists::{
        Artifacts,
        artifacts::{self as listed, is_scan_under_way},
    },
};
use pilothouse_protocol::{BulkChange, BulkResult, Failure, FailureCode};

use crate::lists::{RowAfter, Turn};

/// What an answer means for a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The row's result.
    Row(BulkResult),
    /// Nothing was changed, and the next row would fare no better.
    Halt,
}

/// The list has no such change.
fn not_for_this_list() -> Failure {
    Failure::new(
        FailureCode::Invalid,
        "The rows of this list can't be changed in this way.",
    )
}

fn invalid_key(key: &str, error: &dyn fmt::Display) -> Failure {
    Failure::new(FailureCode::Invalid, format!("{key}: {error}."))
}

/// The list of artifacts that a run is about; labels and scans are theirs.
fn artifacts_of(scope: &ListScope) -> Result<&Artifacts, Failure> {
    match scope {
        ListScope::Artifacts(artifacts) => Ok(artifacts),
        _ => Err(not_for_this_list()),
    }
}

/// The operation that makes a change to the row with a key.
pub(super) fn operation(
    change: &BulkChange,
    scope: &ListScope,
    key: &str,
) -> Result<AnyOperation, Failure> {
    match change {
        BulkChange::Delete => delete::operation(scope, key),
        BulkChange::AddLabel { .. }
        | BulkChange::RemoveLabel { .. }
        | BulkChange::Scan
        | BulkChange::StopScan => artifacts::operation(change, artifacts_of(scope)?, key),
    }
}

/// When a row is changed. Never if the change is none for it: a scan that is under way is not begun.
pub(super) fn turn(change: &BulkChange, scope: &ListScope, cells: &[Cell]) -> Option<Turn> {
    let applies = match change {
        BulkChange::Delete => return delete::turn(scope, cells),
        // What a row says of its labels are names; two labels may have the same.
        BulkChange::AddLabel { .. } => true,
        BulkChange::RemoveLabel { label } => texts(scope, cells, "label").contains(&label.name),
        BulkChange::Scan => scan(scope, cells).is_some_and(|state| !is_scan_under_way(state)),
        BulkChange::StopScan => scan(scope, cells).is_some_and(is_scan_under_way),
    };
    applies.then_some(Turn::First)
}

/// Whether it does no harm to do it twice.
pub(super) fn is_repeatable(change: &BulkChange, scope: &ListScope) -> bool {
    match change {
        BulkChange::AddLabel { .. } | BulkChange::RemoveLabel { .. } => true,
        BulkChange::Scan | BulkChange::StopScan => false,
        BulkChange::Delete => delete::is_repeatable(scope),
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
        BulkChange::Scan | BulkChange::StopScan | BulkChange::Delete => None,
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
            // The label is not on; it is gone.
            | (BulkChange::RemoveLabel { .. } | BulkChange::Delete, ErrorCode::NotFound)
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
        | ClientError::WrongContent { .. }
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

/// What a row shows after a change that went well.
pub(super) fn changed_row(
    change: &BulkChange,
    scope: &ListScope,
    result: BulkResult,
    mut cells: Vec<Cell>,
) -> RowAfter {
    match change {
        BulkChange::Delete => return RowAfter::Gone,
        // What was so before is otherwise than the row says.
        _ if result != BulkResult::Changed => return RowAfter::NotKnown,
        BulkChange::AddLabel { label } if artifacts_of(scope).is_ok() => {
            listed::add_label(&mut cells, &label.name, &label.color);
        }
        BulkChange::RemoveLabel { label } if artifacts_of(scope).is_ok() => {
            listed::remove_label(&mut cells, &label.name, &label.color);
        }
        _ => return RowAfter::NotKnown,
    }
    RowAfter::Cells(cells)
}

fn cell<'a>(scope: &ListScope, cells: &'a [Cell], column: &str) -> Option<&'a Cell> {
    let at = scope.columns().iter().position(|known| known.id == column);
    cells.get(at?)
}

fn texts<'a>(scope: &ListScope, cells: &'a [Cell], column: &str) -> &'a [String] {
    cell(scope, cells, column).map_or(&[], Cell::texts)
}

fn scan<'a>(scope: &ListScope, cells: &'a [Cell]) -> Option<&'a str> {
    cell(scope, cells, "scan").and_then(Cell::text)
}
