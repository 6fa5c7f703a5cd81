//! The client beside servers that answer byte by byte.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;
mod content;
mod sending;
mod sign_in;
