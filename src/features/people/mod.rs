//! Users and groups of the whole registry.

mod cells;
mod directory;
mod groups;
mod joining;
mod memberships;
mod page;
mod several;
mod users;
mod words;

pub use directory::DirectoryWords;
pub use words::People;

use leptos::prelude::*;

use crate::{
    deferred::deferred,
    features::feature::{Feature, RegistryPage, Section},
    route::PageId,
};

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[RegistryPage {
        id: PageId::new("users"),
        section: Section::Access,
        rank: 20,
        title: |w| w.people.title,
        icon: "people",
        go: "go.users",
        offered: |connection| connection.is_administrator(),
        view: deferred!(administration, people_page, |connection| {
            view! { <page::PeoplePage connection=connection /> }.into_any()
        }),
    }],
    ..Feature::EMPTY
};
