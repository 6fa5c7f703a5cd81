//! Bills of materials: what an image is made of, as scanners and builders write it down.
//!
//! SPDX 2.x and CycloneDX, as JSON: by themselves, as the predicate of an in-toto statement, or in the
//! signed envelope of one. Only what is shown of a package is read, and leniently: one strange value
//! costs itself and nothing else. No I/O; compiles for wasm32 and native alike.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test fails by panicking"))]

mod cyclone_dx;
mod document;
mod lenient;
mod license;
mod spdx;

pub use document::{Document, Format, NotASbom, Package};
