//! Lists that are open, or were: their rows, and how far each has been read.
//!
//! A list is kept for a while after it was closed, so that whoever comes back sees its rows at once.
//! Invariant: rows that one account was shown are never shown to another.

mod checks;
mod export;
mod parts;
mod read;

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use fixedbitset::FixedBitSet;
use listing::{Lines, ListScope, Parts, PartsOf, Store, View, Wanted};
use pilothouse_protocol::{
    Account, AccountId, ConnectionId, Empty, Event, Failure, FailureCode, ListId, ListState,
    ListValues, Occurring, OpenList, QueryList,
};
use tokio::time::Instant;

use crate::console::{Console, locked};

pub use export::ListExport;

/// Rows and bytes of one list at most: more is said to be too much, instead of ending the program.
const MAX_ROWS: usize = 2_000_000;
const MAX_BYTES: usize = 512 << 20;
/// Closed lists that are kept, and the bytes that they may take.
const KEPT_LISTS: usize = 12;
const KEPT_BYTES: usize = 192 << 20;
/// Values of a column that are offered to choose from.
const OFFERED: usize = 300;
/// Lines that are given at once at most.
const LINES_AT_ONCE: usize = 1_000;

/// Whose rows they are.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Owner {
    account: AccountId,
    name: Option<String>,
}

/// All lists of this run.
#[derive(Default)]
pub(crate) struct Lists(Mutex<Register>);

#[derive(Default)]
struct Register {
    last: u64,
    /// The list that was used last stands last.
    lists: Vec<Entry>,
}

struct Entry {
    id: ListId,
    /// How many pages look at it.
    open: usize,
    list: Arc<OpenedList>,
}

/// A list.
pub(crate) struct OpenedList {
    id: ListId,
    connection: ConnectionId,
    scope: ListScope,
    inner: Mutex<Inner>,
}

struct Inner {
    owner: Option<Owner>,
    store: Store,
    view: View,
    checked: FixedBitSet,
    parts: Parts,
    /// Changes that are not the store's.
    changes: u64,
    total: Option<u64>,
    malformed: usize,
    whole: bool,
    /// The reading that goes on; a newer one takes its place.
    reader: Option<u64>,
    readers: u64,
    /// The page to go on with after a failure.
    next_page: u32,
    failure: Option<Failure>,
    at: Option<DateTime<Utc>>,
    published: Option<Instant>,
}

impl Inner {
    fn new(scope: &ListScope) -> Self {
        Self {
            owner: None,
            store: Store::new(scope.columns(), MAX_ROWS, MAX_BYTES),
            view: View::default(),
            checked: FixedBitSet::new(),
            parts: Parts::new(),
            changes: 0,
            total: None,
            malformed: 0,
            whole: false,
            reader: None,
            readers: 0,
            next_page: 1,
            failure: None,
            at: None,
            published: None,
        }
    }

    /// Forgets the rows; a reading that goes on ends without putting any more in.
    fn clear(&mut self, scope: &ListScope) {
        *self = Self {
            changes: self.changes + self.store.revision() + 1,
            readers: self.readers,
            ..Self::new(scope)
        };
    }

    fn revision(&self) -> u64 {
        self.store.revision() + self.changes
    }
}

impl OpenedList {
    fn state(&self) -> ListState {
        self.state_of(&locked(&self.inner))
    }

    fn state_of(&self, inner: &Inner) -> ListState {
        ListState {
            list: self.id,
            revision: inner.revision(),
            rows: inner.store.len(),
            total: inner.total,
            malformed: inner.malformed,
            whole: inner.whole,
            reading: inner.reader.is_some(),
            failure: inner.failure.clone(),
            at: inner.at,
        }
    }

    fn lines(&self, command: &QueryList) -> Lines {
        let inner = &mut *locked(&self.inner);
        let cells = |line: &str| self.scope.part(line);
        let parts = self.scope.parts().map(|column| PartsOf {
            column,
            cells: &cells,
            known: &inner.parts,
        });
        let wanted = Wanted {
            first: command.first,
            count: command.count.min(LINES_AT_ONCE),
            place_of: command.place_of.as_deref(),
        };
        let mut lines = inner.view.lines(
            &mut inner.store,
            &command.query,
            parts,
            wanted,
            &inner.checked,
        );
        lines.revision = inner.revision();
        lines
    }
}

impl Lists {
    fn get(&self, id: ListId) -> Result<Arc<OpenedList>, Failure> {
        locked(&self.0)
            .lists
            .iter()
            .find(|entry| entry.id == id)
            .map(|entry| Arc::clone(&entry.list))
            .ok_or_else(|| Failure::new(FailureCode::NotFound, "This list is no longer open."))
    }

    fn open(&self, command: OpenList) -> Arc<OpenedList> {
        let mut register = locked(&self.0);
        let known = register.lists.iter().position(|entry| {
            entry.list.connection == command.connection && entry.list.scope == command.scope
        });
        let mut entry = match known {
            Some(at) => register.lists.remove(at),
            None => {
                register.last += 1;
                let id = ListId(register.last);
                let inner = Mutex::new(Inner::new(&command.scope));
                Entry {
                    id,
                    open: 0,
                    list: Arc::new(OpenedList {
                        id,
                        connection: command.connection,
                        scope: command.scope,
                        inner,
                    }),
                }
            }
        };
        entry.open += 1;
        let list = Arc::clone(&entry.list);
        register.lists.push(entry);
        register.make_room();
        list
    }

    fn close(&self, id: ListId) {
        let mut register = locked(&self.0);
        if let Some(entry) = register.lists.iter_mut().find(|entry| entry.id == id) {
            entry.open = entry.open.saturating_sub(1);
        }
        register.make_room();
    }

    /// A window begins: it has no list open.
    pub(crate) fn begin(&self) {
        for entry in &mut locked(&self.0).lists {
            entry.open = 0;
        }
    }

    /// Forgets the rows of a connection: somebody else may look at it next.
    pub(crate) fn clear(&self, connection: &ConnectionId) {
        let lists: Vec<Arc<OpenedList>> = locked(&self.0)
            .lists
            .iter()
            .filter(|entry| entry.list.connection == *connection)
            .map(|entry| Arc::clone(&entry.list))
            .collect();
        for list in lists {
            locked(&list.inner).clear(&list.scope);
        }
    }
}

impl Register {
    /// Forgets closed lists, those that were used longest ago first.
    fn make_room(&mut self) {
        let weight = |entry: &Entry| locked(&entry.list.inner).store.bytes();
        let closed = |entry: &Entry| entry.open == 0;
        let mut count = self.lists.iter().filter(|entry| closed(entry)).count();
        let mut bytes: usize = self
            .lists
            .iter()
            .filter(|entry| closed(entry))
            .map(weight)
            .sum();
        self.lists.retain(|entry| {
            let goes = closed(entry) && (count > KEPT_LISTS || bytes > KEPT_BYTES);
            if goes {
                count -= 1;
                bytes = bytes.saturating_sub(weight(entry));
            }
            !goes
        });
    }
}

impl Console {
    /// Opens a list. Rows that were read before are there at once.
    pub(crate) fn open_list(&self, command: OpenList) -> Result<ListState, Failure> {
        let owner = self.owner(&command.connection)?;
        let list = self.lists.open(command);
        let mut inner = locked(&list.inner);
        if inner.owner.as_ref().is_some_and(|known| *known != owner) {
            inner.clear(&list.scope);
        }
        inner.owner = Some(owner);
        Ok(list.state_of(&inner))
    }

    /// Some lines of what a query leaves of a list.
    pub(crate) fn query_list(&self, command: &QueryList) -> Result<Lines, Failure> {
        Ok(self.lists.get(command.list)?.lines(command))
    }

    pub(crate) fn list_values(&self, command: &ListValues) -> Result<Occurring, Failure> {
        let list = self.lists.get(command.list)?;
        let inner = locked(&list.inner);
        let values = match inner.store.column(&command.column) {
            Some(column) => inner.store.values(column, OFFERED),
            None => Vec::new(),
        };
        Ok(Occurring { values })
    }

    pub(crate) fn close_list(&self, id: ListId) -> Empty {
        self.lists.close(id);
        Empty {}
    }

    /// Forgets the rows of all lists of a connection, as when somebody signs out.
    pub fn forget_lists(&self, connection: &ConnectionId) {
        self.lists.clear(connection);
    }

    /// Whose rows a connection's are now.
    fn owner(&self, connection: &ConnectionId) -> Result<Owner, Failure> {
        let live = locked(&self.live);
        let live = live.get(connection).ok_or_else(crate::console::removed)?;
        let name = match &live.view.account {
            Account::Anonymous => None,
            Account::User { name, .. } | Account::Robot { name } | Account::CliSecret { name } => {
                Some(name.clone())
            }
        };
        Ok(Owner {
            account: live.id,
            name,
        })
    }

    fn publish_list(&self, list: &OpenedList) {
        let state = list.state();
        (self.listener)(Event::List(state));
    }
}
