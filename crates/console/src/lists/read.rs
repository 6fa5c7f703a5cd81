//! Reading a list: a small first page where items cost the server much, then all of it.

use std::pin::pin;

use chrono::Utc;
use futures::{StreamExt, future};
use harbor_api::{AnyOperation, Filter, Page, Sort, Total};
use harbor_client::{RawReply, SendOptions};
use listing::{Change, ListScope, ListingPage, Source};
use pilothouse_protocol::{
    Empty, Failure, FailureCode, ListState, ReadFrom, ReadList, ReadMatching,
};

use crate::{
    calls::unreadable,
    connection::runtime::Current,
    console::{Console, locked},
    lists::{Inner, OpenedList},
};

/// A shorter list is whole before the server would have answered a question of its own.
const LONG: u64 = 1_000;
/// Pages that are read of what a query leaves, while the whole is on its way.
const MATCHING_PAGES: usize = 10;

/// A reading that goes on; ends with the value.
pub(super) struct Reader<'a> {
    pub(super) console: &'a Console,
    pub(super) list: &'a OpenedList,
    number: u64,
}

impl<'a> Reader<'a> {
    fn begin(console: &'a Console, list: &'a OpenedList) -> Self {
        let mut inner = locked(&list.inner);
        inner.readers += 1;
        let number = inner.readers;
        inner.reader = Some(number);
        inner.failure = None;
        drop(inner);
        Self {
            console,
            list,
            number,
        }
    }

    /// Changes the list, unless a newer reading has begun or its rows were forgotten.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut Inner) -> T) -> Result<T, Failure> {
        let mut inner = locked(&self.list.inner);
        if inner.reader == Some(self.number) {
            Ok(change(&mut inner))
        } else {
            Err(Failure::new(FailureCode::Cancelled, "Read anew."))
        }
    }

    /// Tells how far it is; now, or not too often.
    pub(super) fn publish(&self, now: bool) {
        self.console.publish_list_soon(self.list, now);
    }

    /// Counts items that could not be read.
    pub(super) fn note_malformed(&self, count: usize) -> Result<(), Failure> {
        self.change(|inner| inner.malformed += count)
    }

    /// Takes a page in; a list that is too long is an error.
    pub(super) fn take_all(&self, page: ListingPage, total: Total) -> Result<(), Failure> {
        match self.take(page, total)? {
            true => Ok(()),
            false => Err(full(self)),
        }
    }

    /// Takes a page in. Whether there was room for all of it.
    pub(super) fn take(&self, page: ListingPage, total: Total) -> Result<bool, Failure> {
        self.change(|inner| {
            let mut has_room = true;
            for row in page.rows {
                let row = inner.filled(&self.list.scope, row);
                has_room &= inner.store.upsert(&row) != Change::Refused || is_nameless(&row);
                inner.malformed += usize::from(is_nameless(&row));
            }
            inner.malformed += page.malformed;
            if !page.facts.is_empty() || self.list.scope.is_at_once() {
                inner.facts = page.facts;
            }
            if let Total::Known(total) = total {
                inner.total = Some(total);
            }
            inner.at = Some(Utc::now());
            has_room
        })
    }
}

/// Whether a failure is that of a server before 2.12, which doesn't list a project's artifacts.
fn is_unknown_list(scope: &ListScope, failure: &Failure) -> bool {
    let is_of_project = matches!(
        scope,
        ListScope::RetentionArtifacts(_) | ListScope::ProjectArtifacts(_)
    );
    is_of_project && failure.code == FailureCode::NotFound
}

/// Whether a row lacks its key, and so can't be told from others.
fn is_nameless(row: &[listing::Cell]) -> bool {
    row.first().and_then(listing::Cell::text).is_none()
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        let ended = self.change(|inner| inner.reader = None).is_ok();
        if ended {
            self.console.publish_list(self.list);
        }
    }
}

impl Console {
    /// Reads a list to its end. What is here stays, however it ends.
    pub(crate) async fn read_list(&self, command: ReadList) -> Result<ListState, Failure> {
        let list = self.target(&command.list)?;
        let is_new = |since| locked(&list.inner).is_whole_since(since);
        if command.unless_since.is_some_and(is_new) {
            return Ok(list.state());
        }
        let outcome = {
            let reader = Reader::begin(self, &list);
            reader.publish(true);
            let outcome = self.read_with(&reader, &command).await;
            if let Err(failure) = &outcome
                && failure.code != FailureCode::Cancelled
            {
                let failure = failure.clone();
                // Where a newer reading has begun, that one tells.
                let _ = reader.change(|inner| inner.failure = Some(failure));
            }
            outcome
        };
        outcome.map(|()| list.state())
    }

    async fn read_with(&self, reader: &Reader<'_>, command: &ReadList) -> Result<(), Failure> {
        let list = reader.list;
        if list.scope.is_of_shell() {
            return self.read_request_log(reader);
        }
        let current = self.client_for_call(&list.connection).await?;
        self.check_secret(&list.connection, &current).await?;
        let joined = async { Ok(self.read_joins(reader, command, &current).await) };
        let rows = self.read_rows(reader, command, &current);
        let ((), failed) = future::try_join(rows, joined).await?;
        match failed {
            // The rows are here; what is missing in them is said all the same.
            Some(failure) => reader.change(|inner| inner.failure = Some(failure)),
            None => Ok(()),
        }
    }

    /// Reads the log of requests, which asks no server.
    fn read_request_log(&self, reader: &Reader<'_>) -> Result<(), Failure> {
        let list = reader.list;
        let owner = self.owner(&list.connection)?;
        let page = self.logged_requests(&list.connection)?;
        reader.change(|inner| {
            if inner.owner.as_ref() != Some(&owner) {
                let reader = inner.reader;
                inner.clear(&list.scope);
                inner.reader = reader;
                inner.owner = Some(owner);
            }
            inner.store.begin_pass();
        })?;
        reader.take_all(page, Total::Unknown)?;
        reader.change(Inner::end)
    }

    async fn read_rows(
        &self,
        reader: &Reader<'_>,
        command: &ReadList,
        current: &Current,
    ) -> Result<(), Failure> {
        let list = reader.list;
        let owner = self.owner(&list.connection)?;
        let source = list.scope.source(Filter::all(), Sort::default());
        let options = SendOptions {
            background: command.background,
            ..SendOptions::default()
        };
        if command.from == ReadFrom::Newest
            && locked(&list.inner).is_whole_of(&owner)
            && let Source::Operation(operation) = &source
        {
            return self.read_newest(reader, operation, current, options).await;
        }
        let is_content = list.scope.is_content();
        let (is_new, first, is_here) = reader.change(|inner| {
            if inner.owner.as_ref() != Some(&owner) {
                let reader = inner.reader;
                inner.clear(&list.scope);
                inner.reader = reader;
                inner.owner = Some(owner);
            }
            if is_content && inner.whole {
                return (false, 1, true);
            }
            let is_new = inner.store.is_empty();
            let first = match command.from {
                ReadFrom::WhereItEnded => inner.next_page.max(1),
                ReadFrom::Start | ReadFrom::Newest => {
                    inner.store.begin_pass();
                    inner.malformed = 0;
                    1
                }
            };
            inner.next_page = first;
            (is_new, first, false)
        })?;
        // What is named by its digest is as it was.
        if is_here {
            return Ok(());
        }

        if list.scope.is_in_projects() {
            self.read_in_projects(reader, current, options).await?;
            return self.end_reading(reader, current, command.background).await;
        }
        let operation = match source {
            Source::Operation(operation) => operation,
            Source::Layer(layer) => {
                self.read_layer(reader, current, &layer, options).await?;
                return self.end_reading(reader, current, command.background).await;
            }
            Source::RequestLog => return self.read_request_log(reader),
            // It is a list in projects, which was read above.
            Source::Projects => return Ok(()),
            Source::OwnReports => {
                let from = command.from;
                self.read_own_reports(reader, current, options, from)
                    .await?;
                return self.end_reading(reader, current, command.background).await;
            }
            Source::ModelRegistry(subject) => {
                let rows = self.model_registry_rows(&list.connection, current, subject);
                reader.take_all(Box::pin(rows).await?, Total::Unknown)?;
                return self.end_reading(reader, current, command.background).await;
            }
            Source::Document(document) => {
                self.read_document(reader, current, document, options)
                    .await?;
                return self.end_reading(reader, current, command.background).await;
            }
        };

        let few = list.scope.first_page();
        if is_new && few < Page::MAX_SIZE && !list.scope.is_first_page_alone() {
            let is_all = match self
                .read_few(reader, &operation, current, options, few)
                .await
            {
                Err(failure) if is_unknown_list(&list.scope, &failure) => {
                    self.read_by_repository(reader, current, options).await?;
                    true
                }
                is_all => is_all?,
            };
            reader.publish(true);
            if is_all {
                self.end_reading(reader, current, command.background)
                    .await?;
                return Ok(());
            }
            // The whole begins at its beginning: these rows are seen again.
            reader.change(|inner| {
                inner.malformed = 0;
                inner.store.begin_pass();
            })?;
        }

        let pages = current
            .client
            .pages_raw_from(operation.clone(), options, first);
        let mut pages = pin!(pages);
        while let Some(page) = pages.next().await {
            let page = self
                .noted(&list.connection, current.epoch, page, &operation)
                .await;
            let page = match page {
                Err(failure) if is_unknown_list(&list.scope, &failure) => {
                    self.read_by_repository(reader, current, options).await?;
                    break;
                }
                page => page?,
            };
            let rows = rows_of(list, &operation, &page.reply)?;
            reader.take_all(rows, page.progress.total)?;
            reader.change(|inner| inner.next_page += 1)?;
            reader.publish(false);
            if list.scope.is_first_page_alone() {
                break;
            }
        }
        self.end_reading(reader, current, command.background).await
    }

    /// Puts in what the server says a query leaves, while the whole list is still on its way: those
    /// rows are wanted now. Of an order, the first page is.
    pub(crate) async fn read_matching(&self, command: ReadMatching) -> Result<Empty, Failure> {
        let list = self.lists.get(command.list)?;
        let is_partial = |inner: &Inner| !inner.whole && inner.total.is_none_or(|all| all > LONG);
        let Some((filter, sort)) = list.scope.server_query(&command.query) else {
            return Ok(Empty {});
        };
        if !is_partial(&locked(&list.inner)) {
            return Ok(Empty {});
        }
        let current = self.client_for_call(&list.connection).await?;
        let is_filtered = !filter.is_empty();
        let Some(operation) = list.scope.operation(filter, sort) else {
            return Ok(Empty {});
        };
        let options = SendOptions::default();
        let mut pages = pin!(current.client.pages_raw(operation.clone(), options));
        let mut left = if is_filtered { MATCHING_PAGES } else { 1 };
        while left > 0
            && let Some(page) = pages.next().await
        {
            left -= 1;
            let page = self
                .noted(&list.connection, current.epoch, page, &operation)
                .await?;
            let rows = rows_of(&list, &operation, &page.reply)?;
            let mut inner = locked(&list.inner);
            if !is_partial(&inner) {
                break;
            }
            for row in rows.rows {
                let row = inner.filled(&list.scope, row);
                inner.store.patch(&row);
            }
            drop(inner);
            self.publish_list(&list);
        }
        Ok(Empty {})
    }

    /// Puts in front what is new since the list was read.
    async fn read_newest(
        &self,
        reader: &Reader<'_>,
        operation: &AnyOperation,
        current: &Current,
        options: SendOptions,
    ) -> Result<(), Failure> {
        let list = reader.list;
        let mut pages = pin!(current.client.pages_raw(operation.clone(), options));
        while let Some(page) = pages.next().await {
            let page = self
                .noted(&list.connection, current.epoch, page, operation)
                .await?;
            let rows = rows_of(list, operation, &page.reply)?.rows;
            let meets_known = reader.change(|inner| {
                let mut meets_known = false;
                for row in rows {
                    let row = inner.filled(&list.scope, row);
                    match inner.store.upsert(&row) {
                        Change::Added => inner.total = inner.total.map(|total| total + 1),
                        Change::Changed | Change::Same => meets_known = true,
                        Change::Refused => {}
                    }
                }
                inner.at = Some(Utc::now());
                meets_known
            })?;
            reader.publish(false);
            if meets_known {
                break;
            }
        }
        Ok(())
    }

    /// Reads a small first page; whether it was all.
    async fn read_few(
        &self,
        reader: &Reader<'_>,
        operation: &AnyOperation,
        current: &Current,
        options: SendOptions,
        few: u32,
    ) -> Result<bool, Failure> {
        let mut first = operation.clone();
        first.set_page(Page::new(1, few));
        let outcome = current.client.send_raw(&first.request(), options).await;
        let reply = self
            .noted(&reader.list.connection, current.epoch, outcome, operation)
            .await?;
        let page = rows_of(reader.list, operation, &reply)?;
        let here = page.rows.len() + page.malformed;
        reader.take(page, reply.total)?;
        Ok(match reply.total {
            Total::Known(total) => total <= here as u64,
            Total::Unknown => here < few as usize,
        })
    }

    async fn end_reading(
        &self,
        reader: &Reader<'_>,
        current: &Current,
        background: bool,
    ) -> Result<(), Failure> {
        reader.change(Inner::end)?;
        self.count_memberships_after(reader.list);
        let asked = (!background).then_some(&current.client);
        self.used(&reader.list.connection, current.epoch, asked)
            .await;
        Ok(())
    }
}

/// The rows of an answer.
pub(super) fn rows_of(
    list: &OpenedList,
    operation: &AnyOperation,
    reply: &RawReply,
) -> Result<ListingPage, Failure> {
    list.scope.page(&reply.body).map_err(|error| {
        let id = Some(reply.request_id.clone());
        unreadable(operation, reply.status, id, &error.reason)
    })
}

pub(super) fn full(reader: &Reader<'_>) -> Failure {
    let rows = locked(&reader.list.inner).store.len();
    Failure::new(
        FailureCode::Internal,
        format!("This list is too long to be held: {rows} rows were read."),
    )
    .with_hint("Narrow it with a filter at the registry, or look at a part of it.")
}
