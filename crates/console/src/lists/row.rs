//! Rows of a list one by one: read anew after a change, marked while they stop, and given whole.

use harbor_client::SendOptions;
use listing::{Cell, lists::STOPPING};
use pilothouse_protocol::{Empty, Failure, FailureCode, MarkStopping, ReadRow, RowCells, WholeRow};

use crate::{
    calls::unreadable,
    console::{Console, locked},
};

impl Console {
    /// Reads one row anew and changes it alone. A row that is gone at the server goes; others stay
    /// as they are.
    pub(crate) async fn read_row(&self, command: ReadRow) -> Result<Empty, Failure> {
        let list = self.lists.get(command.list)?;
        let Some(operation) = list.scope.item_operation(&command.key) else {
            return Err(Failure::new(
                FailureCode::Internal,
                "This list's rows can't be read one by one.",
            ));
        };
        let current = self.client_for_call(&list.connection).await?;
        let owner = self.owner(&list.connection)?;
        let outcome = current
            .client
            .send_raw(&operation.request(), SendOptions::default())
            .await;
        let reply = self
            .noted(&list.connection, current.epoch, outcome, &operation)
            .await;
        let row = match reply {
            Ok(reply) => {
                let row = list.scope.item(&reply.body).map_err(|error| {
                    let id = Some(reply.request_id.clone());
                    unreadable(&operation, reply.status, id, &error.reason)
                })?;
                Some(row)
            }
            Err(failure) if failure.code == FailureCode::NotFound => None,
            Err(failure) => return Err(failure),
        };
        {
            let mut inner = locked(&list.inner);
            if inner.owner.as_ref() != Some(&owner) {
                return Err(Failure::new(
                    FailureCode::Cancelled,
                    "Somebody else's rows.",
                ));
            }
            match row {
                Some(row) => {
                    let row = inner.filled(&list.scope, row);
                    inner.store.patch(&row);
                }
                None => {
                    inner.store.remove(&command.key);
                }
            }
            if inner.whole {
                let live = inner.store.len() + inner.malformed;
                inner.total = Some(live as u64);
            }
        }
        self.publish_list(&list);
        Ok(Empty {})
    }

    /// Marks what was asked to stop, or takes the mark away.
    pub(crate) fn mark_stopping(&self, command: &MarkStopping) -> Result<Empty, Failure> {
        let list = self.lists.get(command.list)?;
        {
            let store = &mut locked(&list.inner).store;
            let Some(column) = store.column(STOPPING) else {
                return Err(Failure::new(
                    FailureCode::Internal,
                    "Nothing of this list can be stopped.",
                ));
            };
            let mark = match command.is_stopping {
                true => Cell::Text("yes".to_owned()),
                false => Cell::None,
            };
            store.mark(column, command.keys.as_deref(), &mark);
        }
        self.publish_list(&list);
        Ok(Empty {})
    }

    /// All cells of a row, those too that lines lack.
    pub(crate) fn whole_row(&self, command: &WholeRow) -> Result<RowCells, Failure> {
        let list = self.lists.get(command.list)?;
        let inner = locked(&list.inner);
        let row = inner.store.find(&command.key);
        Ok(RowCells {
            cells: row.map(|row| inner.store.cells(row)),
        })
    }
}
