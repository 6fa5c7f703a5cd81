//! What stands above a table.

pub(super) mod bulk_bar;
pub(super) mod filter_bar;
pub(super) mod filter_words;
pub(super) mod menu;
pub(super) mod page_head;
pub(super) mod quick;
pub(super) mod tools;
pub(super) mod views;
