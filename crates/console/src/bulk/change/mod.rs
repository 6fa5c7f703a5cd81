//! What a bulk change is for one row: the operation, what its answer means, and what a row shows
//! after it.

mod artifacts;
mod delete;
mod enabled;
mod memberships;
mod robots;
mod tags;

use std::fmt;

use harbor_api::{
    AnyOperation, ErrorCode, MemberId, ProjectName, ProjectReference,
    operations::UpdateMember,
    types::{Role, RoleChange},
};
use harbor_client::{ClientError, RawReply};
use listing::{
    Cell, ListScope,
    lists::artifacts::{self as listed, is_scan_under_way},
};
use pilothouse_protocol::{BulkChange, BulkResult, BulkRow, Failure, FailureCode};

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
pub(super) fn not_for_this_list() -> Failure {
    Failure::new(
        FailureCode::Invalid,
        "The rows of this list can't be changed in this way.",
    )
}

fn invalid_key(key: &str, error: &dyn fmt::Display) -> Failure {
    Failure::new(FailureCode::Invalid, format!("{key}: {error}."))
}

/// Whether the rows of a list are artifacts.
pub(super) fn is_of_artifacts(scope: &ListScope) -> bool {
    matches!(
        scope,
        ListScope::Artifacts(_) | ListScope::ProjectArtifacts(_)
    )
}

/// What is read before the row with a key is changed, where a change needs to know what is there.
pub(super) fn reading(
    change: &BulkChange,
    scope: &ListScope,
    BulkRow { key, name }: &BulkRow,
) -> Result<Option<AnyOperation>, Failure> {
    match change {
        BulkChange::SetEnabled { .. } => enabled::reading(scope, key).map(Some),
        BulkChange::SetExpiry { .. } => robots::reading(scope, key).map(Some),
        BulkChange::AddToProject { project, .. }
        | BulkChange::RemoveFromProject { project, .. } => {
            memberships::reading(scope, project, name).map(Some)
        }
        _ => Ok(None),
    }
}

/// The operation that makes a change to the row with a key; `read` is what was read before. None if
/// it is so already.
pub(super) fn operation(
    change: &BulkChange,
    scope: &ListScope,
    key: &str,
    read: &[u8],
) -> Result<Option<AnyOperation>, Failure> {
    match change {
        BulkChange::SetEnabled { .. } => enabled::operation(change, scope, key, read),
        BulkChange::SetExpiry { .. } => robots::operation(change, key, read),
        BulkChange::AddToProject { project, role } => {
            memberships::add(scope, key, project, *role, read)
        }
        BulkChange::RemoveFromProject { project, role } => {
            memberships::remove(scope, key, project, *role, read)
        }
        _ => unread_operation(change, scope, key).map(Some),
    }
}

/// The operation of a change that needs nothing read.
fn unread_operation(
    change: &BulkChange,
    scope: &ListScope,
    key: &str,
) -> Result<AnyOperation, Failure> {
    match change {
        BulkChange::SetRole { role } => set_role(scope, key, *role),
        BulkChange::SetEnabled { .. }
        | BulkChange::SetExpiry { .. }
        | BulkChange::AddToProject { .. }
        | BulkChange::RemoveFromProject { .. } => Err(not_for_this_list()),
        BulkChange::Delete => delete::operation(scope, key),
        BulkChange::AddLabel { .. }
        | BulkChange::RemoveLabel { .. }
        | BulkChange::Scan
        | BulkChange::GenerateSbom
        | BulkChange::StopScan
        | BulkChange::Copy { .. } => artifacts::operation(change, scope, key),
        BulkChange::PutTagsBack => tags::put_back(scope, key),
    }
}

fn set_role(scope: &ListScope, key: &str, role: Role) -> Result<AnyOperation, Failure> {
    let ListScope::Members(list) = scope else {
        return Err(not_for_this_list());
    };
    let mid = key.parse().map_err(|error| invalid_key(key, &error))?;
    Ok(UpdateMember {
        project_name_or_id: ProjectReference::Name(list.project.clone()),
        mid: MemberId(mid),
        body: RoleChange { role_id: role },
    }
    .into())
}

/// When a row is changed. Never if the change is none for it: a scan that is under way is not begun.
pub(super) fn turn(change: &BulkChange, scope: &ListScope, cells: &[Cell]) -> Option<Turn> {
    let applies = match change {
        BulkChange::Delete => return delete::turn(scope, cells),
        // What a row says of its labels are names; two labels may have the same.
        BulkChange::AddLabel { .. } => true,
        BulkChange::RemoveLabel { label } => texts(scope, cells, "label").contains(&label.name),
        BulkChange::Scan => scan(scope, cells).is_some_and(|state| !is_scan_under_way(state)),
        // What can be scanned can have one; whether one is being made the server knows.
        BulkChange::GenerateSbom => scan(scope, cells).is_some(),
        BulkChange::StopScan => scan(scope, cells).is_some_and(is_scan_under_way),
        BulkChange::Copy { .. } => true,
        // Whether somebody is a member the project says.
        BulkChange::AddToProject { .. } | BulkChange::RemoveFromProject { .. } => true,
        // The rows of tags that are gone are gone, too.
        BulkChange::PutTagsBack => false,
        BulkChange::SetRole { role } => {
            cell(scope, cells, "role").and_then(Cell::text) != Some(role.as_str())
        }
        BulkChange::SetEnabled { .. } => enabled::applies(change, scope, cells),
        BulkChange::SetExpiry { .. } => robots::applies(change, scope, cells),
    };
    applies.then_some(Turn::First)
}

/// Whether it does no harm to do it twice.
pub(super) fn is_repeatable(change: &BulkChange, scope: &ListScope) -> bool {
    match change {
        BulkChange::AddLabel { .. }
        | BulkChange::RemoveLabel { .. }
        | BulkChange::Copy { .. }
        | BulkChange::PutTagsBack
        | BulkChange::SetRole { .. }
        | BulkChange::AddToProject { .. }
        | BulkChange::RemoveFromProject { .. }
        | BulkChange::SetEnabled { .. }
        | BulkChange::SetExpiry { .. } => true,
        BulkChange::Scan | BulkChange::GenerateSbom | BulkChange::StopScan => false,
        BulkChange::Delete => delete::is_repeatable(scope),
    }
}

/// The change that takes another back.
pub(super) fn inverse(change: &BulkChange, scope: &ListScope) -> Option<BulkChange> {
    match change {
        BulkChange::AddLabel { label } => Some(BulkChange::RemoveLabel {
            label: label.clone(),
        }),
        BulkChange::RemoveLabel { label } => Some(BulkChange::AddLabel {
            label: label.clone(),
        }),
        BulkChange::Delete => {
            matches!(scope, ListScope::RepositoryTags(_)).then_some(BulkChange::PutTagsBack)
        }
        BulkChange::SetEnabled { enabled } => Some(BulkChange::SetEnabled { enabled: !enabled }),
        BulkChange::AddToProject { project, role } => Some(BulkChange::RemoveFromProject {
            project: project.clone(),
            role: *role,
        }),
        // What a row was before, nobody knows any longer.
        BulkChange::SetRole { .. } | BulkChange::SetExpiry { .. } => None,
        BulkChange::Scan
        | BulkChange::GenerateSbom
        | BulkChange::StopScan
        | BulkChange::Copy { .. }
        | BulkChange::RemoveFromProject { .. }
        | BulkChange::PutTagsBack => None,
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
            (
                BulkChange::AddLabel { .. } | BulkChange::Scan | BulkChange::GenerateSbom,
                ErrorCode::Conflict,
            )
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

/// The project whose members are others after a change.
pub(super) fn project_of_members<'a>(
    change: &'a BulkChange,
    scope: &'a ListScope,
) -> Option<&'a ProjectName> {
    match (change, scope) {
        (BulkChange::AddToProject { project, .. }, _)
        | (BulkChange::RemoveFromProject { project, .. }, _) => Some(project),
        (_, ListScope::Members(members)) => Some(&members.project),
        _ => None,
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
        // What is copied stays as it is, and a user is the same in whatever projects.
        BulkChange::Copy { .. }
        | BulkChange::AddToProject { .. }
        | BulkChange::RemoveFromProject { .. } => {}
        // What was so before is otherwise than the row says.
        _ if result != BulkResult::Changed => return RowAfter::NotKnown,
        BulkChange::AddLabel { label } => {
            listed::add_label(scope.columns(), &mut cells, &label.name, &label.color);
        }
        BulkChange::RemoveLabel { label } => {
            listed::remove_label(scope.columns(), &mut cells, &label.name, &label.color);
        }
        BulkChange::Scan
        | BulkChange::GenerateSbom
        | BulkChange::StopScan
        | BulkChange::PutTagsBack => {
            return RowAfter::NotKnown;
        }
        BulkChange::SetRole { role } => set(scope, &mut cells, "role", role.as_str()),
        BulkChange::SetEnabled { enabled } => {
            let (column, state) = enabled::shown(scope, *enabled);
            set(scope, &mut cells, column, state);
        }
        // The day is the server's to say.
        BulkChange::SetExpiry { .. } => return RowAfter::NotKnown,
    }
    RowAfter::Cells(cells)
}

pub(super) fn cell<'a>(scope: &ListScope, cells: &'a [Cell], column: &str) -> Option<&'a Cell> {
    let at = scope.columns().iter().position(|known| known.id == column);
    cells.get(at?)
}

fn set(scope: &ListScope, cells: &mut [Cell], column: &str, text: &str) {
    let at = scope.columns().iter().position(|known| known.id == column);
    if let Some(cell) = at.and_then(|at| cells.get_mut(at)) {
        *cell = Cell::Text(text.to_owned());
    }
}

pub(super) fn texts<'a>(scope: &ListScope, cells: &'a [Cell], column: &str) -> &'a [String] {
    cell(scope, cells, column).map_or(&[], Cell::texts)
}

fn scan<'a>(scope: &ListScope, cells: &'a [Cell]) -> Option<&'a str> {
    cell(scope, cells, "scan").and_then(Cell::text)
}
