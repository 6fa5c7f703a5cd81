//! Scanners and scans, which go on with the clock.

use std::time::Duration;

use super::Plan;
use crate::json::Time;

/// A registered scanner.
#[derive(Debug, Clone)]
pub struct Scanner {
    pub(crate) uuid: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) url: String,
    pub(crate) auth: String,
    pub(crate) disabled: bool,
    pub(crate) default: bool,
    pub(crate) skip_certificate: bool,
    pub(crate) internal_address: bool,
    pub(crate) adapter: String,
    pub(crate) vendor: String,
    pub(crate) version: String,
    pub(crate) created: Time,
    pub(crate) updated: Time,
}

/// How a scan ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// With a report.
    Success,
    /// With an error.
    Error,
    /// Someone stopped it.
    Stopped,
}

/// Where a scan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Queued.
    Pending,
    /// Under way.
    Running,
    /// Over.
    Ended(Outcome),
}

impl Stage {
    /// Harbor's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::Running => "Running",
            Self::Ended(Outcome::Success) => "Success",
            Self::Ended(Outcome::Error) => "Error",
            Self::Ended(Outcome::Stopped) => "Stopped",
        }
    }
}

/// A scan for vulnerabilities.
#[derive(Debug, Clone)]
pub struct Scan {
    pub(crate) report_id: String,
    pub(crate) started: Time,
    pub(crate) takes: Duration,
    pub(crate) outcome: Outcome,
    pub(crate) plan: Plan,
}

/// The making of a bill of materials.
#[derive(Debug, Clone)]
pub struct Sbom {
    pub(crate) report_id: String,
    pub(crate) started: Time,
    pub(crate) takes: Duration,
    pub(crate) outcome: Outcome,
    /// The digest of the accessory that holds it, once made.
    pub(crate) digest: String,
}

/// Where something is that began at `started`: the first third of its time it is queued.
fn stage(started: Time, takes: Duration, outcome: Outcome, now: Time) -> Stage {
    let gone = (now - started).to_std().unwrap_or_default();
    if gone >= takes {
        Stage::Ended(outcome)
    } else if gone * 3 < takes {
        Stage::Pending
    } else {
        Stage::Running
    }
}

impl Scan {
    /// Where it is now.
    pub fn stage(&self, now: Time) -> Stage {
        stage(self.started, self.takes, self.outcome, now)
    }

    /// When it ended or will end.
    pub fn end(&self) -> Time {
        self.started + self.takes
    }

    /// Stops it if it is under way.
    pub fn stop(&mut self, now: Time) -> bool {
        if matches!(self.stage(now), Stage::Ended(_)) {
            return false;
        }
        self.takes = (now - self.started).to_std().unwrap_or_default();
        self.outcome = Outcome::Stopped;
        true
    }
}

impl Sbom {
    /// Where it is now.
    pub fn stage(&self, now: Time) -> Stage {
        stage(self.started, self.takes, self.outcome, now)
    }

    /// When it ended or will end.
    pub fn end(&self) -> Time {
        self.started + self.takes
    }

    /// Stops it if it is under way.
    pub fn stop(&mut self, now: Time) -> bool {
        if matches!(self.stage(now), Stage::Ended(_)) {
            return false;
        }
        self.takes = (now - self.started).to_std().unwrap_or_default();
        self.outcome = Outcome::Stopped;
        true
    }
}

/// The scan of everything: the last run, and the schedule.
#[derive(Debug, Clone, Default)]
pub struct ScanAll {
    /// When the last one began.
    pub(crate) started: Option<Time>,
    /// When someone stopped it.
    pub(crate) stopped: Option<Time>,
    /// It was started by its schedule.
    pub(crate) scheduled: bool,
    /// How many artifacts it looks into.
    pub(crate) total: usize,
    /// The schedule's type and cron, and when it was set.
    pub(crate) schedule: Option<(String, String, Time)>,
}
