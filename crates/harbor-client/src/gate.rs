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

static GATES: LazyLock<Mutex<HashMap<String, Weak<Semaphore>>>> = LazyLock::new(Mutex::default);

/// The entrance to one host.
#[derive(Debug, Clone)]
pub(crate) struct Gate(Arc<Semaphore>);

impl Gate {
    /// The gate that all clients of this host share.
    pub(crate) fn to(address: &Address) -> Self {
        let key = format!("{}:{}", address.host(), address.port());
        let mut gates = GATES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(gate) = gates.get(&key).and_then(Weak::upgrade) {
            return Self(gate);
        }
        gates.retain(|_, gate| gate.strong_count() > 0);
        let gate = Arc::new(Semaphore::new(REQUESTS_AT_ONCE));
        gates.insert(key, Arc::downgrade(&gate));
        Self(gate)
    }

    /// Waits for a turn; it ends when the permit is dropped. `None` can't happen: the semaphore is
    /// never closed.
    pub(crate) async fn enter(&self) -> Option<OwnedSemaphorePermit> {
        self.0.clone().acquire_owned().await.ok()
    }
}
