//! Lists: a page declares columns, fields and words; the rest is here once.
//!
//! Rows live in the shell. [`List`] asks for the lines that are seen, [`Table`] paints them into rows
//! that exist. Invariants: one question for lines is on its way at most; nothing here is generic over
//! a row's type; no signal and no closure belongs to a row or a cell.

mod bulk_bar;
mod bulk_words;
mod cell;
mod checks;
mod column;
mod dom;
mod filter_bar;
mod filter_words;
mod footer;
mod handle;
mod head;
mod inspected;
mod keys;
mod layout;
mod line;
mod menu;
mod place;
mod pool;
mod row_menu;
mod table;
mod tools;
mod view;
mod words;

pub use bulk_words::Bulk;
pub use cell::{CellView, IconMark, TagsCell, TextCell};
pub use checks::check_box;
pub use column::Column;
pub use dom::{Attribute, Shown, Text, append, copy_of, element, part, template};
pub use filter_bar::FilterBar;
pub use filter_words::Filter;
pub use handle::{List, OpenLists};
pub use head::{Edge, width_of};
pub use inspected::chosen_line;
pub use layout::KeptLayout;
pub use line::{LineView, Values};
pub use menu::{Item, Menu as MenuAt};
pub use pool::{ROW, row_id};
pub use row_menu::in_window;
pub use table::{RouteOf, TableOf, placeholders};
pub use view::{ListBody, ListWords};
pub use words::Table as TableWords;
