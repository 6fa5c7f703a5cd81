//! When jobs run by themselves.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::JobType;
use crate::{types::null_default, wire::time};

words!(
    /// How a schedule is called. Only a word: when jobs run is what its cron says, whatever the word.
    ScheduleKind {
        Hourly = "Hourly",
        Daily = "Daily",
        Weekly = "Weekly",
        Custom = "Custom",
        /// Sent: run now. Read: it was run by hand.
        Manual = "Manual",
        /// Sent: no schedule any more.
        Never = "None",
        /// Read only: it was run by its schedule.
        Schedule = "Schedule",
    }
);

/// When a job runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct JobSchedule {
    #[serde(rename = "type")]
    pub kind: ScheduleKind,
    /// Six fields, by UTC, seconds `0`. Needed for all kinds that repeat.
    #[serde(
        deserialize_with = "null_default",
        skip_serializing_if = "String::is_empty"
    )]
    pub cron: String,
    /// The server's own; it is not always filled.
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub next_scheduled_time: Option<DateTime<Utc>>,
}

impl JobSchedule {
    /// Now, once.
    pub fn manual() -> Self {
        Self {
            kind: ScheduleKind::Manual,
            ..Self::default()
        }
    }

    /// No schedule any more.
    pub fn never() -> Self {
        Self {
            kind: ScheduleKind::Never,
            ..Self::default()
        }
    }

    /// By a cron of six fields, with the word for it that the server's own pages know.
    pub fn repeated(cron: impl Into<String>) -> Self {
        let cron = cron.into();
        let kind = match cron.as_str() {
            "0 0 * * * *" => ScheduleKind::Hourly,
            "0 0 0 * * *" => ScheduleKind::Daily,
            "0 0 0 * * 0" => ScheduleKind::Weekly,
            _ => ScheduleKind::Custom,
        };
        Self {
            kind,
            cron,
            next_scheduled_time: None,
        }
    }
}

/// The schedule of scans of everything (`GET /system/scanAll/schedule`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Schedule {
    pub id: i64,
    #[serde(deserialize_with = "null_default")]
    pub status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<JobSchedule>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub creation_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub update_time: Option<DateTime<Utc>>,
}

/// Body of `POST` and `PUT /system/scanAll/schedule`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewScanAll {
    pub schedule: JobSchedule,
}

/// One of all schedules (`GET /schedules`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScheduledTask {
    pub id: i64,
    pub vendor_type: JobType,
    /// Number of what it belongs to: a retention policy, a replication rule; -1 or absent for the
    /// server's own.
    pub vendor_id: i64,
    /// Six fields, by UTC.
    pub cron: String,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub update_time: Option<DateTime<Utc>>,
}

object!(Schedule);
