//! Columns of a list that a further operation fills: quotas of projects, what uses a registry.

use std::collections::HashMap;

use harbor_api::{AnyOperation, DecodeError};

use crate::{cell::Cell, column::Column};

/// A further operation, each of whose items says something of one row. Until it is read, where it
/// can't be, and for rows that it lacks, its columns have no value. Where several items are about one
/// row, their texts are put together; of other values the first one stands.
#[derive(Debug, Clone)]
pub struct Join {
    /// Read page by page, like the list.
    pub operation: AnyOperation,
    /// Only administrators are given an answer: others do not ask.
    pub is_for_administrators: bool,
    /// Only its first page is read: what else there may be is too much for what it says.
    pub is_first_page_only: bool,
    /// The column whose value the items know rows by.
    pub by: &'static str,
    /// The columns that are filled.
    pub fills: &'static [&'static str],
    pub read: fn(&[u8]) -> Result<Vec<Joined>, DecodeError>,
}

/// What an item of the operation says of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The row's value of [`Join::by`].
    pub by: Cell,
    /// One for each of [`Join::fills`].
    pub cells: Vec<Cell>,
}

/// What is known of rows by a [`Join`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownOfRows(HashMap<Cell, Vec<Cell>>);

impl KnownOfRows {
    /// Puts in what was read.
    pub fn take(&mut self, read: Vec<Joined>) {
        for Joined { by, cells } in read {
            let Some(known) = self.0.get_mut(&by) else {
                self.0.insert(by, cells);
                continue;
            };
            for (known, cell) in known.iter_mut().zip(cells) {
                if let (Cell::Texts(known), Cell::Texts(more)) = (known, cell) {
                    known.extend(more);
                }
            }
        }
    }
}

impl Join {
    /// The places of the columns that are filled, among the list's.
    pub fn places(&self, columns: &[Column]) -> Vec<usize> {
        let place = |id: &&str| columns.iter().position(|column| column.id == *id);
        self.fills.iter().filter_map(place).collect()
    }

    /// Fills a row's cells; what is not known has no value.
    pub fn fill(&self, columns: &[Column], known: &KnownOfRows, row: &mut [Cell]) {
        let by = columns.iter().position(|column| column.id == self.by);
        let found = by.and_then(|by| known.0.get(row.get(by)?));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_several_items_are_put_together() {
        let item = |by, text: &str| Joined {
            by: Cell::Number(by),
            cells: vec![Cell::Texts(vec![text.to_owned()]), Cell::Number(by)],
        };
        let mut known = KnownOfRows::default();
        known.take(vec![item(1, "a"), item(2, "b")]);
        known.take(vec![item(1, "c")]);
        let texts = Cell::Texts(vec!["a".to_owned(), "c".to_owned()]);
        assert_eq!(known.0[&Cell::Number(1)], [texts, Cell::Number(1)]);
        assert_eq!(known.0.len(), 2);
    }
}
