//! Working through the rows of a run: some at once, until the end or a stop.

use std::{pin::pin, sync::Arc, time::Duration};

use futures::{StreamExt, stream::FuturesUnordered};
use harbor_api::AnyOperation;
use harbor_client::{REQUESTS_AT_ONCE, SendOptions};
use pilothouse_protocol::{BulkResult, BulkRun, Failure, FailureCode};
use tokio::time::{Instant, sleep_until};

use super::{
    change::{self, Verdict},
    run::{Run, UnderWay},
    unwritten,
};
use crate::{changes, connection::runtime::Current, console::Console};

/// How long requests that were sent are waited for after a stop. With what else there is to do, a
/// stop takes 300 milliseconds at most.
const GRACE: Duration = Duration::from_millis(200);

impl Console {
    /// Works through rows of a run, and says how far it came.
    pub(super) async fn drive(&self, mut under_way: UnderWay, rows: Vec<usize>) -> BulkRun {
        let run = Arc::clone(&under_way.run);
        self.publish_bulk(&run, true);
        if !rows.is_empty()
            && let Err(reason) = self.work_through(&run, rows).await
        {
            under_way.halt(reason);
        }
        drop(under_way);
        if let Err(failure) = self.sync_bulk(&run).await {
            tracing::warn!("{failure}");
        }
        self.publish_bulk(&run, true);
        self.publish_rows(&run, true);
        if let Some(project) = change::project_of_members(&run.head.change, &run.head.scope) {
            let place = &run.head.place;
            self.read_members_again(&place.connection, &place.owner, project)
                .await;
        }
        run.state()
    }

    /// Ends at the last row, at a stop, or with the reason why it can't go on.
    async fn work_through(&self, run: &Arc<Run>, rows: Vec<usize>) -> Result<(), Failure> {
        let connection = &run.head.place.connection;
        let current = self.client_for_call(connection).await?;
        self.check_secret(connection, &current).await?;
        // Somebody else may have signed in meanwhile.
        self.check_place(run)?;
        let mut outcome = Ok(());
        let mut rows = rows.into_iter().peekable();
        let mut later = run.head.later;
        let mut ending = false;
        let mut flights = FuturesUnordered::new();
        let mut stopped = pin!(run.stopped());
        let mut grace = pin!(sleep_until(Instant::now()));
        loop {
            while !ending
                && flights.len() < REQUESTS_AT_ONCE
                && let Some(&row) = rows.peek()
            {
                if later.is_some_and(|later| row >= later) {
                    if !flights.is_empty() {
                        break;
                    }
                    later = None;
                }
                rows.next();
                flights.push(self.change_row(run, &current, row));
            }
            let flight = tokio::select! {
                biased;
                () = &mut stopped, if !ending => {
                    ending = true;
                    grace.as_mut().reset(Instant::now() + GRACE);
                    continue;
                }
                // Dropping the others closes their requests.
                () = &mut grace, if ending => break,
                flight = flights.next() => flight,
            };
            match flight {
                None => break,
                Some(Ok(())) => {
                    self.publish_bulk(run, false);
                    self.publish_rows(run, false);
                }
                Some(Err(reason)) => {
                    if !ending {
                        ending = true;
                        grace.as_mut().reset(Instant::now() + GRACE);
                    }
                    outcome = outcome.and(Err(reason));
                }
            }
        }
        outcome
    }

    /// Changes one row. An error says why no further one is to be begun.
    async fn change_row(
        &self,
        run: &Arc<Run>,
        current: &Current,
        row: usize,
    ) -> Result<(), Failure> {
        let place = &run.head.place;
        let (change, scope) = (&run.head.change, &run.head.scope);
        let write = |result, failure| {
            let written = run.set(row, result, failure);
            written.map_err(|error| unwritten(&error))
        };
        let Some(known) = run.head.row(row) else {
            return Ok(());
        };
        let key = known.key.as_str();
        if self.epoch(&place.connection)? != current.epoch {
            return Err(Failure::new(
                FailureCode::SignInNeeded,
                "Somebody signed in or out meanwhile.",
            ));
        }
        let read = match change::reading(change, scope, &known) {
            Ok(None) => Vec::new(),
            Ok(Some(reading)) => match self.read_before(run, current, &reading).await {
                Ok(read) => read,
                Err((Verdict::Halt, failure)) => return Err(failure),
                // Nothing was changed by a read.
                Err((Verdict::Row(_), failure)) => {
                    return write(BulkResult::Failed, Some(failure));
                }
            },
            Err(failure) => return write(BulkResult::Failed, Some(failure)),
        };
        let operation = match change::operation(change, scope, key, &read) {
            Ok(Some(operation)) => operation,
            Ok(None) => return write(BulkResult::Unchanged, None),
            Err(failure) => return write(BulkResult::Failed, Some(failure)),
        };
        changes::allow(
            operation.info(),
            self.view(&place.connection)?.system.read_only,
        )?;
        write(BulkResult::UnderWay, None)?;
        if !change::is_repeatable(change, scope)
            && let Err(failure) = self.sync_bulk(run).await
        {
            // It was not sent.
            let _ = write(BulkResult::Waiting, None);
            return Err(failure);
        }
        let request = operation.request();
        let options = SendOptions::for_target(&request.target);
        let outcome = current.client.send_raw(&request, options).await;
        let verdict = change::verdict(change, &outcome);
        let noted = self
            .noted(&place.connection, current.epoch, outcome, &operation)
            .await;
        let failure = noted.err();
        match (verdict, failure) {
            (Verdict::Halt, failure) => {
                write(BulkResult::Waiting, None)?;
                Err(failure.unwrap_or_else(|| Failure::new(FailureCode::Internal, "Stopped.")))
            }
            (Verdict::Row(result @ (BulkResult::Changed | BulkResult::Unchanged)), _) => {
                write(result, None)?;
                self.used(&place.connection, current.epoch, Some(&current.client))
                    .await;
                self.show_row(run, current, key, result).await;
                Ok(())
            }
            (Verdict::Row(result), failure) => write(result, failure),
        }
    }

    /// Reads what a change needs to know. An error comes with what it means for the run.
    async fn read_before(
        &self,
        run: &Run,
        current: &Current,
        reading: &AnyOperation,
    ) -> Result<Vec<u8>, (Verdict, Failure)> {
        let place = &run.head.place;
        let outcome = current
            .client
            .send_raw(&reading.request(), SendOptions::default())
            .await;
        let verdict = change::verdict(&run.head.change, &outcome);
        let noted = self.noted(&place.connection, current.epoch, outcome, reading);
        noted
            .await
            .map(|reply| reply.body.to_vec())
            .map_err(|failure| (verdict, failure))
    }

    /// Shows a row as it is now, where its list is open.
    async fn show_row(&self, run: &Run, current: &Current, key: &str, result: BulkResult) {
        let (place, scope) = (&run.head.place, &run.head.scope);
        let Some((list, is_open)) = self.lists.find(&place.connection, scope) else {
            return;
        };
        let is_shown = list.row_was_changed(&place.owner, key, |cells| {
            change::changed_row(&run.head.change, scope, result, cells)
        });
        if is_shown || !is_open {
            return;
        }
        let Some(operation) = scope.item_operation(key) else {
            return;
        };
        let reply = current
            .client
            .send_raw(&operation.request(), SendOptions::default())
            .await;
        let reply = self
            .noted(&place.connection, current.epoch, reply, &operation)
            .await;
        match reply {
            Ok(reply) => {
                if let Ok(cells) = scope.item(&reply.body) {
                    list.put_row(&place.owner, key, Some(cells));
                }
            }
            Err(failure) if failure.code == FailureCode::NotFound => {
                list.put_row(&place.owner, key, None);
            }
            // The row keeps what it says until the list is read again.
            Err(_) => {}
        }
    }

    fn publish_rows(&self, run: &Run, now: bool) {
        let place = &run.head.place;
        if let Some((list, true)) = self.lists.find(&place.connection, &run.head.scope) {
            self.publish_list_soon(&list, now);
        }
    }
}
