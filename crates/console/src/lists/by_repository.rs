//! A project's artifacts from servers that don't list them at once: repository by repository.

use std::pin::pin;

use futures::{StreamExt, stream};
use harbor_api::{
    AnyOperation, Decode, Filter, List, RepositoryName, Sort, Total,
    operations::{ListArtifacts, ListRepositories},
    types::{ListedArtifact, Repository},
};
use harbor_client::SendOptions;
use listing::{
    Cell, ListScope, ListingPage,
    lists::{project_artifacts, retention_artifacts},
};
use pilothouse_protocol::Failure;

use super::read::Reader;
use crate::{calls::unreadable, connection::runtime::Current, console::Console};

/// Repositories that are read at once.
const AT_ONCE: usize = 6;

/// The operation that reads one repository.
type OperationOf<'a> = Box<dyn Fn(RepositoryName) -> ListArtifacts + Send + Sync + 'a>;
/// The row of an artifact.
type RowOf = fn(&ListedArtifact) -> Vec<Cell>;

impl Console {
    /// Reads all repositories of a project and the artifacts of each.
    pub(super) async fn read_by_repository(
        &self,
        reader: &Reader<'_>,
        current: &Current,
        options: SendOptions,
    ) -> Result<(), Failure> {
        let (project, operation, rows): (_, OperationOf<'_>, RowOf) = match &reader.list.scope {
            ListScope::RetentionArtifacts(scope) => (
                &scope.project,
                Box::new(|repository| scope.of_repository(repository)),
                |artifact| retention_artifacts::row_of(artifact),
            ),
            ListScope::ProjectArtifacts(scope) => (
                &scope.project,
                Box::new(|repository| scope.of_repository(repository)),
                |artifact| project_artifacts::row_of(artifact),
            ),
            _ => return Ok(()),
        };
        let listing = ListRepositories {
            project_name: project.clone(),
            q: Filter::all(),
            sort: Sort::default(),
            page: Default::default(),
        };
        let repositories: Vec<Repository> =
            self.read_pages(reader, listing, current, options).await?;
        let reads = repositories.into_iter().filter_map(|repository| {
            let (_, name) = repository.name.split_once('/')?;
            let operation = operation(RepositoryName::new(name).ok()?);
            let name = repository.name.clone();
            Some(async move {
                let read = self.read_pages(reader, operation, current, options).await;
                read.map(|artifacts: Vec<ListedArtifact>| (name, artifacts))
            })
        });
        let mut reads = pin!(stream::iter(reads).buffer_unordered(AT_ONCE));
        while let Some(read) = reads.next().await {
            let (name, artifacts) = read?;
            let rows = artifacts.into_iter().map(|mut artifact| {
                // These servers don't say it.
                artifact.0.repository_name.clone_from(&name);
                rows(&artifact)
            });
            let page = ListingPage {
                rows: rows.collect(),
                ..ListingPage::default()
            };
            reader.take_all(page, Total::Unknown)?;
            reader.publish(false);
        }
        Ok(())
    }

    /// All items of a list that can be read; the others are counted.
    pub(super) async fn read_pages<O, T>(
        &self,
        reader: &Reader<'_>,
        operation: O,
        current: &Current,
        options: SendOptions,
    ) -> Result<Vec<T>, Failure>
    where
        O: Into<AnyOperation>,
        List<T>: Decode,
    {
        let operation = operation.into();
        let mut items = Vec::new();
        let mut pages = pin!(current.client.pages_raw(operation.clone(), options));
        while let Some(page) = pages.next().await {
            let page = self
                .noted(&reader.list.connection, current.epoch, page, &operation)
                .await?;
            let reply = page.reply;
            let list = List::<T>::decode(&reply.body).map_err(|error| {
                let id = Some(reply.request_id.clone());
                unreadable(&operation, reply.status, id, &error.reason)
            })?;
            reader.note_malformed(list.malformed().count())?;
            items.extend(list.good());
        }
        Ok(items)
    }
}
