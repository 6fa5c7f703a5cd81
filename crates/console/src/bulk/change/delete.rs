//! Deleting what a row stands for, in each list where that can be done.

use harbor_api::{
    AnyOperation, ImmutableRuleId, LabelId, MemberId, PreheatName, ProjectReference,
    RepositoryName, RobotId, WebhookPolicyId,
    operations::{
        DeleteArtifact, DeleteImmutableRule, DeleteLabel, DeleteMember, DeletePreheatPolicy,
        DeleteRepository, DeleteRobot, DeleteTag, DeleteWebhook,
    },
};
use listing::{Cell, ListScope};
use pilothouse_protocol::Failure;

use crate::lists::Turn;

use super::{artifacts, cell, invalid_key, not_for_this_list, tags, texts};

/// The operation that deletes what the row with a key stands for.
pub(super) fn operation(scope: &ListScope, key: &str) -> Result<AnyOperation, Failure> {
    let id = || key.parse::<i64>().map_err(|error| invalid_key(key, &error));
    Ok(match scope {
        ListScope::Artifacts(_) | ListScope::ProjectArtifacts(_) => {
            let (list, reference) = artifacts::target(scope, key)?;
            DeleteArtifact {
                project_name: list.project,
                repository_name: list.repository,
                reference,
            }
            .into()
        }
        ListScope::RepositoryTags(list) => {
            let (tag_name, reference) = tags::target(key)?;
            DeleteTag {
                project_name: list.project.clone(),
                repository_name: list.repository.clone(),
                reference,
                tag_name,
            }
            .into()
        }
        ListScope::Repositories(list) => DeleteRepository {
            project_name: list.project.clone(),
            repository_name: RepositoryName::new(key).map_err(|error| invalid_key(key, &error))?,
        }
        .into(),
        ListScope::ProjectLabels(_) | ListScope::RegistryLabels(_) => DeleteLabel {
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
        ListScope::Webhooks(list) => DeleteWebhook {
            project_name_or_id: ProjectReference::Name(list.project.clone()),
            webhook_policy_id: WebhookPolicyId(id()?),
        }
        .into(),
        ListScope::PreheatPolicies(list) => DeletePreheatPolicy {
            project_name: list.project.clone(),
            preheat_policy_name: PreheatName::new(key).map_err(|error| invalid_key(key, &error))?,
        }
        .into(),
        _ => return Err(not_for_this_list()),
    })
}

/// When a row goes. What can't be deleted has no turn, and parts go after what they are parts of:
/// the server refuses them as long as that is there.
pub(super) fn turn(scope: &ListScope, cells: &[Cell]) -> Option<Turn> {
    let (ListScope::Artifacts(_) | ListScope::ProjectArtifacts(_)) = scope else {
        let is_frozen = matches!(scope, ListScope::RepositoryTags(_))
            && cell(scope, cells, "immutable").and_then(Cell::text) != Some("no");
        return (!is_frozen).then_some(Turn::First);
    };
    if !texts(scope, cells, "immutable").is_empty() {
        return None;
    }
    let has_parts = cell(scope, cells, "parts").is_some_and(|parts| *parts != Cell::None);
    Some(if has_parts { Turn::First } else { Turn::Later })
}

/// Whether deleting twice deletes nothing else: numbers and digests are never given again, but a
/// repository or a policy of the same name may be another one.
pub(super) fn is_repeatable(scope: &ListScope) -> bool {
    !matches!(
        scope,
        ListScope::Repositories(_) | ListScope::PreheatPolicies(_)
    )
}
