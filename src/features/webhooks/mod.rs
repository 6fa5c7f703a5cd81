//! Webhooks of a project: where the registry tells of what happens in it.

mod declaration;
mod delete;
mod deliveries;
mod form;
mod inspector;
mod sample;
mod save;
mod tab;
mod words;

pub use deliveries::Deliveries;
pub use words::Webhooks;

use leptos::prelude::*;

use crate::{
    deferred::deferred,
    features::{
        feature::{Feature, Tab},
        projects::ProjectContext,
    },
    route::TabId,
};

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    project_tabs: &[Tab::new(
        TabId::new("webhooks"),
        70,
        |w| w.webhooks.title,
        deferred!(project, webhooks_tab, |at: ProjectContext| {
            view! {
                <tab::WebhooksTab
                    connection=at.connection
                    project=at.name.get_value()
                    rights=at.rights
                />
            }
            .into_any()
        }),
    )
    .offered(|at| at.may("notification-policy", "list"))],
    ..Feature::EMPTY
};
