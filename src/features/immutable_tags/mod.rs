//! Immutable tags: rules that keep tags from being moved or deleted.

mod declaration;
mod dialog;
mod frozen_by;
mod tab;
mod words;

pub use frozen_by::{FreezingRules, HoldingRules, TagLock};
pub use tab::ImmutableTagsTab;
pub use words::ImmutableTags;

use leptos::prelude::*;

use crate::{
    deferred::deferred,
    features::{
        feature::{Feature, Tab},
        projects::ProjectContext,
    },
    route::TabId,
};

/// A project's immutable rules.
pub const TAB: TabId = TabId::new("immutable-tags");

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    project_tabs: &[Tab::new(
        TAB,
        60,
        |w| w.immutable_tags.tab,
        deferred!(project, immutable_tags_tab, |at: ProjectContext| {
            view! {
                <ImmutableTagsTab connection=at.connection project=at.name.get_value() />
            }
            .into_any()
        }),
    )
    .offered(|at| at.may("immutable-tag", "list"))],
    ..Feature::EMPTY
};
