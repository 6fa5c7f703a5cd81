//! Who may change something about a connection, one at a time.
//!
//! Each connection has turns of its own: a keychain that takes its time, or asks for a password,
//! holds up nothing at the others. Whoever needs several takes them in this order: the attempt, that
//! of [adding](crate::Console), that of keeping.

use std::sync::{Arc, Mutex};

use harbor_client::Secret;
use pilothouse_protocol::{ConnectionId, Failure};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

use crate::console::{Console, locked};

/// The turns at one connection.
#[derive(Default)]
pub(crate) struct Turns {
    pub(crate) attempts: Attempts,
    /// Held by the one call that changes what is kept: settings and keychain belong together.
    keeping: Arc<AsyncMutex<()>>,
    /// Where a provider's own session can be ended, after signing out.
    pub(crate) provider_page: Mutex<Option<Secret>>,
}

/// Attempts to connect one connection: one at a time, so that unverified credentials never go out
/// twice at once.
#[derive(Default)]
pub(crate) struct Attempts {
    turn: Arc<AsyncMutex<()>>,
    /// How many have failed, and how the last one did.
    failed: Mutex<(u64, Option<Failure>)>,
}

impl Attempts {
    /// Waits for the attempt that is under way.
    pub(crate) async fn alone(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.turn).lock_owned().await
    }

    pub(crate) fn count(&self) -> u64 {
        locked(&self.failed).0
    }

    /// How the last one failed, if any has since there were so many.
    pub(crate) fn since(&self, count: u64) -> Option<Failure> {
        let failed = locked(&self.failed);
        failed.1.clone().filter(|_| failed.0 != count)
    }

    pub(crate) fn note(&self, failure: &Failure) {
        let mut failed = locked(&self.failed);
        *failed = (failed.0 + 1, Some(failure.clone()));
    }
}

impl Console {
    pub(crate) fn turns(&self, id: &ConnectionId) -> Arc<Turns> {
        Arc::clone(locked(&self.turns).entry(id.clone()).or_default())
    }

    /// Waits until nobody else changes what is kept of a connection.
    pub(crate) async fn keeping(&self, id: &ConnectionId) -> OwnedMutexGuard<()> {
        Arc::clone(&self.turns(id).keeping).lock_owned().await
    }
}
