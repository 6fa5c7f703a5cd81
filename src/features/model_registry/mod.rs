//! The Model Registry beside a registry: its connection, tenants, projects and models, and registering
//! a Harbor project there.

mod connect;
mod models;
mod page;
mod projects;
mod refreshing;
mod register;
mod registration;
mod tenants;
mod told;
mod tree;
mod words;

pub use registration::{ModelSection, RegistrationSection};
pub use words::ModelRegistryWords;

use leptos::prelude::*;

use crate::{
    deferred::deferred,
    features::feature::{Feature, RegistryPage, Section},
    route::PageId,
};

/// The page's place.
pub const PAGE: PageId = PageId::new("model-registry");

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[RegistryPage {
        id: PAGE,
        section: Section::Tools,
        rank: 10,
        title: |w| w.model_registry.title,
        icon: "cpu",
        go: "go.model_registry",
        offered: |_| true,
        view: deferred!(administration, model_registry_page, |connection| {
            view! { <page::ModelRegistryPage connection=connection /> }.into_any()
        }),
    }],
    ..Feature::EMPTY
};
