//! Lists that are open, or were: their rows, and how far each has been read.
//!
//! A list is kept for a while after it was closed, so that whoever comes back sees its rows at once.
//! Invariant: rows that one account was shown are never shown to another.

mod by_repository;
mod checks;
mod compare;
mod export;
mod join;
mod layer;
mod memberships;
mod own_reports;
mod parts;
mod projects;
mod read;
mod report;
mod retention;
mod row;

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use chrono::{DateTime, Local, NaiveDate, Utc};
use fixedbitset::FixedBitSet;
use listing::{
    Facts, KnownOfRows, Lines, ListScope, OwnReports, Parts, PartsOf, Store, View, Wanted,
};
use pilothouse_protocol::{
    AccountId, ColumnCounts, ConnectionId, ContentRead, CountValues, Empty, Event, Failure,
    FailureCode, ListId, ListState, ListTarget, ListValues, Occurring, OpenList, ProjectsRead,
    QueryList, ValueCounts,
};
use serde::{Deserialize, Serialize};
use tokio::{sync::Notify, time::Instant};

use crate::{
    connection::runtime::ConnectionRuntime,
    console::{Console, locked},
    lists::report::earlier::EarlierReports,
};

pub(crate) use checks::{InTurn, RowAfter, Turn};
pub use export::ListExport;

/// Rows and bytes of one list at most: more is said to be too much, instead of ending the program.
const MAX_ROWS: usize = 2_000_000;
const MAX_BYTES: usize = 512 << 20;
/// Closed lists that are kept, and the bytes that they may take.
const KEPT_LISTS: usize = 12;
const KEPT_BYTES: usize = 192 << 20;
/// Values of a column that are offered to choose from.
const OFFERED: usize = 300;
/// How far a list or a bulk run is, is told no oftener.
pub(crate) const PUBLISHED: Duration = Duration::from_millis(100);
/// Lines that are given at once at most.
const LINES_AT_ONCE: usize = 1_000;

/// Whose rows they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Owner {
    pub(crate) account: AccountId,
    pub(crate) name: Option<String>,
}

impl Owner {
    /// Who uses a connection.
    pub(crate) fn of(live: &ConnectionRuntime) -> Self {
        Self {
            account: live.id,
            name: live.view.account.name().map(str::to_owned),
        }
    }
}

/// All lists of this run.
#[derive(Default)]
pub(crate) struct Lists(Mutex<Register>);

#[derive(Default)]
struct Register {
    last: u64,
    /// The list that was used last stands last.
    lists: Vec<Entry>,
    earlier: EarlierReports,
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
    /// Whenever its state is told.
    published: Notify,
}

struct Inner {
    owner: Option<Owner>,
    store: Store,
    view: View,
    checked: FixedBitSet,
    parts: Parts,
    /// What each of the list's further operations says.
    joined: Vec<KnownOfRows>,
    facts: Facts,
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
    /// When the list was told of last by a reading, and whether it had rows then.
    last_published: Option<(Instant, bool)>,
    projects: Option<ProjectsRead>,
    content: Option<ContentRead>,
    /// Of a list that is put together from reports: what was read of them.
    own_reports: OwnReports,
    /// The names that selectors are tried on.
    names: Option<retention::KnownNames>,
}

/// What looks at a list's rows: days are those of this computer.
fn view_of(scope: &ListScope) -> View {
    let day_of = |time: DateTime<Utc>| -> NaiveDate { time.with_timezone(&Local).date_naive() };
    let columns = scope.columns();
    let days = scope.days();
    let column = days.and_then(|id| columns.iter().position(|column| column.id == id));
    column.map_or_else(View::default, |column| View::by_days(column, day_of))
}

impl Inner {
    fn new(scope: &ListScope) -> Self {
        Self {
            owner: None,
            store: Store::new(scope.columns(), MAX_ROWS, MAX_BYTES),
            view: view_of(scope),
            checked: FixedBitSet::new(),
            parts: Parts::new(),
            joined: Vec::new(),
            facts: Facts::new(),
            changes: 0,
            total: None,
            malformed: 0,
            whole: false,
            reader: None,
            readers: 0,
            next_page: 1,
            failure: None,
            at: None,
            last_published: None,
            projects: None,
            content: None,
            own_reports: OwnReports::default(),
            names: None,
        }
    }

    /// Whether rows are here, or it is known that none will come by the reading that was last.
    fn is_known(&self) -> bool {
        let has_ended = self.readers > 0 && self.reader.is_none();
        !self.store.is_empty() || self.whole || has_ended
    }

    /// Whether it was read to its end since then.
    fn is_whole_since(&self, since: DateTime<Utc>) -> bool {
        self.whole && self.failure.is_none() && self.at.is_some_and(|at| at > since)
    }

    /// Whether all rows that an account may see are here.
    fn is_whole_of(&self, owner: &Owner) -> bool {
        self.whole && self.owner.as_ref() == Some(owner)
    }

    /// Forgets the rows; a reading that goes on ends without putting any more in.
    fn clear(&mut self, scope: &ListScope) {
        *self = Self {
            changes: self.changes + self.store.revision() + 1,
            readers: self.readers,
            ..Self::new(scope)
        };
    }

    /// The list was read to its end.
    fn end(&mut self) {
        self.store.end_pass();
        let live = self.store.len();
        self.total = Some(live as u64 + self.malformed as u64);
        self.whole = true;
        self.next_page = 1;
        self.at = Some(Utc::now());
    }

    fn revision(&self) -> u64 {
        self.store.revision() + self.changes
    }
}

impl OpenedList {
    pub(crate) fn connection(&self) -> &ConnectionId {
        &self.connection
    }

    pub(crate) fn scope(&self) -> &ListScope {
        &self.scope
    }

    /// Whether its state is to be told: now, or not too often. The first rows are waited for.
    fn is_due(&self, now: bool) -> bool {
        let mut inner = locked(&self.inner);
        let has_rows = !inner.store.is_empty();
        let is_early = inner
            .last_published
            .is_some_and(|(at, had_rows)| had_rows == has_rows && at.elapsed() < PUBLISHED);
        let is_due = now || !is_early;
        if is_due {
            inner.last_published = Some((Instant::now(), has_rows));
        }
        is_due
    }

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
            facts: inner.facts.clone(),
            projects: inner.projects,
            content: inner.content,
        }
    }

    /// Forgets its rows.
    fn clear(&self, inner: &mut Inner) {
        inner.clear(&self.scope);
        self.published.notify_waiters();
    }

    /// Waits until rows are here, or it is known that none will come.
    async fn until_known(&self) {
        loop {
            let published = self.published.notified();
            if locked(&self.inner).is_known() {
                return;
            }
            published.await;
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
    pub(crate) fn get(&self, id: ListId) -> Result<Arc<OpenedList>, Failure> {
        locked(&self.0)
            .lists
            .iter()
            .find(|entry| entry.id == id)
            .map(|entry| Arc::clone(&entry.list))
            .ok_or_else(|| Failure::new(FailureCode::NotFound, "This list is no longer open."))
    }

    /// The list of a scope, as that which was used last; for one page more that looks at it, or none.
    fn find_or_make(&self, command: OpenList, pages: usize) -> Arc<OpenedList> {
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
                        published: Notify::new(),
                    }),
                }
            }
        };
        entry.open += pages;
        let list = Arc::clone(&entry.list);
        register.lists.push(entry);
        register.make_room();
        list
    }

    /// The list of a scope, if it is known, and whether a page looks at it.
    pub(crate) fn find(
        &self,
        connection: &ConnectionId,
        scope: &ListScope,
    ) -> Option<(Arc<OpenedList>, bool)> {
        let register = locked(&self.0);
        let mut entries = register.lists.iter();
        let entry = entries
            .find(|entry| entry.list.connection == *connection && entry.list.scope == *scope)?;
        Some((Arc::clone(&entry.list), entry.open > 0))
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

    /// Forgets what a Model Registry beside a connection said.
    pub(crate) fn clear_model_registry(&self, connection: &ConnectionId) {
        let lists: Vec<Arc<OpenedList>> = locked(&self.0)
            .lists
            .iter()
            .filter(|entry| entry.list.connection == *connection)
            .filter(|entry| entry.list.scope.is_of_model_registry())
            .map(|entry| Arc::clone(&entry.list))
            .collect();
        for list in lists {
            list.clear(&mut locked(&list.inner));
        }
    }

    /// Forgets the rows of a connection: somebody else may look at it next.
    pub(crate) fn clear(&self, connection: &ConnectionId) {
        locked(&self.0).earlier.clear(connection);
        let lists: Vec<Arc<OpenedList>> = locked(&self.0)
            .lists
            .iter()
            .filter(|entry| entry.list.connection == *connection)
            .map(|entry| Arc::clone(&entry.list))
            .collect();
        for list in lists {
            list.clear(&mut locked(&list.inner));
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
        Ok(self.list_of(command, 1)?.state())
    }

    fn list_of(&self, command: OpenList, pages: usize) -> Result<Arc<OpenedList>, Failure> {
        let owner = self.owner(&command.connection)?;
        let list = self.lists.find_or_make(command, pages);
        let mut inner = locked(&list.inner);
        if inner.owner.as_ref().is_some_and(|known| *known != owner) {
            list.clear(&mut inner);
        }
        inner.owner = Some(owner);
        drop(inner);
        Ok(list)
    }

    /// The list that a command is for.
    pub(crate) fn target(&self, target: &ListTarget) -> Result<Arc<OpenedList>, Failure> {
        match target {
            ListTarget::Id(id) => self.lists.get(*id),
            ListTarget::Listing(listing) => self.list_of(listing.clone(), 0),
        }
    }

    /// Some lines of what a query leaves of a list.
    pub(crate) async fn query_list(&self, command: QueryList) -> Result<Lines, Failure> {
        let list = self.target(&command.list)?;
        if command.waits {
            list.until_known().await;
        }
        Ok(list.lines(&command))
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

    pub(crate) fn count_values(&self, command: &CountValues) -> Result<ValueCounts, Failure> {
        let list = self.lists.get(command.list)?;
        let inner = locked(&list.inner);
        let count = |id: &String| {
            let column = inner.store.column(id);
            let mut rows = column.map_or_else(Vec::new, |column| inner.store.counts(column));
            let distinct = rows.len();
            rows.sort_by(|(a, of_a), (b, of_b)| of_b.cmp(of_a).then_with(|| a.cmp(b)));
            rows.truncate(OFFERED);
            ColumnCounts { distinct, rows }
        };
        Ok(ValueCounts {
            columns: command.columns.iter().map(count).collect(),
        })
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
    pub(crate) fn owner(&self, connection: &ConnectionId) -> Result<Owner, Failure> {
        let live = locked(&self.live);
        let live = live.get(connection).ok_or_else(crate::console::removed)?;
        Ok(Owner::of(live))
    }

    /// Tells how a list is: now, or not too often.
    pub(crate) fn publish_list_soon(&self, list: &OpenedList, now: bool) {
        if list.is_due(now) {
            self.publish_list(list);
        }
    }

    fn publish_list(&self, list: &OpenedList) {
        let state = list.state();
        (self.listener)(Event::List(state));
        list.published.notify_waiters();
    }
}
