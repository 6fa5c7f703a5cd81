//! Lists: a page declares columns, fields and words; the rest is here once.
//!
//! Rows live in the shell. [`List`] asks for the lines that are seen, [`Table`] paints them into rows
//! that exist. Invariants: one question for lines is on its way at most; nothing here is generic over
//! a row's type; no signal and no closure belongs to a row or a cell.

mod action_table;
mod bars;
mod footer;
mod handle;
mod head;
mod inspector;
mod keys;
mod layout;
mod page;
mod place;
mod rows;
mod table;
mod view;
mod words;

pub use action_table::ACTIONS;
pub use bars::filter_words::Filter;
pub use bars::page_head::{NewButton, PageHead};
pub use bars::quick::QuickFilter;
pub use bars::tools::ExportButton;
pub use bars::views::Views;
pub use footer::{HowFar, Unreadable, is_doubtful};
pub use handle::{List, OpenLists};
pub use inspector::{
    DeleteButton, DeleteChecked, EditButton, EditedList, RowDeed, RowMenu, chosen_line,
    use_delete_checked,
};
pub use page::{ListPage, OnRequest, Refresh, ShownCount, close_on_escape, inspected};
pub use rows::avatar::Avatar;
pub use rows::cell::{CellView, IconMark, LinkCell, MarkedCell, SpanCell, TagsCell, TextCell};
pub use rows::column::Column;
pub use rows::day::TimeOfDayCell;
pub use rows::dom::{Attribute, Shown, Text, append, copy_of, element, part, template};
pub use rows::line::{LineView, Values};
pub use rows::open_row::OpenRow;
pub use rows::pool::row_id;
pub use rows::state_cell::{State, StateCell, StateWords, Tone};
pub use table::{RouteOf, RowAct, TableOf};
pub use view::{ListBody, ListWords};
pub use words::Table as TableWords;
