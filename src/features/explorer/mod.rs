//! The API explorer: every operation that a server describes, sent by hand, and the log of all requests.

mod allowed;
mod answer;
mod body;
mod confirm;
mod form;
mod operations;
mod page;
mod requests;
mod table;
mod typed;
mod words;

pub use words::ExplorerWords;

use leptos::prelude::*;

use crate::{
    deferred::deferred,
    features::feature::{Feature, RegistryPage, Section},
    route::PageId,
};

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[RegistryPage {
        id: PageId::EXPLORER,
        section: Section::Tools,
        rank: 30,
        title: |w| w.explorer.title,
        icon: "braces",
        go: "go.explorer",
        offered: |_| true,
        view: deferred!(administration, explorer_page, |connection| {
            view! { <page::ExplorerPage connection=connection /> }.into_any()
        }),
    }],
    ..Feature::EMPTY
};
