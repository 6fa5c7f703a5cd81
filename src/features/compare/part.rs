//! The parts of a comparison: each has a title and a key.

use crate::{
    actions::{Action, Group, Keys},
    words::Words,
};

/// What is compared of the two; the one that is chosen fills the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Size,
    Packages,
    Findings,
    Layers,
    Config,
    Platforms,
}

impl Part {
    pub(super) const ALL: [Self; 6] = [
        Self::Size,
        Self::Packages,
        Self::Findings,
        Self::Layers,
        Self::Config,
        Self::Platforms,
    ];

    pub(super) fn title(self, w: &Words) -> &'static str {
        match self {
            Self::Size => w.artifact.size,
            Self::Packages => w.compare.packages,
            Self::Findings => w.compare.findings,
            Self::Layers => w.compare.layers,
            Self::Config => w.compare.config,
            Self::Platforms => w.artifact.platform,
        }
    }

    /// The action that shows it, with its place as its key.
    pub(super) const fn action(self) -> Action {
        match self {
            Self::Size => action("compare.size", |w| Self::Size.title(w), "1"),
            Self::Packages => action("compare.packages", |w| Self::Packages.title(w), "2"),
            Self::Findings => action("compare.findings", |w| Self::Findings.title(w), "3"),
            Self::Layers => action("compare.layers", |w| Self::Layers.title(w), "4"),
            Self::Config => action("compare.config", |w| Self::Config.title(w), "5"),
            Self::Platforms => action("compare.platforms", |w| Self::Platforms.title(w), "6"),
        }
    }
}

const fn action(id: &'static str, title: fn(&Words) -> &'static str, key: &'static str) -> Action {
    Action::new(id, title, "layers", Group::Comparisons)
        .keys(Keys::plain(key))
        .keys_only()
}
