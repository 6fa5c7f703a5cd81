//! What rows are drawn with.

pub(super) mod avatar;
pub(super) mod cell;
pub(super) mod checks;
pub(super) mod column;
pub(super) mod day;
pub(super) mod dom;
pub(super) mod line;
pub(super) mod open_row;
pub(super) mod pool;
pub(super) mod row_menu;
pub(super) mod state_cell;
