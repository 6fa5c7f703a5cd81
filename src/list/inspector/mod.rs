//! What is beside a list: the details of its chosen row.

mod chosen;
mod held_focus;

pub use chosen::{chosen_line, whole_line};
pub use held_focus::HeldFocus;
