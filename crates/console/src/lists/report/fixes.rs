//! What is worked out of a report's rows: what raising packages would mend, and what an allowlist lets through.

use std::collections::HashSet;

use listing::{
    Cell, ListScope, Listing, RowId,
    lists::{
        Findings,
        fixes::{FoundIn, package_fixes},
    },
};
use pilothouse_protocol::{Empty, Failure, FailureCode, Fixes, ListFixes, MarkAllowed};

use crate::console::{Console, locked};

impl Console {
    /// Marks the findings of an open list that an allowlist lets through; rows that come later are not marked.
    pub(crate) fn mark_allowed(&self, command: &MarkAllowed) -> Result<Empty, Failure> {
        let list = self.lists.get(command.list)?;
        if !matches!(list.scope, ListScope::Findings(_)) {
            return Err(Failure::new(
                FailureCode::Invalid,
                "An allowlist is of the findings of a report.",
            ));
        }
        let allowed: HashSet<&str> = command.allowed.iter().map(String::as_str).collect();
        {
            let store = &mut locked(&list.inner).store;
            let (Some(id), Some(mark)) = (store.column("vulnerability"), store.column("allowed"))
            else {
                return Ok(Empty {});
            };
            let rows: Vec<RowId> = store
                .live_rows()
                .ones()
                .filter_map(|row| RowId::try_from(row).ok())
                .collect();
            for row in rows {
                let found = store.cell(row, id);
                let is_allowed = found.text().is_some_and(|id| allowed.contains(id));
                let word = match (allowed.is_empty(), is_allowed) {
                    (true, _) => Cell::None,
                    (false, true) => Cell::Text("yes".to_owned()),
                    (false, false) => Cell::Text("no".to_owned()),
                };
                store.set(row, mark, &word);
            }
        }
        self.publish_list(&list);
        Ok(Empty {})
    }

    /// Groups the findings of an open list by package.
    pub(crate) fn list_fixes(&self, command: &ListFixes) -> Result<Fixes, Failure> {
        let list = self.lists.get(command.list)?;
        let inner = locked(&list.inner);
        let store = &inner.store;
        let order = Findings::COLUMNS
            .iter()
            .find(|column| column.id == "severity")
            .map_or(&[][..], |column| column.order);
        let [
            Some(package),
            Some(installed),
            Some(fixed_in),
            Some(severity),
        ] = ["package", "version", "fixed_in", "severity"].map(|id| store.column(id))
        else {
            return Ok(Fixes::default());
        };
        let text = |row: usize, column: usize| {
            let row = RowId::try_from(row).unwrap_or_default();
            store
                .cell(row, column)
                .text()
                .unwrap_or_default()
                .to_owned()
        };
        let columns = [package, installed, fixed_in, severity];
        let texts: Vec<[String; 4]> = store
            .live_rows()
            .ones()
            .map(|row| columns.map(|column| text(row, column)))
            .collect();
        let found = texts
            .iter()
            .map(|[package, installed, fixed_in, severity]| FoundIn {
                package,
                installed,
                fixed_in,
                severity,
                rank: order
                    .iter()
                    .position(|word| word == severity)
                    .unwrap_or_default(),
            });
        Ok(Fixes {
            packages: package_fixes(found),
        })
    }
}
