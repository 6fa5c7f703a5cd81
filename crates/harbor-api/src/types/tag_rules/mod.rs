//! Rules about tags: which stay, and which are not moved.

pub(super) mod immutable;
pub(super) mod retention;
pub(super) mod retention_log;
pub(super) mod tag_rule;
