//! What a comparison asks of open lists: packages of two that differ, the tag before one.

use chrono::DateTime;
use comparison::{KnownTag, Package, PackageChanges, TagBefore, compare_packages, tag_before};
use listing::{Cell, RowId, Store};
use pilothouse_protocol::{ComparePackages, Failure, FailureCode, FindTagBefore, ListId};

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
        let rows = rows(store).map(|row| Package {
            name: text(store, row, name),
            kind: text(store, row, kind),
            version: text(store, row, version),
        });
        Ok(rows.collect())
    }

    /// The tag before one of an open list of tags.
    pub(crate) fn find_tag_before(&self, command: &FindTagBefore) -> Result<TagBefore, Failure> {
        let list = self.lists.get(command.list)?;
        let inner = locked(&list.inner);
        let store = &inner.store;
        let [name, digest, pushed] = ["tag", "digest", "pushed"].map(|id| store.column(id));
        let tag = |row| KnownTag {
            name: text(store, row, name),
            digest: text(store, row, digest),
            pushed: pushed
                .and_then(|column| store.cell(row, column).number())
                .and_then(DateTime::from_timestamp_micros),
        };
        let Some(own) = store.find(&command.key) else {
            return Err(Failure::new(
                FailureCode::NotFound,
                "This tag is no longer there.",
            ));
        };
        let all: Vec<KnownTag> = rows(store).map(tag).collect();
        Ok(tag_before(&tag(own), &all))
    }
}

pub(super) fn rows(store: &Store) -> impl Iterator<Item = RowId> + '_ {
    let live = store.live_rows().ones();
    live.filter_map(|row| RowId::try_from(row).ok())
}

/// A text of a row; empty where it has none.
pub(super) fn text(store: &Store, row: RowId, column: Option<usize>) -> String {
    let cell = column.map(|column| store.cell(row, column));
    let text = cell.as_ref().and_then(Cell::text);
    text.unwrap_or_default().to_owned()
}
