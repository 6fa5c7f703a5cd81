//! The repositories of a project.

mod description;
mod description_words;
mod list;
mod push_commands;
mod words;

pub use description::DescriptionTab;
pub use description_words::Description;
pub use list::RepositoriesTab;
pub use push_commands::PushCommands;
pub use words::Repositories;

use leptos::prelude::*;

use crate::{
    features::{
        artifacts::RepositoryContext,
        deferred::deferred,
        feature::{Feature, Tab},
        projects::ProjectContext,
    },
    route::TabId,
};

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    project_tabs: &[Tab::new(
        TabId::FIRST,
        10,
        |w| w.project.repositories,
        |at: ProjectContext| {
            view! {
                <RepositoriesTab
                    connection=at.connection
                    project=at.name.get_value()
                    is_cache=Signal::derive(move || at.is_proxy_cache())
                />
            }
            .into_any()
        },
    )
    .number(|at| at.details.data.get().map(|project| project.repo_count))],
    repository_tabs: &[Tab::new(
        TabId::new(".description"),
        30,
        |w| w.description.tab,
        deferred!(project, description_tab, |at: RepositoryContext| {
            view! {
                <DescriptionTab
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
