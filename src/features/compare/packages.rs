//! Packages that differ: by bills of materials where both have one, else by what scanners found.

use std::sync::Arc;

use comparison::PackageChanges;
use futures::future::join;
use harbor_api::types::Artifact;
use leptos::prelude::*;
use listing::{
    ListScope,
    lists::{Findings, SbomFacts},
};
use pilothouse_protocol::{ComparePackages, ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use super::Other;
use crate::{
    features::artifacts::{Attachments, SbomSource, comparable, sbom_sources},
    ipc::call,
    list::List,
    words::words,
};

/// What packages are read from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PackageSource {
    /// Each with what it is called.
    Sboms([String; 2]),
    /// Only packages that something was found in: not all there are.
    Findings,
}

/// Both lists of packages, and what differs in them.
#[derive(Clone, Copy)]
pub(super) struct ComparedPackages {
    connections: [Signal<ConnectionId>; 2],
    places: StoredValue<[Other; 2]>,
    /// Nothing is known of the packages of one of them.
    pub is_nothing: RwSignal<bool>,
    pub changes: RwSignal<Option<Result<(PackageSource, PackageChanges), Failure>>>,
}

/// What is to be read of both.
#[derive(Clone, PartialEq)]
enum Wanted {
    Sboms([SbomSource; 2]),
    Findings([Findings; 2]),
    Nothing,
}

fn findings(at: &Other, artifact: &Artifact) -> Option<Findings> {
    artifact.is_scannable().then(|| Findings {
        project: at.project.clone(),
        repository: at.repository.clone(),
        reference: at.reference.clone(),
    })
}

/// A document as it is called: who made it, in which format, with which tool.
fn named_source(source: &SbomSource, list: List) -> String {
    let facts = SbomFacts::read(&list.facts());
    let by = facts.map(|facts| {
        let tool = facts.tool.map(|tool| words().sbom.made_by(&tool));
        let parts = [Some(facts.format), tool];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    match by {
        Some(by) => format!("{} ({by})", source.title()),
        None => source.title(),
    }
}

impl ComparedPackages {
    /// Reads the packages of both, once both artifacts are known and what is attached to them.
    pub fn new(
        connections: [Signal<ConnectionId>; 2],
        places: [Other; 2],
        artifacts: [Signal<Option<Arc<Artifact>>>; 2],
        attached: [Attachments; 2],
    ) -> Self {
        let this = Self {
            connections,
            places: StoredValue::new(places),
            is_nothing: RwSignal::new(false),
            changes: RwSignal::new(None),
        };
        let wanted = Memo::new(move |_| {
            let [Some(before), Some(after)] = artifacts.map(|artifact| artifact.get()) else {
                return None;
            };
            let [first, second] = attached;
            if !(first.is_read(&before) && second.is_read(&after)) {
                return None;
            }
            let (of_first, of_second) =
                (sbom_sources(&before, first), sbom_sources(&after, second));
            if let Some((before, after)) = comparable(&of_first, &of_second) {
                return Some(Wanted::Sboms([before, after]));
            }
            let found = this.places.with_value(|[first, second]| {
                findings(first, &before).zip(findings(second, &after))
            });
            Some(found.map_or(Wanted::Nothing, |(before, after)| {
                Wanted::Findings([before, after])
            }))
        });
        Effect::new(move |_| match wanted.get() {
            None => {}
            Some(Wanted::Nothing) => this.is_nothing.set(true),
            Some(Wanted::Findings([before, after])) => {
                let lists = this.open([before.into(), after.into()]);
                this.follow(lists, move || PackageSource::Findings);
            }
            Some(Wanted::Sboms(sources)) => this.follow_documents(sources),
        });
        this
    }

    fn open(self, [before, after]: [ListScope; 2]) -> [List; 2] {
        [
            List::open(self.connections[0], before, None),
            List::open(self.connections[1], after, None),
        ]
    }

    /// Finds both documents, then compares them.
    fn follow_documents(self, sources: [SbomSource; 2]) {
        let scopes = RwSignal::new(None::<[ListScope; 2]>);
        let read = {
            let sources = sources.clone();
            async move |at: usize| {
                let place = self.places.try_get_value()?[at].clone();
                let connection = self.connections[at].try_get_untracked()?;
                let packages = sources[at].packages(connection, place.project, place.repository);
                Some(packages.await)
            }
        };
        spawn_local(async move {
            let (Some(before), Some(after)) = join(read(0), read(1)).await else {
                return;
            };
            match (before, after) {
                (Ok(Some(before)), Ok(Some(after))) => {
                    scopes.try_set(Some([before.into(), after.into()]));
                }
                (Err(failure), _) | (_, Err(failure)) => {
                    self.changes.try_set(Some(Err(failure)));
                }
                // What is attached holds nothing: there is nothing to compare.
                _ => {
                    self.is_nothing.try_set(true);
                }
            }
        });
        Effect::new(move |_| {
            let Some(scopes) = scopes.get() else {
                return;
            };
            let lists = self.open(scopes);
            let [before, after] = sources.clone();
            self.follow(lists, move || {
                PackageSource::Sboms([
                    named_source(&before, lists[0]),
                    named_source(&after, lists[1]),
                ])
            });
        });
    }

    /// Compares both lists whenever both are read to their ends.
    fn follow(self, lists: [List; 2], source: impl Fn() -> PackageSource + 'static) {
        Effect::new(move |_| {
            if let Some(failure) = lists.iter().find_map(List::failure) {
                self.changes.set(Some(Err(failure)));
                return;
            }
            let are_whole = lists.map(|list| list.state().is_some_and(|state| state.whole));
            let [Some(before), Some(after)] = lists.map(|list| list.id()) else {
                return;
            };
            if are_whole.contains(&false) {
                return;
            }
            let source = source();
            spawn_local(async move {
                let outcome = call(ComparePackages { before, after }).await;
                self.changes
                    .try_set(Some(outcome.map(|changes| (source, changes))));
            });
        });
    }
}
