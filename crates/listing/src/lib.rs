//! Lists: what each is made of, declared once for both halves, and the store that holds its rows.
//!
//! The shell reads a list's pages into a [`Store`], column by column, and drops them. The window asks
//! for the rows that it draws ([`Query`], [`Lines`]). Order, filters and export follow from a
//! column's [`ColumnKind`]. Invariant: no I/O, no clock; compiles for wasm32 and native alike.

mod cell;
mod column;
mod condition;
pub mod export;
mod join;
mod listing;
pub mod lists;
mod order;
mod query;
mod source;
mod store;
mod value;
pub mod version;
mod view;

pub use cell::Cell;
pub use column::{Column, ColumnKind, Server};
pub use condition::{Condition, Filterable, Operator, read_conditions, write_conditions};
pub use join::{Join, Joined, KnownOfRows};
pub use listing::{Caller, Facts, Listing, ListingPage, Row};
pub use lists::{ListScope, OwnImage, OwnReports};
pub use query::{Culprit, DayLine, Direction, Line, Lines, PartLine, Query, Sort};
pub use source::{ContentPlace, IntoSource, Source};
pub use store::{Change, RowId, Store};
pub use value::{Problem, Unit, bytes, check, size_parts, span, span_parts};
pub use view::{DayOf, Parts, PartsOf, View, Wanted};
