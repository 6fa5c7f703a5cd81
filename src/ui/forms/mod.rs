//! What forms are made of.

pub(super) mod dialog;
pub(super) mod dialog_form;
pub(super) mod field;
pub(super) mod file_drop;
pub(super) mod form_buttons;
pub(super) mod form_failure;
pub(super) mod save;
pub(super) mod saving;
pub(super) mod sentence;
pub(super) mod trial;
pub(super) mod value_menu;
pub(super) mod writing_words;
