//! How things stand, and what happened.

pub(super) mod absent;
pub(super) mod failure_links;
pub(super) mod failure_words;
pub(super) mod severity;
pub(super) mod state_words;
pub(super) mod toast;
