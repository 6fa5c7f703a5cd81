//! What a robot account can be given, in Harbor's order: resource and action.

/// In a project.
pub(crate) const PROJECT: &str = "\
    log:list project:read project:delete project:update metadata:read metadata:create \
    metadata:delete metadata:list metadata:update repository:read repository:update \
    repository:delete repository:list repository:pull repository:push artifact:read \
    artifact:create artifact:list artifact:delete scan:create scan:read scan:stop sbom:create \
    sbom:stop sbom:read tag:create tag:list tag:delete accessory:list artifact-addition:read \
    artifact-label:create artifact-label:delete scanner:create scanner:read \
    preheat-policy:read preheat-policy:create preheat-policy:delete preheat-policy:list \
    preheat-policy:update immutable-tag:create immutable-tag:delete immutable-tag:list \
    immutable-tag:update notification-policy:read notification-policy:create \
    notification-policy:delete notification-policy:list notification-policy:update \
    tag-retention:read tag-retention:create tag-retention:delete tag-retention:list \
    tag-retention:update label:read label:create label:delete label:list label:update \
    quota:read robot:create robot:read robot:list robot:delete export-cve:create \
    export-cve:read member:create member:read member:update member:list member:delete";

/// In the system.
pub(crate) const SYSTEM: &str = "\
    audit-log:list preheat-instance:read preheat-instance:create preheat-instance:delete \
    preheat-instance:list preheat-instance:update project:list project:create \
    replication-policy:read replication-policy:create replication-policy:delete \
    replication-policy:list replication-policy:update replication:read replication:create \
    replication:list replication-adapter:list registry:read registry:create registry:delete \
    registry:list registry:update scan-all:read scan-all:update scan-all:stop scan-all:create \
    system-volumes:read garbage-collection:read garbage-collection:create \
    garbage-collection:list garbage-collection:update garbage-collection:stop purge-audit:read \
    purge-audit:create purge-audit:list purge-audit:update purge-audit:stop \
    jobservice-monitor:list jobservice-monitor:stop scanner:read scanner:create scanner:delete \
    scanner:list scanner:update label:read label:create label:delete label:update \
    security-hub:read security-hub:list catalog:read quota:read quota:list robot:create \
    robot:read robot:list robot:delete user:create user:read user:update user:list user:delete \
    ldap-user:create ldap-user:list quota:update user-group:create user-group:read \
    user-group:update user-group:list user-group:delete";
