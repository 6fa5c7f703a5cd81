//! Checked rows of an open list.

use std::{collections::VecDeque, mem, sync::Arc};

use leptos::prelude::*;
use listing::{Line, ListScope};
use pilothouse_protocol::{BulkRow, BulkRows, Check, CheckRows, CheckedRows, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::{failure::failure_reason, ipc::call, list::rows::line::Values, words::words};

use super::List;

impl List {
    /// Checks, or no longer; what is drawn shows it at once.
    pub fn check(self, check: Check) {
        let fits = |at: usize, line: &Line| match &check {
            Check::Look => None,
            Check::Row { key, on } => (line.key == *key).then_some(*on),
            Check::Lines { from, to, on } => (*from..=*to).contains(&at).then_some(*on),
            Check::All { on } => Some(*on),
            Check::Only { keys } => Some(keys.contains(&line.key)),
        };
        self.block.update(|block| {
            let Some(block) = block else { return };
            let block = Arc::make_mut(block);
            for (offset, line) in block.lines.iter_mut().enumerate() {
                let on = fits(block.first + offset, line)
                    .filter(|_| line.part.is_none() && line.day.is_none());
                if let Some(on) = on.filter(|on| *on != line.checked) {
                    Arc::make_mut(line).checked = on;
                }
            }
        });
        self.checks.update_value(|checks| checks.push_back(check));
        self.send_checks(true);
    }

    /// Nothing is checked any more.
    pub fn uncheck(self) {
        self.check(Check::Only { keys: Vec::new() });
    }

    /// Asks how many of what is shown are checked.
    pub(super) fn ask_checked(self) {
        if self
            .checked
            .try_with_untracked(|checked| checked.rows > 0)
            .unwrap_or(false)
        {
            self.checks
                .update_value(|checks| checks.push_back(Check::Look));
            self.send_checks(false);
        }
    }

    /// Sends checks in their order. Lines that were on their way meanwhile may not know them.
    fn send_checks(self, and_lines: bool) {
        if self.checking.try_update_value(|on| mem::replace(on, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            while let Some(Some(check)) = self.checks.try_update_value(VecDeque::pop_front) {
                let (Some(Some(list)), Some(query)) = (self.id.try_get_untracked(), self.query())
                else {
                    break;
                };
                match call(CheckRows { list, query, check }).await {
                    Ok(checked) => {
                        self.checked.try_maybe_update(|known| {
                            let is_new = *known != checked;
                            *known = checked;
                            (is_new, ())
                        });
                    }
                    Err(failure) => {
                        self.broken.try_set(Some(failure));
                    }
                }
            }
            if self.checking.try_set_value(false).is_none() && and_lines {
                self.ask_lines();
            }
        });
    }

    /// The checked rows that are shown, for a change of all of them.
    pub fn checked_in_bulk(&self) -> Option<BulkRows> {
        Some(BulkRows::Checked {
            list: self.id()?,
            query: self.query()?,
        })
    }

    /// Some of its rows, for the same change of all of them.
    pub fn named_in_bulk(&self, rows: Vec<BulkRow>) -> Option<BulkRows> {
        Some(BulkRows::Named {
            connection: self.connection.try_get_untracked()?,
            scope: self.scope.try_get_value()?,
            rows,
        })
    }

    /// What is wanted of the checked rows that are shown, in their order.
    async fn read_checked<T>(
        self,
        wanted: impl Fn(&str, &Values<'_>) -> Option<T>,
    ) -> Result<Vec<T>, Failure> {
        let (Some(Some(list)), Some(query)) = (self.id.try_get_untracked(), self.query()) else {
            return Ok(Vec::new());
        };
        let checked = call(CheckedRows { list, query }).await?;
        let all = checked.rows.iter().filter_map(|row| {
            let values = Values {
                columns: self.columns,
                cells: &row.cells,
            };
            wanted(&row.key, &values)
        });
        Ok(all.collect())
    }

    /// Hands that over; where it can't be had, that is said.
    pub fn with_checked<T: 'static>(
        self,
        wanted: impl Fn(&str, &Values<'_>) -> Option<T> + 'static,
        take: impl FnOnce(Vec<T>) + 'static,
    ) {
        spawn_local(async move {
            match self.read_checked(wanted).await {
                Ok(all) => take(all),
                Err(failure) => self.say_unread(&failure),
            }
        });
    }

    /// Says that the checked rows can't be had.
    pub fn say_unread(self, failure: &Failure) {
        let reason = failure_reason(failure);
        let toasts = self.registries.toasts;
        toasts.failed(words().table.checked_unread, reason, failure, None);
    }

    /// What the checked rows that are shown are called, in their order.
    pub async fn checked_names(self) -> Result<Vec<String>, Failure> {
        let name = self.scope.try_with_value(ListScope::name);
        self.read_checked(move |_, values| {
            Some(name.map_or("", |name| values.text(name)).to_owned())
        })
        .await
    }
}
