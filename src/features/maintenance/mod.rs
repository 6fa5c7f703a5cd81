//! Jobs and cleanup: garbage collection, rotation of the audit log, and the job service.

mod collection;
mod facts;
mod job_names;
mod page;
mod rotation;
mod runs;
mod service;
mod words;

pub use job_names::job_name;
pub use words::Maintenance;

use leptos::prelude::*;

use crate::{
    deferred::deferred,
    features::feature::{Feature, RegistryPage, Section},
    route::PageId,
};

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[RegistryPage {
        id: PageId::new("jobs"),
        section: Section::Operations,
        rank: 30,
        title: |w| w.maintenance.title,
        icon: "tasks",
        go: "go.jobs",
        offered: |connection| connection.is_administrator(),
        view: deferred!(administration, maintenance_page, |connection| {
            view! { <page::JobsPage connection=connection /> }.into_any()
        }),
    }],
    ..Feature::EMPTY
};
