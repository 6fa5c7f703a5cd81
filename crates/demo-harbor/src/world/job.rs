//! Jobs that run for a moment: garbage collection, purging the audit log, exports.

use std::{collections::BTreeSet, time::Duration};

use chrono::Duration as Span;
use serde_json::Value;

use super::{Outcome, Stage};
use crate::json::Time;

/// What kind of job it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobKind {
    /// Garbage collection.
    GarbageCollection,
    /// Purging the audit log.
    Purge,
}

impl JobKind {
    /// Harbor's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::GarbageCollection => "GARBAGE_COLLECTION",
            Self::Purge => "PURGE_AUDIT_LOG",
        }
    }
}

/// One run of a job.
#[derive(Debug, Clone)]
pub struct Job {
    pub(crate) id: i64,
    pub(crate) kind: JobKind,
    pub(crate) parameters: Value,
    pub(crate) started: Time,
    pub(crate) takes: Duration,
    /// When it was asked to stop.
    pub(crate) stopped: Option<Time>,
    /// It ended with an error.
    pub(crate) failed: bool,
    /// It was started by its schedule.
    pub(crate) scheduled: bool,
    /// What it found when it began.
    pub(crate) found: Found,
}

/// What a job is about, counted when it began.
#[derive(Debug, Clone, Default)]
pub struct Found {
    pub(crate) blobs: usize,
    pub(crate) manifests: usize,
    /// Bytes.
    pub(crate) bytes: i64,
    /// Entries of the audit log.
    pub(crate) entries: usize,
    /// What its log says of them.
    pub(crate) lines: Vec<String>,
}

/// Jobs that wait in a queue.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Harbor's word for their kind.
    pub(crate) kind: &'static str,
    pub(crate) count: i64,
    /// When the first of them was queued.
    pub(crate) since: Time,
}

/// What was said to the job service.
#[derive(Debug, Clone, Default)]
pub struct JobService {
    /// Kinds whose queues are paused.
    pub(crate) paused: BTreeSet<String>,
    /// All schedules are paused.
    pub(crate) scheduler_paused: bool,
    pub(crate) waiting: Vec<Waiting>,
}

/// How often the server looks how far a run is: what it says of a run is as old as its last look, what
/// it says of the run's tasks is not. Every 30 s; here more often where the run is shorter than that.
fn between_looks(takes: Duration) -> Span {
    const MOST: Duration = Duration::from_secs(30);
    let between = Span::from_std(MOST.min(takes * 2 / 3)).unwrap_or_default();
    between.max(Span::milliseconds(1))
}

/// Whether what was asked to stop has: a job looks between two of its steps whether it is to end. Harbor
/// may take half a minute to say so; here 2 s, or less where the job is short.
pub(crate) fn has_stopped(asked: Option<Time>, takes: Duration, now: Time) -> bool {
    const MOST: Duration = Duration::from_secs(2);
    let notices = Span::from_std(MOST.min(takes / 3)).unwrap_or_default();
    asked.is_some_and(|asked| now >= asked + notices)
}

/// When the server last looked at a run that began at `started`.
pub(crate) fn last_look(started: Time, takes: Duration, now: Time) -> Time {
    let between = between_looks(takes).num_milliseconds();
    let gone = (now - started).num_milliseconds().max(0);
    started + Span::milliseconds(gone - gone % between)
}

/// When the server first looks at such a run after it has ended.
fn first_look_after_end(started: Time, takes: Duration) -> Time {
    let between = between_looks(takes);
    let end = started + Span::from_std(takes).unwrap_or_default();
    let before = last_look(started, takes, end);
    if before < end {
        before + between
    } else {
        before
    }
}

impl Job {
    /// Where the server says that it is.
    pub fn told(&self, now: Time) -> Stage {
        match self.stage(now) {
            // The job itself tells that.
            stopped @ Stage::Ended(Outcome::Stopped) => stopped,
            _ => self.stage(last_look(self.started, self.takes, now)),
        }
    }

    /// When what the server says of it last changed.
    pub fn told_at(&self, now: Time) -> Time {
        match self.told(now) {
            Stage::Running => self.started,
            _ => first_look_after_end(self.started, self.takes),
        }
    }

    /// Where it is now.
    pub fn stage(&self, now: Time) -> Stage {
        match (now - self.started).to_std() {
            _ if has_stopped(self.stopped, self.takes, now) => Stage::Ended(Outcome::Stopped),
            Ok(gone) if gone >= self.takes && self.failed => Stage::Ended(Outcome::Error),
            Ok(gone) if gone >= self.takes => Stage::Ended(Outcome::Success),
            _ => Stage::Running,
        }
    }
}

/// When a job runs by itself.
#[derive(Debug, Clone)]
pub struct JobSchedule {
    pub(crate) kind: JobKind,
    /// Hourly, Daily, Weekly or Custom.
    pub(crate) word: String,
    pub(crate) cron: String,
    pub(crate) parameters: Value,
    pub(crate) at: Time,
}

/// An export of findings.
#[derive(Debug, Clone)]
pub struct Export {
    pub(crate) id: i64,
    pub(crate) user: i64,
    pub(crate) project: i64,
    /// Patterns of repositories and tags, and CVE ids; empty for all.
    pub(crate) repositories: String,
    pub(crate) tags: String,
    pub(crate) cves: String,
    pub(crate) started: Time,
    pub(crate) takes: Duration,
}
