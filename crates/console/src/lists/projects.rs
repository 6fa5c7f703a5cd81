//! Reading a list that goes on in each project: the registry's own part, then a request or more for
//! each project, several at once.

use std::pin::pin;

use futures::{StreamExt, future::try_join, stream};
use harbor_api::{AnyOperation, Decode, List, Total, operations::ListProjects, types::Project};
use harbor_client::{REQUESTS_AT_ONCE, SendOptions};
use listing::{Caller, ListScope};
use pilothouse_protocol::{Account, Failure, FailureCode, ProjectsRead};

use super::read::{Reader, full, rows_of};
use crate::{calls::unreadable, connection::runtime::Current, console::Console};

/// What came of one part.
enum Part {
    Read,
    /// The account may not look there.
    Refused(Failure),
}

impl Console {
    /// Reads what a list has of the registry itself and of each project that the account may look
    /// into. What refuses is counted, and what is gone meanwhile left out; anything else ends it.
    pub(super) async fn read_in_projects(
        &self,
        reader: &Reader<'_>,
        current: &Current,
        options: SendOptions,
    ) -> Result<(), Failure> {
        let scope = &reader.list.scope;
        let caller = match self.view(&reader.list.connection)?.account {
            Account::User {
                administrator: true,
                ..
            } => Caller::Administrator,
            Account::User { .. } | Account::Anonymous => Caller::Member,
            Account::Robot { .. } | Account::CliSecret { .. } => Caller::Program,
        };
        reader.change(|inner| {
            inner.total = None;
            inner.projects = None;
        })?;
        let own = async {
            // Nobody else is let in, and a request less is a moment less.
            if caller != Caller::Member
                && let Some(operation) = scope.operation(Default::default(), Default::default())
            {
                let part = self
                    .read_part(reader, current, options, operation, None)
                    .await?;
                // Of a program nobody knows beforehand; an administrator is not to be refused.
                if let (Part::Refused(failure), Caller::Administrator) = (part, caller) {
                    return Err(failure);
                }
            }
            Ok(())
        };
        let operations = self.operations_in(reader, current, options, scope, caller);
        let (operations, ()) = try_join(operations, own).await?;
        let all = operations.len();
        reader.change(|inner| {
            inner.projects = Some(ProjectsRead {
                all,
                ..ProjectsRead::default()
            });
        })?;
        let parts = operations.into_iter().map(|(project, operation)| {
            self.read_part(reader, current, options, operation, Some(project))
        });
        let mut parts = pin!(stream::iter(parts).buffer_unordered(REQUESTS_AT_ONCE));
        while let Some(part) = parts.next().await {
            let is_refused = matches!(part?, Part::Refused(_));
            reader.change(|inner| {
                if let Some(projects) = &mut inner.projects {
                    projects.read += 1;
                    projects.refused += usize::from(is_refused);
                }
            })?;
            reader.publish(false);
        }
        Ok(())
    }

    /// The operations that read the projects, one each.
    async fn operations_in(
        &self,
        reader: &Reader<'_>,
        current: &Current,
        options: SendOptions,
        scope: &ListScope,
        caller: Caller,
    ) -> Result<Vec<(Project, AnyOperation)>, Failure> {
        let operation = AnyOperation::from(ListProjects::without_details());
        let mut operations = Vec::new();
        let mut pages = pin!(current.client.pages_raw(operation.clone(), options));
        while let Some(page) = pages.next().await {
            let page = self
                .noted(&reader.list.connection, current.epoch, page, &operation)
                .await?;
            let projects = List::<Project>::decode(&page.reply.body).map_err(|error| {
                let id = Some(page.reply.request_id.clone());
                unreadable(&operation, page.reply.status, id, &error.reason)
            })?;
            reader.note_malformed(projects.malformed().count())?;
            operations.extend(projects.good().filter_map(|project| {
                let operation = scope.operation_in(&project, caller)?;
                Some((project, operation))
            }));
        }
        Ok(operations)
    }

    async fn read_part(
        &self,
        reader: &Reader<'_>,
        current: &Current,
        options: SendOptions,
        operation: AnyOperation,
        project: Option<Project>,
    ) -> Result<Part, Failure> {
        let mut pages = pin!(current.client.pages_raw(operation.clone(), options));
        while let Some(page) = pages.next().await {
            let page = self
                .noted(&reader.list.connection, current.epoch, page, &operation)
                .await;
            let page = match page {
                Ok(page) => page,
                Err(failure) if failure.code == FailureCode::Forbidden => {
                    return Ok(Part::Refused(failure));
                }
                // It was deleted since the projects were listed.
                Err(failure) if failure.code == FailureCode::NotFound => return Ok(Part::Read),
                Err(failure) => return Err(failure),
            };
            let mut rows = rows_of(reader.list, &operation, &page.reply)?;
            if let Some(project) = &project {
                for row in &mut rows.rows {
                    reader.list.scope.complete(project, row);
                }
            }
            let has_room = reader.take(rows, Total::Unknown)?;
            reader.publish(false);
            if !has_room {
                return Err(full(reader));
            }
        }
        Ok(Part::Read)
    }
}
