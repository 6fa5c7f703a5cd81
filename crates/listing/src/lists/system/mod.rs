//! Lists of the whole server, for its administrators.

pub mod endpoints;
pub mod job_service;
pub mod maintenance;
pub mod people;
pub mod quotas;
pub mod replication;
pub mod scanners;
pub mod vulnerabilities;

pub use endpoints::Endpoints;
pub use job_service::{JobQueues, Schedules, Workers};
pub use maintenance::{AuditRotations, GarbageCollections};
pub use people::{UserGroups, Users};
pub use quotas::Quotas;
pub use replication::{NewestReplicationRuns, ReplicationRules, ReplicationRuns, ReplicationTasks};
pub use scanners::Scanners;
pub use vulnerabilities::Vulnerabilities;
