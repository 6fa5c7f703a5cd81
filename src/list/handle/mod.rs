//! An open list, as a page has it: read, asked for lines, checked.

mod checks;

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    sync::Arc,
    task::{Context, Waker},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::{AbortHandle, Abortable};
use leptos::prelude::*;
use listing::{Cell, Condition, Culprit, Facts, Line, Lines, ListScope, Query, Sort};
use pilothouse_protocol::{
    BulkId, Check, Checked, CloseList, ColumnCounts, ConnectionId, ConnectionState, CountValues,
    Failure, FailureCode, ListId, ListState, ListTarget, ListValues, MarkStopping, OpenList,
    QueryList, ReadFrom, ReadList, ReadMatching, ReadParts, ReadRow, WholeRow,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    ipc::{Ticket, call, call_with, seen::ask_while_seen},
    list::{
        place::ListPlace,
        rows::{line::Values, pool::ROW},
    },
    registries::{Registries, registries},
};

/// How often a list is read again while nobody asks for it.
const POLL: Duration = Duration::from_secs(60);
/// Longer lists are read again when a person asks only.
const POLLED: usize = 1_000;
/// Lines of the first look, before the table is measured.
const FIRST_LOOK: usize = 40;
/// Screens of lines that are asked for on each side of what is seen: few where every letter asks
/// anew, more where somebody scrolls on.
const NEAR: usize = 1;
const FAR: usize = 3;

/// Lines of a query, as they came.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    pub query: Query,
    /// Another number after every change of the list's rows.
    pub revision: u64,
    /// Rows that were there.
    pub rows: usize,
    /// Rows that the query leaves.
    pub matched: usize,
    /// Rows that the query leaves, and the parts that are shown.
    pub count: usize,
    /// Where `lines` begin.
    pub first: usize,
    pub lines: Vec<Arc<Line>>,
    /// The key whose place was asked for, and the place.
    pub place: Option<(String, Option<usize>)>,
    pub culprit: Option<Culprit>,
}

impl Block {
    fn new(query: Query, place_of: Option<String>, lines: Lines) -> Self {
        Self {
            query,
            revision: lines.revision,
            rows: lines.rows,
            matched: lines.matched,
            count: lines.count,
            first: lines.first,
            lines: lines.lines.into_iter().map(Arc::new).collect(),
            place: place_of.map(|key| (key, lines.place)),
            culprit: lines.culprit,
        }
    }

    /// The line at a place, if it is one of these.
    pub fn line(&self, at: usize) -> Option<&Arc<Line>> {
        self.lines.get(at.checked_sub(self.first)?)
    }

    /// Where a key's line stands among these.
    pub fn find(&self, key: &str) -> Option<usize> {
        let at = self.lines.iter().position(|line| line.key == key)?;
        Some(self.first + at)
    }

    /// Whether all lines of a range are here, as far as there are so many.
    pub fn covers(&self, from: usize, to: usize) -> bool {
        let to = to.min(self.count);
        from >= to || (self.first <= from && to <= self.first + self.lines.len())
    }
}

/// Runs a task whose first step is taken before the caller goes on: what it asks the shell for is on
/// its way while the page is made.
fn begin_now(task: impl Future<Output = ()> + 'static) {
    let mut task = Box::pin(task);
    let mut context = Context::from_waker(Waker::noop());
    if task.as_mut().poll(&mut context).is_pending() {
        // Whoever runs it now is woken in its place.
        spawn_local(task);
    }
}

/// The states of open lists, as the shell tells them.
#[derive(Clone, Copy, Default)]
pub struct OpenLists {
    followers: StoredValue<HashMap<ListId, Callback<ListState>>>,
    /// The last state of lists that are being read and that nobody follows: whoever opens one may learn its
    /// id later.
    unheard: StoredValue<HashMap<ListId, ListState>>,
}

impl OpenLists {
    pub fn apply(&self, state: ListState) {
        let follower = self
            .followers
            .with_value(|followers| followers.get(&state.list).copied());
        match follower {
            Some(follower) => {
                follower.try_run(state);
            }
            None => self.unheard.update_value(|states| {
                // How a reading ended is its answer too.
                match state.reading {
                    true => states.insert(state.list, state),
                    false => states.remove(&state.list),
                };
            }),
        }
    }

    fn follow(&self, list: ListId, follower: Callback<ListState>) {
        self.followers.update_value(|followers| {
            followers.insert(list, follower);
        });
        let unheard = self.unheard.try_update_value(|states| states.remove(&list));
        if let Some(Some(state)) = unheard {
            follower.try_run(state);
        }
    }

    fn leave(&self, list: ListId) {
        let _ = self.followers.try_update_value(|followers| {
            followers.remove(&list);
        });
    }
}

/// An open list.
#[derive(Clone, Copy)]
pub struct List {
    registries: Registries,
    connection: Signal<ConnectionId>,
    scope: StoredValue<ListScope>,
    /// What was read so long ago is not read again when it is opened.
    lasts: TimeDelta,
    pub columns: &'static [listing::Column],
    pub place: ListPlace,
    id: RwSignal<Option<ListId>>,
    state: RwSignal<Option<ListState>>,
    /// Why nothing could be asked for at all.
    broken: RwSignal<Option<Failure>>,
    /// Why its lines could not be asked for.
    unasked: RwSignal<Option<Failure>>,
    /// This window has it read now.
    reading: RwSignal<bool>,
    read: StoredValue<Option<AbortHandle>>,
    /// What was answered last.
    pub block: RwSignal<Option<Arc<Block>>>,
    /// What is shown is not of the newest query.
    pub busy: RwSignal<bool>,
    /// The first line that is seen, and how many are.
    seen: StoredValue<(usize, usize)>,
    reach: StoredValue<usize>,
    /// The lines that are on their way.
    coming: StoredValue<(usize, usize)>,
    asking: StoredValue<bool>,
    again: StoredValue<bool>,
    pub checked: RwSignal<Checked>,
    checks: StoredValue<VecDeque<Check>>,
    checking: StoredValue<bool>,
    parts: StoredValue<BTreeSet<String>>,
    /// Spans of time count back from here, or each look would be another filter.
    now: DateTime<Utc>,
    /// The first and the last line on the screen, from one.
    pub range: RwSignal<(usize, usize)>,
    /// Another number after a change of what cells draw beside their lines.
    pub look: RwSignal<u32>,
}

impl List {
    /// Opens a list for as long as the caller's part of the page is there. What was read before is
    /// there at once; it is read again behind.
    pub fn open(
        connection: Signal<ConnectionId>,
        scope: impl Into<ListScope>,
        sort: Option<Sort>,
    ) -> Self {
        Self::open_lasting(connection, scope, sort, TimeDelta::zero())
    }

    /// The same of a list that costs much: what was read so long ago is new enough.
    pub fn open_lasting(
        connection: Signal<ConnectionId>,
        scope: impl Into<ListScope>,
        sort: Option<Sort>,
        lasts: TimeDelta,
    ) -> Self {
        let scope = scope.into();
        let columns = scope.columns();
        let place = ListPlace::open(scope.id(), columns, sort);
        // Pixels of a list that was on a screen.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let first = (place.top.get_untracked() / ROW).max(0.0) as usize;
        let list = Self {
            registries: registries(),
            connection,
            scope: StoredValue::new(scope),
            lasts,
            columns,
            place,
            id: RwSignal::new(None),
            state: RwSignal::new(None),
            broken: RwSignal::new(None),
            unasked: RwSignal::new(None),
            reading: RwSignal::new(false),
            read: StoredValue::new(None),
            block: RwSignal::new(None),
            busy: RwSignal::new(false),
            seen: StoredValue::new((first, FIRST_LOOK)),
            reach: StoredValue::new(NEAR),
            coming: StoredValue::new((0, 0)),
            asking: StoredValue::new(false),
            again: StoredValue::new(false),
            checked: RwSignal::default(),
            checks: StoredValue::default(),
            checking: StoredValue::new(false),
            parts: StoredValue::default(),
            now: Utc::now(),
            range: RwSignal::new((0, 0)),
            look: RwSignal::new(0),
        };
        list.begin();
        list.follow_query();
        list.read_matching();
        list.follow_connection();
        list.poll();
        on_cleanup(move || list.end());
        list
    }

    /// The list's name in settings and exports.
    pub fn name(&self) -> &'static str {
        self.scope.with_value(ListScope::id)
    }

    fn begin(self) {
        let lists = self.registries.lists;
        let heard = Callback::new(move |state| self.apply(state));
        begin_now(async move {
            let Some(listing) = self.listing() else {
                return;
            };
            match call(listing).await {
                Ok(state) => {
                    let id = state.list;
                    // The page may be gone.
                    if self.id.try_set(Some(id)).is_some() {
                        let _ = call(CloseList { list: id }).await;
                        return;
                    }
                    self.broken.try_set(None);
                    self.apply(state);
                    lists.follow(id, heard);
                    // What was open in lines that came before.
                    if let Some(Some(block)) = self.block.try_get_untracked() {
                        self.read_parts(&block);
                    }
                }
                Err(failure) => {
                    self.broken.try_set(Some(failure));
                }
            }
        });
        // Neither waits for its id to come.
        let is_new = self.lasts > TimeDelta::zero();
        let unless_since = is_new.then(|| Utc::now() - self.lasts);
        self.read_unless(unless_since, ReadFrom::Start, false);
        self.ask_lines();
    }

    fn listing(self) -> Option<OpenList> {
        Some(OpenList {
            connection: self.connection.try_get_untracked()?,
            scope: self.scope.try_get_value()?,
        })
    }

    /// What the shell is to take for this list.
    fn target(self) -> Option<ListTarget> {
        match self.id.try_get_untracked()? {
            Some(id) => Some(id.into()),
            None => self.listing().map(ListTarget::Listing),
        }
    }

    fn end(self) {
        self.stop_reading();
        let Some(Some(id)) = self.id.try_get_untracked() else {
            return;
        };
        self.registries.lists.leave(id);
        spawn_local(async move {
            // A shell that is gone has closed it.
            let _ = call(CloseList { list: id }).await;
        });
    }

    fn apply(self, state: ListState) {
        let is_reading = self.reading.try_get_untracked() == Some(true);
        let _ = self.state.try_maybe_update(|known| {
            let is_older = known.as_ref().is_some_and(|known| {
                // Events and answers come by different ways.
                known.list == state.list
                    && (state.revision < known.revision
                        || (!is_reading && state.reading && state.revision == known.revision))
            });
            if is_older || known.as_ref() == Some(&state) {
                return (false, ());
            }
            *known = Some(state);
            (true, ())
        });
    }

    fn stop_reading(self) {
        if let Some(Some(handle)) = self.read.try_update_value(Option::take) {
            handle.abort();
        }
    }

    fn read(self, from: ReadFrom, background: bool) {
        if let Some(Some(_)) = self.id.try_get_untracked() {
            self.read_unless(None, from, background);
        }
    }

    fn read_unless(self, unless_since: Option<DateTime<Utc>>, from: ReadFrom, background: bool) {
        let Some(list) = self.target() else {
            return;
        };
        self.stop_reading();
        let (handle, registration) = AbortHandle::new_pair();
        self.read.set_value(Some(handle));
        self.reading.set(true);
        let request = ReadList {
            list,
            from,
            unless_since,
            background,
        };
        begin_now(async move {
            let work = call_with(request, Ticket::new());
            let Ok(outcome) = Abortable::new(work, registration).await else {
                return;
            };
            match outcome {
                Ok(state) => {
                    self.apply(state);
                    self.broken.try_set(None);
                }
                Err(failure) if failure.code == FailureCode::Cancelled => {}
                Err(failure) => {
                    self.broken.try_set(Some(failure));
                }
            }
            self.reading.try_set(false);
        });
    }

    /// Reads it again; what is shown stays.
    pub fn reload(self) {
        self.reload_from(ReadFrom::Start);
    }

    /// Reads again what may have changed just now in a list that the server gives newest first.
    pub fn reload_newest(self) {
        self.reload_from(self.newest());
    }

    fn reload_from(self, from: ReadFrom) {
        if self.unasked.with_untracked(Option::is_some) {
            self.ask_lines();
        }
        if self.id.try_get_untracked() == Some(None) {
            self.begin();
        } else {
            self.read(from, false);
        }
    }

    /// Reads no further; what is here stays.
    pub fn stop(self) {
        self.stop_reading();
        self.reading.try_set(false);
    }

    /// Goes on where reading ended early.
    pub fn go_on(self) {
        self.read(ReadFrom::WhereItEnded, false);
    }

    /// Reads again when the connection comes back from being away.
    fn follow_connection(self) {
        self.registries
            .whenever_usable_again(self.connection, move || self.reload());
    }

    /// Reads a short list again from time to time while its window is seen. Looking on keeps nobody
    /// signed in: this does not prolong the session.
    fn poll(self) {
        let again = move || {
            let connection = self.connection.get_untracked();
            let is_connected = self
                .registries
                .find_untracked(&connection)
                .is_some_and(|known| known.state == ConnectionState::Connected);
            // Content that is named by its digest never changes.
            let may_change = !self
                .scope
                .with_value(|scope| scope.is_content() || scope.is_costly());
            let is_short = self.known_rows().is_some_and(|rows| rows <= POLLED);
            if is_connected && may_change && is_short && !self.reading.get_untracked() {
                self.read(ReadFrom::Start, true);
            }
        };
        ask_while_seen(POLL, again);
    }

    /// Reads it again so often, while `is_active` and its window is seen. Looking on keeps nobody
    /// signed in.
    pub fn read_while(self, is_active: Signal<bool>, every: Duration) {
        self.read_from_while(is_active, every, |_| ReadFrom::Start);
    }

    /// The same for what the server gives newest first: of a long list, its newest rows alone.
    pub fn read_newest_while(self, is_active: Signal<bool>, every: Duration) {
        self.read_from_while(is_active, every, Self::newest);
    }

    /// Puts in what is new so often, while `is_active` and its window is seen: for lists that the
    /// server gives newest first.
    pub fn follow_while(self, is_active: Signal<bool>, every: Duration) {
        self.read_from_while(is_active, every, |_| ReadFrom::Newest);
    }

    fn read_from_while(self, is_active: Signal<bool>, every: Duration, from: fn(Self) -> ReadFrom) {
        let again = move || {
            if is_active.get_untracked() && !self.reading.get_untracked() {
                self.read(from(self), true);
            }
        };
        ask_while_seen(every, again);
    }

    /// Where to read a list from that the server gives newest first.
    fn newest(self) -> ReadFrom {
        match self.known_rows().is_some_and(|rows| rows > POLLED) {
            true => ReadFrom::Newest,
            false => ReadFrom::Start,
        }
    }

    /// Rows that are here, once anything is known of it; follows nothing.
    fn known_rows(self) -> Option<usize> {
        let state = self.state;
        state.with_untracked(|state| state.as_ref().map(|state| state.rows))
    }

    /// Hands over all its rows whenever they are read or changed, whatever is looked for on the page and
    /// however few of them are seen.
    pub fn follow_rows(self, take: impl Fn(Vec<Line>) + Clone + 'static) {
        let revision = Memo::new(move |_| {
            self.state.with(|state| {
                let state = state.as_ref().filter(|state| state.whole)?;
                Some((state.list, state.revision, state.rows))
            })
        });
        Effect::new(move |_| {
            let Some(now) = revision.get() else { return };
            let take = take.clone();
            spawn_local(async move {
                let (_, _, rows) = now;
                // Without them what is known stays; a later answer is the newer one.
                let Ok(lines) = self.rows_where(Vec::new(), rows).await else {
                    return;
                };
                let is_newest = revision.try_get_untracked() == Some(Some(now));
                if is_newest && lines.len() == rows {
                    take(lines);
                }
            });
        });
    }

    /// Whether a row fits now. Of one that is out of sight nothing newer is known than before.
    pub fn still(
        self,
        key: String,
        before: bool,
        fits: impl Fn(&Values<'_>) -> bool + Send + Sync + 'static,
    ) -> Signal<bool> {
        let known = Memo::new(move |last: Option<&bool>| {
            let now = self.block.with(|block| {
                let line = block.as_ref()?.lines.iter().find(|line| line.key == key)?;
                Some(fits(&Values {
                    columns: self.columns,
                    cells: &line.cells,
                }))
            });
            now.or(last.copied()).unwrap_or(before)
        });
        known.into()
    }

    /// The bulk run that changes its rows now.
    pub fn bulk_run(&self) -> Option<BulkId> {
        let scope = self.scope.try_get_value()?;
        let bulk = self.registries.bulk;
        bulk.running_in(&self.connection.try_get()?, &scope)
    }

    /// Whether it is being read.
    pub fn is_reading(&self) -> bool {
        self.reading.get()
    }

    /// Rows that are here.
    pub fn rows(&self) -> usize {
        let told = self
            .state
            .with(|state| state.as_ref().map_or(0, |state| state.rows));
        // The first lines may come before what is told of the list.
        match told {
            0 => self.rows_before_lines(),
            told => told,
        }
    }

    fn rows_before_lines(&self) -> usize {
        self.block
            .with(|block| block.as_ref().map_or(0, |block| block.rows))
    }

    /// Rows that there are, as far as is known.
    pub fn total(&self) -> usize {
        let rows = self.rows();
        self.state.with(|state| {
            let Some(state) = state else { return rows };
            let here = rows + state.malformed;
            let total = state.total.and_then(|total| usize::try_from(total).ok());
            match total {
                // A filter at the server, or rows that went meanwhile, would say less than is here.
                Some(total) if !state.whole => total.max(here),
                _ => here,
            }
        })
    }

    /// Rows that what is looked for leaves; nothing before any are known.
    pub fn matched(&self) -> Option<usize> {
        let matched = self.block.with(|block| Some(block.as_ref()?.matched));
        matched.filter(|_| self.is_known())
    }

    /// What is known of how far it is; nothing before anything is known.
    pub fn state(&self) -> Option<ListState> {
        self.state.get()
    }

    /// Whether it was read to its end, at least once.
    pub fn is_whole(&self) -> bool {
        self.state
            .with_untracked(|state| state.as_ref().is_some_and(|state| state.whole))
    }

    /// Whether rows came, or it is known that there are none.
    pub fn is_known(&self) -> bool {
        let is_told = self.state.with(|state| {
            state
                .as_ref()
                .is_some_and(|state| state.rows > 0 || state.whole)
        });
        is_told || self.rows_before_lines() > 0
    }

    /// Why the last reading failed.
    pub fn failure(&self) -> Option<Failure> {
        let broken = self.broken.get();
        broken.or_else(|| {
            self.state
                .with(|state| state.as_ref().and_then(|state| state.failure.clone()))
        })
    }

    /// Why its lines can't be shown, though its rows may be here.
    pub fn unasked(&self) -> Option<Failure> {
        self.unasked.get()
    }

    fn follow_query(self) {
        let revision = Memo::new(move |_| {
            self.state
                .with(|state| state.as_ref().map(|state| (state.list, state.revision)))
        });
        let place = self.place;
        Effect::new(move |_| {
            place.find.track();
            place.conditions.track();
            place.sort.track();
            place.expanded.track();
            // A memo that is never read follows nothing.
            let _ = revision.get();
            if !self.is_shown() {
                self.reach.set_value(NEAR);
                self.ask_lines();
            }
        });
    }

    /// Whether the lines that are here are those of the newest rows that are known of and of what is looked
    /// for now, as far as they are seen.
    fn is_shown(self) -> bool {
        let revision = self
            .state
            .with_untracked(|state| state.as_ref().map_or(0, |state| state.revision));
        let (first, count) = self.seen.get_value();
        let query = self.query();
        self.block.with_untracked(|block| {
            block.as_ref().is_some_and(|block| {
                block.revision >= revision
                    && Some(&block.query) == query.as_ref()
                    && block.covers(first, first + count)
            })
        })
    }

    /// Has rows read that are looked for while the whole list is still on its way.
    fn read_matching(self) {
        let is_partial = Memo::new(move |_| {
            self.state.with(|state| {
                state
                    .as_ref()
                    .is_some_and(|state| state.rows > 0 && !state.whole)
            })
        });
        let running = StoredValue::new(None::<AbortHandle>);
        let stop = move || {
            if let Some(Some(handle)) = running.try_update_value(Option::take) {
                handle.abort();
            }
        };
        Effect::new(move |_| {
            self.place.conditions.track();
            self.place.sort.track();
            stop();
            let (true, Some(list), Some(query)) =
                (is_partial.get(), self.id.get_untracked(), self.query())
            else {
                return;
            };
            let (handle, registration) = AbortHandle::new_pair();
            running.set_value(Some(handle));
            spawn_local(async move {
                let work = call_with(ReadMatching { list, query }, Ticket::new());
                // Without an answer the rows come with the others.
                let _ = Abortable::new(work, registration).await;
            });
        });
        on_cleanup(stop);
    }

    /// How many rows satisfy conditions, whatever is looked for now; nothing where that is not known.
    pub async fn count_matching(self, conditions: Vec<Condition>) -> Option<usize> {
        let lines = self.lines_where(conditions, None, 0).await.ok()??;
        Some(lines.matched)
    }

    /// The first lines that satisfy conditions, whatever is looked for now, and how many there are; nothing
    /// while the list is not open.
    pub async fn lines_where(
        self,
        conditions: Vec<Condition>,
        sort: Option<Sort>,
        count: usize,
    ) -> Result<Option<Lines>, Failure> {
        let Some(Some(list)) = self.id.try_get_untracked() else {
            return Ok(None);
        };
        let query = Query {
            conditions,
            sort,
            ..Query::everything(self.now)
        };
        let request = QueryList::new(list, query, 0..count);
        Ok(Some(call(request).await?))
    }

    /// What is looked for now.
    pub fn query(&self) -> Option<Query> {
        let place = self.place;
        Some(Query {
            find: place.find.try_get_untracked()?,
            conditions: place.conditions.try_get_untracked()?,
            sort: place.sort.try_get_untracked()?,
            expanded: place.expanded.try_get_untracked()?.into_iter().collect(),
            now: self.now,
        })
    }

    /// Tells what is seen, and asks for lines where those that are here end too near.
    pub fn look(&self, first: usize, count: usize) {
        self.seen.set_value((first, count));
        let from = first.saturating_sub(count / 2);
        let to = first + count + count / 2;
        let is_near = self.block.with_untracked(|block| {
            let Some(block) = block else { return true };
            let (coming, end) = self.coming.get_value();
            block.covers(from, to) || (coming <= from && to.min(block.count) <= end)
        });
        if !is_near {
            self.reach.set_value(FAR);
            self.ask_lines();
        }
    }

    /// Asks for lines. One question is on its way at most; the newest comes next.
    fn ask_lines(self) {
        self.again.set_value(true);
        if !self.busy.get_untracked() {
            self.busy.set(true);
        }
        if self.asking.get_value() {
            return;
        }
        self.asking.set_value(true);
        begin_now(async move {
            while self.again.try_update_value(std::mem::take) == Some(true) {
                let Some(request) = self.request() else {
                    return;
                };
                let (query, place_of) = (request.query.clone(), request.place_of.clone());
                let waited = request.waits;
                let coming = (request.first, request.first + request.count);
                let _ = self.coming.try_set_value(coming);
                let answer = call(request).await;
                let _ = self.coming.try_set_value((0, 0));
                match answer {
                    Ok(lines) => {
                        let block = Block::new(query, place_of, lines);
                        self.read_parts(&block);
                        self.block.try_set(Some(Arc::new(block)));
                        if self.unasked.try_with_untracked(Option::is_some) == Some(true) {
                            self.unasked.try_set(None);
                        }
                        // What was looked for meanwhile may be what has come.
                        if waited && self.again.try_get_value() == Some(true) && self.is_shown() {
                            let _ = self.again.try_set_value(false);
                        }
                    }
                    // Of a list that can't be opened that is said.
                    Err(_) if self.id.try_get_untracked() == Some(None) => {}
                    Err(failure) => {
                        self.unasked.try_set(Some(failure));
                    }
                }
            }
            // After the lines, which are drawn first.
            self.busy.try_set(false);
            let _ = self.asking.try_set_value(false);
            self.ask_checked();
        });
    }

    fn request(&self) -> Option<QueryList> {
        let list = self.target()?;
        let (seen, count) = self.seen.try_get_value()?;
        let reach = self.reach.try_get_value()? * count;
        let first = seen.saturating_sub(reach);
        Some(QueryList {
            list,
            waits: self.block.try_with_untracked(Option::is_none)?,
            query: self.query()?,
            first,
            count: seen + count + reach - first,
            place_of: self.place.selected.try_get_untracked()?,
        })
    }

    /// One line, by its place.
    pub async fn line(self, at: usize) -> Option<Line> {
        let list = self.id.try_get_untracked()??;
        let request = QueryList::new(list, self.query()?, at..at + 1);
        call(request).await.ok()?.lines.into_iter().next()
    }

    /// Values that a column has.
    pub fn values(self, column: &'static str) -> Signal<Vec<String>> {
        let values = RwSignal::new(Vec::new());
        let list = self.id.get_untracked();
        spawn_local(async move {
            let Some(list) = list else { return };
            let column = column.to_owned();
            // Without them a value can be typed all the same.
            if let Ok(occurring) = call(ListValues { list, column }).await {
                values.try_set(occurring.values);
            }
        });
        values.into()
    }

    /// Has the parts read of rows that are open.
    fn read_parts(self, block: &Block) {
        let Some(Some(list)) = self.id.try_get_untracked() else {
            return;
        };
        for line in block.lines.iter().filter(|line| line.expanded) {
            let key = line.key.clone();
            let is_new = self
                .parts
                .try_update_value(|parts| parts.insert(key.clone()));
            if is_new != Some(true) {
                continue;
            }
            spawn_local(async move {
                let request = ReadParts {
                    list,
                    key: key.clone(),
                };
                if call(request).await.is_err() {
                    // The row says what it knows of them; the next look tries again.
                    let _ = self.parts.try_update_value(|parts| parts.remove(&key));
                }
                if self.asking.try_get_value().is_some() {
                    self.ask_lines();
                }
            });
        }
    }

    /// Reads one row again after a change of it, and draws it. Where that fails the whole list is
    /// read, which says why.
    pub fn read_row(self, key: String) {
        let Some(Some(list)) = self.id.try_get_untracked() else {
            return;
        };
        spawn_local(async move {
            let outcome = call(ReadRow { list, key }).await;
            if self.id.try_get_untracked() != Some(Some(list)) {
                return;
            }
            match outcome {
                Ok(_) => self.ask_lines(),
                Err(_) => self.reload(),
            }
        });
    }

    /// Says of rows, those that are named or all, that they were asked to stop, until the server shows that
    /// they have; or that asking failed.
    pub fn mark_stopping(self, keys: Option<Vec<String>>, is_stopping: bool) {
        let Some(Some(list)) = self.id.try_get_untracked() else {
            return;
        };
        let mark = MarkStopping {
            list,
            keys,
            is_stopping,
        };
        spawn_local(async move {
            // A list that was closed meanwhile shows nothing.
            let _ = call(mark).await;
        });
    }

    /// How many rows have which values in some columns, whatever is looked for; empty until known.
    pub fn counts(self, columns: &'static [&'static str]) -> Signal<Vec<ColumnCounts>> {
        let counts = RwSignal::new(Vec::new());
        let revision = Memo::new(move |_| {
            self.state
                .with(|state| state.as_ref().map(|state| (state.list, state.revision)))
        });
        Effect::new(move |_| {
            let Some((list, _)) = revision.get() else {
                return;
            };
            let columns = columns.iter().map(|&id| id.to_owned()).collect();
            spawn_local(async move {
                // Without them the rows are shown all the same.
                if let Ok(known) = call(CountValues { list, columns }).await {
                    counts.try_set(known.columns);
                }
            });
        });
        counts.into()
    }

    /// The first rows that satisfy conditions, whatever is looked for on the page.
    pub async fn rows_where(
        self,
        conditions: Vec<Condition>,
        count: usize,
    ) -> Result<Vec<Line>, Failure> {
        let lines = self.lines_where(conditions, None, count).await?;
        Ok(lines.map(|lines| lines.lines).unwrap_or_default())
    }

    /// All that is known of a row, long texts too; nothing if it is gone.
    pub async fn whole_row(self, key: String) -> Option<Vec<Cell>> {
        let list = self.id.try_get_untracked()??;
        call(WholeRow { list, key }).await.ok()?.cells
    }

    /// What the server says of the list as a whole.
    pub fn facts(&self) -> Facts {
        self.state
            .with(|state| state.as_ref().map(|state| state.facts.clone()))
            .unwrap_or_default()
    }

    /// Draws its cells again: something beside their lines is another now.
    pub fn redraw(&self) {
        let _ = self.look.try_update(|look| *look = look.wrapping_add(1));
    }

    /// Whether its rows stand together by days; follows their order.
    pub fn is_by_days(&self) -> bool {
        let by = self.scope.try_with_value(ListScope::days).flatten();
        by.is_some_and(|by| {
            let is_in_order =
                |sort: &Option<Sort>| sort.as_ref().is_some_and(|sort| sort.column == by);
            self.place.sort.try_with(is_in_order) == Some(true)
        })
    }

    /// The open list's id, for what is asked of it as a whole.
    pub fn id(&self) -> Option<ListId> {
        self.id.get_untracked()
    }
}
