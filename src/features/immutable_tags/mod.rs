//! Immutable tags: rules that keep tags from being moved or deleted.

mod declaration;
mod dialog;
mod tab;
mod words;

pub use tab::ImmutableTagsTab;
pub use words::ImmutableTags;
