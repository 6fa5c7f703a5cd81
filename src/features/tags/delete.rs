//! Taking tags away, after a time to think.

use std::sync::Arc;

use listing::{ListScope, lists::RepositoryTags};
use pilothouse_protocol::{BulkChange, BulkRow, BulkRows, ConnectionId};

use crate::{bulk::start_rows, registries::Registries, ui::Act, words::words};

/// A tag and the digest that it stands for: if it has moved meanwhile, it stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoingTag {
    pub name: String,
    pub digest: String,
}

/// Deletes tags in 8 seconds, unless that is taken back. Their artifacts stay. `stay` is called when
/// it is.
pub fn delete_later(
    registries: Registries,
    connection: ConnectionId,
    list: RepositoryTags,
    tags: &[GoingTag],
    stay: Act,
) {
    let w = &words().tags;
    let rows = tags.iter().map(|tag| BulkRow {
        key: RepositoryTags::key(&tag.name, &tag.digest),
        name: tag.name.clone(),
    });
    let rows = BulkRows::Named {
        connection,
        scope: ListScope::from(list),
        rows: rows.collect(),
    };
    let said = match tags {
        [] => return,
        [tag] => w.deleting_one(&tag.name),
        tags => w.deleting(tags.len()),
    };
    let act: Act = Arc::new(move || start_rows(registries, rows.clone(), BulkChange::Delete));
    registries.toasts.defer(said, act, stay);
}
