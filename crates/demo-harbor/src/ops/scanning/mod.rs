//! Scanners, scans and what they found.

pub(crate) mod exports;
pub(crate) mod scan_all;
pub(crate) mod scanners;
pub(crate) mod scans;
pub(crate) mod security;
