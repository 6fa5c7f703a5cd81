//! What is attached to what is attached: a signature of an SBOM, and what signs that in turn. No request
//! tells the whole tree, so each accessory is asked for what is attached to it.

use std::collections::{BTreeMap, BTreeSet};

use futures::future::{AbortHandle, Abortable, join_all};
use harbor_api::types::{Accessory, Artifact};
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use crate::features::artifacts::detail::attachments::Attachments;

/// Levels that are read: what lies deeper is a hostile server's.
const LEVELS: usize = 8;
/// Accessories that are asked, each with a request.
const MOST: usize = 200;

/// The tree below an artifact, as far as it is read.
#[derive(Clone, Copy)]
pub struct Tree {
    attachments: Attachments,
    is_done: RwSignal<bool>,
    failed: RwSignal<BTreeMap<String, Failure>>,
}

/// What is attached to an accessory.
#[derive(Clone, PartialEq)]
pub enum Below {
    Known(Vec<Accessory>),
    /// It is being asked.
    Reading,
    Failed(Failure),
    /// It lies too deep, or there is too much.
    TooMuch,
}

/// Those of a level that are asked: each once, and no more than are left.
fn asked(level: Vec<Accessory>, seen: &mut BTreeSet<String>) -> Vec<Accessory> {
    level
        .into_iter()
        .filter(|accessory| seen.len() < MOST && seen.insert(accessory.digest.clone()))
        .collect()
}

impl Tree {
    /// Reads it level by level for as long as the caller's part of the page is there.
    pub fn read(attachments: Attachments, artifact: &Artifact) -> Self {
        let this = Self {
            attachments,
            is_done: RwSignal::new(false),
            failed: RwSignal::default(),
        };
        let roots = artifact
            .accessories
            .iter()
            .chain(&artifact.inherited_accessories);
        let roots: Vec<Accessory> = roots.cloned().collect();
        let (handle, registration) = AbortHandle::new_pair();
        on_cleanup(move || handle.abort());
        spawn_local(async move {
            if Abortable::new(this.walk(roots), registration).await.is_ok() {
                this.is_done.try_set(true);
            }
        });
        this
    }

    async fn walk(self, mut level: Vec<Accessory>) {
        let mut seen = BTreeSet::new();
        for _ in 0..LEVELS {
            let wanted = asked(level, &mut seen);
            if wanted.is_empty() {
                return;
            }
            join_all(wanted.iter().map(|accessory| self.ask(accessory))).await;
            level = wanted
                .iter()
                .filter_map(|accessory| self.attachments.below_untracked(&accessory.digest))
                .flatten()
                .collect();
        }
    }

    async fn ask(self, accessory: &Accessory) {
        let digest = &accessory.digest;
        if self.attachments.below_untracked(digest).is_some() {
            return;
        }
        if let Err(failure) = self.attachments.read_itself(accessory).await {
            let _ = self
                .failed
                .try_update(|failed| failed.insert(digest.clone(), failure));
        }
    }

    /// What is attached to an accessory.
    pub fn below(self, digest: &str) -> Below {
        if let Some(known) = self.attachments.below(digest) {
            return Below::Known(known);
        }
        if let Some(failure) = self.failed.with(|failed| failed.get(digest).cloned()) {
            return Below::Failed(failure);
        }
        if self.is_done.get() {
            Below::TooMuch
        } else {
            Below::Reading
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_asked_once_and_no_more_than_so_many() {
        let accessory = |number: usize| Accessory {
            digest: format!("sha256:{number}"),
            ..Accessory::default()
        };
        let mut seen = BTreeSet::new();
        let first = asked(vec![accessory(1), accessory(2), accessory(1)], &mut seen);
        assert_eq!(first.len(), 2);
        // One that names what stands above it is not asked again.
        assert!(asked(vec![accessory(2)], &mut seen).is_empty());
        let rest = asked((0..1_000).map(accessory).collect(), &mut seen);
        assert_eq!(rest.len(), MOST - 2);
        assert!(asked(vec![accessory(5_000)], &mut seen).is_empty());
    }
}
