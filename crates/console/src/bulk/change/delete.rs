//! Deleting what a row stands for, in each list where that can be done.

use harbor_api::{
    AnyOperation, ArtifactReference, ImmutableRuleId, LabelId, MemberId, ProjectReference,
    RepositoryName, RobotId,
    operations::{
        DeleteArtifact, DeleteImmutableRule, DeleteLabel, DeleteMember, DeleteRepository,
        DeleteRobot,
    },
};
use listing::{Cell, ListScope};
use pilothouse_protocol::Failure;

use crate::lists::Turn;

use super::{cell, invalid_key, not_for_this_list, texts};

/// The operation that deletes what the row with a key stands for.
pub(super) fn operation(scope: &ListScope, key: &str) -> Result<AnyOperation, Failure> {
    let id = || key.parse::<i64>().map_err(|error| invalid_key(key, &error));
    Ok(match scope {
        ListScope::Artifacts(list) => DeleteArtifact {
            project_name: list.project.clone(),
            repository_name: list.repository.clone(),
            reference: ArtifactReference::parse(key).map_err(|error| invalid_key(key, &error))?,
        }
        .into(),
        ListScope::Repositories(list) => DeleteRepository {
            project_name: list.project.clone(),
            repository_name: RepositoryName::new(key).map_err(|error| invalid_key(key, &error))?,
        }
        .into(),
        ListScope::ProjectLabels(_) => DeleteLabel {
            label_id: LabelId(id()?),
        }
        .into(),
        ListScope::Members(list) => DeleteMember {
            project_name_or_id: ProjectReference::Name(list.project.clone()),
            mid: MemberId(id()?),
        }
        .into(),
        ListScope::ImmutableRules(list) => DeleteImmutableRule {
            project_name_or_id: ProjectReference::Name(list.project.clone()),
            immutable_rule_id: ImmutableRuleId(id()?),
        }
        .into(),
        ListScope::Robots(_) => DeleteRobot {
            robot_id: RobotId(id()?),
        }
        .into(),
        _ => return Err(not_for_this_list()),
    })
}

/// When a row goes. What can't be deleted has no turn, and parts go after what they are parts of:
/// the server refuses them as long as that is there.
pub(super) fn turn(scope: &ListScope, cells: &[Cell]) -> Option<Turn> {
    let ListScope::Artifacts(_) = scope else {
        return Some(Turn::First);
    };
    if !texts(scope, cells, "immutable").is_empty() {
        return None;
    }
    let has_parts = cell(scope, cells, "parts").is_some_and(|parts| *parts != Cell::None);
    Some(if has_parts { Turn::First } else { Turn::Later })
}

/// Whether deleting twice deletes nothing else: numbers and digests are never given again, but a
/// repository of the same name may be another one.
pub(super) fn is_repeatable(scope: &ListScope) -> bool {
    !matches!(scope, ListScope::Repositories(_))
}
