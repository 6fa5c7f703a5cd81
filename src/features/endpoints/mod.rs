//! Other registries that the server works with: the list of them, and how one is described and tested.

mod cells;
mod declaration;
mod delete;
mod fixed;
mod form;
mod inspector;
mod list;
mod preset;
mod save;
mod words;

pub use form::{EndpointFields, EndpointForm};
pub use words::Endpoints;

/// An image of a registry's that many have a use for.
pub fn example_image(host: &str) -> &'static str {
    preset::Preset::example(host)
}

use leptos::prelude::*;

use crate::{
    deferred::deferred,
    features::feature::{Feature, RegistryPage, Section},
    route::PageId,
};

/// The endpoints.
pub const PAGE: PageId = PageId::new("registries");

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[RegistryPage {
        id: PAGE,
        section: Section::Distribution,
        rank: 10,
        title: |w| w.endpoints.title,
        icon: "server",
        go: "go.endpoints",
        offered: |connection| connection.is_administrator(),
        view: deferred!(administration, endpoints_page, |connection| {
            view! { <list::EndpointsPage connection=connection /> }.into_any()
        }),
    }],
    ..Feature::EMPTY
};
