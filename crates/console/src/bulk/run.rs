//! A run and how far it is.

use std::{
    collections::HashMap,
    io,
    sync::{Arc, Mutex},
};

use pilothouse_protocol::{
    BulkCounts, BulkId, BulkItem, BulkItems, BulkPage, BulkPart, BulkPhase, BulkResult, BulkRow,
    BulkRun, Failure,
};
use tokio::{sync::watch, time::Instant};

use super::{
    change,
    journal::{Head, Journal},
};
use crate::{console::locked, lists::PUBLISHED};

/// Rows that are given at once at most.
const ITEMS_AT_ONCE: usize = 500;

/// A run.
pub(super) struct Run {
    pub(super) id: BulkId,
    pub(super) head: Head,
    journal: Option<Journal>,
    progress: Mutex<Progress>,
    phase: watch::Sender<BulkPhase>,
    /// Whether it is to stop.
    stop: watch::Sender<bool>,
}

struct Progress {
    /// One for each key.
    results: Vec<BulkResult>,
    failures: HashMap<usize, Failure>,
    counts: BulkCounts,
    revision: u64,
    reason: Option<Failure>,
    published: Option<Instant>,
}

fn count(counts: &mut BulkCounts, result: BulkResult) -> &mut usize {
    match result {
        BulkResult::Waiting => &mut counts.waiting,
        BulkResult::UnderWay => &mut counts.under_way,
        BulkResult::Changed => &mut counts.changed,
        BulkResult::Unchanged => &mut counts.unchanged,
        BulkResult::Failed => &mut counts.failed,
        BulkResult::Unknown => &mut counts.unknown,
    }
}

impl Run {
    /// A run with those results. One without a journal is never written.
    pub(super) fn new(
        id: BulkId,
        head: Head,
        journal: Option<Journal>,
        results: Vec<BulkResult>,
        phase: BulkPhase,
    ) -> Self {
        let mut counts = BulkCounts::default();
        for result in &results {
            *count(&mut counts, *result) += 1;
        }
        Self {
            id,
            head,
            journal,
            progress: Mutex::new(Progress {
                results,
                failures: HashMap::new(),
                counts,
                revision: 0,
                reason: None,
                published: None,
            }),
            phase: watch::Sender::new(phase),
            stop: watch::Sender::new(false),
        }
    }

    pub(super) fn phase(&self) -> BulkPhase {
        *self.phase.borrow()
    }

    pub(super) fn is_running(&self) -> bool {
        self.phase() == BulkPhase::Running
    }

    /// Rows that can be gone on with.
    fn left(&self, counts: &BulkCounts) -> usize {
        let again = if change::is_repeatable(&self.head.change, &self.head.scope) {
            counts.unknown
        } else {
            0
        };
        counts.waiting + again
    }

    /// Whether there is something to ask a person about.
    pub(super) fn is_open(&self) -> bool {
        let counts = locked(&self.progress).counts;
        counts.waiting + counts.unknown + counts.under_way > 0
    }

    pub(super) fn state(&self) -> BulkRun {
        let progress = locked(&self.progress);
        let counts = progress.counts;
        let first = progress.failures.keys().min();
        let failure = first.and_then(|row| progress.failures.get(row)).cloned();
        let can_undo = change::inverse(&self.head.change, &self.head.scope).is_some();
        BulkRun {
            run: self.id,
            connection: self.head.place.connection.clone(),
            scope: self.head.scope.clone(),
            change: self.head.change.clone(),
            phase: self.phase(),
            revision: progress.revision,
            counts,
            reason: progress.reason.clone(),
            left: self.left(&counts),
            undoable: if can_undo { counts.changed } else { 0 },
            failure,
            started: self.head.started,
        }
    }

    /// Whether its state is to be told: now, or not too often.
    pub(super) fn is_due(&self, now: bool) -> bool {
        let mut progress = locked(&self.progress);
        let is_early = progress
            .published
            .is_some_and(|at| at.elapsed() < PUBLISHED);
        let is_due = now || !is_early;
        if is_due {
            progress.published = Some(Instant::now());
        }
        is_due
    }

    /// The rows with one of some results; all of them for none.
    pub(super) fn rows(&self, results: &[BulkResult]) -> Vec<usize> {
        let progress = locked(&self.progress);
        let rows = progress.results.iter().enumerate();
        let wanted = rows.filter(|(_, result)| results.is_empty() || results.contains(result));
        wanted.map(|(row, _)| row).collect()
    }

    /// The rows of a part.
    pub(super) fn part(&self, part: BulkPart) -> Vec<usize> {
        match part {
            BulkPart::Left if change::is_repeatable(&self.head.change, &self.head.scope) => {
                self.rows(&[BulkResult::Waiting, BulkResult::Unknown])
            }
            BulkPart::Left => self.rows(&[BulkResult::Waiting]),
            BulkPart::Failed => self.rows(&[BulkResult::Failed]),
            BulkPart::Unknown => self.rows(&[BulkResult::Unknown]),
        }
    }

    /// The rows that were changed.
    pub(super) fn changed_rows(&self) -> Vec<BulkRow> {
        let rows = self.rows(&[BulkResult::Changed]).into_iter();
        rows.filter_map(|row| self.head.row(row)).collect()
    }

    pub(super) fn items(&self, command: &BulkItems) -> BulkPage {
        let rows = self.rows(&command.results);
        let progress = locked(&self.progress);
        let wanted = rows.iter().skip(command.first);
        let items = wanted
            .take(command.count.min(ITEMS_AT_ONCE))
            .filter_map(|row| {
                Some(BulkItem {
                    row: self.head.row(*row)?,
                    result: *progress.results.get(*row)?,
                    failure: progress.failures.get(row).cloned(),
                })
            });
        BulkPage {
            total: rows.len(),
            items: items.collect(),
        }
    }

    /// Sets what became of a row, and writes it down.
    pub(super) fn set(
        &self,
        row: usize,
        result: BulkResult,
        failure: Option<Failure>,
    ) -> io::Result<()> {
        {
            let mut progress = locked(&self.progress);
            let Some(known) = progress.results.get_mut(row) else {
                return Ok(());
            };
            let before = std::mem::replace(known, result);
            *count(&mut progress.counts, before) -= 1;
            *count(&mut progress.counts, result) += 1;
            progress.revision += 1;
            match failure {
                Some(failure) => progress.failures.insert(row, failure),
                None => progress.failures.remove(&row),
            };
        }
        self.journal
            .as_ref()
            .map_or(Ok(()), |journal| journal.record(row, result))
    }

    /// Has what was written on the disk. May take its time.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.journal.as_ref().map_or(Ok(()), Journal::sync)
    }

    /// Forgets it on the disk.
    pub(super) fn remove(&self) {
        if let Some(journal) = &self.journal {
            journal.remove();
        }
    }

    /// Asks it to stop.
    pub(super) fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// Ready when it is to stop.
    pub(super) async fn stopped(&self) {
        let mut stop = self.stop.subscribe();
        // The sender is this run's own.
        let _ = stop.wait_for(|stop| *stop).await;
    }

    /// Ready when it is not under way.
    pub(super) async fn rests(&self) {
        let mut phase = self.phase.subscribe();
        let _ = phase.wait_for(|phase| *phase != BulkPhase::Running).await;
    }

    pub(super) fn begin(&self) {
        {
            let mut progress = locked(&self.progress);
            progress.reason = None;
            progress.revision += 1;
        }
        self.stop.send_replace(false);
        self.phase.send_replace(BulkPhase::Running);
    }

    /// It is no longer under way: nobody knows of rows without an answer.
    fn end(&self, reason: Option<Failure>) {
        for row in self.rows(&[BulkResult::UnderWay]) {
            if let Err(error) = self.set(row, BulkResult::Unknown, None) {
                // It says that the row was begun, which is the same.
                tracing::warn!("a bulk run's file could not be written: {error}");
            }
        }
        let was_stopped = *self.stop.borrow();
        let counts = {
            let mut progress = locked(&self.progress);
            progress.reason = reason;
            progress.revision += 1;
            progress.counts
        };
        let phase = if counts.waiting > 0 || (was_stopped && counts.unknown > 0) {
            BulkPhase::Stopped
        } else {
            BulkPhase::Ended
        };
        if counts.done() == counts.total() {
            // There is nothing to come back to.
            self.remove();
        }
        self.phase.send_replace(phase);
    }
}

/// A run while it is under way. However that ends, the run is known to rest afterwards.
pub(super) struct UnderWay {
    pub(super) run: Arc<Run>,
    reason: Option<Failure>,
}

impl UnderWay {
    /// Of a run that [`Run::begin`] was called for.
    pub(super) fn new(run: Arc<Run>) -> Self {
        Self { run, reason: None }
    }

    /// Why it ends early.
    pub(super) fn halt(&mut self, reason: Failure) {
        self.reason.get_or_insert(reason);
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.run.end(self.reason.take());
    }
}
