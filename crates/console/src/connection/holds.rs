//! Calls that wait for a sign-in instead of failing for want of it, while somebody is at it.

use std::{collections::HashMap, sync::Mutex};

use pilothouse_protocol::ConnectionId;
use tokio::sync::watch;

use crate::console::locked;

/// The connections that a sign-in is being made to.
pub(crate) struct Holds {
    counts: Mutex<HashMap<ConnectionId, usize>>,
    /// Told whenever something of it, or of a connection's sign-in, has changed.
    changed: watch::Sender<()>,
}

impl Default for Holds {
    fn default() -> Self {
        Self {
            counts: Mutex::default(),
            changed: watch::channel(()).0,
        }
    }
}

/// Holds calls to one connection as long as it lives.
pub(crate) struct Hold<'a> {
    holds: &'a Holds,
    connection: ConnectionId,
}

impl Holds {
    pub(crate) fn hold(&self, connection: &ConnectionId) -> Hold<'_> {
        *locked(&self.counts).entry(connection.clone()).or_default() += 1;
        Hold {
            holds: self,
            connection: connection.clone(),
        }
    }

    pub(crate) fn is_held(&self, connection: &ConnectionId) -> bool {
        locked(&self.counts).contains_key(connection)
    }

    /// Something has changed that somebody may wait for.
    pub(crate) fn publish(&self) {
        self.changed.send_replace(());
    }

    /// Waits as long as this holds.
    pub(crate) async fn wait_while(&self, holds: impl Fn() -> bool) {
        let mut changed = self.changed.subscribe();
        while holds() {
            // The sender lives as long as this.
            if changed.changed().await.is_err() {
                return;
            }
        }
    }
}

impl Drop for Hold<'_> {
    fn drop(&mut self) {
        let mut counts = locked(&self.holds.counts);
        if let Some(count) = counts.get_mut(&self.connection) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.connection);
            }
        }
        drop(counts);
        self.holds.publish();
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures::FutureExt;

    use super::*;

    #[test]
    fn the_last_one_to_let_go_lets_all_go_on() {
        let holds = Holds::default();
        let id = ConnectionId::new("images").expect("an id");
        let (one, two) = (holds.hold(&id), holds.hold(&id));
        let mut waiting = pin!(holds.wait_while(|| holds.is_held(&id)));
        assert!(waiting.as_mut().now_or_never().is_none());
        drop(one);
        assert!(waiting.as_mut().now_or_never().is_none());
        drop(two);
        assert!(waiting.now_or_never().is_some());
    }
}
