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
];
