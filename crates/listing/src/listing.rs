//! The declaration of a list.

use std::collections::BTreeMap;

use harbor_api::{AnyOperation, Decode, DecodeError, Filter, List, Page, Sort, types::Project};
use serde::de::DeserializeOwned;

use crate::{cell::Cell, column::Column, join::Join, source::IntoSource};

/// A list of a server's: what it is read with, and what is kept of each item.
pub trait Listing {
    /// Names the list in settings, exports and the history's entries.
    const ID: &'static str;
    /// What is kept of a row. The first column is the row's key: a text, alone of its kind.
    const COLUMNS: &'static [Column];
    /// Items on the first page: fewer where each costs the server much.
    const FIRST_PAGE: u32 = Page::MAX_SIZE;
    /// Its first page is all of it: what comes after belongs to another list.
    const IS_FIRST_PAGE_ALONE: bool = false;
    /// The column whose sum is told of checked rows, in bytes.
    const SIZE: Option<&'static str> = None;
    /// The column that has a line for each of a row's parts; see [`Listing::part`].
    const PARTS: Option<&'static str> = None;
    /// The column by which a person knows a row, where that is not the key: what copying gives.
    const NAME: Option<&'static str> = None;

    /// A column of times by whose days the rows stand together while they are in its order.
    const DAYS: Option<&'static str> = None;

    type Operation: IntoSource;
    /// What is read of an item: no more than the columns need.
    type Item: DeserializeOwned;

    /// The operation that reads it, filtered and sorted by the server; its page is set by the reader.
    /// One without pages gives the whole list at once.
    fn operation(&self, filter: Filter, sort: Sort) -> Self::Operation;

    /// Reads the items of a body that is more than a list of them, and what it says of the list.
    fn items(body: &[u8]) -> Result<(List<Self::Item>, Facts), DecodeError> {
        Ok((List::decode(body)?, Facts::new()))
    }

    /// The operation that reads one item anew, by its row's key.
    fn item_operation(&self, _key: &str) -> Option<AnyOperation> {
        None
    }

    /// Whether it goes on in each project, by [`Listing::operation_in`].
    fn is_in_projects(&self) -> bool {
        false
    }

    /// The operation that reads what a project has of it; `None` where the caller would be refused.
    fn operation_in(&self, _project: &Project, _caller: Caller) -> Option<Self::Operation> {
        None
    }

    /// Writes into a row what only its project says.
    fn complete(_project: &Project, _row: &mut [Cell]) {}

    /// Further operations, each of which fills some of its columns.
    fn joins(&self) -> Vec<Join> {
        Vec::new()
    }

    /// Writes an item's cells, in the order of the columns.
    fn row(item: &Self::Item, row: &mut Row);

    /// Writes what a row says of one of its parts, in the order of the columns. The first is the
    /// part's own key.
    fn part(_line: &str, _row: &mut Row) {}
}

/// What an answer says of a list as a whole, beside its items.
pub type Facts = BTreeMap<String, Cell>;

/// Who reads a list, as far as what may be read follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// An administrator of the whole server.
    Administrator,
    /// Anybody else; what a project says of their role decides.
    Member,
    /// A robot account or the like, of which no project tells a role.
    Program,
}

/// A row that is being written: one cell for each column, in their order.
#[derive(Debug, Default)]
pub struct Row {
    cells: Vec<Cell>,
    /// The ids of the columns written, to find a declaration that is out of step.
    columns: &'static [Column],
}

impl Row {
    pub fn new(columns: &'static [Column]) -> Self {
        Self {
            cells: Vec::with_capacity(columns.len()),
            columns,
        }
    }

    fn push(&mut self, id: &str, cell: Cell) {
        debug_assert_eq!(
            self.columns.get(self.cells.len()).map(|column| column.id),
            Some(id),
            "cells are written in the order of the columns"
        );
        self.cells.push(cell);
    }

    /// An empty text is no value.
    pub fn text(&mut self, id: &str, text: impl Into<String>) -> &mut Self {
        let text = text.into();
        let cell = if text.is_empty() {
            Cell::None
        } else {
            Cell::Text(text)
        };
        self.push(id, cell);
        self
    }

    pub fn texts<T: Into<String>>(
        &mut self,
        id: &str,
        texts: impl IntoIterator<Item = T>,
    ) -> &mut Self {
        let texts: Vec<String> = texts.into_iter().map(Into::into).collect();
        let cell = if texts.is_empty() {
            Cell::None
        } else {
            Cell::Texts(texts)
        };
        self.push(id, cell);
        self
    }

    pub fn number(&mut self, id: &str, number: impl Into<Option<i64>>) -> &mut Self {
        let cell = number.into().map_or(Cell::None, Cell::Number);
        self.push(id, cell);
        self
    }

    /// As microseconds since 1970.
    pub fn time(&mut self, id: &str, time: Option<chrono::DateTime<chrono::Utc>>) -> &mut Self {
        self.number(id, time.map(|time| time.timestamp_micros()))
    }

    pub fn yes_or_no(&mut self, id: &str, yes: bool) -> &mut Self {
        self.text(id, if yes { "yes" } else { "no" })
    }

    /// `None` where nothing was counted.
    pub fn counts(&mut self, id: &str, counts: Option<Vec<i64>>) -> &mut Self {
        self.push(id, counts.map_or(Cell::None, Cell::Numbers));
        self
    }

    /// The cells; columns that were not written have none.
    pub fn into_cells(mut self) -> Vec<Cell> {
        self.cells.resize(self.columns.len(), Cell::None);
        self.cells
    }
}

/// A page of a list, as rows.
#[derive(Debug, Default)]
pub struct ListingPage {
    pub rows: Vec<Vec<Cell>>,
    /// Items that could not be read.
    pub malformed: usize,
    pub facts: Facts,
}

impl ListingPage {
    /// Reads a page's body.
    pub fn read<L: Listing>(body: &[u8]) -> Result<Self, DecodeError> {
        let (list, facts) = L::items(body)?;
        let mut page = Self {
            facts,
            ..Self::default()
        };
        for item in &list.items {
            match item {
                Ok(item) => page.rows.push(row_of::<L>(item)),
                Err(_) => page.malformed += 1,
            }
        }
        Ok(page)
    }
}

/// The row of an item.
pub(crate) fn row_of<L: Listing>(item: &L::Item) -> Vec<Cell> {
    let mut row = Row::new(L::COLUMNS);
    L::row(item, &mut row);
    row.into_cells()
}

/// The row of an answer that is one item.
pub(crate) fn read_item<L: Listing>(body: &[u8]) -> Result<Vec<Cell>, DecodeError> {
    let item = serde_json::from_slice(body).map_err(|error| DecodeError::new(&error, body))?;
    Ok(row_of::<L>(&item))
}
