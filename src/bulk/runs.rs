//! The bulk runs that the window knows of: what is under way, and what is left of others.

use leptos::prelude::*;
use listing::ListScope;
use pilothouse_protocol::{BulkId, BulkPhase, BulkRun, ConnectionId};

/// The newest state of each run, the newest run last.
#[derive(Clone, Copy, Default)]
pub struct BulkRuns {
    all: RwSignal<Vec<BulkRun>>,
    /// The run that a list's bar shows.
    in_bar: RwSignal<Option<BulkId>>,
    /// The run whose outcome is looked at.
    opened: RwSignal<Option<BulkId>>,
}

impl BulkRuns {
    /// Enters a run, in its place or as the last. Whether it has ended with this, as far as the
    /// window knows.
    #[must_use]
    pub(super) fn put(&self, run: BulkRun) -> bool {
        let id = run.run;
        let is_running = |all: &[BulkRun]| {
            let known = all.iter().find(|known| known.run == id);
            known.is_some_and(|known| known.phase == BulkPhase::Running)
        };
        let ended = self.all.try_update(|all| {
            let was_running = is_running(all);
            enter(all, run);
            was_running && !is_running(all)
        });
        ended.unwrap_or_default()
    }

    /// Enters what the account of a connection has; other runs of the connection are not its own.
    pub(super) fn replace(&self, connection: &ConnectionId, own: Vec<BulkRun>) {
        let _ = self.all.try_update(|all| {
            all.retain(|known| {
                let is_own = own.iter().any(|run| run.run == known.run);
                known.connection != *connection || is_own
            });
            for run in own {
                enter(all, run);
            }
        });
    }

    /// Forgets a run, and gives what was known of it.
    pub(super) fn take(&self, run: BulkId) -> Option<BulkRun> {
        let taken = self.all.try_update(|all| {
            let at = all.iter().position(|known| known.run == run)?;
            Some(all.remove(at))
        });
        taken.flatten()
    }

    pub(super) fn get(&self, run: BulkId) -> Option<BulkRun> {
        self.all
            .with(|all| all.iter().find(|known| known.run == run).cloned())
    }

    /// The newest run of a connection for which something holds.
    pub(super) fn newest(
        &self,
        connection: &ConnectionId,
        holds: impl Fn(&BulkRun) -> bool,
    ) -> Option<BulkRun> {
        self.all.with(|all| {
            let mut own = all.iter().rev().filter(|run| run.connection == *connection);
            own.find(|run| holds(run)).cloned()
        })
    }

    /// What is under way on a connection: one run at most.
    pub(super) fn running(&self, connection: &ConnectionId) -> Option<BulkRun> {
        self.newest(connection, |run| run.phase == BulkPhase::Running)
    }

    /// The run that changes a list's rows now.
    pub fn running_in(&self, connection: &ConnectionId, scope: &ListScope) -> Option<BulkId> {
        let running = self.running(connection);
        running.filter(|run| run.scope == *scope).map(|run| run.run)
    }

    pub(super) fn in_bar(&self) -> RwSignal<Option<BulkId>> {
        self.in_bar
    }

    pub(super) fn opened(&self) -> RwSignal<Option<BulkId>> {
        self.opened
    }
}

/// Events and answers come by different ways: an older state does not take the place of a newer one.
fn enter(all: &mut Vec<BulkRun>, run: BulkRun) {
    match all.iter_mut().find(|known| known.run == run.run) {
        Some(known) if known.revision > run.revision => {}
        Some(known) => *known = run,
        None => all.push(run),
    }
}
