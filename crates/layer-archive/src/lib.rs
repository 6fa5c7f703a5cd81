//! The files of an image's layer, read while the layer streams by: nothing is kept but the entry that
//! is being read.
//!
//! Layers come from strangers. Whatever an archive says, reading it needs little memory and ends in an
//! error or a result: headers, paths, entries and unpacked bytes are limited, and nothing in an archive
//! chooses where something is written.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test fails by panicking"))]

mod compression;
mod entry;
mod limits;
mod reading;

pub use compression::Compression;
pub use entry::{Entry, EntryKind, Whiteout};
pub use limits::Limits;
pub use reading::{ArchiveError, Found, Totals, extract, list};
