//! The members of a project and their roles.

mod add;
mod cells;
mod guide;
mod guide_words;
mod list;
mod member;
mod role;
mod role_choice;
mod several;
mod who_can;
mod words;

pub use add::{AddMembersWords, avatar};
pub use guide_words::RoleGuideWords;
pub use list::MembersTab;
pub use role_choice::RoleChoice;
pub use words::Members;

use leptos::prelude::*;

use crate::{
    deferred::deferred,
    features::{
        feature::{Feature, Tab},
        projects::ProjectContext,
    },
    route::TabId,
};

pub const MEMBERS: TabId = TabId::new("members");

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    project_tabs: &[Tab::new(
        MEMBERS,
        20,
        |w| w.project.members,
        deferred!(project, members_tab, |at: ProjectContext| {
            view! {
                <MembersTab
                    connection=at.connection
                    project=at.name.get_value()
                    counted=at.members_counted
                />
            }
            .into_any()
        }),
    )
    .number(number)
    // The summary counts members for those who may list them.
    .offered(|at| at.summary.data.get().is_none() || number(at).is_some())],
    ..Feature::EMPTY
};

fn number(at: &ProjectContext) -> Option<i64> {
    let summed = at.summary.data.get().and_then(|summary| summary.members());
    at.members_counted.get().or(summed)
}
