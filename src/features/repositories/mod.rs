//! The repositories of a project.

mod delete;
mod delete_words;
mod description;
mod description_words;
mod held;
mod list;
mod push_commands;
mod words;

pub use delete::DeleteRepositoryButton;
pub use delete_words::DeleteRepositoryWords;
pub use description::DescriptionTab;
pub use description_words::Description;
pub use held::{HeldTags, Looked};
pub use list::RepositoriesTab;
pub use push_commands::PushCommands;
pub use words::Repositories;

use leptos::prelude::*;

use crate::{
    deferred::deferred,
    features::{
        artifacts::RepositoryContext,
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
        deferred!(project, repositories_tab, |at: ProjectContext| {
            view! {
                <RepositoriesTab
                    connection=at.connection
                    project=at.name.get_value()
                    is_cache=Signal::derive(move || at.is_proxy_cache())
                    may_delete=Signal::derive(move || at.may("repository", "delete"))
                />
            }
            .into_any()
        }),
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
