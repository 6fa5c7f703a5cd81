//! Harbor API v2.0 without I/O.
//!
//! Each of Harbor's operations that Pilothouse uses is one struct here ([`operations`]); it says
//! method, path, query, headers, body and reply once, and every other room reads that: the client
//! sends any [`Operation`], the window names one, the shell decodes it to the same struct.
//!
//! Invariant: no async, no network, no clock. The crate compiles for wasm32 and native alike.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test fails by panicking"))]

pub mod api;
pub mod capabilities;
pub mod error;
pub mod image_reference;
pub mod names;
pub mod operation;
mod operation_needs;
pub mod operations;
pub mod password;
pub mod robots;
mod role_permissions;
pub mod types;
pub mod web_page;
pub mod wire;

pub use api::{Api, Authorization, ContentMismatch, Harbor};
pub use capabilities::{Capabilities, Feature};
pub use error::{ApiError, DecodeError, ErrorCode};
pub use image_reference::{ImageReference, NotRewritten, ProxyCache, Rewritten};
pub use names::{
    ArtifactReference, CveId, Digest, ExecutionId, ImmutableRuleId, InvalidName, JobId, LabelId,
    MemberId, MetadataName, PreheatName, ProjectId, ProjectName, ProjectReference, QuotaId,
    RegistryId, ReplicationPolicyId, ReportId, RepositoryName, RetentionExecutionId, RetentionId,
    RetentionTaskId, RobotId, ScannerId, TagName, TaskId, UserGroupId, UserId, WebhookPolicyId,
    WorkerPoolId,
};
pub use operation::{
    InvalidOperation, Method, Operation, OperationInfo, Registered, Request, TableOperation,
};
pub use operation_needs::{Need, need};
pub use operations::{AnyOperation, OPERATIONS};
pub use password::PasswordRule;
pub use robots::RobotName;
pub use wire::page::{Page, Total};
pub use wire::query::{Direction, Filter, Sort, Term};
pub use wire::reply::{Decode, List, Malformed, Text};
pub use wire::{encode, page, query, reply, time};
