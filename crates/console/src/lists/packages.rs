//! Packages of two open lists, compared.

use comparison::{Package, PackageChanges, compare_packages};
use listing::RowId;
use pilothouse_protocol::{ComparePackages, Failure, ListId};

use crate::console::{Console, locked};

impl Console {
    /// What differs in the packages of two open lists.
    pub(crate) fn compare_packages(
        &self,
        command: &ComparePackages,
    ) -> Result<PackageChanges, Failure> {
        let before = self.packages(command.before)?;
        let after = self.packages(command.after)?;
        Ok(compare_packages(&before, &after))
    }

    /// The packages that a list names: a bill of materials by `name`, findings by `package`.
    fn packages(&self, list: ListId) -> Result<Vec<Package>, Failure> {
        let list = self.lists.get(list)?;
        let inner = locked(&list.inner);
        let store = &inner.store;
        let name = store.column("package").or_else(|| store.column("name"));
        let (kind, version) = (store.column("kind"), store.column("version"));
        let text = |row: usize, column: Option<usize>| {
            let row = RowId::try_from(row).unwrap_or_default();
            let cell = column.map(|column| store.cell(row, column));
            let text = cell
                .as_ref()
                .and_then(|cell| cell.text().map(str::to_owned));
            text.unwrap_or_default()
        };
        let rows = store.live_rows().ones().map(|row| Package {
            name: text(row, name),
            kind: text(row, kind),
            version: text(row, version),
        });
        Ok(rows.collect())
    }
}
