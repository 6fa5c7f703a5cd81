//! Lists: a page declares columns, fields and words; the rest is here once.
//!
//! Rows live in the shell. [`List`] asks for the lines that are seen, [`Table`] paints them into rows
//! that exist. Invariants: one question for lines is on its way at most; nothing here is generic over
//! a row's type; no signal and no closure belongs to a row or a cell.

mod action_table;
mod bulk_bar;
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
mod open_row;
mod page;
mod place;
mod pool;
mod row_menu;
mod state_cell;
mod table;
mod tools;
mod view;
mod words;

pub use action_table::ACTIONS;
pub use cell::{CellView, IconMark, LinkCell, MarkedCell, SpanCell, TagsCell, TextCell};
pub use column::Column;
pub use dom::{Attribute, Shown, Text, append, copy_of, element, part, template};
pub use filter_words::Filter;
pub use handle::{List, OpenLists};
pub use inspected::chosen_line;
pub use line::{LineView, Values};
pub use open_row::OpenRow;
pub use page::{ListPage, Refresh, ShownCount, close_on_escape, inspected};
pub use pool::row_id;
pub use state_cell::{State, StateCell, StateWords, Tone};
pub use table::{RouteOf, RowAct, TableOf};
pub use view::{ListBody, ListWords};
pub use words::Table as TableWords;
