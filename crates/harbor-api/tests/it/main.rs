//! The operations and types, beside the facts and recordings of a real Harbor.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod accessories;
mod contract;
mod decode;
mod encoding;
mod image_reference;
mod kinds;
mod names;
mod types;
