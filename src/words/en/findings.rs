//! Vulnerabilities.

use crate::words::shape::Findings;

pub const FINDINGS: Findings = Findings {};
