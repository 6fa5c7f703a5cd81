//! Checking rows, and the menu of one.

use std::{collections::HashSet, sync::Arc};

use leptos::prelude::*;

use crate::{
    list::{Item, check_box},
    ui::table::{Format, TableState},
    words::words,
};

/// The checked rows of a table.
pub(super) struct Checks<T: Send + Sync + 'static> {
    pub state: TableState<T>,
    pub checkable: Option<fn(&T) -> bool>,
    pub key: fn(&T) -> String,
}

impl<T: Send + Sync + 'static> Clone for Checks<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Checks<T> {}

impl<T: Send + Sync + 'static> Checks<T> {
    fn may(&self, row: &T) -> bool {
        self.checkable.is_some_and(|checkable| checkable(row))
    }

    /// Checks a row, or no longer; whether it can be checked.
    pub fn toggle(&self, row: &T) -> bool {
        if !self.may(row) {
            return false;
        }
        let key = (self.key)(row);
        self.state.anchor.set(Some(key.clone()));
        self.state.checked.update(|checked| {
            if !checked.remove(&key) {
                checked.insert(key);
            }
        });
        true
    }

    /// Checks all rows that are shown, or none of them; others stay as they are.
    pub fn all(&self, rows: &[Arc<T>], on: bool) -> bool {
        let keys = rows.iter().filter(|row| self.may(row));
        let keys: HashSet<String> = keys.map(|row| (self.key)(row)).collect();
        self.state.checked.update(|checked| {
            if on {
                checked.extend(keys);
            } else {
                checked.retain(|key| !keys.contains(key));
            }
        });
        true
    }

    /// Checks all rows from where the range begins up to a row.
    pub fn extend(&self, rows: &[Arc<T>], from: Option<usize>, to: usize) {
        let place = |wanted: String| rows.iter().position(|row| (self.key)(row) == wanted);
        let anchored = self.state.anchor.get_untracked().and_then(place);
        let from = anchored.or(from).unwrap_or(to);
        if anchored.is_none() {
            self.state
                .anchor
                .set(rows.get(from).map(|row| (self.key)(row)));
        }
        let between = rows.get(from.min(to)..=from.max(to)).unwrap_or_default();
        self.all(between, true);
    }

    /// Whether some, and whether all of the rows are checked.
    pub fn how_many(&self, rows: &[Arc<T>]) -> (bool, bool) {
        self.state.checked.with(|checked| {
            if checked.is_empty() {
                return (false, false);
            }
            let (mut some, mut all) = (false, true);
            for row in rows.iter().filter(|row| self.may(row)) {
                let is_checked = checked.contains(&(self.key)(row));
                some |= is_checked;
                all &= is_checked;
                if some && !all {
                    break;
                }
            }
            (some, some && all)
        })
    }

    /// The box that checks all rows that are shown.
    pub fn head_box(self, rows: &Arc<Vec<Arc<T>>>) -> AnyView {
        let (some, all) = self.how_many(rows);
        let checked = match (some, all) {
            (_, true) => "true",
            (true, _) => "mixed",
            _ => "false",
        };
        let rows = Arc::clone(rows);
        view! {
            <button
                type="button"
                class="box"
                role="checkbox"
                aria-checked=checked
                aria-label=words().table.check_all
                on:click=move |_| {
                    self.all(&rows, !all);
                }
            >
                {check_box(all, some && !all)}
            </button>
        }
        .into_any()
    }
}

/// What can be done with one row and the cell that was pointed at.
pub(super) fn row_items<T: Send + Sync + 'static>(
    state: TableState<T>,
    row: &Arc<T>,
    column: Option<usize>,
) -> Vec<Item> {
    let cell = state.columns.with_untracked(|columns| {
        let column = columns.get(column?)?;
        Some((column.head.words, column.text?))
    });
    let item = |label: String, text: String| Item {
        icon: "copy",
        label,
        on: None,
        run: Callback::new(move |()| state.copy(text.clone())),
    };
    let w = &words().table;
    let mut items = Vec::new();
    if let Some((head, text)) = cell {
        items.push(item(w.copy_cell(head), text(row)));
    }
    items.push(item(w.copy_row.to_owned(), state.line(row)));
    let csv = state.text_of(std::slice::from_ref(row), Format::Csv);
    items.push(item(w.copy_csv.to_owned(), csv));
    items
}
