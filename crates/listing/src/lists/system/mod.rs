//! Lists of the whole server, for its administrators.

pub mod endpoints;
pub mod job_service;
pub mod maintenance;

pub use endpoints::Endpoints;
pub use job_service::{JobQueues, Schedules, Workers};
pub use maintenance::{AuditRotations, GarbageCollections};
