//! At most six requests at once to one host, by however many clients.
//!
//! More only fill the registry's database pool; browsers keep to six as well.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError, Weak},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::address::Address;

/// Requests under way at once, per host and port.
pub const REQUESTS_AT_ONCE: usize = 6;

static LIMITS: LazyLock<Mutex<HashMap<String, Weak<Semaphore>>>> = LazyLock::new(Mutex::default);

/// The entrance to one host.
#[derive(Debug, Clone)]
pub(crate) struct ConcurrencyLimit(Arc<Semaphore>);

impl ConcurrencyLimit {
    /// The concurrency_limit that all clients of this host share.
    pub(crate) fn to(address: &Address) -> Self {
        let key = format!("{}:{}", address.host(), address.port());
        let mut gates = LIMITS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(concurrency_limit) = gates.get(&key).and_then(Weak::upgrade) {
            return Self(concurrency_limit);
        }
        gates.retain(|_, concurrency_limit| concurrency_limit.strong_count() > 0);
        let concurrency_limit = Arc::new(Semaphore::new(REQUESTS_AT_ONCE));
        gates.insert(key, Arc::downgrade(&concurrency_limit));
        Self(concurrency_limit)
    }

    /// Waits for a turn; it ends when the permit is dropped. `None` can't happen: the semaphore is
    /// never closed.
    pub(crate) async fn enter(&self) -> Option<OwnedSemaphorePermit> {
        self.0.clone().acquire_owned().await.ok()
    }
}
