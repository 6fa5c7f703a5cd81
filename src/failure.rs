//! What went wrong, in the window's language.
//!
//! The shell's own words are English; a place that shows a failure takes its words from here, never
//! from the failure itself. What is copied as details stays English.

use pilothouse_protocol::Failure;

use crate::words::words;

/// What failed and why.
pub fn failure_message(failure: &Failure) -> String {
    words().failures.message(failure)
}

/// What to do about it.
pub fn failure_hint(failure: &Failure) -> Option<String> {
    Some(words().failures.hint(failure)).filter(|hint| !hint.is_empty())
}

/// Both, one behind the other.
pub fn failure_reason(failure: &Failure) -> String {
    let message = failure_message(failure);
    match failure_hint(failure) {
        Some(hint) => format!("{message} {hint}"),
        None => message,
    }
}
