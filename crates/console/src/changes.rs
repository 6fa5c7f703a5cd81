//! Which changes at a registry the window may ask for: those that a page offers, and no others.

use harbor_api::{
    Operation, OperationInfo,
    operations::{
        AddLabel, CopyArtifact, CreateImmutableRule, CreateLabel, CreateMember, CreateProject,
        CreateRetention, CreateTag, DeleteArtifact, DeleteImmutableRule, DeleteLabel, DeleteMember,
        DeleteProject, DeleteRegistry, DeleteRepository, DeleteRobot, DeleteTag,
        OperateRetentionExecution, RemoveLabel, ScanArtifact, StopScan, TriggerRetentionExecution,
        UpdateImmutableRule, UpdateLabel, UpdateMember, UpdateProject, UpdateQuota,
        UpdateRepository, UpdateRetention, UpdateRobot, UpdateUserProfile,
    },
};
use pilothouse_protocol::{Failure, FailureCode};

/// The changes that a page offers, by name. A change that is not listed here is refused, whatever
/// the window asks for.
const OFFERED: &[&str] = &[
    AddLabel::INFO.name,
    CopyArtifact::INFO.name,
    CreateImmutableRule::INFO.name,
    CreateLabel::INFO.name,
    CreateMember::INFO.name,
    CreateProject::INFO.name,
    CreateRetention::INFO.name,
    CreateTag::INFO.name,
    DeleteArtifact::INFO.name,
    DeleteImmutableRule::INFO.name,
    DeleteLabel::INFO.name,
    DeleteMember::INFO.name,
    DeleteProject::INFO.name,
    DeleteRegistry::INFO.name,
    DeleteRepository::INFO.name,
    DeleteRobot::INFO.name,
    DeleteTag::INFO.name,
    OperateRetentionExecution::INFO.name,
    RemoveLabel::INFO.name,
    ScanArtifact::INFO.name,
    StopScan::INFO.name,
    TriggerRetentionExecution::INFO.name,
    UpdateImmutableRule::INFO.name,
    UpdateLabel::INFO.name,
    UpdateMember::INFO.name,
    UpdateProject::INFO.name,
    UpdateQuota::INFO.name,
    UpdateRepository::INFO.name,
    UpdateRetention::INFO.name,
    UpdateRobot::INFO.name,
    UpdateUserProfile::INFO.name,
];

/// Lets an operation of the window's pass, or says why not. Reads always pass; `read_only` is what
/// the registry last said of itself.
pub(crate) fn allow(info: &OperationInfo, read_only: Option<bool>) -> Result<(), Failure> {
    if info.method.is_safe() {
        return Ok(());
    }
    if !OFFERED.contains(&info.name) {
        return Err(Failure::new(
            FailureCode::Invalid,
            format!("{} is no change that a page offers.", info.name),
        ));
    }
    allow_writing(read_only)
}

/// Lets a change pass unless the registry said of itself that it is only read.
pub(crate) fn allow_writing(read_only: Option<bool>) -> Result<(), Failure> {
    if read_only == Some(true) {
        return Err(Failure::new(
            FailureCode::Precondition,
            "The registry is in read-only mode: nothing can be changed now.",
        ));
    }
    Ok(())
}

/// The same for whole lists, which are only read.
pub(crate) fn allow_list(info: &OperationInfo) -> Result<(), Failure> {
    if info.method.is_safe() {
        return Ok(());
    }
    Err(Failure::new(
        FailureCode::Invalid,
        format!("{} is no list.", info.name),
    ))
}

#[cfg(test)]
mod tests {
    use harbor_api::OPERATIONS;

    use super::*;

    #[test]
    fn a_change_passes_only_if_a_page_offers_it() {
        let offered = [
            "artifact.add_label",
            "artifact.copy",
            "artifact.delete",
            "artifact.remove_label",
            "endpoint.delete",
            "immutable.create",
            "immutable.delete",
            "immutable.update",
            "label.create",
            "label.delete",
            "label.update",
            "member.create",
            "member.delete",
            "member.update",
            "project.create",
            "project.delete",
            "project.update",
            "quota.update",
            "repository.delete",
            "repository.update",
            "retention.create",
            "retention.execute",
            "retention.stop",
            "retention.update",
            "robot.delete",
            "robot.update",
            "scan.start",
            "scan.stop",
            "tag.create",
            "tag.delete",
            "user.update",
        ];
        for info in OPERATIONS {
            let passes = allow(info, None).is_ok();
            let is_read = info.method.is_safe();
            let expected = is_read || offered.contains(&info.name);
            assert_eq!(passes, expected, "{}", info.name);
            assert_eq!(allow_list(info).is_ok(), is_read, "{}", info.name);
        }
    }

    #[test]
    fn a_read_only_registry_is_read_and_not_changed() {
        for info in OPERATIONS {
            let passes = allow(info, Some(true)).is_ok();
            assert_eq!(passes, info.method.is_safe(), "{}", info.name);
        }
        assert_eq!(allow(&CreateTag::INFO, Some(false)), Ok(()));
        let refused = allow(&CreateTag::INFO, Some(true)).expect_err("read-only");
        assert_eq!(refused.code, FailureCode::Precondition);
    }
}
