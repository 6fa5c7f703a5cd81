//! What a list's further operations say of its rows: read beside them, and put in when they are here.

use std::pin::pin;

use futures::{StreamExt, future};
use harbor_client::SendOptions;
use listing::{Cell, Join, KnownOfRows, ListScope};
use pilothouse_protocol::{Account, ConnectionId, Failure, FailureCode, ReadList};

use super::{Inner, read::Reader};
use crate::{
    calls::unreadable,
    connection::runtime::Current,
    console::{Console, locked},
};

impl Inner {
    /// A row with what is known of it by the further operations.
    pub(super) fn filled(&self, scope: &ListScope, mut row: Vec<Cell>) -> Vec<Cell> {
        for (join, known) in scope.joins().iter().zip(&self.joined) {
            join.fill(scope.columns(), known, &mut row);
        }
        row
    }

    /// Puts what was read of one of them into the rows that are here.
    fn join(&mut self, scope: &ListScope, at: usize, join: &Join, known: KnownOfRows) {
        self.joined
            .resize_with(scope.joins().len(), KnownOfRows::default);
        self.joined[at] = known;
        let places = join.places(scope.columns());
        for row in self.store.live_rows().clone().ones() {
            // Row numbers are the store's own.
            let Ok(row) = listing::RowId::try_from(row) else {
                continue;
            };
            let cells = self.filled(scope, self.store.cells(row));
            for &place in &places {
                self.store.set(row, place, &cells[place]);
            }
        }
    }
}

impl Console {
    /// Reads the list's further operations, as far as the account may. What was known before stays
    /// where that fails; the first failure is given, but for a right that is missing.
    pub(super) async fn read_joins(
        &self,
        reader: &Reader<'_>,
        command: &ReadList,
        current: &Current,
    ) -> Option<Failure> {
        let joins = reader.list.scope.joins();
        let reading = joins
            .iter()
            .enumerate()
            .map(|(at, join)| self.read_join(reader, at, join, command, current));
        future::join_all(reading).await.into_iter().flatten().next()
    }

    async fn read_join(
        &self,
        reader: &Reader<'_>,
        at: usize,
        join: &Join,
        command: &ReadList,
        current: &Current,
    ) -> Option<Failure> {
        let list = reader.list;
        if join.is_for_administrators && !self.is_administrator(&list.connection) {
            return None;
        }
        let outcome = self.read_joined(reader, join, command, current).await;
        match outcome {
            Ok(joined) => {
                // A newer reading reads it too.
                let _ = reader.change(|inner| inner.join(&list.scope, at, join, joined));
                reader.publish(true);
                None
            }
            // A right that is missing, or a server that has no such thing.
            Err(failure)
                if matches!(
                    failure.code,
                    FailureCode::Forbidden | FailureCode::NotFound | FailureCode::Unsupported
                ) =>
            {
                None
            }
            Err(failure) => Some(failure),
        }
    }

    async fn read_joined(
        &self,
        reader: &Reader<'_>,
        join: &Join,
        command: &ReadList,
        current: &Current,
    ) -> Result<KnownOfRows, Failure> {
        let connection = &reader.list.connection;
        let options = SendOptions {
            background: command.background,
            ..SendOptions::default()
        };
        let pages = current.client.pages_raw(join.operation.clone(), options);
        let pages_read = if join.is_first_page_only {
            1
        } else {
            usize::MAX
        };
        let mut pages = pin!(pages.take(pages_read));
        let mut joined = KnownOfRows::default();
        while let Some(page) = pages.next().await {
            let page = self
                .noted(connection, current.epoch, page, &join.operation)
                .await?;
            let reply = page.reply;
            let items = (join.read)(&reply.body).map_err(|error| {
                let id = Some(reply.request_id.clone());
                unreadable(&join.operation, reply.status, id, &error.reason)
            })?;
            joined.take(items);
        }
        Ok(joined)
    }

    fn is_administrator(&self, connection: &ConnectionId) -> bool {
        let live = locked(&self.live);
        live.get(connection).is_some_and(|live| {
            matches!(
                live.view.account,
                Account::User {
                    administrator: true,
                    ..
                }
            )
        })
    }
}
