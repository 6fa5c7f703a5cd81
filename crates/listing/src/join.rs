//! Columns of a list that a second operation fills: quotas of projects.

use std::collections::HashMap;

use harbor_api::{AnyOperation, DecodeError};

use crate::{cell::Cell, column::Column};

/// A second operation, each of whose items says something of one row. Until it is read, where it
/// can't be, and for rows that it lacks, its columns have no value.
#[derive(Debug, Clone)]
pub struct Join {
    /// Read page by page, like the list.
    pub operation: AnyOperation,
    /// Only administrators are given an answer: others do not ask.
    pub is_for_administrators: bool,
    /// Only its first page is read: what else there may be is too much for what it says.
    pub is_first_page_only: bool,
    /// The column whose value the items know rows by. Of several items for one row the first counts.
    pub by: &'static str,
    /// The columns that are filled.
    pub fills: &'static [&'static str],
    pub read: fn(&[u8]) -> Result<Vec<Joined>, DecodeError>,
}

/// What an item of the second operation says of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The row's value of [`Join::by`].
    pub by: Cell,
    /// One for each of [`Join::fills`].
    pub cells: Vec<Cell>,
}

impl Join {
    /// The places of the columns that are filled, among the list's.
    pub fn places(&self, columns: &[Column]) -> Vec<usize> {
        let place = |id: &&str| columns.iter().position(|column| column.id == *id);
        self.fills.iter().filter_map(place).collect()
    }

    /// Fills a row's cells; what is not known has no value.
    pub fn fill(&self, columns: &[Column], known: &HashMap<Cell, Vec<Cell>>, row: &mut [Cell]) {
        let by = columns.iter().position(|column| column.id == self.by);
        let found = by.and_then(|by| known.get(row.get(by)?));
        for (at, place) in self.places(columns).into_iter().enumerate() {
            if let Some(cell) = row.get_mut(place) {
                *cell = found
                    .and_then(|found| found.get(at))
                    .cloned()
                    .unwrap_or_default();
            }
        }
    }
}
