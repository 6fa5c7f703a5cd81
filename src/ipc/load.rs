//! Loading data for a page: first rows at once, a refresh that never blanks, the newest answer wins.

use std::{future::Future, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use futures::future::{AbortHandle, Abortable};
use harbor_api::{List, Malformed, Operation, Page, ProjectName, types::Project};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, ConnectionState, Failure, FailureCode, Request};
use wasm_bindgen_futures::spawn_local;

use crate::{
    ipc::{
        Reply, Ticket, call_with, harbor, harbor_all, harbor_in_background, project::read_project,
        seen::ask_while_seen,
    },
    registries::registries,
};

/// Something that a page shows, and how it came.
pub struct Loaded<T: Send + Sync + 'static> {
    /// The last good data.
    pub data: RwSignal<Option<Arc<T>>>,
    /// Why the last attempt failed; the data stays.
    pub failure: RwSignal<Option<Failure>>,
    pub loading: RwSignal<bool>,
    /// When the data came.
    pub at: RwSignal<Option<DateTime<Utc>>>,
    /// The call that fetches the rest of a long list.
    pub call: RwSignal<Option<u64>>,
    /// All of it is here.
    pub whole: RwSignal<bool>,
    again: RwSignal<u32>,
    /// The load that comes was asked for by nobody: it must not prolong the session.
    in_background: StoredValue<bool>,
}

impl<T: Send + Sync + 'static> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Loaded<T> {}

impl<T: Send + Sync + 'static> Loaded<T> {
    /// Whether there is an answer, if only a failure.
    pub fn is_answered(&self) -> bool {
        self.data.with(Option::is_some) || self.failure.with(Option::is_some)
    }

    /// Why nothing is here; nothing once any data came.
    pub fn why_absent(&self) -> Option<Failure> {
        self.failure
            .get()
            .filter(|_| self.data.with(Option::is_none))
    }

    fn new() -> Self {
        Self {
            data: RwSignal::new(None),
            failure: RwSignal::new(None),
            loading: RwSignal::new(false),
            at: RwSignal::new(None),
            call: RwSignal::new(None),
            whole: RwSignal::new(false),
            again: RwSignal::new(0),
            in_background: StoredValue::new(false),
        }
    }

    /// Loads again; what is shown stays until the answer is there.
    pub fn reload(&self) {
        // The page may be gone.
        let _ = self.again.try_update(|count| *count += 1);
    }

    /// The same for what nobody asked for just now.
    pub fn reload_in_background(&self) {
        let _ = self.in_background.try_set_value(true);
        self.reload();
    }

    fn take(&self, outcome: Result<Arc<T>, Failure>) {
        match outcome {
            Ok(value) => {
                self.data.try_set(Some(value));
                // Only a change is told: pages redraw where a failure comes or goes.
                if self.failure.try_with_untracked(Option::is_some) == Some(true) {
                    self.failure.try_set(None);
                }
                self.at.try_set(Some(Utc::now()));
            }
            Err(failure) if failure.code == FailureCode::Cancelled => {}
            Err(failure) => {
                self.failure.try_set(Some(failure));
            }
        }
    }
}

/// The rows of a list.
pub struct Rows<T> {
    pub good: Vec<Arc<T>>,
    /// Items that could not be read.
    pub malformed: Vec<Malformed>,
    /// How many there are in all, where not all are here yet.
    pub total: usize,
}

impl<T> Rows<T> {
    fn new(list: List<T>, total: Option<u64>) -> Self {
        let mut rows = Self {
            good: Vec::new(),
            malformed: Vec::new(),
            total: 0,
        };
        for item in list.items {
            match item {
                Ok(item) => rows.good.push(Arc::new(item)),
                Err(malformed) => rows.malformed.push(malformed),
            }
        }
        let here = rows.good.len() + rows.malformed.len();
        rows.total = total
            .and_then(|total| usize::try_from(total).ok())
            .unwrap_or(here)
            .max(here);
        rows
    }
}

/// Runs `start` now and whenever what it reads changes, and again when the connection comes back
/// from being away. A load that is overtaken, or whose page is gone, is ended at the server too.
fn follow<T, F>(
    connection: Signal<ConnectionId>,
    loaded: Loaded<T>,
    start: impl Fn() -> Option<F> + 'static,
) where
    T: Send + Sync + 'static,
    F: Future<Output = ()> + 'static,
{
    let running = StoredValue::new(None::<AbortHandle>);
    let end = move || {
        // The page may be gone, and its values with it.
        if let Some(Some(handle)) = running.try_update_value(Option::take) {
            handle.abort();
        }
    };
    Effect::new(move |_| {
        loaded.again.track();
        end();
        let Some(work) = start() else {
            // What was ended above says nothing of it any more.
            if loaded.loading.get_untracked() {
                loaded.loading.set(false);
            }
            return;
        };
        let (handle, registration) = AbortHandle::new_pair();
        running.set_value(Some(handle));
        loaded.loading.set(true);
        spawn_local(async move {
            if Abortable::new(work, registration).await.is_ok() {
                loaded.loading.try_set(false);
            }
        });
    });
    on_cleanup(end);

    registries().whenever_usable_again(connection, move || loaded.reload());
}

/// Loads one thing.
pub fn load_one<O>(
    connection: Signal<ConnectionId>,
    operation: impl Fn() -> Option<O> + 'static,
) -> Loaded<O::Reply>
where
    O: Operation,
    O::Reply: Send + Sync + 'static,
{
    let loaded = Loaded::new();
    follow(connection, loaded, move || {
        let operation = operation()?;
        let connection = connection.get();
        let background = loaded.in_background.get_value();
        loaded.in_background.set_value(false);
        Some(async move {
            let outcome = one(&connection, &operation, background).await;
            loaded.take(outcome.map(|reply| Arc::new(reply.value)));
        })
    });
    loaded
}

/// Loads a project. What another part of the page asked for as it opened is not asked for again.
pub fn load_project(
    connection: Signal<ConnectionId>,
    name: impl Fn() -> Option<ProjectName> + 'static,
) -> Loaded<Project> {
    let registries = registries();
    let loaded = Loaded::new();
    follow(connection, loaded, move || {
        let (connection, name) = (connection.get(), name()?);
        let background = loaded.in_background.get_value();
        loaded.in_background.set_value(false);
        let anew = loaded.again.get_untracked() > 0;
        let reading = read_project(registries, connection, name, background, anew);
        Some(async move { loaded.take(reading.await) })
    });
    loaded
}

/// Loads what the shell works out.
pub fn load_answer<R>(
    connection: Signal<ConnectionId>,
    request: impl Fn() -> Option<R> + 'static,
) -> Loaded<R::Reply>
where
    R: Request + 'static,
    R::Reply: Send + Sync + 'static,
{
    let loaded = Loaded::new();
    follow(connection, loaded, move || {
        let request = request()?;
        Some(async move {
            let outcome = call_with(request, Ticket::new()).await;
            loaded.take(outcome.map(Arc::new));
        })
    });
    loaded
}

/// How often a list is read again while nobody asks for it.
const POLL: Duration = Duration::from_secs(60);
/// Longer lists are read again when a person asks only.
const POLLED: usize = 1_000;
/// From so many on, a full page is shown between the first rows and the whole.
const LONG: u64 = 1_000;

/// Loads a whole list: its first page at once, then, where there is more, all of it.
pub fn load_list<O, T>(
    connection: Signal<ConnectionId>,
    operation: impl Fn() -> Option<O> + 'static,
) -> Loaded<Rows<T>>
where
    O: Operation<Reply = List<T>>,
    T: Send + Sync + 'static,
{
    load_rows(connection, Page::FIRST, operation)
}

fn load_rows<O, T>(
    connection: Signal<ConnectionId>,
    first: Page,
    operation: impl Fn() -> Option<O> + 'static,
) -> Loaded<Rows<T>>
where
    O: Operation<Reply = List<T>>,
    T: Send + Sync + 'static,
{
    let loaded = Loaded::<Rows<T>>::new();
    follow(connection, loaded, move || {
        let operation = operation()?;
        let connection = connection.get();
        let background = loaded.in_background.get_value();
        loaded.in_background.set_value(false);
        Some(read_rows(loaded, connection, operation, first, background))
    });
    poll(connection, loaded);
    loaded
}

async fn read_rows<O, T>(
    loaded: Loaded<Rows<T>>,
    connection: ConnectionId,
    mut operation: O,
    first: Page,
    background: bool,
) where
    O: Operation<Reply = List<T>>,
    T: Send + Sync + 'static,
{
    let known = loaded
        .data
        .with_untracked(|rows| rows.as_ref().map(|rows| rows.good.len()));
    let was_whole = loaded.whole.get_untracked();
    // A refresh of a longer list keeps the old rows until the new ones are whole.
    let may_show_part = known.is_none() || !was_whole;
    let is_longer = known.is_some_and(|known| known > first.size() as usize);
    if !(was_whole && is_longer) {
        let mut page = first;
        loop {
            operation.set_page(page);
            let answer = one(&connection, &operation, background).await;
            let total = answer.as_ref().ok().and_then(|reply| reply.meta.total);
            let more = answer.as_ref().is_ok_and(|reply| {
                let here = reply.value.items.len() as u64;
                match total {
                    Some(total) => total > here,
                    None => here == u64::from(page.size()),
                }
            });
            if !more {
                loaded.whole.try_set(answer.is_ok());
                loaded.take(answer.map(|r| Arc::new(Rows::new(r.value, r.meta.total))));
                return;
            }
            if may_show_part {
                loaded.whole.try_set(false);
                loaded.take(answer.map(|r| Arc::new(Rows::new(r.value, r.meta.total))));
            }
            let is_long = total.is_none_or(|total| total > LONG);
            if !is_long || page.size() == Page::MAX_SIZE || !may_show_part {
                break;
            }
            page = Page::FIRST;
        }
    }
    operation.set_page(Page::FIRST);
    let ticket = Ticket::new();
    loaded.call.try_set(Some(ticket.id()));
    let all = harbor_all(connection, &operation, ticket, background).await;
    loaded.call.try_set(None);
    if all.is_ok() {
        loaded.whole.try_set(true);
    }
    loaded.take(all.map(|r| Arc::new(Rows::new(r.value, None))));
}

async fn one<O: Operation>(
    connection: &ConnectionId,
    operation: &O,
    background: bool,
) -> Result<Reply<O::Reply>, Failure> {
    if background {
        harbor_in_background(connection.clone(), operation, Ticket::new()).await
    } else {
        harbor(connection.clone(), operation, Ticket::new()).await
    }
}

/// Reads a list again from time to time while its window is seen. Looking on keeps nobody signed
/// in: these calls do not prolong the session.
fn poll<T: Send + Sync + 'static>(connection: Signal<ConnectionId>, loaded: Loaded<Rows<T>>) {
    let registries = registries();
    let again = move || {
        let is_connected = registries
            .find_untracked(&connection.get_untracked())
            .is_some_and(|known| known.state == ConnectionState::Connected);
        let is_short = loaded
            .data
            .with_untracked(|rows| rows.as_ref().is_some_and(|rows| rows.total <= POLLED));
        if is_connected && is_short && !loaded.loading.get_untracked() {
            loaded.reload_in_background();
        }
    };
    ask_while_seen(POLL, again);
}
