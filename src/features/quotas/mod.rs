//! What projects may use and use, in one list.

mod change;
mod list;
mod words;

pub use words::Quotas;

use leptos::prelude::*;

use crate::{
    features::feature::{Feature, RegistryPage, Section},
    route::PageId,
};

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[RegistryPage {
        id: PageId::new("quotas"),
        section: Section::Operations,
        rank: 10,
        title: |w| w.quotas.title,
        icon: "gauge",
        go: "go.quotas",
        offered: |connection| connection.is_administrator(),
        view: |connection| view! { <list::QuotasPage connection=connection /> }.into_any(),
    }],
    ..Feature::EMPTY
};
