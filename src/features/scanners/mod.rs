//! Scanners: the list of them, how one is described and tested, which one a project has, and scans of
//! everything.

mod declaration;
mod delete;
mod form;
mod inspector;
mod list;
mod page;
mod project_scanner;
mod save;
mod scan_all;
mod words;

pub use project_scanner::ProjectScannerRow;
pub use words::ScannerWords;

use leptos::prelude::*;

use crate::{
    deferred::deferred,
    features::feature::{Feature, RegistryPage, Section},
    route::PageId,
};

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[RegistryPage {
        id: PageId::new("scanners"),
        section: Section::Operations,
        rank: 20,
        title: |w| w.scanners.title,
        icon: "scan",
        go: "go.scanners",
        offered: |connection| connection.is_administrator(),
        view: deferred!(administration, scanners_page, |connection| {
            view! { <page::ScannersPage connection=connection /> }.into_any()
        }),
    }],
    ..Feature::EMPTY
};
