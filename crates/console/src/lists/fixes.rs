//! What raising packages would mend, worked out of a report's rows.

use listing::{
    Listing, RowId,
    lists::{
        Findings,
        fixes::{FoundIn, package_fixes},
    },
};
use pilothouse_protocol::{Failure, Fixes, ListFixes};

use crate::console::{Console, locked};

impl Console {
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
