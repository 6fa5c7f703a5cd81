//! Descriptions of HTTP APIs: Swagger 2 and OpenAPI 3.0 and 3.1, as JSON.
//!
//! Real descriptions break their own rules, so nothing is taken for granted but an object of paths: what
//! can't be read is left out, and costs the rest nothing. No public crate reads both versions; those
//! that read one refuse a document for its first mistake.
//!
//! Invariant: no I/O and no clock. However a document refers to itself, reading it ends, and what comes
//! of it is bounded.

mod document;
mod filled;
mod operation;
mod reading;
mod schema;

pub use document::{Document, NotADescription};
pub use filled::{Filled, Unfit};
pub use operation::{Body, Method, Operation, Parameter, Place};
pub use schema::{Field, Kind, Problem, Schema, is_secret_name};
