//! What is beside a list: the details of its chosen row.

mod chosen;
mod deeds;
mod edited;
mod held_focus;

pub use chosen::{chosen_line, whole_line};
pub use deeds::{DeleteButton, DeleteChecked, EditButton, RowDeed, RowMenu, use_delete_checked};
pub use edited::EditedList;
pub use held_focus::HeldFocus;
