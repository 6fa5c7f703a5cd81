//! The tags of a repository: listed as such, added, moved, deleted.

mod delete;
mod dialog;
mod list;
mod words;

pub use delete::{GoingTag, delete_later};
pub use dialog::TagDialog;
pub use words::Tags;

use leptos::prelude::*;

use self::list::TagsTab;
use crate::{
    deferred::deferred,
    features::{
        artifacts::RepositoryContext,
        feature::{Feature, Tab},
    },
    route::TabId,
};

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    repository_tabs: &[Tab::new(
        TabId::new(".tags"),
        20,
        |w| w.tags.tab,
        deferred!(project, tags_tab, |at: RepositoryContext| {
            view! {
                <TagsTab
                    connection=at.connection
                    project=at.project.get_value()
                    repository=at.repository.get_value()
                />
            }
            .into_any()
        }),
    )],
    ..Feature::EMPTY
};
