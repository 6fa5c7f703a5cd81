//! Checked rows of a list.

use fixedbitset::FixedBitSet;
use listing::{Cell, Query, RowId};
use pilothouse_protocol::{
    BulkRow, Check, CheckRows, Checked, CheckedRow, CheckedRows, Failure, RowsChecked,
};

use crate::{
    console::{Console, locked},
    lists::{Inner, OpenedList, Owner},
};

/// When a row is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    First,
    /// After all the first ones.
    Later,
}

/// Rows by their turns.
#[derive(Debug, Default)]
pub(crate) struct InTurn {
    pub(crate) first: Vec<BulkRow>,
    pub(crate) later: Vec<BulkRow>,
}

/// A row after a change.
pub(crate) enum RowAfter {
    Cells(Vec<Cell>),
    Gone,
    /// The server is to be asked.
    NotKnown,
}

impl Inner {
    /// The rows that a query leaves, in its order.
    pub(super) fn shown(&mut self, list: &OpenedList, query: &Query) -> &[RowId] {
        self.view.rows(&mut self.store, query, list.scope.parts())
    }

    fn remove(&mut self, key: &str) {
        if self.store.remove(key) {
            self.total = self.total.map(|total| total.saturating_sub(1));
        }
    }

    fn set(&mut self, row: RowId, on: bool) {
        self.checked.grow(self.store.capacity());
        self.checked.set(row as usize, on);
    }

    /// The checked rows that are shown, in their order.
    pub(super) fn checked_of(&mut self, list: &OpenedList, query: &Query) -> Vec<RowId> {
        let rows = self.view.rows(&mut self.store, query, list.scope.parts());
        let is_checked = |row: &RowId| self.checked.contains(*row as usize);
        rows.iter().copied().filter(is_checked).collect()
    }

    fn checked(&mut self, list: &OpenedList, query: &Query) -> Checked {
        self.checked.grow(self.store.capacity());
        // What is gone is no longer checked.
        self.checked.intersect_with(self.store.live_rows());
        let shown = self.checked_of(list, query);
        let all = self.shown(list, query).len();
        Checked {
            rows: self.checked.count_ones(..),
            shown: shown.len(),
            bytes: list
                .scope
                .size()
                .map(|column| self.store.sum(column, shown.iter().copied())),
            all: all > 0 && shown.len() == all,
        }
    }
}

impl OpenedList {
    /// The checked rows that are shown and have a turn, each turn's as they are shown; none if the
    /// rows are another account's.
    pub(crate) fn checked_in_turn(
        &self,
        owner: &Owner,
        query: &Query,
        turn: impl Fn(&[Cell]) -> Option<Turn>,
    ) -> InTurn {
        let inner = &mut *locked(&self.inner);
        let mut in_turn = InTurn::default();
        if inner.owner.as_ref() != Some(owner) {
            return in_turn;
        }
        let name = inner.store.column(self.scope.name());
        let rows = inner.checked_of(self, query).into_iter();
        let cells = rows.map(|row| inner.store.cells(row));
        for cells in cells {
            let (Some(turn), Some(key)) = (turn(&cells), cells.first().and_then(Cell::text)) else {
                continue;
            };
            let name = name.and_then(|column| cells.get(column)?.text());
            let row = BulkRow {
                key: key.to_owned(),
                name: name.unwrap_or(key).to_owned(),
            };
            match turn {
                Turn::First => in_turn.first.push(row),
                Turn::Later => in_turn.later.push(row),
            }
        }
        in_turn
    }

    /// Shows a row as it is after a change, and no longer checked. Whether the list knows enough for
    /// that by itself.
    pub(crate) fn row_was_changed(
        &self,
        owner: &Owner,
        key: &str,
        changed: impl FnOnce(Vec<Cell>) -> RowAfter,
    ) -> bool {
        let inner = &mut *locked(&self.inner);
        let row = inner.store.find(key);
        let Some(row) = row.filter(|_| inner.owner.as_ref() == Some(owner)) else {
            // There is nothing to show.
            return true;
        };
        if inner.checked.contains(row as usize) {
            inner.checked.set(row as usize, false);
            inner.changes += 1;
        }
        match changed(inner.store.cells(row)) {
            RowAfter::Cells(cells) => {
                inner.store.patch(&cells);
            }
            RowAfter::Gone => inner.remove(key),
            RowAfter::NotKnown => return false,
        }
        true
    }

    /// Puts in what the server says of a row that is here; nothing: it is gone.
    pub(crate) fn put_row(&self, owner: &Owner, key: &str, cells: Option<Vec<Cell>>) {
        let inner = &mut *locked(&self.inner);
        if inner.owner.as_ref() != Some(owner) || inner.store.find(key).is_none() {
            return;
        }
        match cells {
            Some(cells) => {
                let cells = inner.filled(&self.scope, cells);
                inner.store.patch(&cells);
            }
            None => inner.remove(key),
        }
    }
}

impl Console {
    /// Checks rows, or no longer, and says what is checked.
    pub(crate) fn check_rows(&self, command: CheckRows) -> Result<Checked, Failure> {
        let list = self.lists.get(command.list)?;
        let inner = &mut *locked(&list.inner);
        match command.check {
            Check::Look => {}
            Check::Row { key, on } => {
                if let Some(row) = inner.store.find(&key) {
                    inner.set(row, on);
                }
            }
            Check::Lines { from, to, on } => {
                inner.shown(&list, &command.query);
                let last = inner.view.count().saturating_sub(1);
                for line in from.min(to)..=from.max(to).min(last) {
                    if let Some(row) = inner.view.row_at(line) {
                        inner.set(row, on);
                    }
                }
            }
            Check::All { on } => {
                for row in inner.shown(&list, &command.query).to_vec() {
                    inner.set(row, on);
                }
            }
            Check::Only { keys } => {
                inner.checked = FixedBitSet::new();
                for key in keys {
                    if let Some(row) = inner.store.find(&key) {
                        inner.set(row, true);
                    }
                }
            }
        }
        Ok(inner.checked(&list, &command.query))
    }

    /// What is known of the checked rows that are shown.
    pub(crate) fn checked_rows(&self, command: &CheckedRows) -> Result<RowsChecked, Failure> {
        let list = self.lists.get(command.list)?;
        let inner = &mut *locked(&list.inner);
        let rows = inner.checked_of(&list, &command.query);
        let rows = rows.into_iter().map(|row| {
            let cells = inner.store.line(row);
            let key = cells.first().and_then(Cell::text);
            CheckedRow {
                key: key.unwrap_or_default().to_owned(),
                cells,
            }
        });
        Ok(RowsChecked {
            rows: rows.collect(),
        })
    }
}
