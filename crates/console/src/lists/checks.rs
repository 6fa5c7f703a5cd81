//! Checked rows of a list.

use fixedbitset::FixedBitSet;
use listing::{Cell, Query, RowId};
use pilothouse_protocol::{
    Check, CheckRows, Checked, CheckedRow, CheckedRows, Failure, RowsChecked,
};

use crate::{
    console::{Console, locked},
    lists::{Inner, OpenedList, Owner},
};

impl Inner {
    /// The rows that a query leaves, in its order.
    pub(super) fn shown(&mut self, list: &OpenedList, query: &Query) -> &[RowId] {
        self.view.rows(&mut self.store, query, list.scope.parts())
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
    /// The keys of the checked rows that are shown and for which something holds, in their order;
    /// none if the rows are another account's.
    pub(crate) fn checked_keys(
        &self,
        owner: &Owner,
        query: &Query,
        holds: impl Fn(&[Cell]) -> bool,
    ) -> Vec<String> {
        let inner = &mut *locked(&self.inner);
        if inner.owner.as_ref() != Some(owner) {
            return Vec::new();
        }
        let rows = inner.checked_of(self, query).into_iter();
        let cells = rows.map(|row| inner.store.cells(row));
        let fitting = cells.filter(|cells| holds(cells));
        fitting
            .filter_map(|cells| Some(cells.first()?.text()?.to_owned()))
            .collect()
    }

    /// Shows a row as it is after a change, and no longer checked. `changed` gives its cells where
    /// they are known; whether they are.
    pub(crate) fn row_was_changed(
        &self,
        owner: &Owner,
        key: &str,
        changed: impl FnOnce(Vec<Cell>) -> Option<Vec<Cell>>,
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
        let cells = changed(inner.store.cells(row));
        if let Some(cells) = &cells {
            inner.store.upsert(cells);
        }
        cells.is_some()
    }

    /// Puts in what the server says of a row that is here; nothing: it is gone.
    pub(crate) fn put_row(&self, owner: &Owner, key: &str, cells: Option<Vec<Cell>>) {
        let inner = &mut *locked(&self.inner);
        if inner.owner.as_ref() != Some(owner) || inner.store.find(key).is_none() {
            return;
        }
        match cells {
            Some(cells) => {
                inner.store.upsert(&cells);
            }
            None => {
                inner.store.remove(key);
                inner.total = inner.total.map(|total| total.saturating_sub(1));
            }
        }
    }
}

impl Console {
    /// Checks rows, or no longer, and says what is checked.
    pub(crate) fn check_rows(&self, command: CheckRows) -> Result<Checked, Failure> {
        let list = self.lists.get(command.list)?;
        let inner = &mut *locked(&list.inner);
        match command.check {
            Check::Command => {}
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
