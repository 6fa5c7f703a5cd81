//! Packages that differ: by bills of materials where both have one, else by what scanners found.

use std::sync::Arc;

use comparison::{Package, PackageChanges, VersionChange};
use harbor_api::types::{Artifact, ReadAccessories, SbomState};
use leptos::prelude::*;
use listing::{
    ListScope,
    lists::{Findings, Packages},
};
use pilothouse_protocol::{ComparePackages, ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use super::{
    Other,
    result::{SHOWN, titled_list},
};
use crate::{ipc::call, list::List, words::words};

/// What packages are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PackageSource {
    Sbom,
    /// Only packages that something was found in: not all there are.
    Findings,
}

/// Both lists of packages, and what differs in them.
#[derive(Clone, Copy)]
pub(super) struct ComparedPackages {
    pub source: RwSignal<Option<PackageSource>>,
    pub changes: RwSignal<Option<Result<PackageChanges, Failure>>>,
}

/// The registry's bill of materials of an artifact.
fn sbom(at: &Other, artifact: &Artifact) -> Option<Packages> {
    let SbomState::Done(sbom) = ReadAccessories::default().sbom(artifact) else {
        return None;
    };
    Some(Packages::OfHarbor {
        project: at.project.clone(),
        repository: at.repository.clone(),
        sbom,
    })
}

fn findings(at: &Other, artifact: &Artifact) -> Option<Findings> {
    artifact.is_scannable().then(|| Findings {
        project: at.project.clone(),
        repository: at.repository.clone(),
        reference: at.reference.clone(),
    })
}

impl ComparedPackages {
    /// Reads the packages of both, once both artifacts are known.
    pub fn new(
        connections: [Signal<ConnectionId>; 2],
        places: [Other; 2],
        artifacts: [Signal<Option<Arc<Artifact>>>; 2],
    ) -> Self {
        let this = Self {
            source: RwSignal::new(None),
            changes: RwSignal::new(None),
        };
        let places = StoredValue::new(places);
        Effect::new(move |_| {
            let [Some(before), Some(after)] = artifacts.map(|artifact| artifact.get()) else {
                return;
            };
            let scopes = places.with_value(|[first, second]| {
                let boms = sbom(first, &before).zip(sbom(second, &after));
                if let Some((before, after)) = boms {
                    let scopes = [ListScope::from(before), ListScope::from(after)];
                    return Some((PackageSource::Sbom, scopes));
                }
                let found = findings(first, &before).zip(findings(second, &after))?;
                let scopes = [ListScope::from(found.0), ListScope::from(found.1)];
                Some((PackageSource::Findings, scopes))
            });
            let Some((source, [before, after])) = scopes else {
                return;
            };
            this.source.set(Some(source));
            let lists = [
                List::open(connections[0], before, None),
                List::open(connections[1], after, None),
            ];
            this.follow(lists);
        });
        this
    }

    /// Compares both lists whenever both are read to their ends.
    fn follow(self, lists: [List; 2]) {
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
            spawn_local(async move {
                let outcome = call(ComparePackages { before, after }).await;
                self.changes.try_set(Some(outcome));
            });
        });
    }
}

fn named(name: &str, kind: &str) -> String {
    match kind {
        "" => name.to_owned(),
        kind => format!("{name} ({kind})"),
    }
}

fn versions(versions: &[String]) -> String {
    match versions {
        [] => "–".to_owned(),
        versions => versions.join(", "),
    }
}

/// The section's content.
pub(super) fn shown(source: PackageSource, changes: &PackageChanges) -> AnyView {
    let w = &words().compare;
    let partial = (source == PackageSource::Findings)
        .then(|| view! { <p class="soft">{w.packages_of_findings}</p> });
    let list = |title: String, list: &[Package]| {
        titled_list(title, list, |package| {
            view! {
                <b class="semi">{named(&package.name, &package.kind)}</b>
                " "
                <span class="soft">{package.version.clone()}</span>
            }
            .into_any()
        })
    };
    let changed = changes.changed.iter().take(SHOWN).map(|change| {
        view! {
            <tr>
                <th scope="row">{named(&change.name, &change.kind)}</th>
                <td class="wraps mono">{versions(&change.before)}</td>
                <td class="wraps mono">{versions(&change.after)}</td>
            </tr>
        }
    });
    let more = changes.changed.len().saturating_sub(SHOWN);
    view! {
        {partial}
        <h4>{w.changed_packages(changes.changed.len())}</h4>
        {(!changes.changed.is_empty())
            .then(|| {
                view! {
                    <table class="tbl cmp-table">
                        <thead>
                            <tr>
                                <th scope="col">{w.package}</th>
                                <th scope="col">{w.before}</th>
                                <th scope="col">{w.after}</th>
                            </tr>
                        </thead>
                        <tbody>{changed.collect_view()}</tbody>
                    </table>
                }
            })}
        {(more > 0).then(|| view! { <p class="soft">{w.more(more)}</p> })}
        {list(w.new_packages(changes.new.len()), &changes.new)}
        {list(w.gone_packages(changes.gone.len()), &changes.gone)}
        <p class="soft">{w.same_packages(changes.same)}</p>
    }
    .into_any()
}

/// The same as Markdown.
pub(super) fn markdown(source: PackageSource, changes: &PackageChanges) -> String {
    let w = &words().compare;
    let mut lines = vec![format!("\n### {}\n", w.packages)];
    if source == PackageSource::Findings {
        lines.push(format!("{}\n", w.packages_of_findings));
    }
    lines.push(format!("{}\n", w.changed_packages(changes.changed.len())));
    let line = |change: &VersionChange| {
        format!(
            "- {}: {} → {}",
            named(&change.name, &change.kind),
            versions(&change.before),
            versions(&change.after)
        )
    };
    lines.extend(changes.changed.iter().map(line));
    for (title, list) in [
        (w.new_packages(changes.new.len()), &changes.new),
        (w.gone_packages(changes.gone.len()), &changes.gone),
    ] {
        lines.push(format!("\n{title}\n"));
        let line = |package: &Package| {
            format!(
                "- {} {}",
                named(&package.name, &package.kind),
                package.version
            )
        };
        lines.extend(list.iter().map(line));
    }
    lines.push(format!("\n{}\n", w.same_packages(changes.same)));
    lines.join("\n")
}
