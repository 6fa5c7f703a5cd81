//! The Model Registry Service's API, without I/O: a service beside a Harbor that registers Harbor's
//! projects under tenants and follows the models in them.
//!
//! Little of it is published: the four changes in [`operations`](SaveTenant). Lists are found in the
//! service's own description of itself ([`Description`]), and what they hold is read leniently, in
//! snake and in camel case. Invariants: no async, no network, no clock; it compiles for wasm32 and
//! native alike.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test fails by panicking"))]

mod address;
mod api;
mod description;
mod lenient;
mod list_request;
mod names;
mod operations;
mod token;
mod types;

pub use address::{BaseAddress, InvalidBaseAddress};
pub use api::ModelRegistry;
pub use description::{
    Description, NotADescription, Subject, description_addresses, document_root,
};
pub use list_request::{ListOperation, ListRequest, Scope};
pub use names::{InvalidProjectName, RegisteredName, check_project_name};
pub use operations::{
    AnyOperation, CreateProject, ModelName, OPERATIONS, ProjectKey, RefreshModel, RegisterProject,
    SaveTenant, TenantSaved,
};
pub use token::expires_at;
pub use types::{Listed, Model, NewTenant, ProjectDraft, RegisteredProject, Tenant};
