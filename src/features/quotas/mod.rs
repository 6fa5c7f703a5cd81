//! What projects may use and use, in one list.

mod change;
mod default;
mod list;
mod words;

pub use words::Quotas;

use leptos::prelude::*;

use crate::{
    deferred::deferred,
    features::feature::{Feature, RegistryPage, Section},
    route::PageId,
};

/// All quotas.
pub const PAGE: PageId = PageId::new("quotas");

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[RegistryPage {
        id: PAGE,
        section: Section::Operations,
        rank: 10,
        title: |w| w.quotas.title,
        icon: "gauge",
        go: "go.quotas",
        offered: |connection| connection.is_administrator(),
        view: deferred!(administration, quotas_page, |connection| {
            view! { <list::QuotasPage connection=connection /> }.into_any()
        }),
    }],
    ..Feature::EMPTY
};
