//! The settings of the whole registry: looked at, changed together after a review, kept as a file and
//! compared; with what the server says of itself.

mod allowlist;
mod change;
mod compare;
mod form;
mod page;
mod readings;
mod review;
mod server;
mod words;

pub use change::change_settings;
pub use form::{DirectoryStepWords, ProviderStepWords, SettingWords};
pub use readings::{KnownChange, known_change, note_settings};
pub use review::ReviewWords;
pub use server::ServerWords;
pub use words::ConfigurationWords;

use leptos::prelude::*;

use crate::{
    deferred::deferred,
    features::feature::{Feature, RegistryPage, Section},
    route::PageId,
};

/// The page, for links to it.
pub const PAGE: PageId = PageId::new("configuration");

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[
        RegistryPage {
            id: PAGE,
            section: Section::Operations,
            rank: 90,
            title: |w| w.configuration.title,
            icon: "settings",
            go: "go.configuration",
            offered: |connection| connection.is_administrator(),
            view: deferred!(administration, configuration_page, |connection| {
                view! { <page::ConfigurationPage connection=connection /> }.into_any()
            }),
        },
        // Administrators have it beside the settings.
        RegistryPage {
            id: PageId::new("health"),
            section: Section::Tools,
            rank: 25,
            title: |w| w.server.health_page,
            icon: "gauge",
            go: "go.health",
            offered: |connection| !connection.is_administrator(),
            view: deferred!(administration, health_page, |connection| {
                view! { <server::HealthPage connection=connection /> }.into_any()
            }),
        },
    ],
    ..Feature::EMPTY
};
