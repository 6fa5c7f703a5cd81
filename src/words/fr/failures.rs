//! What went wrong, by its code.

use crate::words::shape::Failures;

pub const FAILURES: Failures = Failures {};
