//! Replication: rules that copy from or to another registry, and what came of running them.

mod page;
mod rules;
mod runs;
mod words;

pub use words::Replication;

use leptos::prelude::*;

use crate::{
    deferred::deferred,
    features::feature::{Feature, RegistryPage, Section},
    route::PageId,
};

/// The page of rules.
pub const PAGE: PageId = PageId::new("replication");

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[RegistryPage {
        id: PAGE,
        section: Section::Distribution,
        rank: 20,
        title: |w| w.replication.title,
        icon: "refresh",
        go: "go.replication",
        offered: |connection| connection.is_administrator(),
        view: deferred!(administration, replication_page, |connection| {
            view! { <page::ReplicationPage connection=connection /> }.into_any()
        }),
    }],
    ..Feature::EMPTY
};
