//! Lists, and the same change to many of their rows.

pub(super) mod bulk;
pub(super) mod bulk_preview;
pub(super) mod list;
pub(super) mod retention;
