//! What the window asks of a list, and what it is given to draw.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{cell::Cell, condition::Condition};

/// Which way an order is walked. Rows without a value come last both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Ascending,
    Descending,
}

/// An order of rows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sort {
    /// [`crate::Column::id`].
    pub column: String,
    pub direction: Direction,
}

impl Sort {
    /// The least first.
    pub fn ascending(column: &str) -> Self {
        Self {
            column: column.to_owned(),
            direction: Direction::Ascending,
        }
    }

    /// The greatest first.
    pub fn descending(column: &str) -> Self {
        Self {
            column: column.to_owned(),
            direction: Direction::Descending,
        }
    }
}

/// Which rows of a list, in which order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Query {
    /// As typed.
    #[serde(default)]
    pub find: String,
    /// All must hold; of several that say what one value is, one.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    /// Without: as the server gave them.
    #[serde(default)]
    pub sort: Option<Sort>,
    /// Keys of rows whose parts are shown below them.
    #[serde(default)]
    pub expanded: Vec<String>,
    /// Spans of time count back from here.
    pub now: DateTime<Utc>,
}

impl Query {
    /// Everything, as the server gave it.
    pub fn everything(now: DateTime<Utc>) -> Self {
        Self {
            find: String::new(),
            conditions: Vec::new(),
            sort: None,
            expanded: Vec::new(),
            now,
        }
    }
}

/// A line of a table: a row, a part of one, or the head of the rows of a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Tells lines of the list apart: the row's key, or the row's and the part's with a space.
    pub key: String,
    pub checked: bool,
    /// Whether parts can be shown below it.
    pub has_parts: bool,
    pub expanded: bool,
    pub part: Option<PartLine>,
    /// It is the head of a day's rows, and has no cells.
    pub day: Option<DayLine>,
    /// One for each column of the list, in their order.
    pub cells: Vec<Cell>,
}

/// What makes a line the head of a day's rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayLine {
    /// Where the person is; none for rows without a time.
    pub date: Option<NaiveDate>,
    /// Rows of that day that the query leaves.
    pub rows: usize,
}

/// What makes a line a part's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartLine {
    /// The row's key.
    pub of: String,
    pub is_last: bool,
    /// Its own facts are here, beyond what the row says of it.
    pub is_read: bool,
}

/// The condition without which there would be most rows, where none is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Culprit {
    /// Its place among the query's conditions.
    pub condition: usize,
    /// Rows without it.
    pub rows: usize,
}

/// Some lines of a query's outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lines {
    /// Another number after every change of the list's rows.
    pub revision: u64,
    /// Rows that are here.
    pub rows: usize,
    /// Rows that the query leaves.
    pub matched: usize,
    /// `matched`, the parts that are shown, and the heads of days.
    pub count: usize,
    /// Where `lines` begin.
    pub first: usize,
    pub lines: Vec<Line>,
    /// Where the line of the asked key stands.
    pub place: Option<usize>,
    pub culprit: Option<Culprit>,
}
