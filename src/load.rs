//! Loading data for a page: first rows at once, a refresh that never blanks, the newest answer wins.

use std::{future::Future, sync::Arc};

use chrono::{DateTime, Utc};
use futures::future::{AbortHandle, Abortable};
use harbor_api::{List, Malformed, Operation, Page};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, ConnectionState, Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use crate::{
    door::{Ticket, harbor, harbor_all},
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
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Loaded<T> {}

impl<T: Send + Sync + 'static> Loaded<T> {
    fn new() -> Self {
        Self {
            data: RwSignal::new(None),
            failure: RwSignal::new(None),
            loading: RwSignal::new(false),
            at: RwSignal::new(None),
            call: RwSignal::new(None),
            again: RwSignal::new(0),
        }
    }

    /// Loads again; what is shown stays until the answer is there.
    pub fn reload(&self) {
        // The page may be gone.
        let _ = self.again.try_update(|count| *count += 1);
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
        let Some(work) = start() else { return };
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

    let usable = Memo::new(move |_| {
        registries()
            .find(&connection.get())
            .is_none_or(|connection| {
                matches!(
                    connection.state,
                    ConnectionState::Connected | ConnectionState::Connecting
                )
            })
    });
    Effect::new(move |before: Option<bool>| {
        let now = usable.get();
        if now && before == Some(false) {
            loaded.reload();
        }
        now
    });
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
        Some(async move {
            let outcome = harbor(connection, &operation, Ticket::new()).await;
            loaded.take(outcome.map(|reply| Arc::new(reply.value)));
        })
    });
    loaded
}

/// Loads a whole list: its first page at once, then, where there is more, all of it.
pub fn load_list<O, T>(
    connection: Signal<ConnectionId>,
    operation: impl Fn() -> Option<O> + 'static,
) -> Loaded<Rows<T>>
where
    O: Operation<Reply = List<T>>,
    T: Send + Sync + 'static,
{
    let loaded = Loaded::new();
    follow(connection, loaded, move || {
        let mut operation = operation()?;
        let connection = connection.get();
        operation.set_page(Page::FIRST);
        Some(async move {
            let first = harbor(connection.clone(), &operation, Ticket::new()).await;
            let more = first.as_ref().is_ok_and(|reply| {
                let here = reply.value.items.len() as u64;
                match reply.meta.total {
                    Some(total) => total > here,
                    None => here == u64::from(Page::MAX_SIZE),
                }
            });
            // A refresh of a longer list keeps the old rows until the new ones are whole.
            let first_time = loaded.data.with_untracked(Option::is_none);
            if !more || first_time {
                loaded.take(first.map(|r| Arc::new(Rows::new(r.value, r.meta.total))));
            }
            if more {
                let ticket = Ticket::new();
                loaded.call.try_set(Some(ticket.id()));
                let all = harbor_all(connection, &operation, ticket).await;
                loaded.call.try_set(None);
                loaded.take(all.map(|r| Arc::new(Rows::new(r.value, None))));
            }
        })
    });
    loaded
}
