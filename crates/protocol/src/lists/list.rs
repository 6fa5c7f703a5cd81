//! Lists: opened, read, and drawn some lines at a time.
//!
//! Rows live in the shell. The window opens a list, has it read, and asks for the lines that it
//! draws whenever what is looked for or the list's revision changes.

use std::ops::Range;

use chrono::{DateTime, Utc};
use listing::{Facts, ListScope, Query};
use serde::{Deserialize, Serialize};

use crate::{connection::ConnectionId, failure::Failure};

/// Names an open list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ListId(pub u64);

/// See [`crate::Command::OpenList`]. A list that was open before has its rows at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenList {
    pub connection: ConnectionId,
    pub scope: ListScope,
}

/// The list that a command is for: by its id, or by what it lists while that is not known yet. What
/// [`OpenList`] opens need not be waited for then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListTarget {
    Id(ListId),
    Listing(OpenList),
}

impl From<ListId> for ListTarget {
    fn from(id: ListId) -> Self {
        Self::Id(id)
    }
}

impl From<OpenList> for ListTarget {
    fn from(listing: OpenList) -> Self {
        Self::Listing(listing)
    }
}

/// How far a list is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListState {
    pub list: ListId,
    /// Another number after every change of its rows.
    pub revision: u64,
    /// Rows that are here.
    pub rows: usize,
    /// Rows that there are at the server; absent where nobody knows.
    pub total: Option<u64>,
    /// Items that could not be read.
    pub malformed: usize,
    /// It has been read to its end, at least once.
    pub whole: bool,
    /// It is being read.
    pub reading: bool,
    /// Why reading ended early. What is here stays; [`ReadFrom::WhereItEnded`] goes on.
    pub failure: Option<Failure>,
    /// When rows came last.
    pub at: Option<DateTime<Utc>>,
    /// What the server says of the list as a whole.
    #[serde(default)]
    pub facts: Facts,
    /// How many projects have been read, for a list that goes on in each.
    pub projects: Option<ProjectsRead>,
    /// How much of the content has come, for a list that is read from a layer.
    #[serde(default)]
    pub content: Option<ContentRead>,
}

/// Bytes of content that have come, as the registry keeps them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentRead {
    pub read: u64,
    pub all: Option<u64>,
}

/// Projects that a list has been read from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectsRead {
    pub read: usize,
    /// Those that let nobody look, of those read.
    pub refused: usize,
    /// All that are to be read.
    pub all: usize,
}

/// Where reading begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadFrom {
    /// Everything anew; rows that are gone go when the end is reached.
    Start,
    /// At the page that could not be read.
    WhereItEnded,
    /// Of a list that the server gives newest first: page by page until one has a row that is here.
    /// Rows that are gone are not noticed. One that is not whole yet is read from its start.
    Newest,
}

/// See [`crate::Command::ReadList`]. Lasts until the list is read; cancelling it leaves what is here.
/// [`crate::Event::List`] tells how far it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadList {
    pub list: ListTarget,
    pub from: ReadFrom,
    /// A list that was read to its end since then is new enough: it is left as it is.
    pub unless_since: Option<DateTime<Utc>>,
    /// Nobody asked for it just now: it does not prolong the session.
    pub background: bool,
}

impl ReadList {
    /// As somebody asks for it.
    pub fn new(list: impl Into<ListTarget>, from: ReadFrom) -> Self {
        Self {
            list: list.into(),
            from,
            unless_since: None,
            background: false,
        }
    }
}

/// See [`crate::Command::ReadMatching`]. Does nothing for a list that is whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadMatching {
    pub list: ListId,
    pub query: Query,
}

/// See [`crate::Command::QueryList`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QueryList {
    pub list: ListTarget,
    /// Not answered before rows are here, or it is known that none will come: the first look at a
    /// list that is being read, or is about to be.
    pub waits: bool,
    pub query: Query,
    /// The first line to draw, and how many.
    pub first: usize,
    pub count: usize,
    /// A line whose place is wanted, by its key.
    pub place_of: Option<String>,
}

impl QueryList {
    /// Asks for some lines of what is here now.
    pub fn new(list: impl Into<ListTarget>, query: Query, lines: Range<usize>) -> Self {
        Self {
            list: list.into(),
            waits: false,
            query,
            first: lines.start,
            count: lines.len(),
            place_of: None,
        }
    }
}

/// See [`crate::Command::ListValues`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListValues {
    pub list: ListId,
    /// [`listing::Column::id`].
    pub column: String,
}

/// Values that occur, in order; some hundreds at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurring {
    pub values: Vec<String>,
}

/// See [`crate::Command::CountValues`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountValues {
    pub list: ListId,
    /// [`listing::Column::id`].
    pub columns: Vec<String>,
}

/// How many rows have which value, of each column that was asked for. Of a column with very many
/// values the most frequent are named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueCounts {
    pub columns: Vec<ColumnCounts>,
}

/// How many rows have which value in a column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnCounts {
    /// Values that there are.
    pub distinct: usize,
    /// The most frequent first.
    pub rows: Vec<(String, usize)>,
}

/// See [`crate::Command::CheckRows`]. Parts of rows can't be checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckRows {
    pub list: ListId,
    /// What is shown; [`Check::Lines`] and [`Check::All`] mean its lines.
    pub query: Query,
    pub check: Check,
}

/// What is checked, or no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Nothing changes; the answer says what is checked.
    Look,
    /// A row, by its key.
    Row { key: String, on: bool },
    /// From one line to another, both included.
    Lines { from: usize, to: usize, on: bool },
    /// All that are shown.
    All { on: bool },
    /// These and no others, by their keys.
    Only { keys: Vec<String> },
}

/// What is checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Rows, shown or not.
    pub rows: usize,
    /// Rows of them that are shown.
    pub shown: usize,
    /// Bytes of those that are shown, where the list's rows have a size.
    pub bytes: Option<i64>,
    /// All that are shown are checked.
    pub all: bool,
}

/// See [`crate::Command::CheckedRows`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckedRows {
    pub list: ListId,
    pub query: Query,
}

/// The checked rows that are shown, in their order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowsChecked {
    pub rows: Vec<CheckedRow>,
}

/// A checked row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckedRow {
    pub key: String,
    /// One for each column of the list, as a line has them.
    pub cells: Vec<listing::Cell>,
}

/// See [`crate::Command::ReadRow`]. A row that is gone at the server is gone from the list then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadRow {
    pub list: ListId,
    /// The row's key.
    pub key: String,
}

/// See [`crate::Command::WholeRow`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WholeRow {
    pub list: ListId,
    /// The row's key.
    pub key: String,
}

/// All that is known of a row, long texts too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowCells {
    /// One for each column of the list; none if the row is gone.
    pub cells: Option<Vec<listing::Cell>>,
}

/// See [`crate::Command::ReadParts`]. Ends when what can be read of them is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadParts {
    pub list: ListId,
    /// The row's key.
    pub key: String,
}

/// See [`crate::Command::ExportList`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportList {
    pub list: ListId,
    pub query: Query,
    /// Only rows that are checked.
    pub only_checked: bool,
    pub format: ExportFormat,
    /// Columns by their ids, each with the head that a person reads.
    pub columns: Vec<(String, String)>,
}

/// A format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    Csv,
    Json,
    /// SARIF 2.1.0, of findings only; with all that it says, whichever columns are named.
    Sarif,
}

/// What differs in the packages of two open lists: of bills of materials, or of findings, which name
/// only packages that something was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparePackages {
    pub before: ListId,
    pub after: ListId,
}

/// See [`crate::Command::FindTagBefore`]. All tags count that the list has read so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindTagBefore {
    pub list: ListId,
    /// The key of the tag's row.
    pub key: String,
}

/// See [`crate::Command::ListFixes`]. Of an open list of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListFixes {
    pub list: ListId,
}

/// See [`crate::Command::MarkAllowed`]. Of an open list of findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkAllowed {
    pub list: ListId,
    /// The ids on the allowlist that holds; none takes the marks away.
    pub allowed: Vec<String>,
}

/// See [`crate::Command::MarkStopping`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkStopping {
    pub list: ListId,
    /// The rows; all where none are named.
    pub keys: Option<Vec<String>>,
    /// Not where asking failed.
    pub is_stopping: bool,
}

/// The packages of a report, those first in which raising mends most.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fixes {
    pub packages: Vec<listing::lists::PackageFix>,
}

/// See [`crate::Command::CloseList`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseList {
    pub list: ListId,
}
