//! Tags that stand in the way of a deletion: while a rule holds them, nothing that has them goes.

use std::collections::BTreeMap;

use harbor_api::{
    Capabilities, Feature, ProjectName, RepositoryName,
    operations::{ListArtifacts, ListProjectArtifacts},
    types::Artifact,
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    ipc::load::{Loaded, Rows, load_list},
    registries::registries,
    ui::Icon,
    words::words,
};

/// Names that are shown of each repository's tags.
const SHOWN: usize = 5;

/// A repository, and the tags in it that no one may delete.
type Held = BTreeMap<String, Vec<String>>;

/// Whose tags matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looked {
    Project,
    One(RepositoryName),
    /// By their whole names, `project/repository`.
    Some(Vec<String>),
}

/// The tags of a project that rules hold.
#[derive(Clone, Copy)]
pub struct HeldTags {
    artifacts: Loaded<Rows<Artifact>>,
    /// The server tells beforehand; else only by its refusal.
    is_told: bool,
    held: Memo<Held>,
}

impl HeldTags {
    /// Reads them.
    pub fn of(connection: Signal<ConnectionId>, project: ProjectName, looked: Looked) -> Self {
        let version = registries()
            .find_untracked(&connection.get_untracked())
            .and_then(|known| known.system.harbor_version);
        let capabilities = Capabilities::from_version(version.as_deref());
        let is_one = matches!(looked, Looked::One(_));
        let is_told = is_one || capabilities.can(Feature::ArtifactsOfProject);
        let artifacts: Loaded<Rows<Artifact>> = match &looked {
            Looked::One(repository) => {
                let (project_name, repository_name) = (project.clone(), repository.clone());
                load_list(connection, move || {
                    Some(ListArtifacts {
                        with_tag: Some(true),
                        with_immutable_status: Some(true),
                        ..ListArtifacts::new(project_name.clone(), repository_name.clone())
                    })
                })
            }
            Looked::Project | Looked::Some(_) => {
                let project = project.clone();
                load_list(connection, move || {
                    is_told.then(|| ListProjectArtifacts {
                        with_tag: Some(true),
                        with_scan_overview: Some(false),
                        with_immutable_status: Some(true),
                        ..ListProjectArtifacts::new(project.clone())
                    })
                })
            }
        };
        let held = Memo::new(move |_| {
            let mut held = Held::new();
            let rows = artifacts.data.get();
            let all = rows.iter().flat_map(|rows| rows.good.iter());
            for artifact in all {
                let repository = match &looked {
                    Looked::One(repository) => format!("{project}/{repository}"),
                    Looked::Some(names) if !names.contains(&artifact.repository_name) => continue,
                    Looked::Some(_) | Looked::Project => artifact.repository_name.clone(),
                };
                let tags = artifact.tags.iter().filter(|tag| tag.immutable);
                let tags: Vec<String> = tags.map(|tag| tag.name.clone()).collect();
                if !tags.is_empty() {
                    held.entry(repository).or_default().extend(tags);
                }
            }
            held
        });
        Self {
            artifacts,
            is_told,
            held,
        }
    }

    /// Whether all that the server tells is here.
    pub fn is_known(&self) -> bool {
        !self.is_told || self.artifacts.whole.get() || self.artifacts.failure.with(Option::is_some)
    }

    pub fn is_none(&self) -> bool {
        self.held.with(Held::is_empty)
    }

    pub fn reload(&self) {
        self.artifacts.reload();
    }

    /// Names them, and what to do about it.
    pub fn note(self) -> impl IntoView {
        move || {
            let held = self.held.get();
            (!held.is_empty()).then(|| {
                let lines = held.into_iter().map(|(repository, tags)| {
                    let more = tags.len().saturating_sub(SHOWN);
                    let names = tags.into_iter().take(SHOWN).collect::<Vec<_>>().join(", ");
                    let more = (more > 0).then(|| format!(" +{more}"));
                    view! {
                        <li>
                            <span>
                                <span class="mono">{repository}</span> ": " {names} {more}
                            </span>
                        </li>
                    }
                });
                view! {
                    <div class="note warn" role="alert">
                        <Icon name="lock" />
                        <div>
                            {words().delete_repository.held}
                            <ul class="dots">{lines.collect_view()}</ul>
                        </div>
                    </div>
                }
            })
        }
    }
}
