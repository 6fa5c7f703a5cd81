//! The tag before an artifact's, found among the newest ones of its repository.

use std::sync::Arc;

use comparison::{KnownTag, TagBefore, tag_before};
use harbor_api::{
    ArtifactReference, Direction, List, Page, ProjectName, RepositoryName, Sort,
    operations::ListArtifacts, types::Artifact,
};
use leptos::prelude::*;
use listing::version::order_of;
use pilothouse_protocol::{ConnectionId, Failure};

use crate::{
    ipc::load::{Loaded, load_one},
    words::words,
};

/// Artifacts that the one before is looked for among.
const LOOKED_AT: u32 = 100;

/// What an artifact is compared with where nobody says anything else. It is looked for once somebody
/// wants to know.
#[derive(Clone, Copy)]
pub struct OneBefore {
    artifact: Loaded<Artifact>,
    newest: Loaded<List<Artifact>>,
    is_wanted: RwSignal<bool>,
}

impl OneBefore {
    /// Nothing is asked for yet.
    pub fn new(
        connection: Signal<ConnectionId>,
        at: StoredValue<(ProjectName, RepositoryName, ArtifactReference)>,
        artifact: Loaded<Artifact>,
    ) -> Self {
        let is_wanted = RwSignal::new(false);
        let newest = load_one(connection, move || {
            let (project_name, repository_name, _) = at.get_value();
            is_wanted.get().then(|| ListArtifacts {
                sort: Sort::by("push_time", Direction::Descending),
                page: Page::new(1, LOOKED_AT),
                with_tag: Some(true),
                ..ListArtifacts::new(project_name, repository_name)
            })
        });
        Self {
            artifact,
            newest,
            is_wanted,
        }
    }

    /// Looks for it, unless that is done.
    pub fn want(&self) {
        if !self.is_wanted.get_untracked() {
            self.is_wanted.set(true);
        }
    }

    /// The tag before, once it is known.
    pub fn found(&self) -> Option<TagBefore> {
        let artifact = self.artifact.data.get()?;
        let newest = self.newest.data.get()?;
        Some(tag_before(&own_tag(&artifact), &tags(&newest)))
    }

    /// Why there is none.
    pub fn why_none(&self, found: &TagBefore) -> Option<String> {
        let why = why_none(found)?;
        let is_cut = self
            .newest
            .data
            .with(|newest| newest.as_ref().map(|newest| newest.items.len()))
            .is_some_and(|number| number >= LOOKED_AT as usize);
        Some(if is_cut {
            format!("{why} {}", words().compare.looked_at(LOOKED_AT))
        } else {
            why.to_owned()
        })
    }

    pub fn failure(&self) -> Option<Failure> {
        self.newest.failure.get()
    }
}

/// Why there is no tag before one.
pub fn why_none(found: &TagBefore) -> Option<&'static str> {
    let w = &words().compare;
    match found {
        TagBefore::Lowest => Some(w.lowest),
        TagBefore::First => Some(w.first),
        TagBefore::Lower(_) | TagBefore::Earlier(_) => None,
    }
}

/// The tag that says most of an artifact: `25.11.2` rather than `25`, a version rather than `latest`.
pub(super) fn own_tag(artifact: &Artifact) -> KnownTag {
    let telling = artifact
        .tags
        .iter()
        .max_by_key(|tag| (order_of(&tag.name).is_version(), tag.name.len()));
    KnownTag {
        name: telling.map(|tag| tag.name.clone()).unwrap_or_default(),
        digest: artifact.digest.clone(),
        pushed: telling.and_then(|tag| tag.push_time).or(artifact.push_time),
    }
}

fn tags(artifacts: &Arc<List<Artifact>>) -> Vec<KnownTag> {
    let content = artifacts
        .iter_good()
        .filter(|artifact| artifact.is_content());
    let tags = content.flat_map(|artifact| {
        artifact.tags.iter().map(|tag| KnownTag {
            name: tag.name.clone(),
            digest: artifact.digest.clone(),
            pushed: tag.push_time.or(artifact.push_time),
        })
    });
    tags.collect()
}

#[cfg(test)]
mod tests {
    use harbor_api::types::Tag;

    use super::*;

    #[test]
    fn an_artifact_is_called_by_the_tag_that_says_most() {
        let named = |tags: &[&str]| {
            let tags = tags.iter().map(|name| Tag {
                name: (*name).to_owned(),
                ..Tag::default()
            });
            own_tag(&Artifact {
                tags: tags.collect(),
                ..Artifact::default()
            })
            .name
        };
        assert_eq!(named(&["25", "25.11", "latest-of-all"]), "25.11");
        assert_eq!(named(&["main", "nightly-20261120"]), "nightly-20261120");
        assert_eq!(named(&[]), "");
    }
}
