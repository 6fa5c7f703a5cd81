//! Signatures of images: what they say of themselves, and whether they are what they say.
//!
//! Reading a signature proves nothing. Only [`Signature::verify`] does, with a key or certificates that
//! a person gave, and it says of what: that whoever has the key signed this digest. No I/O, no clock.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test fails by panicking"))]

mod certificate;
mod cosign;
mod notation;
mod signature;
mod statement;
mod trust;
mod verify;

pub use signature::{Identity, LogEntry, Signature, Unreadable};
pub use statement::{Provenance, Statement};
pub use trust::{InvalidTrust, Trust};
pub use verify::{NotVerified, Verified};
