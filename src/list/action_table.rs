//! What can be done with every list.

use crate::actions::{Action, Group, Keys};

/// The actions of lists.
pub const ACTIONS: &[Action] = &[
    Action::new(
        "page.find",
        |w| w.actions.find_in_list,
        "search",
        Group::Lists,
    )
    .keys(Keys::plain("/")),
    Action::new("page.filter", |w| w.filter.add_chip, "filter", Group::Lists)
        .keys(Keys::plain("f")),
    Action::new(
        "page.refresh",
        |w| w.actions.refresh,
        "refresh",
        Group::Lists,
    )
    .keys(Keys::plain("r")),
    Action::new("page.export", |w| w.table.export, "download", Group::Lists).keys(Keys::plain("e")),
    Action::new(
        "rows.delete",
        |w| w.actions.delete_rows,
        "trash",
        Group::Lists,
    )
    .keys(Keys::plain("Delete")),
    Action::new("row.edit", |w| w.actions.edit_row, "pencil", Group::Lists),
    Action::new("row.log", |w| w.actions.open_log, "file", Group::Runs).keys(Keys::plain("l")),
];
