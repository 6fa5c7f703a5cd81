//! The calls under way, so that the window can end one that nobody waits for.

use std::{
    collections::{HashMap, VecDeque},
    future::{Future, pending},
    sync::Mutex,
};

use pilothouse_protocol::{Failure, FailureCode};
use tokio::sync::oneshot;

use crate::console::locked;

/// As many calls as a window has ended before they came here; more are not held for long.
const EARLY: usize = 64;

/// The calls that can be cancelled.
#[derive(Default)]
pub(crate) struct OpenCalls(Mutex<Register>);

#[derive(Default)]
struct Register {
    open: HashMap<u64, Open>,
    /// Cancelled, but not known as open: a call and its cancellation may overtake each other.
    early: VecDeque<u64>,
    entries: u64,
}

struct Open {
    /// Tells a call from a later one of the same id: the numbers of a reloaded window begin anew.
    entry: u64,
    cancel: oneshot::Sender<()>,
}

/// A call under way; it is open until this is dropped.
pub(crate) struct OpenCall<'a> {
    calls: &'a OpenCalls,
    id: u64,
    entry: u64,
}

impl OpenCalls {
    /// Enters a call. What comes with it is ready when the call is cancelled, and never otherwise.
    pub(crate) fn enter(&self, id: u64) -> (OpenCall<'_>, impl Future<Output = ()> + use<>) {
        let (cancel, cancelled) = oneshot::channel();
        let mut register = locked(&self.0);
        register.entries += 1;
        let entry = register.entries;
        if let Some(place) = register.early.iter().position(|early| *early == id) {
            register.early.remove(place);
            let _ = cancel.send(());
        } else if let Some(old) = register.open.insert(id, Open { entry, cancel }) {
            // Of a window that is no more: nobody waits for it.
            let _ = old.cancel.send(());
        }
        let call = OpenCall {
            calls: self,
            id,
            entry,
        };
        let cancelled = async {
            if cancelled.await.is_err() {
                pending::<()>().await;
            }
        };
        (call, cancelled)
    }

    /// Ends a call, also one that is still on its way here.
    pub(crate) fn cancel(&self, id: u64) {
        let mut register = locked(&self.0);
        if let Some(open) = register.open.remove(&id) {
            // A call that has ended just now does not listen.
            let _ = open.cancel.send(());
            return;
        }
        if register.early.len() == EARLY {
            register.early.pop_front();
        }
        register.early.push_back(id);
    }

    /// A window begins: its numbers have nothing to do with those of the one before.
    pub(crate) fn begin(&self) {
        locked(&self.0).early.clear();
    }
}

impl OpenCall<'_> {
    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    /// From here on the call can't be cancelled: what it changes is changed whole. Fails where it
    /// has been cancelled already.
    pub(crate) fn settle(&self) -> Result<(), Failure> {
        if self.leave() {
            Ok(())
        } else {
            Err(cancelled())
        }
    }

    /// Whether it was still open.
    fn leave(&self) -> bool {
        let mut register = locked(&self.calls.0);
        let is_open = register
            .open
            .get(&self.id)
            .is_some_and(|open| open.entry == self.entry);
        if is_open {
            register.open.remove(&self.id);
        }
        is_open
    }
}

impl Drop for OpenCall<'_> {
    fn drop(&mut self) {
        self.leave();
    }
}

/// What a cancelled call is answered with.
pub(crate) fn cancelled() -> Failure {
    Failure::new(FailureCode::Cancelled, "Stopped.")
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures::FutureExt;

    use super::*;

    #[test]
    fn a_cancellation_that_comes_first_is_not_lost() {
        let calls = OpenCalls::default();
        calls.cancel(7);
        let (call, cancelled) = calls.enter(7);
        assert!(pin!(cancelled).now_or_never().is_some());
        assert_eq!(
            call.settle().map_err(|failure| failure.code),
            Err(FailureCode::Cancelled)
        );
        drop(call);
        let (_call, cancelled) = calls.enter(7);
        assert!(pin!(cancelled).now_or_never().is_none(), "it counts once");
    }

    #[test]
    fn a_new_window_has_cancelled_nothing() {
        let calls = OpenCalls::default();
        calls.cancel(1);
        calls.begin();
        let (_call, cancelled) = calls.enter(1);
        assert!(pin!(cancelled).now_or_never().is_none());
    }

    #[test]
    fn early_cancellations_do_not_pile_up() {
        let calls = OpenCalls::default();
        (0..1_000).for_each(|id| calls.cancel(id));
        assert_eq!(locked(&calls.0).early.len(), EARLY);
        let (_call, cancelled) = calls.enter(999);
        assert!(pin!(cancelled).now_or_never().is_some());
    }

    #[test]
    fn the_end_of_an_old_call_leaves_its_successor_open() {
        let calls = OpenCalls::default();
        let (old, old_cancelled) = calls.enter(1);
        let (_new, new_cancelled) = calls.enter(1);
        assert!(pin!(old_cancelled).now_or_never().is_some());
        drop(old);
        calls.cancel(1);
        assert!(pin!(new_cancelled).now_or_never().is_some());
    }

    #[test]
    fn a_settled_call_is_not_cancelled() {
        let calls = OpenCalls::default();
        let (call, cancelled) = calls.enter(1);
        call.settle().expect("nobody cancelled it");
        calls.cancel(1);
        assert!(pin!(cancelled).now_or_never().is_none());
    }

    #[test]
    fn what_is_dropped_is_not_open() {
        let calls = OpenCalls::default();
        drop(calls.enter(1));
        assert!(locked(&calls.0).open.is_empty());
    }
}
