//! What Harbor computes itself, computed here: which names a pattern means ([`Pattern`]), which regular
//! expressions it refuses ([`expression`]), when a schedule runs ([`Cron`]), and which artifacts a retention policy keeps ([`retention`]).
//!
//! Invariant: no I/O and no clock; compiles for wasm32 and native alike. Patterns and schedules give
//! what Harbor's own libraries gave for the cases in `tests/cases`.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test fails by panicking"))]

pub mod alternatives;
pub mod cron;
pub mod destination;
pub mod expression;
pub mod pattern;
pub mod retention;
pub mod schedule;
pub mod trial;

pub use alternatives::Alternatives;
pub use cron::{Cron, CronError, CronField, FieldError, next_run};
pub use pattern::{BadPattern, Pattern};
pub use schedule::Schedule;
