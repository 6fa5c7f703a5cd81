//! What went wrong, by its code.

use crate::words::shape::Failures;

/// The shell speaks English.
pub const FAILURES: Failures = Failures {
    message: |failure| failure.message.clone(),
    hint: |failure| failure.hint.clone().unwrap_or_default(),
};
