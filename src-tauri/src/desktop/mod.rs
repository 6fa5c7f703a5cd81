//! What the desktop around the program does.

pub(super) mod browser;
pub(super) mod clipboard;
pub(super) mod outside;
pub(super) mod save;
pub(super) mod save_dialog;
pub(super) mod secret_copies;
