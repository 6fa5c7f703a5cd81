//! Which changes at a registry the window may ask for: those that a page offers, and no others.

use harbor_api::{
    ErrorCode, Operation, OperationInfo,
    operations::{
        AddLabel, ChangeJobQueue, CopyArtifact, CreateImmutableRule, CreateLabel, CreateMember,
        CreatePreheatPolicy, CreateProject, CreateReplicationPolicy, CreateRetention, CreateTag,
        CreateUserGroup, DeleteArtifact, DeleteImmutableRule, DeleteLabel, DeleteMember,
        DeletePreheatInstance, DeletePreheatPolicy, DeleteProject, DeleteRegistry,
        DeleteReplicationPolicy, DeleteRepository, DeleteRobot, DeleteScanner, DeleteTag,
        DeleteUser, DeleteUserGroup, DeleteWebhook, ImportLdapUsers, OperateRetentionExecution,
        PingOidc, RemoveLabel, ScanArtifact, SetAdministrator, SetDefaultScanner,
        SetProjectScanner, StartAuditRotation, StartGarbageCollection, StartPreheat,
        StartReplication, StartScanAll, StartScanDataExport, StopAuditRotation,
        StopGarbageCollection, StopJob, StopPreheat, StopReplication, StopScan, StopScanAll,
        TriggerRetentionExecution, UpdateAuditRotationSchedule, UpdateGarbageCollectionSchedule,
        UpdateImmutableRule, UpdateLabel, UpdateMember, UpdatePreheatPolicy, UpdateProject,
        UpdateQuota, UpdateReplicationPolicy, UpdateRepository, UpdateRetention, UpdateRobot,
        UpdateScanAllSchedule, UpdateSystemAllowlist, UpdateUserGroup, UpdateUserProfile,
        UpdateWebhook,
    },
};
use harbor_client::ClientError;
use pilothouse_protocol::{Failure, FailureCode};

/// The changes that a page offers, by name. A change that is not listed here is refused, whatever
/// the window asks for.
const OFFERED: &[&str] = &[
    AddLabel::INFO.name,
    ChangeJobQueue::INFO.name,
    CopyArtifact::INFO.name,
    CreateImmutableRule::INFO.name,
    CreateLabel::INFO.name,
    CreateMember::INFO.name,
    CreatePreheatPolicy::INFO.name,
    CreateProject::INFO.name,
    CreateReplicationPolicy::INFO.name,
    CreateRetention::INFO.name,
    CreateTag::INFO.name,
    CreateUserGroup::INFO.name,
    DeleteArtifact::INFO.name,
    DeleteImmutableRule::INFO.name,
    DeleteLabel::INFO.name,
    DeleteMember::INFO.name,
    DeletePreheatInstance::INFO.name,
    DeletePreheatPolicy::INFO.name,
    DeleteProject::INFO.name,
    DeleteRegistry::INFO.name,
    DeleteReplicationPolicy::INFO.name,
    DeleteRepository::INFO.name,
    DeleteRobot::INFO.name,
    DeleteScanner::INFO.name,
    DeleteTag::INFO.name,
    DeleteUser::INFO.name,
    DeleteUserGroup::INFO.name,
    DeleteWebhook::INFO.name,
    ImportLdapUsers::INFO.name,
    OperateRetentionExecution::INFO.name,
    PingOidc::INFO.name,
    RemoveLabel::INFO.name,
    ScanArtifact::INFO.name,
    SetAdministrator::INFO.name,
    SetDefaultScanner::INFO.name,
    SetProjectScanner::INFO.name,
    StartAuditRotation::INFO.name,
    StartGarbageCollection::INFO.name,
    StartPreheat::INFO.name,
    StartReplication::INFO.name,
    StartScanAll::INFO.name,
    StartScanDataExport::INFO.name,
    StopAuditRotation::INFO.name,
    StopGarbageCollection::INFO.name,
    StopJob::INFO.name,
    StopPreheat::INFO.name,
    StopReplication::INFO.name,
    StopScan::INFO.name,
    StopScanAll::INFO.name,
    TriggerRetentionExecution::INFO.name,
    UpdateAuditRotationSchedule::INFO.name,
    UpdateGarbageCollectionSchedule::INFO.name,
    UpdateImmutableRule::INFO.name,
    UpdateLabel::INFO.name,
    UpdateMember::INFO.name,
    UpdatePreheatPolicy::INFO.name,
    UpdateProject::INFO.name,
    UpdateQuota::INFO.name,
    UpdateReplicationPolicy::INFO.name,
    UpdateRepository::INFO.name,
    UpdateRetention::INFO.name,
    UpdateRobot::INFO.name,
    UpdateScanAllSchedule::INFO.name,
    UpdateSystemAllowlist::INFO.name,
    UpdateUserGroup::INFO.name,
    UpdateUserProfile::INFO.name,
    UpdateWebhook::INFO.name,
];

/// The changes after which others are members of projects, or of others.
const OF_MEMBERSHIPS: &[&str] = &[
    CreateMember::INFO.name,
    CreateProject::INFO.name,
    DeleteMember::INFO.name,
    DeleteProject::INFO.name,
    UpdateMember::INFO.name,
];

/// Whether a change is one of memberships.
pub(crate) fn is_of_memberships(info: &OperationInfo) -> bool {
    OF_MEMBERSHIPS.contains(&info.name)
}

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

/// Whether the outcome of an operation may say that read-only mode began: a change that was refused.
pub(crate) fn may_tell_of_read_only<T>(
    info: &OperationInfo,
    outcome: &Result<T, ClientError>,
) -> bool {
    let is_refused = matches!(outcome, Err(ClientError::Api(error))
        if error.code == ErrorCode::Forbidden);
    is_refused && !info.method.is_safe()
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
            "audit_rotation.start",
            "audit_rotation.stop",
            "audit_rotation.update_schedule",
            "endpoint.delete",
            "export.start",
            "gc.start",
            "gc.stop",
            "gc.update_schedule",
            "group.create",
            "group.delete",
            "group.update",
            "immutable.create",
            "immutable.delete",
            "immutable.update",
            "job.change_queue",
            "job.stop",
            "label.create",
            "label.delete",
            "label.update",
            "ldap.import",
            "member.create",
            "member.delete",
            "member.update",
            "oidc.ping",
            "preheat.create",
            "preheat.delete",
            "preheat.delete_instance",
            "preheat.start",
            "preheat.stop",
            "preheat.update",
            "project.create",
            "project.delete",
            "project.update",
            "quota.update",
            "replication.create",
            "replication.delete",
            "replication.start",
            "replication.stop",
            "replication.update",
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
            "scan_all.start",
            "scan_all.stop",
            "scan_all.update_schedule",
            "scanner.delete",
            "scanner.set_default",
            "scanner.set_for_project",
            "system.update_allowlist",
            "tag.create",
            "tag.delete",
            "user.delete",
            "user.set_administrator",
            "user.update",
            "webhook.delete",
            "webhook.update",
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
