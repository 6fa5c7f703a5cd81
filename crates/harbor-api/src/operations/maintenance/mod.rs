//! Garbage collection, rotation of audit logs, and the job service.

mod audit_rotation;
mod garbage_collection;
mod job_service;

pub use audit_rotation::*;
pub use garbage_collection::*;
pub use job_service::*;
