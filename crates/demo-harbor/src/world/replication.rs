//! Replication policies, and their runs, which go on with the clock.

use std::time::Duration;

use chrono::Duration as Span;
use serde_json::Value;

use super::{Outcome, Stage, job::has_stopped, last_look};
use crate::json::Time;

/// How often a task that fails is run.
const ATTEMPTS: u32 = 3;

/// A replication policy, as it was sent.
#[derive(Debug, Clone)]
pub struct Replication {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) content: Value,
    pub(crate) created: Time,
    pub(crate) updated: Time,
}

/// A repository that a run copies.
#[derive(Debug, Clone)]
pub struct ReplicationTask {
    pub(crate) id: i64,
    pub(crate) source: String,
    pub(crate) destination: String,
    pub(crate) artifacts: usize,
}

/// One run of a replication policy.
#[derive(Debug, Clone)]
pub struct ReplicationRun {
    pub(crate) id: i64,
    pub(crate) tasks: Vec<ReplicationTask>,
    /// Why there are none, and whether that is a failure.
    pub(crate) why: Option<(String, bool)>,
    /// The other registry does not answer.
    pub(crate) fails: bool,
    pub(crate) policy_id: i64,
    pub(crate) started: Time,
    pub(crate) takes: Duration,
    /// When it was asked to stop.
    pub(crate) stopped: Option<Time>,
    /// It was started by its schedule.
    pub(crate) scheduled: bool,
}

impl ReplicationRun {
    fn gone(&self, now: Time) -> Duration {
        (now - self.started).to_std().unwrap_or_default()
    }

    fn has_failing_tasks(&self) -> bool {
        self.fails && self.why.is_none()
    }

    /// Whether it has found what it copies: in its first moments it has no tasks.
    pub(crate) fn is_found(&self, now: Time) -> bool {
        self.gone(now) >= self.takes / 4
    }

    /// How often its tasks have been run so far: one that failed is run again by itself, also when the
    /// server has said already that the run failed.
    pub(crate) fn attempts(&self, now: Time) -> u32 {
        let most = if self.has_failing_tasks() {
            ATTEMPTS
        } else {
            1
        };
        (1..most)
            .find(|count| self.gone(now) < self.takes * (count * 2))
            .unwrap_or(most)
    }

    /// When an attempt, counted from 1, begins.
    pub(crate) fn begun(&self, attempt: u32) -> Time {
        let before = self.takes * (attempt.saturating_sub(1) * 2);
        self.started + Span::from_std(before).unwrap_or_default()
    }

    /// When an attempt, counted from 1, ends.
    pub(crate) fn ended(&self, attempt: u32) -> Time {
        self.begun(attempt) + Span::from_std(self.takes).unwrap_or_default()
    }

    /// Where its tasks are: between two attempts they have failed.
    pub(crate) fn tasks_stage(&self, now: Time) -> Stage {
        if has_stopped(self.stopped, self.takes, now) {
            return Stage::Ended(Outcome::Stopped);
        }
        if now < self.ended(self.attempts(now)) {
            return Stage::Running;
        }
        let is_failure = match &self.why {
            Some((_, is_failure)) => *is_failure,
            None => self.fails,
        };
        Stage::Ended(match is_failure {
            true => Outcome::Error,
            false => Outcome::Success,
        })
    }

    /// Where the server says that it is. One without tasks has nothing to be looked at.
    pub(crate) fn told(&self, now: Time) -> Stage {
        match self.tasks_stage(now) {
            stopped @ Stage::Ended(Outcome::Stopped) => stopped,
            _ => self.tasks_stage(self.look(now)),
        }
    }

    /// When it ended, as far as the server says that.
    pub(crate) fn told_end(&self, now: Time) -> Option<Time> {
        match self.told(now) {
            Stage::Ended(_) => Some(self.ended(self.attempts(self.look(now)))),
            _ => None,
        }
    }

    fn look(&self, now: Time) -> Time {
        match self.tasks.is_empty() {
            true => now,
            false => last_look(self.started, self.takes, now),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(fails: bool) -> ReplicationRun {
        ReplicationRun {
            id: 1,
            tasks: vec![ReplicationTask {
                id: 1,
                source: "skaha/astroml".to_owned(),
                destination: "mirror/astroml".to_owned(),
                artifacts: 1,
            }],
            why: None,
            fails,
            policy_id: 1,
            started: "2026-11-28T02:28:00Z".parse().expect("a time"),
            takes: Duration::from_secs(60),
            stopped: None,
            scheduled: false,
        }
    }

    /// The run's and its tasks' state, and how often these were run, so many seconds after its start.
    fn at(run: &ReplicationRun, seconds: i64) -> (Stage, Stage, u32) {
        let now = run.started + Span::seconds(seconds);
        (run.told(now), run.tasks_stage(now), run.attempts(now))
    }

    #[test]
    fn a_run_has_no_tasks_at_first_and_ends_after_them() {
        let mut run = run(false);
        // Not a multiple of the server's 30 s.
        run.takes = Duration::from_secs(50);
        let done = Stage::Ended(Outcome::Success);
        assert!(!run.is_found(run.started + Span::seconds(12)));
        assert!(run.is_found(run.started + Span::seconds(13)));
        assert_eq!(at(&run, 49), (Stage::Running, Stage::Running, 1));
        assert_eq!(at(&run, 50), (Stage::Running, done, 1));
        assert_eq!(at(&run, 59), (Stage::Running, done, 1));
        assert_eq!(at(&run, 60), (done, done, 1));
        // It ended when its tasks did, whenever that was told.
        let end = run.started + Span::seconds(50);
        assert_eq!(run.told_end(run.started + Span::seconds(60)), Some(end));
    }

    #[test]
    fn tasks_that_failed_run_again_after_that_was_told() {
        let run = run(true);
        let failed = Stage::Ended(Outcome::Error);
        assert_eq!(at(&run, 100), (failed, failed, 1));
        assert_eq!(at(&run, 130), (Stage::Running, Stage::Running, 2));
        assert_eq!(run.begun(2), run.started + Span::seconds(120));
        assert_eq!(at(&run, 190), (failed, failed, 2));
        assert_eq!(at(&run, 250), (Stage::Running, Stage::Running, 3));
        assert_eq!(at(&run, 10_000), (failed, failed, 3));
    }

    #[test]
    fn what_is_short_is_looked_at_more_often() {
        let mut run = run(false);
        run.takes = Duration::from_millis(1500);
        let told = |milliseconds: i64| run.told(run.started + Span::milliseconds(milliseconds));
        assert_eq!(told(1999), Stage::Running);
        assert_eq!(told(2000), Stage::Ended(Outcome::Success));
    }
}
