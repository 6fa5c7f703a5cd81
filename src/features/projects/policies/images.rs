//! What has to be read to tell what a policy would refuse: the project's images with their scans,
//! and the reports of those that an allowlist may let through.

use std::{collections::HashSet, future::Future, sync::Arc};

use futures::{
    StreamExt,
    future::{AbortHandle, Abortable},
    stream,
};
use harbor_api::{
    Capabilities, Feature, ProjectName,
    operations::{GetVulnerabilities, ListArtifacts, ListProjectArtifacts, ListRepositories},
    types::{ACCEPT_VULNERABILITIES, Artifact, Repository},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use super::verdict::{FoundId, Reports};
use crate::ipc::{Ticket, harbor, harbor_all};

/// As many requests as the client sends to one host at once.
const AT_ONCE: usize = 6;

/// The images of a project, and what was read of them.
#[derive(Clone, Copy)]
pub struct Images {
    pub artifacts: RwSignal<Option<Arc<Vec<Artifact>>>>,
    pub failure: RwSignal<Option<Failure>>,
    pub reports: RwSignal<Reports>,
    /// Digests of images whose report could not be read.
    pub unread: RwSignal<HashSet<String>>,
    /// Reports that are on their way.
    pub under_way: RwSignal<usize>,
    running: StoredValue<Vec<AbortHandle>>,
    connection: Signal<ConnectionId>,
    project: StoredValue<ProjectName>,
}

impl Images {
    /// Reads the images as soon as they are `wanted`; what is on its way ends with the page.
    pub fn follow(
        connection: Signal<ConnectionId>,
        project: ProjectName,
        capabilities: Signal<Capabilities>,
        wanted: Memo<bool>,
    ) -> Self {
        let this = Self {
            artifacts: RwSignal::new(None),
            failure: RwSignal::new(None),
            reports: RwSignal::new(Reports::new()),
            unread: RwSignal::new(HashSet::new()),
            under_way: RwSignal::new(0),
            running: StoredValue::new(Vec::new()),
            connection,
            project: StoredValue::new(project),
        };
        Effect::new(move |_| {
            let is_there = this.artifacts.with_untracked(Option::is_some);
            if wanted.get() && !is_there {
                this.read(capabilities.get_untracked());
            }
        });
        on_cleanup(move || {
            if let Some(running) = this.running.try_get_value() {
                running.iter().for_each(AbortHandle::abort);
            }
        });
        this
    }

    fn start(&self, work: impl Future<Output = ()> + 'static) {
        let (handle, registration) = AbortHandle::new_pair();
        self.running.update_value(|running| {
            running.retain(|handle| !handle.is_aborted());
            running.push(handle);
        });
        spawn_local(async move {
            // One that was ended has nothing more to say.
            let _ = Abortable::new(work, registration).await;
        });
    }

    /// Reads the images, once more after a failure.
    pub fn read(&self, capabilities: Capabilities) {
        let this = *self;
        let (connection, project) = (this.connection.get_untracked(), this.project.get_value());
        this.failure.set(None);
        this.start(async move {
            let read = if capabilities.can(Feature::ArtifactsOfProject) {
                all_at_once(connection, project).await
            } else {
                by_repository(connection, project).await
            };
            match read {
                Ok(artifacts) => {
                    this.artifacts.try_set(Some(Arc::new(artifacts)));
                }
                Err(failure) => {
                    this.failure.try_set(Some(failure));
                }
            }
        });
    }

    /// Reads the reports of these images.
    pub fn read_reports<'a>(&self, wanted: impl IntoIterator<Item = &'a Artifact>) {
        let this = *self;
        let places: Vec<GetVulnerabilities> = wanted
            .into_iter()
            .filter(|artifact| {
                let is_lost = |unread: &HashSet<String>| unread.contains(&artifact.digest);
                !this.unread.with_untracked(is_lost)
            })
            .filter_map(report_of)
            .collect();
        if places.is_empty() {
            return;
        }
        this.under_way.set(places.len());
        let connection = this.connection.get_untracked();
        this.start(async move {
            let mut answers = std::pin::pin!(
                stream::iter(places)
                    .map(|operation| {
                        let connection = connection.clone();
                        async move {
                            let digest = operation.reference.to_string();
                            let answer = harbor(connection, &operation, Ticket::new()).await;
                            (digest, answer)
                        }
                    })
                    .buffer_unordered(AT_ONCE)
            );
            while let Some((digest, answer)) = answers.next().await {
                let found = answer.ok().and_then(|reply| {
                    let list = reply.value.report()?.vulnerabilities.as_ref()?;
                    // A finding that can't be read may be a bad one.
                    let is_whole = list.malformed().next().is_none();
                    is_whole.then(|| {
                        let all = list.iter_good();
                        all.map(|one| (one.id.clone(), one.severity))
                            .collect::<Vec<FoundId>>()
                    })
                });
                match found {
                    Some(found) => {
                        this.reports.try_update(|all| all.insert(digest, found));
                    }
                    None => {
                        this.unread.try_update(|all| all.insert(digest));
                    }
                }
                this.under_way
                    .try_update(|number| *number = number.saturating_sub(1));
            }
        });
    }
}

fn report_of(artifact: &Artifact) -> Option<GetVulnerabilities> {
    let (project, repository) = artifact.parts()?;
    Some(GetVulnerabilities {
        project_name: project,
        repository_name: repository,
        reference: artifact.reference()?,
        accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
    })
}

async fn all_at_once(
    connection: ConnectionId,
    project: ProjectName,
) -> Result<Vec<Artifact>, Failure> {
    let list = ListProjectArtifacts {
        with_tag: Some(true),
        with_scan_overview: Some(true),
        accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
        ..ListProjectArtifacts::new(project)
    };
    let reply = harbor_all(connection, &list, Ticket::new(), false).await?;
    Ok(reply.value.good().collect())
}

/// Of a server that lists no artifacts across repositories.
async fn by_repository(
    connection: ConnectionId,
    project: ProjectName,
) -> Result<Vec<Artifact>, Failure> {
    let list = ListRepositories {
        project_name: project,
        q: Default::default(),
        sort: Default::default(),
        page: Default::default(),
    };
    let repositories = harbor_all(connection.clone(), &list, Ticket::new(), false).await?;
    let mut lists = std::pin::pin!(
        stream::iter(repositories.value.good().collect::<Vec<Repository>>())
            .map(|repository| {
                let connection = connection.clone();
                async move { of_one(connection, &repository).await }
            })
            .buffer_unordered(AT_ONCE)
    );
    let mut all = Vec::new();
    while let Some(artifacts) = lists.next().await {
        all.extend(artifacts?);
    }
    Ok(all)
}

async fn of_one(
    connection: ConnectionId,
    repository: &Repository,
) -> Result<Vec<Artifact>, Failure> {
    let Some((project, name)) = repository.parts() else {
        return Ok(Vec::new());
    };
    let list = ListArtifacts {
        with_tag: Some(true),
        with_scan_overview: Some(true),
        accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
        ..ListArtifacts::new(project, name)
    };
    let reply = harbor_all(connection, &list, Ticket::new(), false).await?;
    let named = |mut artifact: Artifact| {
        // Such servers don't say it.
        artifact.repository_name.clone_from(&repository.name);
        artifact
    };
    Ok(reply.value.good().map(named).collect())
}
