//! Tag retention: rules as sentences, tried on the project's own artifacts, dry runs and runs.

mod decisions;
mod outcome;
mod policy;
mod rule_dialog;
mod rules;
mod runs;
mod schedule;
mod selectors;
mod sentence;
mod tab;
mod trial;
mod words;

pub use tab::RetentionTab;
pub use trial::{SelectorField, TrialView, pattern_problem, selector};
pub use words::Retention;

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
        TabId::new("retention"),
        50,
        |w| w.retention.tab,
        deferred!(project, retention_tab, |at: ProjectContext| {
            view! {
                <RetentionTab
                    connection=at.connection
                    project=at.name.get_value()
                    details=at.details
                />
            }
            .into_any()
        }),
    )
    .offered(|at| at.may("tag-retention", "read"))],
    ..Feature::EMPTY
};
