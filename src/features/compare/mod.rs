//! Two artifacts side by side: what differs in size, platforms, configuration, labels, layers and
//! findings.

mod before;
mod differences;
mod digest;
mod markdown;
mod other;
mod package_table;
mod packages;
mod part;
mod result;
mod sections;
mod tab;
mod words;

pub use before::{OneBefore, why_none};
pub use other::{Other, compare_tag_with, compare_with};
pub use words::Compare;

use leptos::prelude::*;

use self::{part::Part, tab::CompareTab};
use crate::{
    actions::{Action, Group, Keys},
    deferred::deferred,
    features::{
        artifacts::ArtifactContext,
        feature::{Feature, Tab},
    },
    route::TabId,
};

/// The tab of an artifact that compares it.
pub const COMPARE: TabId = TabId::new("compare");

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    artifact_tabs: &[Tab::new(
        COMPARE,
        60,
        |w| w.compare.tab,
        deferred!(artifact, compare_tab, |at: ArtifactContext| {
            let (project, repository, _) = at.at.get_value();
            let found = at.shown();
            found
                .map(|found| {
                    view! {
                        <CompareTab
                            connection=at.connection
                            project=project
                            repository=repository
                            artifact=found
                            attachments=at.attachments
                            before=at.before
                        />
                    }
                })
                .into_any()
        }),
    )],
    actions: &[
        Action::new(
            "compare.swap",
            |w| w.compare.swap,
            "swap",
            Group::Comparisons,
        )
        .keys(Keys::plain("x")),
        Part::Size.action(),
        Part::Packages.action(),
        Part::Findings.action(),
        Part::Layers.action(),
        Part::Config.action(),
        Part::Platforms.action(),
    ],
    ..Feature::EMPTY
};
